"""Workflows: the list, the editor with its mistakes, versions, executing."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from openmoderator.accounts.models import Membership, Team, User
from openmoderator.audit.models import AuditEntry
from openmoderator.jobs.accept import NewJob, accept
from openmoderator.jobs.models import Job, Status
from openmoderator.jobs.run import run
from openmoderator.samples.pictures import sample_picture
from openmoderator.workflows import store, versions
from openmoderator.workflows.connected import registry
from openmoderator.workflows.evaluation.compare import OPERATORS
from openmoderator.workflows.store import WorkflowNotFound, create_review_if

pytestmark = pytest.mark.django_db
GOOD = json.dumps(create_review_if("isAdult"), indent=2)


def form(**more: str) -> dict[str, str]:
    return {"name": "mine", "description": "Mine", "type": "Image", "expression": GOOD, **more}


def test_the_list_has_the_two_of_a_new_team_with_their_acts(as_lead: Client) -> None:
    page = as_lead.get("/workflows").content.decode()
    assert 'href="/workflows/edit/default-text"' in page
    assert 'href="/workflows/execute/default"' in page


def test_a_workflow_is_saved_as_the_wire_saves_it(as_lead: Client, team: Team, lead: User) -> None:
    answer = as_lead.post("/workflows/new", form(), follow=True)
    assert "Saved as version 1." in answer.content.decode()
    version = store.find(team, "MINE")
    assert (version.description, version.content_type, version.source) == ("Mine", "Image", GOOD)
    acted = AuditEntry.objects.get(action="workflow.saved", actor=lead)
    assert acted.detail == {"name": "mine", "version": 1}


def test_json_that_does_not_read_is_shown_at_its_line_and_nothing_typed_is_lost(
    as_lead: Client, team: Team
) -> None:
    text = '{\n  "Type": "Logic",\n  "If" oops\n}'
    answer = as_lead.post("/workflows/new", form(expression=text))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Line 3, column 8" in page
    assert '  &quot;If&quot; oops\n<b aria-hidden="true">       ▲</b>' in page
    assert "&quot;Type&quot;: &quot;Logic&quot;,\n  &quot;If&quot; oops" in page
    assert 'value="Mine"' in page
    assert len(store.newest(team)) == 2


def test_a_mistake_of_the_grammar_is_shown_at_its_line_with_its_place_in_words(
    as_lead: Client,
) -> None:
    text = GOOD.replace('"eq"', '"like"')
    page = as_lead.post("/workflows/new", form(expression=text)).content.decode()
    line = next(n for n, one in enumerate(text.split("\n"), 1) if '"like"' in one)
    assert f"Line {line}, column 17" in page
    assert "<b>If › Operator</b>" in page
    assert f'data-offset="{text.index(chr(34) + "like")}"' in page


def test_an_output_that_there_is_not_is_shown_at_its_line(as_lead: Client) -> None:
    page = as_lead.post("/workflows/new", form(expression=GOOD.replace("isAdult", "isMad")))
    assert "If › OutputName" in page.content.decode()
    assert "&quot;OutputName&quot;: &quot;isMad&quot;,\n<b" in page.content.decode()


def test_brackets_without_end_are_refused_and_not_scanned(as_lead: Client) -> None:
    answer = as_lead.post("/workflows/new", form(expression="[" * 100_000))
    assert answer.status_code == 400
    assert "nested deeper than 64" in answer.content.decode()


def test_an_expression_is_shown_in_the_order_of_the_record(as_lead: Client) -> None:
    page = as_lead.get("/workflows/edit/default").content.decode()
    keys = ["If", "ConnectorName", "OutputName", "Operator", "Value", "Then", "Perform", "Else"]
    places = [page.index(f"&quot;{key}&quot;: ") for key in keys]
    assert places == sorted(places)


def test_checking_alone_saves_nothing(as_lead: Client, team: Team) -> None:
    page = as_lead.post("/workflows/new", form(act="check")).content.decode()
    assert "It is not saved yet." in page
    assert len(store.newest(team)) == 2


def test_warnings_are_shown_at_their_line_and_stay_with_the_version(as_lead: Client) -> None:
    expression = create_review_if("isAdult")
    expression["Then"]["Perform"][0]["Subteam"] = "nowhere"  # type: ignore[index]
    answer = as_lead.post("/workflows/new", form(expression=json.dumps(expression)), follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "is the unknown subteam &#x27;nowhere&#x27;" in page
    assert "Then › action 1 › Subteam" in page


@pytest.mark.parametrize("name", ["", "a/b", "x" * 121])
def test_a_name_that_cannot_be_is_told_beside_its_field(as_lead: Client, name: str) -> None:
    answer = as_lead.post("/workflows/new", form(name=name))
    assert answer.status_code == 400
    assert 'id="name-wrong">A workflow needs a name' in answer.content.decode()


def test_a_type_that_there_is_not_is_told_beside_its_field(as_lead: Client) -> None:
    answer = as_lead.post("/workflows/new", form(type="Smell"))
    assert 'id="type-wrong"' in answer.content.decode()


def test_a_new_workflow_never_covers_one_of_the_same_name(as_lead: Client, team: Team) -> None:
    answer = as_lead.post("/workflows/new", form(name="DEFAULT"))
    assert "There is a workflow of that name already" in answer.content.decode()
    assert store.find(team, "default").number == 1


def test_what_somebody_saved_in_the_meantime_is_told_before_it_is_covered(
    as_lead: Client, team: Team
) -> None:
    first = as_lead.post("/workflows/edit/default", form(base="1"), follow=True)
    assert first.status_code == 200
    late = as_lead.post("/workflows/edit/default", form(base="1", description="late"))
    assert "Version 2 was saved in the meantime" in late.content.decode()
    assert 'name="base" value="2"' in late.content.decode()
    as_lead.post("/workflows/edit/default", form(base="2", description="late"))
    assert store.find(team, "default").description == "late"


def test_the_editor_shows_every_output_and_operator_that_there_is(as_lead: Client) -> None:
    page = as_lead.get("/workflows/new").content.decode()
    for connector in registry().connectors:
        for spec in connector.outputs:
            assert f"<code>{spec.name}</code>" in page
            assert f"<code>{' '.join(OPERATORS[spec.type])}</code>" in page


def test_a_version_shows_what_changed_and_can_be_used_again(as_lead: Client, team: Team) -> None:
    changed = GOOD.replace("isAdult", "isRacy")
    as_lead.post("/workflows/edit/default", form(base="1", expression=changed))
    page = as_lead.get("/workflows/versions/default/2").content.decode()
    assert "&quot;OutputName&quot;: &quot;isadult&quot;,</del>" in page
    assert "&quot;OutputName&quot;: &quot;isRacy&quot;,</ins>" in page
    answer = as_lead.post("/workflows/versions/default/1/use", follow=True)
    assert "Version 1 is in use again, as version 3." in answer.content.decode()
    first, third = (versions.find_version(team, "default", n) for n in (1, 3))
    assert (first.expression, first.description) == (third.expression, third.description)


def test_a_deleted_workflow_leaves_the_list_while_its_jobs_go_on(
    as_lead: Client, team: Team
) -> None:
    as_lead.post(
        "/workflows/new", form(type="Text", expression=GOOD.replace("isAdult", "text.HasPII"))
    )
    job = accept(team, NewJob("Text", "c", "mine", text="hello"))
    answer = as_lead.post("/workflows/delete/mine", {"typed": "mine"}, follow=True)
    assert "“mine” was deleted." in answer.content.decode()
    with pytest.raises(WorkflowNotFound):
        accept(team, NewJob("Text", "c", "mine", text="hello"))
    run(job.pk)
    assert Job.objects.get(pk=job.pk).status == Status.COMPLETE
    assert "The workflow was deleted." in as_lead.get("/workflows/versions/mine/1").content.decode()
    as_lead.post("/workflows/new", form())
    assert store.find(team, "mine").number == 2


@pytest.mark.parametrize("name", ["default", "default-text"])
def test_what_jobs_fall_to_that_name_none_is_not_deleted(
    as_lead: Client, team: Team, name: str
) -> None:
    answer = as_lead.post(f"/workflows/delete/{name}", {"typed": name}, follow=True)
    assert "cannot be deleted" in answer.content.decode()
    assert store.find(team, name).number == 1


def test_a_page_of_another_team_of_the_same_person_saves_there(
    as_lead: Client, lead: User, team: Team, other_team: Team
) -> None:
    Membership.objects.create(user=lead, team=other_team, role="admin")
    answer = as_lead.post("/workflows/new", form(in_team=other_team.public_id))
    assert answer["Location"] == f"/workflows/edit/mine?in_team={other_team.public_id}"
    assert store.find(other_team, "mine").number == 1
    with pytest.raises(WorkflowNotFound):
        store.find(team, "mine")


def test_deleting_wants_the_name_typed(as_lead: Client, team: Team) -> None:
    as_lead.post("/workflows/new", form())
    as_lead.post("/workflows/delete/mine", {"typed": "yours"})
    assert store.find(team, "mine")


def test_executing_on_a_text_makes_a_job_whose_report_ends_at_its_review(
    as_lead: Client, team: Team
) -> None:
    answer = as_lead.post("/workflows/execute/default-text", {"text": "a crap day"}, follow=True)
    job = Job.objects.get(team=team)
    assert job.content_id.startswith("execute-")
    assert job.callback_endpoint == ""
    assert "The job waits for a worker." in answer.content.decode()
    run(job.pk)
    live = as_lead.get(f"/workflows/jobs/{job.pk}/live").content.decode()
    assert "Starting Execution - Try 1" in live
    assert "Open the review" in live


def test_executing_on_files_makes_a_job_of_each(as_lead: Client, team: Team) -> None:
    files = [
        SimpleUploadedFile(name, sample_picture(name), "image/png")
        for name in ("smile.png", "shapes.png")
    ]
    answer = as_lead.post("/workflows/execute/default", {"pictures": files}, follow=True)
    assert sorted(Job.objects.values_list("content_id", flat=True)) == [
        "execute-shapes.png",
        "execute-smile.png",
    ]
    assert answer.content.decode().count("data-live=") == 2


def test_executing_on_what_is_no_picture_makes_no_job(as_lead: Client) -> None:
    file = SimpleUploadedFile("a.txt", b"text", "text/plain")
    answer = as_lead.post("/workflows/execute/default", {"pictures": [file]})
    assert answer.status_code == 400
    assert "a.txt" in answer.content.decode()
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    "path",
    ["/workflows/edit/none", "/workflows/versions/default/9", "/workflows/execute/none"],
)
def test_what_there_is_not_is_not_found(as_lead: Client, path: str) -> None:
    assert as_lead.get(path).status_code == 404
