"""From rows to the answers of the wire: names, order and empties as recorded. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from openmoderator.accounts.subteams import WHOLE_TEAM
from openmoderator.identifiers import report_time
from openmoderator.jobs.models import Job, ReportLine
from openmoderator.reviews.models import Review, State
from openmoderator.workflows.grammar.canonical import canonical
from openmoderator.workflows.grammar.parsing import parse_expression
from openmoderator.workflows.models import WorkflowVersion

Json: TypeAlias = dict[str, Any]


def job(row: Job, report: Iterable[ReportLine]) -> Json:
    """Job Get (contract 9.2); `report` is newest first."""
    return {
        "Id": row.pk,
        "TeamName": row.team.public_id,
        "Status": row.status,
        "WorkflowId": row.workflow_name,
        "Type": row.type,
        "CallBackEndpoint": row.callback_endpoint,
        "ReviewId": row.review_id,
        "ResultMetaData": pairs(row.result_metadata),
        "JobExecutionReport": [
            {"Ts": report_time(line.at), "Msg": line.message} for line in report
        ],
    }


def review(row: Review, content: str) -> Json:
    """Review Get (contract 7.2)."""
    return {
        "ReviewId": row.pk,
        "SubTeam": row.subteam.name if row.subteam else WHOLE_TEAM,
        "CreatedBy": row.created_by,
        "Metadata": pairs(row.metadata),
        "ReviewerResultTags": pairs((code, str(bool(on))) for code, on in row.result_tags),
        "Type": row.type,
        "Content": content,
        "ContentId": row.content_id,
        "CallbackEndpoint": row.callback_endpoint,
        "Status": "Complete" if row.state == State.COMPLETE else "Pending",
    }


def review_content(row: Review, now: datetime, stored_address: Callable[[Review], str]) -> str:
    """The text, the address of the stored picture, the one it came from, or nothing.

    Nothing is left when the content has run out; the address it came from stands until the
    picture is fetched.
    """
    kept = row.stored
    if kept is None:
        return "" if row.state == State.COMPLETE else row.source_url
    if kept.expires_at is not None and kept.expires_at <= now:
        return ""
    return kept.text if kept.text is not None else stored_address(row)


def workflow(version: WorkflowVersion) -> Json:
    """Workflow Get (contract 10.1). The database keeps no order of keys, so it is made anew."""
    return {
        "Name": version.workflow.name,
        "Description": version.description,
        "Type": version.content_type,
        "Expression": canonical(parse_expression(version.expression)),
    }


def pairs(entries: Iterable[Sequence[str]]) -> list[dict[str, str]]:
    """A list of Key and Value, in order."""
    return [{"Key": key, "Value": value} for key, value in entries]
