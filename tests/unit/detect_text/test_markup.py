"""HTML, XML and Markdown as text: what is read, what is not, and where it stood."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmoderator.detect.text.extract import Extract
from openmoderator.detect.text.markup import extract_text

HTML, XML, MARKDOWN = "text/html", "text/xml", "text/markdown"
_TAGS = [
    "<p>", "</p>", "<b>", "</b>", "<br/>", "<!--", "-->", "<script>", "</script>", "<![CDATA[",
    "]]>", "<!DOCTYPE a>", "<?xml version='1.0'?>", '<img alt="x" src=y>', "<a href='u'>", "</a>",
]  # fmt: skip
_SIGNS = [
    "&amp;", "&#64;", "&nope;", "&lt;", "&", "<", ">", "'", '"', "=", "# ", "> ", "- ", "1. ",
    "    ", "```", "`", "``", "*", "**", "_", "~~", "[", "]", "(", ")", "![", "](u)",
    "[a]: b", "\\", "\\*", "|",
]  # fmt: skip
_WORDS = ["\r\n", "\n", "\n\n", " ", "  ", "\t", "word", "e\u0301", "😀", "ß", "\0", "\ud800"]
_PIECES = st.sampled_from(_TAGS + _SIGNS + _WORDS)
_BODIES = st.lists(_PIECES, max_size=24).map("".join) | st.text(st.characters(codec=None))


def _written(extract: Extract, source: str, part: str) -> str:
    """What stands in the source where `part` stands in the text."""
    start = extract.text.index(part)
    first, end = extract.span(start, start + len(part))
    return source[first:end]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Hello <b>w</b>orld &amp; all</p>", "Hello world & all"),
        ("one<br>two<p>three</p>four", "one\ntwo\nthree\nfour"),
        ("a <script>if (a<b) hide('</p>')</script> b", "a\nb"),
        ("a<style>p { color: red }</style>b", "a\nb"),
        ("a<!-- hidden > words -->b", "ab"),
        ("<!doctype html><title>T</title>x", "T\nx"),
        ("<i>a\r\n   b\t c</i>", "a b c"),
        ('<img alt="a cat" src="x.png">', "a cat"),
        ("<input placeholder=name title='your &quot;name&quot;'>", 'name\nyour "name"'),
        ("1 < 2 &nope; > 3 & 4", "1 < 2 &nope; > 3 & 4"),
        ("plain text, no markup", "plain text, no markup"),
        ("&#64;&#x41;&commat;", "@A@"),
    ],
)
def test_html_is_read_as_a_page_shows_it(body: str, text: str) -> None:
    assert extract_text(body, HTML).text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("before<!-- never closed", "before<!-- never closed"),
        ("a<b>c</b><!-- open <i>d</i>", "ac open d"),
        ("<script>never closed", "never closed"),
        ("<style media='x'>never <b>closed", "never <b>closed"),
        ("text <b never closed", "text <b never closed"),
    ],
)
def test_html_that_is_never_closed_hides_nothing(body: str, text: str) -> None:
    assert extract_text(body, HTML).text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<r><n>one</n><n>two</n> f<b>o</b>o</r>", "one\ntwo\nfoo"),
        ("<?xml version='1.0' encoding='utf-16'?><r>é😀 &amp; &#65;</r>", "é😀 & A"),
        ("<r><![CDATA[a &amp; <b>]]></r>", "a &amp; <b>"),
        ("<r><!-- no --><?no no?>yes<x attribute='no'/></r>", "yes"),
        ("<x:r xmlns:x='u'>a<x:script>no</x:script></x:r>", "a"),
    ],
)
def test_xml_is_read_by_its_elements(body: str, text: str) -> None:
    assert extract_text(body, XML).text == text


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ("<p>one</p><p>two&nbsp;three</p>", "two\xa0three"),
        ("<r>not closed", "not closed"),
        ("no xml at all & more", "no xml at all & more"),
        ("<a>\ud800</a><b>", "\ud800"),
    ],
)
def test_xml_that_is_none_is_read_all_the_same(body: str, part: str) -> None:
    assert part in extract_text(body, XML).text


def test_entities_of_a_document_are_never_expanded() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<!DOCTYPE r [<!ENTITY e0 "boom">{levels}]><r>before &e11; after</r>'
    text = extract_text(body, XML).text
    assert "before &e11; after" in text
    assert len(text) < len(body)


def test_a_file_that_an_entity_names_is_never_read() -> None:
    body = '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hostname">]><r>a &f; b</r>'
    assert extract_text(body, XML).text.endswith("a &f; b")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("# Head *line* #\n\nBody", "Head line\nBody"),
        ("A [link cat](http://cat.x 'cat') cat", "A link cat cat"),
        ("![a *picture*](u) end", "a picture end"),
        ("f**o**o `co de` \\*x\\* &amp; y", "foo co de *x* & y"),
        ("> quoted\r\n> lines\r\n\r\n- item\r\n  more", "quoted lines\nitem more"),
        ("```python\nx = 1\n```", "x = 1"),
        ("\tcode\n\nprose", "code\nprose"),
        ("<div>a <b>b</b></div>\n\nc<br>d f<i>o</i>o", "a b\nc d foo"),
        ("~~no~~ <http://a.test>", "no http://a.test"),
        ("a | b\n--|--\nc | d", "a | b --|-- c | d"),
        ("line  \nbreak\\\nagain", "line break again"),
        ("*not closed [at all](", "*not closed [at all]("),
    ],
)
def test_markdown_is_read_as_it_is_shown(body: str, text: str) -> None:
    assert extract_text(body, MARKDOWN).text == text


@pytest.mark.parametrize(
    "body",
    ["> " * 40 + "deep", "- " * 40 + "deep", "[deep]: <u> 'title'", "![" * 9 + "deep" + "](u)" * 9],
)
def test_no_line_of_markdown_is_lost(body: str) -> None:
    assert "deep" in extract_text(body, MARKDOWN).text


@pytest.mark.parametrize(
    ("kind", "body", "part", "written"),
    [
        (HTML, "<p>a w<b>o</b>rd b</p>", "word", "w<b>o</b>rd"),
        (HTML, "😀<i>e\u0301 x&#64;y z</i>", "x@y", "x&#64;y"),
        (HTML, "a\r\n<b>b&ampfoo</b>", "foo", "foo"),
        (XML, "<a>é😀\r\n<b>x&lt;y</b></a>", "x<y", "x&lt;y"),
        (MARKDOWN, "# é😀\r\n\r\n> w**o**rd", "word", "w**o**rd"),
        (MARKDOWN, "[x](x) x &amp; y", "& y", "&amp; y"),
        (MARKDOWN, "- a\r\n\r\n\tb `c\r\nd`", "c", "c"),
    ],
)
def test_a_place_leads_back_to_what_was_written(
    kind: str, body: str, part: str, written: str
) -> None:
    assert _written(extract_text(body, kind), body, part) == written


@pytest.mark.parametrize("kind", ["text/plain", "text/HTML; charset=utf-8", "image/png", ""])
def test_media_types_are_read_without_parameters_and_the_others_are_plain(kind: str) -> None:
    html = kind.lower().startswith("text/html")
    assert extract_text("<b>a</b>", kind).text == ("a" if html else "<b>a</b>")


@settings(deadline=None)
@given(_BODIES, st.sampled_from([HTML, XML, MARKDOWN, "text/plain"]))
def test_any_body_gives_a_text_whose_places_rise_and_lie_in_it(body: str, kind: str) -> None:
    extract = extract_text(body, kind)
    starts, ends = list(extract.starts), list(extract.ends)
    assert len(starts) == len(ends) == len(extract.text)
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= start <= end <= len(body) for start, end in zip(starts, ends, strict=True))


@settings(deadline=None)
@given(_BODIES, st.sampled_from([HTML, XML, MARKDOWN]))
def test_a_letter_stands_where_it_is_said_to_stand(body: str, kind: str) -> None:
    extract = extract_text(body, kind)
    for letter, start, end in zip(extract.text, extract.starts, extract.ends, strict=True):
        written = body[start:end]
        # The Markdown reader counts NUL its own way; no text that is stored holds one.
        assert written == letter or letter in " \n" or written[:1] in "&\\" or "\0" in body


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", "<!--", "<!--x>", '<a b="', "</", "<?", "<![", "&#", "&#9;", "<script>", "<b>",
     "<a alt='", "<a x=\">'"],
)  # fmt: skip
@pytest.mark.parametrize("kind", [HTML, XML])
def test_a_hundred_thousand_characters_of_one_sign_are_read(piece: str, kind: str) -> None:
    body = piece * (100_000 // len(piece))
    assert len(extract_text(body + ">", kind).text) <= len(body) + 1


@pytest.mark.parametrize("kind", [HTML, XML, MARKDOWN])
def test_deep_nesting_is_read(kind: str) -> None:
    deep = 20_000
    assert "x" in extract_text("<a>" * deep + "x" + "</a>" * deep, kind).text


@pytest.mark.parametrize(
    "piece", ["[", "![", "*", "*a ", "_", "` ``", "&", "\\", "> ", "[a](", "#", "![a]("]
)
def test_a_long_row_of_one_sign_of_markdown_is_read(piece: str) -> None:
    body = piece * (50_000 // len(piece)) + "\n\n# word"
    assert "word" in extract_text(body, MARKDOWN).text
