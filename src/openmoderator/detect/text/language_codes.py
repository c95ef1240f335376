"""Codes of languages in, ISO 639-3 out: ISO 639-1 and 639-2, BCP-47, the model's labels, and
the codes of the old service (contract 15).

Macrolanguages where the old service names those: `zho`, `msa`, `fas`, `swa`; `fil` for Tagalog.
Norwegian without a variety is Bokmal. Nothing here looks at a text.
"""

from typing import Final

from openmoderator.errors import BadInput

UNDETERMINED: Final = "und"
"""The ISO 639-3 code of a text whose language cannot be told."""

_PAIRS: Final = """
aa:aar ab:abk af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel
bg:bul bh:bho bi:bis bm:bam bn:ben bo:bod br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre
cs:ces cu:chu cv:chv cy:cym da:dan de:deu dv:div dz:dzo ee:ewe el:ell en:eng eo:epo es:spa
et:est eu:eus fa:fas ff:ful fi:fin fj:fij fo:fao fr:fra fy:fry ga:gle gd:gla gl:glg gn:grn
gu:guj gv:glv ha:hau he:heb hi:hin ho:hmo hr:hrv ht:hat hu:hun hy:hye hz:her ia:ina id:ind
ie:ile ig:ibo ii:iii ik:ipk in:ind io:ido is:isl it:ita iu:iku iw:heb ja:jpn ji:yid jv:jav
ka:kat kg:kon ki:kik kj:kua kk:kaz kl:kal km:khm kn:kan ko:kor kr:kau ks:kas ku:kur kv:kom
kw:cor ky:kir la:lat lb:ltz lg:lug li:lim ln:lin lo:lao lt:lit lu:lub lv:lav mg:mlg mh:mah
mi:mri mk:mkd ml:mal mn:mon mo:ron mr:mar ms:msa mt:mlt my:mya na:nau nb:nob nd:nde ne:nep
ng:ndo nl:nld nn:nno no:nob nr:nbl nv:nav ny:nya oc:oci oj:oji om:orm or:ori os:oss pa:pan
pi:pli pl:pol ps:pus pt:por qu:que rm:roh rn:run ro:ron ru:rus rw:kin sa:san sc:srd sd:snd
se:sme sg:sag sh:hbs si:sin sk:slk sl:slv sm:smo sn:sna so:som sq:sqi sr:srp ss:ssw st:sot
su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk tl:fil tn:tsn to:ton tr:tur
ts:tso tt:tat tw:twi ty:tah ug:uig uk:ukr ur:urd uz:uzb ve:ven vi:vie vo:vol wa:wln wo:wol
xh:xho yi:yid yo:yor za:zha zh:zho zu:zul
"""
_VARIETIES: Final = """
alb:sqi arm:hye baq:eus bur:mya chi:zho cze:ces dut:nld fre:fra geo:kat ger:deu gre:ell ice:isl
may:msa mao:mri per:fas rum:ron slo:slk tib:bod wel:cym scc:srp scr:hrv nor:nob tgl:fil
cmn:zho arb:ara pes:fas swh:swa zsm:msa khk:mon azj:aze ekk:est lvs:lav ory:ori npi:nep uzn:uzb
als:sqi pbu:pus gaz:orm ydd:yid plt:mlg
"""
"""ISO 639-2's other codes, and the members that stand for their macrolanguage."""

_SERVICE: Final = "mac:mkd mym:mal bng:ben bsb:bos 1or:por 1rp:srp srn:srp qup:que"
"""What the old service's own codes stand for (contract 15), read by their neighbours in its list.
ISO 639-3 gives four of them to others: Benga, Brunei Bisaya, Sranan, a Quechua of Peru."""

_UNPAIRED: Final = """
arz ast azb bar bcl bpy bxr cbk ceb chr ckb diq dsb dty egl frr gom gsw hif hsb ilo jbo kok krc
lez lmo lrc mai mhr min mrj mwl myv mzn nah nap nds new nso pam pfl pms pnb prs quc rue sah scn
sco tyv vec vep vls war wuu xal xmf yue
"""
"""Codes that have no shorter form: of the model, and of the old service."""

_LABELS: Final = {"als": "gsw", "eml": "egl"}
"""What the model's labels mean where ISO 639-3 says otherwise: `als` is Alemannic to it."""


class UnknownLanguage(BadInput):
    """A caller named a language by a code that is none of the known ones."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"The language {code[:40]!r} is not known: use an ISO 639-3 code such as eng, "
            "or leave it out to have it detected."
        )


def _table(pairs: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in pairs.split())


_ISO639_1: Final = _table(_PAIRS)
_KNOWN: Final = (
    {code: code for code in (*_ISO639_1.values(), *_UNPAIRED.split(), UNDETERMINED)}
    | _ISO639_1
    | _table(_VARIETIES)
    | _table(_SERVICE)
)


def parse_language(code: str) -> str | None:
    """Return the ISO 639-3 code that a caller means, or None for a code nobody knows.

    Takes ISO 639-1, 639-2 and 639-3, BCP-47 with any further parts (`zh-Hant-TW`), the codes
    of contract 15 and `und`, in any case, with hyphen or underscore.
    """
    return _KNOWN.get(code.strip().lower().replace("_", "-").partition("-")[0])


def code_of_label(label: str) -> str:
    """Return the ISO 639-3 code of one of the 176 labels of the model."""
    return _LABELS.get(label) or _KNOWN.get(label, label)
