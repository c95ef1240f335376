"""The editor of workflows: a form of name, description, type and the expression as JSON.

Nothing typed is lost: what is wrong comes back with its line, and what somebody else saved in
the meantime is told before it is covered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openmoderator.web.access import for_admins
from openmoderator.web.jobs.asked import one_of, plain
from openmoderator.web.team import MemberRequest
from openmoderator.web.workflows.mistakes import Mistake, in_words, mistakes
from openmoderator.web.workflows.reference import reference
from openmoderator.web.workflows.views import found, lead
from openmoderator.workflows import store
from openmoderator.workflows import versions as kept
from openmoderator.workflows.grammar.bounded import loads_bounded
from openmoderator.workflows.grammar.canonical import canonical
from openmoderator.workflows.grammar.errors import Problem, WorkflowError
from openmoderator.workflows.grammar.parsing import parse_expression
from openmoderator.workflows.grammar.place import ROOT
from openmoderator.workflows.grammar.positions import located
from openmoderator.workflows.models import WorkflowVersion
from openmoderator.workflows.store import BadName, BadType, NewWorkflow, WorkflowNotFound

STARTERS = {"Image": "isAdult", "Text": "text.HasProfanity"}


@dataclass(frozen=True)
class Draft:
    """What stands in the form."""

    name: str
    description: str
    content_type: str
    source: str
    base: int = 0
    """The version that it began from; 0 for a new workflow."""


@dataclass
class Findings:
    """What is to be said of a draft, by field."""

    wrong: dict[str, str] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    warnings: list[Mistake] = field(default_factory=list)
    checked: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def new(request: MemberRequest) -> HttpResponse:
    """A workflow that there is not yet."""
    if request.method == "POST":
        return _posted(request, _read(request.POST), None)
    type_ = one_of(request.GET.get("type", ""), store.CONTENT_TYPES) or "Image"
    source = pretty(store.create_review_if(STARTERS[type_]))
    return _show(request, Draft("", "", type_, source), None, Findings())


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def edit(request: MemberRequest, name: str) -> HttpResponse:
    """The newest version of a workflow; saving makes the next one."""
    version = found(request, name)
    if request.method == "POST":
        return _posted(request, _read(request.POST, version.workflow.name), version)
    draft = Draft(
        version.workflow.name,
        version.description,
        version.content_type,
        pretty(version.expression),
        version.number,
    )
    problems = [Problem(one["path"], one["message"]) for one in version.warnings]
    warnings = mistakes(located(problems, draft.source), draft.source)
    return _show(request, draft, version, Findings(warnings=warnings))


def pretty(expression: object) -> str:
    """JSON for reading and editing, in the order of the record: the database keeps none."""
    return json.dumps(canonical(parse_expression(expression)), indent=2, ensure_ascii=False)


def _read(form: QueryDict, name: str = "") -> Draft:
    base = form.get("base", "")
    return Draft(
        name=name or plain(form.get("name", "")).strip(),
        description=plain(form.get("description", "")).strip(),
        content_type=form.get("type", ""),
        source=form.get("expression", "").replace("\r\n", "\n"),
        base=int(base) if base.isascii() and base.isdigit() and len(base) < 10 else 0,
    )


def _posted(request: MemberRequest, draft: Draft, version: WorkflowVersion | None) -> HttpResponse:
    only_check = request.POST.get("act") == "check"
    findings = _examined(request, draft)
    if not only_check and not _is_wrong(findings):
        _meet_others(request, draft, findings)
    if only_check or _is_wrong(findings):
        newest = version.number if version else draft.base
        shown = draft if only_check else Draft(**{**vars(draft), "base": newest})
        return _show(request, shown, version, findings)
    return _saved(request, draft, findings, version)


def _examined(request: MemberRequest, draft: Draft) -> Findings:
    findings = Findings(checked=True)
    try:
        value = loads_bounded(draft.source, ROOT)
    except WorkflowError as error:
        findings.mistakes = mistakes(error.problems, draft.source)
        return findings
    try:
        _expression, warnings = store.examine(request.team, draft.content_type, value)
        findings.warnings = mistakes(located(warnings, draft.source), draft.source)
    except WorkflowError as error:
        findings.mistakes = mistakes(located(error.problems, draft.source), draft.source)
    except BadType as error:
        findings.wrong["type"] = str(error)
    return findings


def _meet_others(request: MemberRequest, draft: Draft, findings: Findings) -> None:
    """Say so where the name is taken, or where somebody saved after the form was opened."""
    try:
        newest = store.find(request.team, draft.name)
    except WorkflowNotFound:
        return
    if not draft.base:
        findings.wrong["name"] = _("There is a workflow of that name already. Choose another.")
    elif newest.number != draft.base:
        words = _("Version %(n)d was saved in the meantime. Save again to put yours above it.")
        findings.wrong["base"] = words % {"n": newest.number}


def _saved(
    request: MemberRequest, draft: Draft, findings: Findings, version: WorkflowVersion | None
) -> HttpResponse:
    value = json.loads(draft.source.removeprefix("\ufeff"))
    new_one = NewWorkflow(draft.name, draft.description, draft.content_type, value, draft.source)
    try:
        made = store.save(request.team, new_one, request.user)
    except BadName as error:
        findings.wrong["name"] = str(error)
        return _show(request, draft, version, findings)
    words = _("Saved as version %(n)d. Jobs that run already keep theirs.") % {"n": made.number}
    messages.success(request, words, extra_tags="good")
    return lead(request, made.workflow.name)


def _is_wrong(findings: Findings) -> bool:
    return bool(findings.wrong or findings.mistakes)


def _show(
    request: MemberRequest, draft: Draft, version: WorkflowVersion | None, findings: Findings
) -> HttpResponse:
    context: Mapping[str, object] = {
        "place": "workflows",
        "draft": draft,
        "version": version,
        "is_default": draft.name.lower() in store.DEFAULT.values(),
        "findings": findings,
        "types": store.CONTENT_TYPES,
        "versions": kept.versions(request.team, draft.name) if version else [],
        "reference": reference(),
        "whole": in_words(ROOT),
    }
    status = 400 if _is_wrong(findings) else 200
    return render(request, "workflows/edit.html", context, status=status)
