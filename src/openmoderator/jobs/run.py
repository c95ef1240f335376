"""Running a job: ask the connectors that the expression needs, then end the job.

May run twice, also at the same moment: the newest run wins, and every end is written once.
"""

from __future__ import annotations

import structlog
from django.db import InterfaceError, OperationalError

from openmoderator.errors import OpenModeratorError
from openmoderator.jobs import item
from openmoderator.jobs.finish import complete, fail, postpone
from openmoderator.jobs.models import Job
from openmoderator.jobs.report import Run, StaleRun, begin, say
from openmoderator.jobs.reviewing import see
from openmoderator.workflows.connected import registry_of
from openmoderator.workflows.connectors.base import ConnectorInput, OutputDoesNotFit, Value
from openmoderator.workflows.connectors.inquiry import Inquiry
from openmoderator.workflows.evaluation.questions import Question
from openmoderator.workflows.evaluation.run import run as evaluate
from openmoderator.workflows.grammar.parsing import parse_expression
from openmoderator.workflows.store import DEFAULT

log = structlog.get_logger(__name__)
MAX_RUNS = 10
"""Runs after which a job ends in Error: an item that kills its worker must not do so for ever."""


class GaveUp(OpenModeratorError):
    """The job was begun too often without an end."""


class Broken(OpenModeratorError):
    """Something failed that should not; trying again may help."""

    retryable = True


def run(job_id: str) -> None:
    """Run the job once, to its end or to the next try."""
    current = begin(job_id)
    if current is None:
        return
    try:
        _to_its_end(current)
    except StaleRun:
        log.info("job.stale_run", job=job_id, run=current.number)


def _to_its_end(current: Run) -> None:
    asking = _Asking(current)
    try:
        if current.number > MAX_RUNS:
            raise GaveUp(f"The job was started {MAX_RUNS} times and never ended.")
        actions = evaluate(parse_expression(current.job.version.expression), asking.ask)
        if current.job.team.all_detectors:
            asking.ask_the_rest()
        picture = asking.picture if actions else None
        complete(current, asking.metadata, actions, None if picture is None else see(picture))
    except StaleRun:
        raise
    except (OperationalError, InterfaceError) as error:
        log.warning("job.database_lost", job=current.job.pk, reason=type(error).__name__)
        postpone(current)
    except OpenModeratorError as error:
        fail(current, asking.told(error), error.retryable)
    except Exception:
        log.exception("job.broke", job=current.job.pk)
        fail(current, asking.told(Broken("an internal error; see the log for this job")), True)


class _Asking:
    """Answers questions of one run, with report lines around each."""

    def __init__(self, current: Run) -> None:
        self._run = current
        self._registry = registry_of(current.job.team)
        self._inquiry: Inquiry | None = None
        self._content: ConnectorInput | None = None
        self._title = ""

    def ask(self, question: Question) -> Value:
        self._title = self._registry.find(question.connector).title
        say(self._run, f"Getting {question.output} from {self._title}")
        answer = self._opened().ask(question)
        say(self._run, f"Successfully got {question.output} response from {self._title}")
        self._title = ""
        return answer.value

    def ask_the_rest(self) -> None:
        """Every output of every connector for this type of content whose result is not there
        yet: the workflow has decided, and the team wants to know all (review-tool 12)."""
        for connector in self._registry.connectors:
            for spec in connector.outputs:
                if self._run.job.type in spec.content and spec.name not in dict(self.metadata):
                    self.ask(Question(connector.name, spec.name))

    @property
    def metadata(self) -> tuple[tuple[str, str], ...]:
        return self._inquiry.metadata if self._inquiry is not None else ()

    @property
    def picture(self) -> bytes | None:
        return self._content.picture if self._content is not None else None

    def told(self, error: OpenModeratorError) -> str:
        """The report line of a failure, in the recorded form when a connector was asked."""
        message = str(error) + _hint(self._run.job, error)
        if not self._title:
            return f"Error occurred while executing the workflow - {message}"
        return f"Error occurred while executing connector: {self._title} - {message}"

    def _opened(self) -> Inquiry:
        if self._inquiry is None:
            self._content = item.load(self._run.job)
            self._inquiry = Inquiry(self._registry, self._content)
        return self._inquiry


def _hint(job: Job, error: OpenModeratorError) -> str:
    """Point a text job that ran the picture workflow to the one for texts (contract 10.4)."""
    if not isinstance(error, OutputDoesNotFit) or job.type != "Text":
        return ""
    if job.workflow_name.lower() != DEFAULT["Image"]:
        return ""
    return f" Use WorkflowName={DEFAULT['Text']} for text."
