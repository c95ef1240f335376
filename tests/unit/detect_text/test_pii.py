"""Personal data: what is found, as what, where, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.detect.text.pii import Email, Finding, IpAddress, Phone, PiiFindings, find_pii

_ANY_TEXT = st.text(st.characters(codec=None))
_PII_LIKE = st.text(st.sampled_from("aB1@.:-()+ \n0459,\ud800\0é")) | st.lists(
    st.sampled_from(
        ["a@b.co", " at ", " dot ", "425", "555-0111", "+44 ", "1.2.3.4", "::1", "Main St"]
    )
).map("".join)


def _all(found: PiiFindings) -> list[Finding]:
    return [
        *found.emails,
        *found.phones,
        *found.addresses,
        *found.ip_addresses,
        *found.ssns,
    ]


def test_the_documented_text_has_all_of_its_personal_data() -> None:
    text = (
        "Is this a crap email name@site.test, phone: 4255550111, IP: 255.255.255.255, "
        "1 Main Street, Redmond, WA 98052."
    )
    found = find_pii(text)
    assert found.emails == (Email("name@site.test", 21, "name@site.test", "Regular"),)
    assert found.phones == (Phone("4255550111", 44, "US"),)
    assert found.ip_addresses == (IpAddress("255.255.255.255", 60, "IPV4"),)
    assert [(item.text, item.start) for item in found.addresses] == [
        ("1 Main Street, Redmond, WA 98052", 77)
    ]
    assert found.ssns == ()


def test_nothing_found_is_false() -> None:
    assert not find_pii("a plain sentence")
    assert not find_pii("").any
    assert find_pii("write to name@site.test").any


@pytest.mark.parametrize(
    "address",
    [
        "name@site.test",
        "first.last+tag@mail.example.co.uk",
        "o'brien@site.test",
        "UPPER@SITE.COM",
        "jörg@münchen.de",
        "a_b-c@x-y.org",
    ],
)
def test_an_address_is_found_as_regular(address: str) -> None:
    (email,) = find_pii(f"😀 <{address}>, please").emails
    assert (email.text, email.start, email.sub_type) == (address, 3, "Regular")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("bob at site dot com", "bob@site.com"),
        ("bob [at] site [dot] com", "bob@site.com"),
        ("bob(at)site.com", "bob@site.com"),
        ("bob (at) mail (dot) site (dot) org", "bob@mail.site.org"),
        ("bob @ site . com", "bob@site.com"),
        ("bob AT gmail.com", "bob@gmail.com"),
        ("bob@site dot com", "bob@site.com"),
    ],
)
def test_a_disguised_address_is_suspected(written: str, meant: str) -> None:
    (email,) = find_pii(f"write {written} now").emails
    assert (email.text, email.detected, email.sub_type) == (written, meant, "Suspected")


def test_a_word_and_at_before_an_address_are_suspected_beside_it() -> None:
    assert find_pii("write me at name@x.test now").emails == (
        Email("me at name@x.test", 6, "me@name@x.test", "Suspected"),
        Email("name@x.test", 12, "name@x.test", "Regular"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "look at google.com",
        "meet at noon",
        "@handle and #tag",
        "see you @ 5.30pm",
        "a@b",
        "user@localhost",
        "user@host.1",
        "at the dot com bubble",
        "..@..",
        "name@-site-.com",
    ],
)
def test_what_is_no_address_is_left_alone(text: str) -> None:
    assert find_pii(text).emails == ()


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("4255550111", "US"),
        ("425-555-0111", "US"),
        ("425.555.0111", "US"),
        ("(425) 555-0111", "US"),
        ("+1 425 555 0111", "US"),
        ("1-425-555-0111", "US"),
        ("665-778-9887", "US"),
        ("0344 800 2400", "UK"),
        ("0800 020 0000", "UK"),
        ("020 7946 0018", "UK"),
        ("(020) 7946 0018", "UK"),
        ("07400 123456", "UK"),
        ("+44 (0)20 7946 0018", "UK"),
        ("0044 20 7946 0018", "UK"),
    ],
)
def test_a_number_is_found_with_its_country(number: str, country: str) -> None:
    (phone,) = find_pii(f"☎😀 call {number}, please").phones
    assert (phone.text, phone.start, phone.country_code) == (number, 8, country)


def test_the_tail_of_a_uk_number_may_be_a_us_number_too() -> None:
    assert find_pii("call +44 870 608 4000").phones == (
        Phone("+44 870 608 4000", 5, "UK"),
        Phone("870 608 4000", 9, "US"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "order number 4255550111",
        "invoice #4255550111",
        "ISBN 4255550111",
        "42555501112222",
        "4111 1111 1111 1111",
        "2024-01-02 10:20:30",
        "01/02/2024 and 02.01.2024",
        "id_4255550111",
        "1234567890",
        "425-555-0111-22",
        "0.4255550111",
        "10,000,000,000 people",
        "12345678901",
    ],
)
def test_other_numbers_are_no_telephone_numbers(text: str) -> None:
    assert find_pii(text).phones == ()


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("10.0.0.1", "IPV4"),
        ("255.255.255.255", "IPV4"),
        ("fe80::1", "IPV6"),
        ("::1", "IPV6"),
        ("2001:db8:0:0:0:0:0:1", "IPV6"),
        ("::ffff:192.0.2.1", "IPV6"),
    ],
)
def test_an_internet_address_is_found_with_its_kind(address: str, kind: str) -> None:
    (found,) = find_pii(f"😀 from [{address}] today").ip_addresses
    assert (found.text, found.start, found.sub_type) == (address, 8, kind)


@pytest.mark.parametrize(
    "text", ["http://10.0.0.1:8080/x", "10.0.0.1.", "10.0.0.1/24", "is 10.0.0.1, ok"]
)
def test_what_follows_an_address_does_not_hide_it(text: str) -> None:
    assert [found.text for found in find_pii(text).ip_addresses] == ["10.0.0.1"]


@pytest.mark.parametrize(
    "text",
    [
        "1.2.3.4.5",
        "version 1.2.3.4",
        "v1.2.3.4",
        "Release 1.2.3.4",
        "chrome/1.2.3.4",
        "lib-1.2.3.4",
        "1.2.3.4-beta",
        "256.1.1.1",
        "1.2.3",
        "std::vector and a::b",
        "12:30:45",
        "aa:bb:cc:dd:ee:ff",
        "::",
        "01.02.03.04",
    ],
)
def test_versions_times_and_code_are_no_internet_addresses(text: str) -> None:
    assert find_pii(text).ip_addresses == ()


@pytest.mark.parametrize(
    "address",
    [
        "1 Main Street, Redmond, WA 98052",
        "1 Main Street Redmond WA 98052",
        "350 Fifth Avenue, Apt 4B, New York, NY 10118",
        "1600 Pennsylvania Ave NW, Washington, DC 20500-0003",
        "12 N. Oak St., Springfield, Illinois",
        "PO Box 123, Seattle, WA 98101",
        "1 microsoft way, redmond, wa 98052",
        "77 Broadway Suite 5, San Francisco, CA 94111",
        "4 Elm Rd\nSalem, OR 97301",
    ],
)
def test_a_us_address_is_found_whole(address: str) -> None:
    (found,) = find_pii(f"😀 I live at {address} now").addresses
    assert (found.text, found.start) == (address, 12)


@pytest.mark.parametrize(
    "text",
    [
        "3 Way tie in LA",
        "I took 2 Main courses, OK",
        "10 Downing Street, London is where they live",
        "chapter 4 road to ruin, in 98052 words",
        "the 5 court cases in NY",
    ],
)
def test_what_is_no_us_address_is_left_alone(text: str) -> None:
    assert find_pii(text).addresses == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("mine is 544-56-7788.", "544-56-7788"),
        ("544 56 7788", "544 56 7788"),
        ("SSN: 544567788", "544567788"),
        ("social security number is 544567788", "544567788"),
    ],
)
def test_a_social_security_number_is_found(text: str, number: str) -> None:
    (found,) = find_pii(text).ssns
    assert (found.text, found.start) == (number, text.index(number))


@pytest.mark.parametrize(
    "text",
    [
        "000-12-3456",
        "666-12-3456",
        "912-12-3456",
        "544-00-7788",
        "544-56-0000",
        "1544-56-7788",
        "544-56-77881",
        "544-56 7788",
        "order 544567788",
        "544-56-7788-1",
        "part A544-56-7788",
    ],
)
def test_what_was_never_issued_is_no_social_security_number(text: str) -> None:
    assert find_pii(text).ssns == ()


@given(_ANY_TEXT | _PII_LIKE)
def test_every_finding_is_cut_out_by_its_place(text: str) -> None:
    for finding in _all(find_pii(text)):
        assert finding.text
        assert text[finding.start : finding.end] == finding.text


@pytest.mark.parametrize(
    "piece",
    ["a", "a@", "1", "(", "1 ", "1-", "1.", ":", "1:", "@", " at ", "a dot ", "\0", "\ud800",
     "a@a.", "01 ", "ssn ", "1 St, ", "a @ a . ", "1 a a a a a st ", " ", "\n", "[", "a [ at ] ",
     "PO Box 1 "],
)  # fmt: skip
def test_a_long_monotonous_text_has_no_personal_data(piece: str) -> None:
    assert not find_pii(piece * (100_000 // len(piece)))


def test_every_address_of_a_long_text_is_found() -> None:
    assert len(find_pii("a.a@a.aa " * 2_000).emails) == 2_000


@pytest.mark.parametrize(
    "address",
    ["10 Downing Street, London SW1A 2AA", "Flat 3, 27 Rose Lane, Norwich NR1 1QE"],
)
def test_a_uk_address_is_found_whole(address: str) -> None:
    (found,) = find_pii(f"😀 I live at {address} now").addresses
    assert (found.text, found.start) == (address, 12)


@pytest.mark.parametrize(
    "written", ["DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819", "NO93 8601 1117 947"]
)
def test_a_bank_account_number_is_found_and_nothing_else_in_it(written: str) -> None:
    found = find_pii(f"😀 pay {written} now")
    assert [(one.text, one.start) for one in found.ibans] == [(written, 6)]
    assert (found.phones, found.ssns, found.credit_cards) == ((), (), ())


@pytest.mark.parametrize(
    "written",
    [
        "DE89 3704 0044 0532 0130 01",
        "DE89 3704 0044 0532 0130",
        "DE8937040044053201300000",
        "XX893704004405320130",
    ],
)
def test_a_number_of_wrong_length_or_check_digits_is_no_bank_account(written: str) -> None:
    assert find_pii(written).ibans == ()


@pytest.mark.parametrize(
    "written", ["4111 1111 1111 1111", "378282246310005", "5105-1051-0510-5100"]
)
def test_a_card_number_is_found_and_nothing_else_in_it(written: str) -> None:
    found = find_pii(f"😀 card {written} now")
    assert [(one.text, one.start) for one in found.credit_cards] == [(written, 7)]
    assert (found.phones, found.ssns) == ((), ())


@pytest.mark.parametrize("written", ["4111 1111 1111 1112", "1234567890123456", "4111111111111"])
def test_a_number_of_wrong_check_digit_issuer_or_length_is_no_card(written: str) -> None:
    assert find_pii(written).credit_cards == ()


def test_numbers_kept_for_examples_count_as_british() -> None:
    found = find_pii("ring 07700 900123 or 01632 960123").phones
    assert [(one.text, one.country_code) for one in found] == [
        ("07700 900123", "UK"),
        ("01632 960123", "UK"),
    ]


def test_a_row_of_numbers_is_no_telephone_number() -> None:
    assert find_pii("2 4 8 16 32 64 128 256 512 1024").phones == ()
