"""Letters that look like those of another alphabet, checked by eye; by looks, never by sound.

Upper and lower case differ (Cyrillic "Н" looks like H, Greek "ν" like v), so the tables are
applied before the case is folded. Compatibility forms are NFKC's business and not listed.
"""

import re
import unicodedata
from typing import Final

_CYRILLIC: Final = (
    "АAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXԌGԚQԜWҮYҺHЬBЗEБBҪCӐAӒAЁEЀEЍNҠKҞKӇHҢHӉHӍMҬTҰYҲXӼXӾXӠEԐEӔA"
    "аaвbеeѕsіiїiјjкkмmнhоoрpсcтtуyхxԁdԛqԝwүyһhьbгrпnиuйuѵvзeҫcӏlғfєeэeшwщwѡwѱpѳoөoӧoӫoԍg"
    "ԏtҝkҡkҟkңhӈhҭtұyҳxӽxӿxҏpҙeӡeԑeᴦrꙅsѴVѲOӨOЦUцuҒF"
)
_GREEK: Final = (
    "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϹCϺMαaβbγyεeηnιiκkμuνvοoρpςsσoτtυuχxωwϲcϳjθoδdλaξeζzϱpϑoΘOΣEΛAΞE"
)
_ARMENIAN: Final = "օoսuհhոnցgքfղnզqյjՍUՏSԼLՕO"
_HEBREW: Final = "סoוlטu"
_CHEROKEE: Final = "ᎥiᎪAᏴBᏟCᎠDᎬEᎨFᏀGᎻHᏆIᎫJᏦKᏞLᎷMᏁNᏢPᎡRᏚSᎢTᏙVᎳWᎩYᏃZᏎUᏌUᎾO"
_LISU: Final = "ꓐBꓑPꓓDꓔTꓖGꓗKꓙJꓚCꓜZꓝFꓟMꓠNꓡLꓢSꓣRꓦVꓧHꓪWꓫXꓬYꓮAꓰEꓲIꓳOꓴU"
_SYLLABICS: Final = "ᗩAᗷBᑕCᗪDᖴFᘜGᕼHᒍJᛕKᒪLᗰMᑎNᑭPᖇRᔕSᑌUᐯVᗯW᙭X"
_LATIN: Final = (
    "ıiƖlłlŁLøoØOđdĐDħhĦHŧtŦTƒfɑaɡgɩiɪiʟlƀbɓbƈcɗdɠgƙkƥpƭtƴyȥzʋvɯwəeɛeɔcƧS"
    "ɐaɒaɕcɖdɘeɜeɞeɟjɢgɣyɥhɦhɨiɫlɬlɭlɰwɱmɲnɳnɵoɹrɺrɼrɽrɾrʀrʂsʃfʄfʇtʈtʉuʌvʍwʎyʏyʐzʑzʙbʛgʜhʝjʞkʠq"
    "ʊuᥙuꞵbꬲeꬳeꭎuꭒuÞpþpÐD"
)
_SIGNS: Final = "∂d∆A∑E∏n∪U∩n∨v∧aℵnↃC₣F₤L₦N₩W₱P₽P₭K₮T₲G₴S₵C₿B"
_PATTERN: Final = re.compile(
    r"(?:(?:SQUARED |NEGATIVE SQUARED |NEGATIVE CIRCLED |CROSSED NEGATIVE SQUARED |PARENTHESIZED )?"
    r"LATIN (?:SMALL |CAPITAL )?LETTER "
    r"(?:SMALL CAPITAL |SIDEWAYS |OPEN |CLOSED |REVERSED |INSULAR )?"
    r"|MODIFIER LETTER (?:SMALL|CAPITAL) )([A-Z])(?: WITH .*)?"
)


def _pairs(table: str) -> dict[str, str]:
    return dict(zip(table[::2], table[1::2], strict=True))


FOREIGN: Final = _pairs(_CYRILLIC + _GREEK + _ARMENIAN + _HEBREW)
"""Letters of other alphabets as Latin: folded only where the writing is Latin otherwise."""

LATIN_VARIANTS: Final = _pairs(_LATIN + _SIGNS + _CHEROKEE + _LISU + _SYLLABICS + "ϲc")
"""Latin letters in other shapes, signs drawn like them, and letters that are met only as their
disguise: always folded."""

RARE: Final = frozenset("ѕіјԁԛԝһӏүЅІЈԌҺԜԚӀҮ")
"""Look-alikes that Russian does not have: a word of look-alikes with one of them is a disguise."""

LATIN_AS_CYRILLIC: Final = _pairs(
    "AАBВEЕHНIІJЈKКMМNИOОPРCСTТUИXХYУRЯWШSЅ" + "aаbьeеhнiіjјkкmмnпoоpрcсtтuиxхyуrгwшsѕ3з6б"
)
"""Latin letters and digits as the Cyrillic ones that they look like."""


def latin_by_name(character: str) -> str | None:
    """The Latin letter that `character` is a shape of by its Unicode name, in its case.

    Covers strokes, hooks, tails, small capitals, squares and circles: whatever Unicode calls
    a Latin letter X with something.
    """
    found = _PATTERN.fullmatch(unicodedata.name(character, ""))
    return found and (found[1] if character.isupper() else found[1].lower())
