"""One entry of ThreatExchange, under the names of its site or of its API, as a `SharedHash`.

An entry is a mapping of field names to values. Knows no files.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from openmoderator.lists.exchange.values import HashKind, SharedHash, UnreadableHash

Fields = Mapping[str, object]

TYPES: Final[dict[str, HashKind]] = {
    "HASH_PDQ": "pdq",
    "HASH_MD5": "md5",
    "HASH_SHA256": "sha256",
    "PDQ": "pdq",
    "MD5": "md5",
    "SHA256": "sha256",
}
INNOCENT: Final = "NON_MALICIOUS"
UNKNOWN: Final = "UNKNOWN"
VALUE: Final = ("td_raw_indicator", "raw_indicator", "indicator")
TYPE: Final = ("td_indicator_type", "type")
STATUS: Final = ("td_status", "status")
TAGS: Final = ("td_subjective_tags", "tags")
TIME: Final = ("td_creation_time", "added_on", "creation_time", "last_updated")
_DIGITS: Final[dict[HashKind, int]] = {"pdq": 64, "md5": 32, "sha256": 64}
_HEX: Final = re.compile(r"[0-9a-f]+")


def shared_hash(fields: Fields, line: int, kind: HashKind | None) -> SharedHash | None:
    """The hash of an entry; None for one that was deleted or is of a kind not kept here.

    `kind` serves where the entry names no type. Raises UnreadableHash with `line`.
    """
    if fields.get("should_delete") is True:
        return None
    type_ = str(_first(fields, TYPE) or "").strip().upper()
    if type_ and type_ not in TYPES:
        return None
    value, found = _value(fields, TYPES.get(type_) or kind, line)
    opinions = _opinions(fields, line)
    tags = (tag for opinion in opinions for tag in _tags(_first(opinion, TAGS), line))
    times = [_time(_first(opinion, TIME), line) for opinion in opinions]
    moments = [time for time in times if time is not None]
    return SharedHash(
        kind=found,
        value=value,
        tags=tuple(dict.fromkeys(tags)),
        added_at=min(moments, default=None),
        status=_status(opinions),
    )


def kind_of(value: str, kind: HashKind | None) -> HashKind | None:
    """Which hash has so many digits; of the two with 64 the one asked for, else PDQ."""
    if len(value) == _DIGITS["md5"]:
        return "md5"
    if len(value) == _DIGITS["pdq"]:
        return "sha256" if kind == "sha256" else "pdq"
    return None


def _first(fields: Fields, names: tuple[str, ...]) -> object:
    """The first of the names that has a value."""
    return next((fields[name] for name in names if fields.get(name) not in (None, "")), None)


def _value(fields: Fields, kind: HashKind | None, line: int) -> tuple[str, HashKind]:
    """The digits and what they are."""
    text = _first(fields, VALUE)
    if isinstance(text, Mapping):
        text = text.get("indicator")
    if not isinstance(text, str):
        raise UnreadableHash(line, f"there is no hash; it stands under {' or '.join(VALUE)}.")
    value = text.strip().lower()
    found = kind or kind_of(value, None)
    if found is None or len(value) != _DIGITS[found] or not _HEX.fullmatch(value):
        wanted = f"{_DIGITS[found]} hexadecimal digits" if found else "64 or 32 hexadecimal digits"
        reason = f"'{text.strip()[:80]}' is no {found or 'known'} hash, which has {wanted}."
        raise UnreadableHash(line, reason)
    return value, found


def _opinions(fields: Fields, line: int) -> list[Fields]:
    """Those who described the hash: an update lists them, a descriptor is one."""
    nested = fields.get("descriptors")
    if nested is None:
        return [fields]
    found = nested.get("data", []) if isinstance(nested, Mapping) else nested
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise UnreadableHash(line, "its descriptors are no list of objects.")
    return found or [fields]


def _tags(given: object, line: int) -> list[str]:
    """Tags as the site writes them (a;b), as its tools do (a,b), or as the API nests them."""
    if given is None:
        return []
    if isinstance(given, str) and _storable(given):
        return [tag.strip() for tag in re.split("[;,]", given) if tag.strip()]
    found = given.get("data") if isinstance(given, Mapping) else given
    if isinstance(found, list):
        texts = [one.get("text") if isinstance(one, Mapping) else one for one in found]
        if all(isinstance(text, str) and _storable(text) for text in texts):
            return [str(text) for text in texts]
    raise UnreadableHash(line, "its tags are no text or list of texts that can be kept.")


def _storable(text: str) -> bool:
    """Whether the database takes it: JSON can spell half characters and the character 0."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def _time(given: object, line: int) -> datetime | None:
    """ISO 8601 with a zone, or seconds since 1970."""
    if given is None:
        return None
    try:
        if type(given) is int or (isinstance(given, str) and given.strip().isdecimal()):
            return datetime.fromtimestamp(int(given), UTC)
        moment = datetime.fromisoformat(str(given).strip())
        # By UTC it may lie before the year 1 or after 9999, which nothing could read back.
        found = moment.astimezone(UTC) if moment.tzinfo is not None else None
    except (ValueError, OverflowError, OSError):
        found = None
    if found is None:
        reason = f"'{str(given)[:40]}' is no time with a zone, as 2020-07-31T18:47:52+0000 is."
        raise UnreadableHash(line, reason)
    return found


def _status(opinions: list[Fields]) -> str | None:
    """The opinion, of several the worst."""
    stated = (_first(one, STATUS) for one in opinions)
    found = [str(status) for status in stated if status not in (None, UNKNOWN)]
    return "MALICIOUS" if "MALICIOUS" in found else next(iter(found), None)
