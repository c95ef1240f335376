"""Jobs: the list with its filters, one with its report, running it again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmoderator.accounts.models import Team, User
from openmoderator.audit.models import AuditEntry
from openmoderator.jobs.accept import NewJob, accept
from openmoderator.jobs.models import Job
from openmoderator.jobs.run import run
from openmoderator.samples.pictures import sample_picture

pytestmark = pytest.mark.django_db


def text_job(
    team: Team, content_id: str, text: str = "a fine day", callback_endpoint: str = ""
) -> Job:
    new = NewJob("Text", content_id, text=text, callback_endpoint=callback_endpoint)
    return accept(team, new)


def ended(job: Job) -> Job:
    run(job.pk)
    return Job.objects.get(pk=job.pk)


def listed(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/workflows/jobs{query}").content.decode()
    return [part.split('"')[0] for part in page.split('title="item-')[1:]]


def test_an_empty_list_says_what_would_be_here(as_lead: Client) -> None:
    assert "No jobs yet" in as_lead.get("/workflows/jobs").content.decode()


def test_the_list_is_filtered_by_state_type_workflow_and_id(as_lead: Client, team: Team) -> None:
    done = ended(text_job(team, "item-1"))
    text_job(team, "item-2")
    accept(team, NewJob("Image", "item-3", picture=sample_picture("smile.png")))
    assert listed(as_lead) == ["3", "2", "1"]
    assert listed(as_lead, "?state=Complete") == ["1"]
    assert listed(as_lead, "?type=Text") == ["2", "1"]
    assert listed(as_lead, "?workflow=default") == ["3"]
    assert listed(as_lead, "?id=item-2") == ["2"]
    assert listed(as_lead, f"?id={done.pk}") == ["1"]
    assert listed(as_lead, "?state=nonsense&since=nonsense&after=nonsense") == ["3", "2", "1"]
    assert listed(as_lead, "?id=%00none") == []


def test_days_are_whole_and_both_ends_count(as_lead: Client, team: Team) -> None:
    for number, day in enumerate((1, 2, 3)):
        job = text_job(team, f"item-{number}")
        at = datetime(2026, 5, day, 23, 59, 59, tzinfo=UTC)
        Job.objects.filter(pk=job.pk).update(created_at=at)
    assert listed(as_lead, "?since=2026-05-02") == ["2", "1"]
    assert listed(as_lead, "?until=2026-05-02") == ["1", "0"]
    assert listed(as_lead, "?since=2026-05-02&until=2026-05-02") == ["1"]


def test_more_goes_on_where_the_page_ended_even_among_equals(as_lead: Client, team: Team) -> None:
    for number in range(53):
        text_job(team, f"item-{number}")
    Job.objects.update(created_at=datetime.now(UTC) - timedelta(hours=1))
    page = as_lead.get("/workflows/jobs?type=Text").content.decode()
    more = page.split('class="more"><a class="button" href="')[1].split('"')[0]
    second = listed(as_lead, more.replace("&amp;", "&"))
    assert len(second) == 3
    assert not set(second) & set(listed(as_lead, "?type=Text"))


def test_the_list_asks_no_more_for_many_than_for_one(as_lead: Client, team: Team) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_lead.get("/workflows/jobs")
        return len(queries)

    text_job(team, "item-1")
    asked()
    one = asked()
    for number in range(20):
        text_job(team, f"item-{number}")
    assert asked() == one


def test_a_job_shows_version_result_report_and_review(as_lead: Client, team: Team) -> None:
    job = ended(text_job(team, "item-1", "what a crap day"))
    page = as_lead.get(f"/workflows/jobs/{job.pk}").content.decode()
    assert "default-text, version 1" in page
    assert (
        '<th scope="row" translate="no">text.HasProfanity</th><td class="value">True</td>' in page
    )
    lines = [line.message for line in job.report.all()]
    assert [page.index(line) for line in lines] == sorted(page.index(line) for line in lines)
    assert f'href="/review/item/{job.review_id}"' in page
    assert " s</td>" in page


def test_a_job_of_another_team_is_not_found(as_lead: Client, other_team: Team) -> None:
    job = text_job(other_team, "item-1")
    assert as_lead.get(f"/workflows/jobs/{job.pk}").status_code == 404
    assert as_lead.get(f"/workflows/jobs/{job.pk}/live").status_code == 404
    assert as_lead.post(f"/workflows/jobs/{job.pk}/again").status_code == 404
    assert listed(as_lead) == []


def test_the_live_part_answers_304_until_something_happens(as_lead: Client, team: Team) -> None:
    job = text_job(team, "item-1")
    first = as_lead.get(f"/workflows/jobs/{job.pk}/live")
    etag = first["ETag"]
    again = as_lead.get(f"/workflows/jobs/{job.pk}/live", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    run(job.pk)
    last = as_lead.get(f"/workflows/jobs/{job.pk}/live", headers={"If-None-Match": etag})
    assert last.status_code == 200
    assert "data-done" in last.content.decode()
    assert "data-done" not in first.content.decode()


def test_a_job_whose_review_keeps_the_content_runs_again(
    as_lead: Client, team: Team, lead: User
) -> None:
    job = ended(text_job(team, "item-1", "what a crap day", callback_endpoint="http://h.test/x"))
    answer = as_lead.post(f"/workflows/jobs/{job.pk}/again", follow=True)
    new = Job.objects.exclude(pk=job.pk).get()
    assert "This is the new job." in answer.content.decode()
    assert (new.content_id, new.callback_endpoint) == ("item-1", "")
    assert new.stored is not None
    assert new.stored.text == "what a crap day"
    assert AuditEntry.objects.get(action="job.run_again").actor == lead
    assert ended(new).review_id not in ("", job.review_id)


def test_a_picture_runs_again_with_the_same_bytes(as_lead: Client, team: Team) -> None:
    team.adult_threshold = 0.0
    team.save()
    job = ended(accept(team, NewJob("Image", "p", picture=sample_picture("smile.png"))))
    as_lead.post(f"/workflows/jobs/{job.pk}/again")
    new = ended(Job.objects.exclude(pk=job.pk).get())
    assert new.result_metadata == job.result_metadata


def test_the_callback_goes_along_where_it_is_asked_for(as_lead: Client, team: Team) -> None:
    job = ended(text_job(team, "item-1", "what a crap day", callback_endpoint="http://h.test/x"))
    as_lead.post(f"/workflows/jobs/{job.pk}/again", {"callback": "on"})
    assert Job.objects.exclude(pk=job.pk).get().callback_endpoint == "http://h.test/x"


def test_a_job_whose_content_is_gone_says_so(as_lead: Client, team: Team) -> None:
    job = ended(text_job(team, "item-1"))
    assert "cannot be run again" in as_lead.get(f"/workflows/jobs/{job.pk}").content.decode()
    answer = as_lead.post(f"/workflows/jobs/{job.pk}/again", follow=True)
    assert "The content of this job is no longer kept" in answer.content.decode()
    assert Job.objects.count() == 1


def test_a_job_of_an_address_asks_it_again(as_lead: Client, team: Team) -> None:
    job = accept(team, NewJob("Image", "p", source_url="http://h.test/p.png"))
    as_lead.post(f"/workflows/jobs/{job.pk}/again")
    assert Job.objects.exclude(pk=job.pk).get().source_url == "http://h.test/p.png"


def test_markup_of_an_item_stays_text(as_lead: Client, team: Team) -> None:
    job = ended(text_job(team, "<script>alert(1)</script>", "<b>crap</b>"))
    page = as_lead.get(f"/workflows/jobs/{job.pk}").content.decode()
    assert "<script>alert" not in page


def test_reviewers_are_not_let_in(as_anna: Client, team: Team) -> None:
    job = text_job(team, "item-1")
    for path in ("", f"/{job.pk}", f"/{job.pk}/live"):
        assert as_anna.get(f"/workflows/jobs{path}").status_code == 403
