"""The console: every operation, prefilled, sent inside the server, and led on from."""

from __future__ import annotations

import html
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from openmoderator.accounts.keys import authenticate, create_key
from openmoderator.accounts.models import ApiKey, Team, User
from openmoderator.api.docs import document
from openmoderator.jobs.models import Job
from openmoderator.lists import catalogue
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.models import TermList
from openmoderator.samples.pictures import sample_pictures
from openmoderator.web.console.names import NAMES
from openmoderator.web.console.operations import operations

CONSOLE = "/admin/console"
TEXT_JOB = {
    "query.ContentType": "Text",
    "query.ContentId": "item-1",
    "query.WorkflowName": "default-text",
    "media_type": "application/json",
    "body": '{"ContentValue": "hello"}',
    "act": "send",
}


def page(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def key_in(answer: Any) -> str:
    found = re.search(r'name="key" type="password" value="([0-9a-f]{64})"', page(answer))
    assert found is not None
    return found[1]


def body_of(answer: Any) -> Any:
    found = re.search(r"data-body [^>]*>(.*?)</pre>", page(answer), re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def send(client: Client, operation: str, team: Team, **more: Any) -> Any:
    return client.post(f"{CONSOLE}/{operation}", {"path.teamName": team.public_id, **more})


def test_every_operation_of_the_api_has_a_name_and_a_page(as_lead: Client) -> None:
    described = {it["operationId"] for at in document()["paths"].values() for it in at.values()}
    assert described == set(operations()) == set(NAMES)
    for operation_id, name in NAMES.items():
        answer = as_lead.get(f"{CONSOLE}/{operation_id}")
        assert answer.status_code == 200, operation_id
        assert name in page(answer)


def test_the_console_opens_with_job_create_and_the_teams_id(as_lead: Client, team: Team) -> None:
    shown = page(as_lead.get(CONSOLE))
    assert 'id="operation-name" tabindex="-1" translate="no">Job - Create<' in shown
    assert f'name="path.teamName" value="{team.public_id}"' in shown
    assert "This server" in shown
    assert f"/teams/{team.public_id}/jobs?ContentType=Image" in shown


def test_the_consoles_key_lives_an_hour_and_is_not_listed(
    as_lead: Client, team: Team, lead: User
) -> None:
    key = key_in(as_lead.get(CONSOLE))
    row = ApiKey.objects.get(for_console=True)
    left = row.expires_at - timezone.now() if row.expires_at else timedelta()
    assert timedelta(minutes=58) < left <= timedelta(hours=1)
    assert (row.for_console, row.team, row.created_by) == (True, team, lead)
    assert key not in str(dict(as_lead.session.items()))
    assert "API console</th>" not in page(as_lead.get("/admin/credentials"))


def test_the_key_stays_while_it_lasts_and_is_renewed_when_it_ran_out(as_lead: Client) -> None:
    first = key_in(as_lead.get(CONSOLE))
    assert key_in(as_lead.get(f"{CONSOLE}/get_review")) == first
    ApiKey.objects.update(expires_at=timezone.now())
    assert key_in(as_lead.get(CONSOLE)) != first


def test_a_page_that_stayed_open_sends_with_the_new_key(as_lead: Client, team: Team) -> None:
    old = key_in(as_lead.get(CONSOLE))
    ApiKey.objects.update(expires_at=timezone.now())
    answer = send(as_lead, "get_workflows", team, key=old, act="send")
    assert "200 OK" in page(answer)


def test_signing_out_revokes_the_key(as_lead: Client) -> None:
    key = key_in(as_lead.get(CONSOLE))
    assert authenticate(key) is not None
    as_lead.post("/sign-out")
    assert authenticate(key) is None


def test_each_team_gets_a_key_of_its_own(as_lead: Client, lead: User, other_team: Team) -> None:
    from openmoderator.accounts.models import Membership

    first = key_in(as_lead.get(CONSOLE))
    Membership.objects.create(user=lead, team=other_team, role="admin")
    as_lead.post("/team", {"team": other_team.public_id})
    second = key_in(as_lead.get(CONSOLE))
    row = authenticate(second)
    assert first != second
    assert row is not None
    assert row.team == other_team


def test_without_script_a_job_is_created_for_real_and_leads_to_job_get(
    as_lead: Client, team: Team
) -> None:
    answer = send(as_lead, "create_job", team, **TEXT_JOB)
    job = Job.objects.get()
    assert body_of(answer) == {"JobId": job.pk}
    assert f"{CONSOLE}/get_job_details?JobId={job.pk}" in page(answer)
    details = as_lead.get(f"{CONSOLE}/get_job_details?JobId={job.pk}")
    assert f'value="{job.pk}"' in page(details)
    assert (
        body_of(send(as_lead, "get_job_details", team, act="send", **{"path.JobId": job.pk}))["Id"]
        == job.pk
    )


def test_a_review_leads_to_review_get_and_to_its_page(as_lead: Client, team: Team) -> None:
    body = '[{"Type": "Text", "Content": "hello", "ContentId": "c"}]'
    answer = send(
        as_lead, "create_reviews", team, media_type="application/json", body=body, act="send"
    )
    (review,) = body_of(answer)
    assert f"{CONSOLE}/get_review?reviewId={review}" in page(answer)
    assert f"/review/item/{review}" in page(answer)
    assert as_lead.get(f"/review/item/{review}").status_code == 200


def test_a_file_is_the_body_of_an_image_operation(as_lead: Client, team: Team) -> None:
    data = next(iter(sample_pictures()))[1]
    file = SimpleUploadedFile("one.png", data, "image/png")
    fields = TEXT_JOB | {"query.ContentType": "Image", "query.WorkflowName": "default"}
    answer = send(as_lead, "create_job", team, file=file, **fields)
    assert Job.objects.get().pk == body_of(answer)["JobId"]
    assert "Content-Type: <span>image/png" in page(answer)
    assert "@one.png" in page(answer)


def test_a_refusal_of_the_api_is_shown_as_it_is(as_lead: Client, team: Team) -> None:
    answer = send(as_lead, "create_job", team, **TEXT_JOB | {"query.ContentId": ""})
    assert answer.status_code == 200
    assert "400 Bad Request" in page(answer)
    assert "ContentId" in body_of(answer)["Message"]


def test_another_team_is_not_reached_with_the_consoles_key(
    as_lead: Client, other_team: Team
) -> None:
    answer = send(as_lead, "create_job", other_team, **TEXT_JOB)
    assert "404 Not Found" in page(answer)
    assert not Job.objects.exists()


def test_an_own_key_may_be_used_instead(as_lead: Client, other_team: Team) -> None:
    key = create_key(other_team).key
    send(as_lead, "create_job", other_team, key=key, **TEXT_JOB)
    assert Job.objects.get().team == other_team


def test_a_missing_part_of_the_address_is_said_beside_its_field(
    as_lead: Client, team: Team
) -> None:
    answer = send(as_lead, "get_job_details", team, act="send", **{"path.JobId": " "})
    assert answer.status_code == 422
    assert "The address needs a value here." in page(answer)


def test_the_call_does_not_change_the_language_of_the_page(
    as_lead: Client, lead: User, team: Team, settings: Any
) -> None:
    from django.utils import translation

    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    lead.language = "de"
    lead.save()
    answer = send(as_lead, "get_workflows", team, act="send")
    assert '<html lang="de"' in page(answer)
    translation.activate("en")


def test_script_is_given_the_request_and_its_code_alone(as_lead: Client, team: Team) -> None:
    fields = {"path.teamName": team.public_id, **TEXT_JOB, "file_name": ""}
    answer = as_lead.post(f"{CONSOLE}/create_job", fields, headers={"HX-Request": "true"})
    shown = page(answer)
    assert "<html" not in shown
    assert 'data-method="POST"' in shown
    assert "hello" in shown
    assert not Job.objects.exists()


def test_the_key_is_in_the_code_only_when_asked_for(as_lead: Client, team: Team) -> None:
    key = key_in(as_lead.get(CONSOLE))
    script = {"HX-Request": "true"}
    fields = {"path.teamName": team.public_id, **TEXT_JOB, "key": key}
    address = f"{CONSOLE}/create_job"
    hidden = page(as_lead.post(address, fields, headers=script))
    assert hidden.count(key) == 1, "the attribute that the script sends with"
    assert "$KEY" in hidden
    assert page(as_lead.post(address, fields | {"with_key": "yes"}, headers=script)).count(key) > 4


def test_markup_in_what_was_typed_stays_text(as_lead: Client, team: Team) -> None:
    evil = '</textarea><script>alert("1")</script>'
    answer = send(as_lead, "create_job", team, **TEXT_JOB | {"body": evil})
    assert "<script>alert" not in answer.content.decode()


def test_an_unknown_operation_is_no_page(as_lead: Client) -> None:
    assert as_lead.get(f"{CONSOLE}/none").status_code == 404


def test_reviewers_get_no_key(as_anna: Client) -> None:
    assert as_anna.get(CONSOLE).status_code == 403
    assert not ApiKey.objects.filter(for_console=True).exists()


def test_what_is_prefilled_can_be_sent_as_it_is(as_lead: Client, team: Team) -> None:
    words = catalogue.create(TermList, team, ListFields("Words"))
    expected = {
        "screen_text": "200 OK",
        "detect_language_of_text": "200 OK",
        "create_reviews": "200 OK",
        "put_workflow": "200 OK",
        "get_workflow": "200 OK",
        "get_terms": "200 OK",
        "add_term": "201 Created",
        "refresh_term_list": "200 OK",
        "create_image_list": "200 OK",
        "moderate_texts": "200 OK",
    }
    for operation_id, status in expected.items():
        shown = as_lead.get(f"{CONSOLE}/{operation_id}").context
        fields = {field.name: field.value for field in shown["fields"]}
        body = {"media_type": shown["filled"].media_type, "body": shown["filled"].body}
        answer = as_lead.post(f"{CONSOLE}/{operation_id}", {**fields, **body, "act": "send"})
        assert status in page(answer), operation_id
    assert list(words.terms.values_list("text", flat=True)) == ["spam"]


@pytest.mark.parametrize("operation", ["put_workflow", "delete_term_list", "update_term_list"])
def test_calls_that_overwrite_or_delete_are_not_aimed_at_what_the_team_has(
    as_lead: Client, team: Team, operation: str
) -> None:
    words = catalogue.create(TermList, team, ListFields("Words"))
    shown = as_lead.get(f"{CONSOLE}/{operation}").context["fields"]
    values = {field.parameter.name: field.value for field in shown}
    assert values.get("workflowName") != "default"
    assert values.get("listId") != str(words.pk)
