"""Codes of languages in, ISO 639-3 out."""

import pytest

from openmoderator.detect.text.language_codes import code_of_label, parse_language

SERVICE = """
afr sqi amh ara hye asm aze bng ben eus bel bos bsb bre bul cat kur chr zho zh-hk zh-tw hrv ces
dan prs nld eng est fil fin fra glg kat deu ell guj hau heb hin hun isl ibo ind iku gle xho zul
ita jpn kan kaz khm quc kin swa kok kor kir lao lav lit ltz mac msa mym mlt mri mar mon nep nob
nno ori pus fas pol por 1or ful pan pnb qup ron rus gla srp srn 1rp sot nso tsn sin slk slv spa
swe tgk tam tat tel tha tir tur tuk ukr urd uig uzb vie cym wol yor
"""
OWN = {
    "bng": "ben", "bsb": "bos", "zh-hk": "zho", "zh-tw": "zho", "mac": "mkd", "mym": "mal",
    "1or": "por", "qup": "que", "srn": "srp", "1rp": "srp",
}  # fmt: skip
LABELS = """
af als am an ar arz as ast av az azb ba bar bcl be bg bh bn bo bpy br bs bxr ca cbk ce ceb ckb co
cs cv cy da de diq dsb dty dv el eml en eo es et eu fa fi fr frr fy ga gd gl gn gom gu gv he hi
hif hr hsb ht hu hy ia id ie ilo io is it ja jbo jv ka kk km kn ko krc ku kv kw ky la lb lez li
lmo lo lrc lt lv mai mg mhr min mk ml mn mr mrj ms mt mwl my myv mzn nah nap nds ne new nl nn no
oc or os pa pam pfl pl pms pnb ps pt qu rm ro ru rue sa sah sc scn sco sd sh si sk sl so sq sr su
sv sw ta te tg th tk tl tr tt tyv ug uk ur uz vec vep vi vls vo wa war wuu xal xmf yi yo yue zh
"""


@pytest.mark.parametrize(
    ("code", "iso"),
    [
        ("en", "eng"),
        ("en-US", "eng"),
        ("EN_us", "eng"),
        (" eng ", "eng"),
        ("de", "deu"),
        ("ger", "deu"),
        ("zh", "zho"),
        ("zh-Hans-CN", "zho"),
        ("zh-TW", "zho"),
        ("cmn", "zho"),
        ("ceb", "ceb"),
        ("als", "sqi"),
        ("no", "nob"),
        ("iw", "heb"),
        ("und", "und"),
    ],
)
def test_a_code_becomes_iso_639_3(code: str, iso: str) -> None:
    assert parse_language(code) == iso


@pytest.mark.parametrize("code", ["xx", "", "english", "e", "123", "-", "en us", "\ud800"])
def test_what_is_no_code_is_none(code: str) -> None:
    assert parse_language(code) is None


@pytest.mark.parametrize("code", SERVICE.split())
def test_every_code_of_the_old_service_is_taken_and_its_own_are_translated(code: str) -> None:
    assert parse_language(code) == OWN.get(code, code)


@pytest.mark.parametrize("label", LABELS.split())
def test_what_detection_says_can_be_said_back(label: str) -> None:
    code = code_of_label(label)
    assert len(code) == 3
    assert parse_language(code) == code


def test_the_model_knows_176_labels_and_means_alemannic_by_als() -> None:
    assert len(set(LABELS.split())) == 176
    assert code_of_label("als") == "gsw"
