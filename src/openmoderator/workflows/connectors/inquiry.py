"""The questions of one job before all connectors: one session for each input, one answer
for each output, and the metadata that they add up to. Writes no report, tries nothing twice.
"""

from openmoderator.workflows.connectors.base import (
    AlternateInputNotText,
    ConnectorAnswer,
    ConnectorInput,
    ConnectorSession,
)
from openmoderator.workflows.connectors.registry import Registry
from openmoderator.workflows.evaluation.questions import Question
from openmoderator.workflows.grammar.alternate import alternate_source


class Inquiry:
    """Asks the connectors about one content. For one thread; dropped when the job ends."""

    def __init__(self, registry: Registry, content: ConnectorInput) -> None:
        self._registry = registry
        self._content = content
        self._sessions: dict[tuple[str, str | None], ConnectorSession] = {}
        self._metadata: dict[str, str] = {}

    def ask(self, question: Question) -> ConnectorAnswer:
        """The answer to a question; detectors behind it run once for each input.

        Raises UnknownConnector, UnknownOutput, OutputDoesNotFit,
        AlternateInputNotText, or what the detectors raise.
        """
        answer = self._session(question).ask(question.output)
        for key, text in answer.metadata:
            self._metadata.setdefault(key, text)
        return answer

    def title(self, question: Question) -> str:
        """The connector's name for the report; raises UnknownConnector."""
        return self._registry.find(question.connector).title

    @property
    def metadata(self) -> tuple[tuple[str, str], ...]:
        """The entries of contract 9.4 for all that was asked, in the order it was asked."""
        return tuple(self._metadata.items())

    def _session(self, question: Question) -> ConnectorSession:
        connector = self._registry.find(question.connector)
        alternate = question.alternate_input
        key = (connector.name, None if alternate is None else alternate.casefold())
        if key not in self._sessions:
            content = self._content if alternate is None else self._alternate(alternate)
            self._sessions[key] = connector.session(content)
        return self._sessions[key]

    def _alternate(self, alternate: str) -> ConnectorInput:
        connector, output = alternate_source(alternate) or (alternate, "")
        answer = self.ask(Question(connector, output))
        if not isinstance(answer.value, str):
            message = f"{alternate} gives no text, so no other output can read it."
            raise AlternateInputNotText(message)
        return ConnectorInput(text=answer.value)
