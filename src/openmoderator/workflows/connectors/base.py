"""What a connector is: named outputs of a type, answered for one input by a session.

The report lines, retries and the storing of answers belong to jobs. Nothing here
detects anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol, TypeAlias

from openmoderator.errors import BadInput

ContentType: TypeAlias = Literal["Image", "Text"]
Value: TypeAlias = bool | float | str
"""The value of an output. A count is a float too: the grammar knows one kind of number."""


class OutputType(StrEnum):
    """What the value of an output is; decides the operators and values that fit it."""

    BOOLEAN = "boolean"
    NUMBER = "number"
    STRING = "string"


@dataclass(frozen=True, slots=True)
class OutputSpec:
    """One output: its recorded spelling, its type, and the content it can be asked of."""

    name: str
    type: OutputType
    content: frozenset[ContentType]
    description: str = ""


@dataclass(frozen=True, slots=True)
class ConnectorInput:
    """What a connector looks at: the bytes of a picture, or a text; exactly one of them.

    The bytes are as fetched; a session decodes them when the first output needs it.
    """

    picture: bytes | None = None
    text: str | None = None

    def __post_init__(self) -> None:
        if (self.picture is None) == (self.text is None):
            raise ValueError("A connector looks at either a picture or a text.")

    @property
    def content_type(self) -> ContentType:
        return "Text" if self.picture is None else "Image"


@dataclass(frozen=True, slots=True)
class ConnectorAnswer:
    """The value that conditions compare, and the metadata that the job gains by it.

    `metadata` has the keys and texts of contract 9.4 in their order; outputs that come
    from one call share the same entries.
    """

    value: Value
    metadata: tuple[tuple[str, str], ...]


class ConnectorSession(Protocol):
    """One input before one connector. Used by one thread; dropped when the job ends."""

    def ask(self, output: str) -> ConnectorAnswer:
        """The answer for an output named in any case; the work behind it is done once.

        Raises UnknownOutput, OutputDoesNotFit, or what the detectors raise.
        """
        ...


class Connector(Protocol):
    """Something a workflow can ask. Immutable, and shared by all threads."""

    @property
    def name(self) -> str:
        """The name in workflows, in lower case: `moderator`."""
        ...

    @property
    def title(self) -> str:
        """The name in reports: `Moderator`."""
        ...

    @property
    def aliases(self) -> Sequence[str]:
        """Other names it is known by, in lower case."""
        ...

    @property
    def outputs(self) -> Sequence[OutputSpec]: ...

    def session(self, content: ConnectorInput) -> ConnectorSession: ...


class UnknownConnector(BadInput):
    """A workflow names a connector that is not there; the message lists those that are."""


class UnknownOutput(BadInput):
    """A workflow names an output that its connector has not; the message lists them."""


class AlternateInputNotText(BadInput):
    """An AlternateInput names an output whose value is no text."""


class OutputDoesNotFit(BadInput):
    """An output was asked of content that it cannot be asked of (contract 10.4)."""

    def __init__(self, connector: str, spec: OutputSpec, content_type: ContentType) -> None:
        self.connector = connector
        self.output = spec.name
        self.needed = spec.content
        self.content_type = content_type
        super().__init__(_does_not_fit(connector, spec, content_type))


def _does_not_fit(connector: str, spec: OutputSpec, content_type: ContentType) -> str:
    needed = " or ".join(sorted(spec.content))
    message = f"{spec.name} of {connector} needs content of type {needed}, not {content_type}"
    if content_type == "Image":
        return (
            f'{message}: let it read the text of the picture, "AlternateInput":"moderator.ocrText".'
        )
    return f"{message}."


def find_output(connector: Connector, name: str) -> OutputSpec:
    """The output of that name in any case; raises UnknownOutput, which lists them all."""
    folded = name.strip().casefold()
    for spec in connector.outputs:
        if spec.name.casefold() == folded:
            return spec
    allowed = ", ".join(spec.name for spec in connector.outputs)
    message = f"{connector.title} has no output {name!r}; allowed: {allowed}."
    raise UnknownOutput(message)
