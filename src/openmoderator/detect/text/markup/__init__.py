"""Bodies of HTML, XML and Markdown reduced to the text that a reader sees (contract 4.1).

One parser for each, none of them our own; every character keeps its place in what was sent.
Any body gives a text: what is malformed is read as far as it goes, never refused.
"""

from openmoderator.detect.text.extract import Extract
from openmoderator.detect.text.markup.html import read_html
from openmoderator.detect.text.markup.markdown import read_markdown
from openmoderator.detect.text.markup.xml import read_xml

__all__ = ["extract_text"]

_READERS = {
    "text/html": read_html,
    "application/xhtml+xml": read_html,
    "text/xml": read_xml,
    "application/xml": read_xml,
    "text/markdown": read_markdown,
    "text/x-markdown": read_markdown,
}


def extract_text(body: str, media_type: str) -> Extract:
    """Return the text of `body`; parameters and case of `media_type` do not matter.

    A media type that is not of these, and a body without any markup, is its own text.
    """
    reader = _READERS.get(media_type.partition(";")[0].strip().lower())
    return reader(body) if reader else Extract.of_plain(body)
