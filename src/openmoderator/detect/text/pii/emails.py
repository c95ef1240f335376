"""E-mail addresses, plain (`Regular`) and disguised (`Suspected`), judged by email-validator.

Disguised are "name at site dot com" with or without brackets, "name @ site . com", and a word
with "at" before a plain address, which the old service joined to it (contract 4.1).
"""

import re
from collections.abc import Iterable, Iterator

from email_validator import EmailNotValidError, validate_email

from openmoderator.detect.text.pii.values import Email

_LOCAL_END = re.compile(r"[\w.%+'\u2019-]{1,64}\Z")
_DOMAIN = re.compile(r"(?:\w(?:[\w-]{0,61}\w)?\.){1,8}[^\W\d_][\w-]{0,30}\w")
_LOCAL_LONGEST, _DOMAIN_LONGEST = 64, 253
_PUNCTUATION = ".'\u2019-%+"
"""What may stand before an address without belonging to it."""
_WORD_AT = re.compile(r"(?<![\w.@-])([\w-]{1,64})[ \t]{1,3}at[ \t]{1,3}\Z", re.IGNORECASE)
_LOOK_BACK = 80

_TLD = r"(?:com|net|org|edu|gov|info|biz|co|io|me|us|uk|ca|au|de|fr|it|es|nl|eu|dev|app|test)"
_NAME = r"(?<![\w.@+-])(?P<local>\w(?:[\w.+-]{0,62}\w)?)"
_GAP = r"[ \t]{0,3}"
_OPEN, _SHUT = rf"{_GAP}[(\[{{<]{_GAP}", rf"{_GAP}[)\]}}>]{_GAP}"
_AT_WORD = r"[ \t]{1,3}at[ \t]{1,3}"
_AT_MARKED = rf"(?:{_OPEN}(?:at|@){_SHUT}|[ \t]{{0,3}}@[ \t]{{0,3}})"
_DOT_WORD = rf"(?:[ \t]{{1,3}}dot[ \t]{{1,3}}|{_OPEN}(?:dot|\.){_SHUT})"
_DOT_ANY = rf"(?:{_DOT_WORD}|[ \t]{{0,3}}\.[ \t]{{0,3}})"
_LABEL = r"\w(?:[\w-]{0,61}\w)?"
_MAIL_HOST = r"(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|proton(?:mail)?|aol|gmx|live|msn)"
_END = rf"\b(?!{_DOT_ANY}{_TLD}\b)"
"""Not within a longer domain: of "example dot co dot uk" the whole is meant."""
_FROM = rf"{_LABEL}(?:{_DOT_ANY}{_LABEL}){{0,3}}?"
_DISGUISED = tuple(
    (re.compile(hint, re.IGNORECASE), re.compile(pattern, re.IGNORECASE))
    for hint, pattern in (
        (
            rf"{_OPEN}(?:at|@)|@[ \t]|[ \t]@|@\w[^@]{{0,80}}?{_DOT_WORD}",
            rf"{_NAME}{_AT_MARKED}(?P<domain>{_FROM}{_DOT_ANY}{_TLD}){_END}",
        ),
        (
            rf"{_AT_WORD}\w[^@]{{0,80}}?{_DOT_WORD}",
            rf"{_NAME}{_AT_WORD}(?P<domain>{_FROM}{_DOT_WORD}{_TLD}){_END}",
        ),
        (
            rf"{_AT_WORD}{_MAIL_HOST}",
            rf"{_NAME}{_AT_WORD}(?P<domain>{_MAIL_HOST}(?:{_DOT_ANY}{_TLD}){{1,2}}){_END}",
        ),
    )
)
"""Each with a hint that is quick to look for, without which the slow pattern is not tried."""
_ANY_DOT = re.compile(_DOT_ANY, re.IGNORECASE)


def find_emails(text: str) -> tuple[Email, ...]:
    """Return the addresses in the order of the text; a disguised one may enclose a plain one."""
    regular = tuple(_find_regular(text))
    disguised = _outside(regular, _find_disguised(text))
    joined = _find_joined(text, regular)
    return tuple(sorted((*regular, *disguised, *joined), key=lambda found: found.start))


def _find_regular(text: str) -> Iterator[Email]:
    end = 0
    for at in re.finditer("@", text):
        local = _LOCAL_END.search(text[max(end, at.start() - _LOCAL_LONGEST) : at.start()])
        domain = _DOMAIN.match(text, at.end(), at.end() + _DOMAIN_LONGEST)
        if local is None or domain is None:
            continue
        written = f"{local.group().lstrip(_PUNCTUATION)}@{domain.group()}"
        if _is_valid(written):
            end = domain.end()
            yield Email(written, end - len(written), written, "Regular")


def _find_disguised(text: str) -> Iterator[Email]:
    for hint, pattern in _DISGUISED:
        if hint.search(text) is None:
            continue
        for found in pattern.finditer(text):
            meant = f"{found['local']}@{_ANY_DOT.sub('.', found['domain'])}"
            if meant != found.group() and _is_valid(meant):
                yield Email(found.group(), found.start(), meant, "Suspected")


def _find_joined(text: str, regular: Iterable[Email]) -> Iterator[Email]:
    for email in regular:
        offset = max(0, email.start - _LOOK_BACK)
        if before := _WORD_AT.search(text[offset : email.start]):
            start = offset + before.start()
            yield Email(
                text[start : email.end], start, f"{before[1]}@{email.detected}", "Suspected"
            )


def _outside(taken: tuple[Email, ...], found: Iterable[Email]) -> list[Email]:
    """Those that overlap neither a taken finding nor an earlier one of their own."""
    kept: list[Email] = []
    border = 0
    plain = sorted(taken, key=lambda email: email.start)
    position = 0
    for email in sorted(found, key=lambda email: (email.start, -email.end)):
        while position < len(plain) and plain[position].end <= email.start:
            position += 1
        clear = position == len(plain) or plain[position].start >= email.end
        if clear and email.start >= border:
            kept.append(email)
            border = email.end
    return kept


def _is_valid(address: str) -> bool:
    """Whether the spelling is that of an address; reserved names such as .test count."""
    try:
        validate_email(
            address, check_deliverability=False, test_environment=True, globally_deliverable=False
        )
    except (EmailNotValidError, UnicodeError):
        return False
    return True
