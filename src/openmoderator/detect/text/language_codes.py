"""ISO 639-1, the model's labels and BCP-47 tags as ISO 639-3 (contract 15).

Macrolanguages where the old service names those: `zho`, `msa`, `fas`, `swa`; `fil` for Tagalog.
`als` is taken as the model means it, Alemannic.
Norwegian without a variety is Bokmal. Nothing here looks at a text.
"""

from typing import Final

UNDETERMINED: Final = "und"
"""The ISO 639-3 code of a text whose language cannot be told."""

_PAIRS: Final = """
aa:aar ab:abk af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel
bg:bul bh:bho bi:bis bm:bam bn:ben bo:bod br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre
cs:ces cu:chu cv:chv cy:cym da:dan de:deu dv:div dz:dzo ee:ewe el:ell en:eng eo:epo es:spa
et:est eu:eus fa:fas ff:ful fi:fin fj:fij fo:fao fr:fra fy:fry ga:gle gd:gla gl:glg gn:grn
gu:guj gv:glv ha:hau he:heb hi:hin ho:hmo hr:hrv ht:hat hu:hun hy:hye hz:her ia:ina id:ind
ie:ile ig:ibo ii:iii ik:ipk io:ido is:isl it:ita iu:iku ja:jpn jv:jav ka:kat kg:kon ki:kik
kj:kua kk:kaz kl:kal km:khm kn:kan ko:kor kr:kau ks:kas ku:kur kv:kom kw:cor ky:kir la:lat
lb:ltz lg:lug li:lim ln:lin lo:lao lt:lit lu:lub lv:lav mg:mlg mh:mah mi:mri mk:mkd ml:mal
mn:mon mr:mar ms:msa mt:mlt my:mya na:nau nb:nob nd:nde ne:nep ng:ndo nl:nld nn:nno no:nob
nr:nbl nv:nav ny:nya oc:oci oj:oji om:orm or:ori os:oss pa:pan pi:pli pl:pol ps:pus pt:por
qu:que rm:roh rn:run ro:ron ru:rus rw:kin sa:san sc:srd sd:snd se:sme sg:sag sh:hbs si:sin
sk:slk sl:slv sm:smo sn:sna so:som sq:sqi sr:srp ss:ssw st:sot su:sun sv:swe sw:swa ta:tam
te:tel tg:tgk th:tha ti:tir tk:tuk tl:fil tn:tsn to:ton tr:tur ts:tso tt:tat tw:twi ty:tah
ug:uig uk:ukr ur:urd uz:uzb ve:ven vi:vie vo:vol wa:wln wo:wol xh:xho yi:yid yo:yor za:zha
zh:zho zu:zul als:gsw eml:egl
"""
_ISO639_3: Final = dict(pair.split(":") for pair in _PAIRS.split())
_ISO639_1_LENGTH: Final = 2


def to_iso639_3(code: str) -> str:
    """Return the ISO 639-3 code of an ISO 639-1, ISO 639-3 or BCP-47 code, in any case.

    Three-letter codes that are not in the table are taken as ISO 639-3 already. The service's
    own `zh-hk` and `zh-tw` stay as they are; an unknown two-letter code gives `und`.
    """
    lowered = code.strip().lower().replace("_", "-")
    if lowered in {"zh-hk", "zh-tw"}:
        return lowered
    primary = lowered.partition("-")[0]
    if len(primary) <= _ISO639_1_LENGTH:
        return _ISO639_3.get(primary, UNDETERMINED)
    return _ISO639_3.get(primary, primary)
