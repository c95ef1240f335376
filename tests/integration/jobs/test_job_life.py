"""One job from accepted to complete, with real detectors and a real database."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings
from PIL import Image, ImageDraw, ImageFont
from procrastinate.contrib.django.models import ProcrastinateJob

from openmoderator.accounts.models import Team
from openmoderator.accounts.subteams import create_subteam
from openmoderator.callbacks.models import Delivery
from openmoderator.content.models import Content
from openmoderator.jobs.accept import NewJob, accept
from openmoderator.jobs.models import Job, Status
from openmoderator.jobs.run import MAX_RUNS, run
from openmoderator.reviews.models import Review
from openmoderator.workflows import store
from openmoderator.workflows.store import NewWorkflow, WorkflowNotFound

pytestmark = pytest.mark.django_db
HOOK = "https://app.example/hook?post=1"
Expression = Mapping[str, object]


def condition(output: str, value: str = "true", **more: object) -> Expression:
    return {
        "Type": "Condition",
        "ConnectorName": "moderator",
        "OutputName": output,
        "Operator": "eq",
        "Value": value,
        **more,
    }


def create_review(**fields: object) -> Expression:
    return {"Type": "Actions", "Perform": [{"Name": "createreview", **fields}]}


def save(team: Team, name: str, expression: Expression, type_: str = "Text") -> None:
    store.save(team, NewWorkflow(name, "", type_, expression, json.dumps(expression)))


def text_job(team: Team, text: str, workflow: str = "", callback: str = "") -> Job:
    new = NewJob("Text", "item-1", workflow, text=text, callback_endpoint=callback)
    return accept(team, new)


def ended(job: Job) -> Job:
    run(job.pk)
    return Job.objects.get(pk=job.pk)


def report(job: Job) -> list[str]:
    return list(job.report.values_list("message", flat=True))


def picture_of(text: str) -> bytes:
    picture = Image.new("RGB", (400, 200), "white")
    ImageDraw.Draw(picture).text((30, 60), text, fill="black", font=ImageFont.load_default(size=48))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def test_the_job_and_its_task_are_there_at_once(team: Team) -> None:
    job = text_job(team, "hello")
    assert job.status == Status.IN_PROGRESS
    assert ProcrastinateJob.objects.filter(args={"job_id": job.pk}, status="todo").count() == 1


def test_a_profane_text_makes_a_review_and_the_report_reads_newest_first(team: Team) -> None:
    job = ended(text_job(team, "what a crap idea"))
    assert job.status == Status.COMPLETE
    assert report(job) == [
        "Job marked completed and job content has been removed",
        "Execution Complete",
        "Successfully got text.HasProfanity response from Moderator",
        "Getting text.HasProfanity from Moderator",
        "Starting Execution - Try 1",
    ]
    assert Review.objects.get(pk=job.review_id).stored.text == "what a crap idea"  # type: ignore[union-attr]


def test_a_clean_text_makes_no_review(team: Team) -> None:
    job = ended(text_job(team, "what a good idea"))
    assert (job.status, job.review_id) == (Status.COMPLETE, "")
    assert not Review.objects.exists()


def test_an_uploaded_picture_with_text_makes_a_review_with_the_text(team: Team) -> None:
    save(team, "ocr", {"If": condition("hasText"), "Then": create_review()}, "Image")
    job = ended(accept(team, NewJob("Image", "p-1", "OCR", picture=picture_of("HELLO"))))
    assert dict(job.result_metadata) == {"hasText": "True", "ocrText": "HELLO \r\n"}
    review = Review.objects.get(pk=job.review_id)
    assert dict(review.metadata)["imagename"] == "p-1"
    assert review.stored is not None
    assert (review.stored.media_type, review.stored.width) == ("image/png", 400)


def test_a_picture_behind_a_mapped_address_is_read_from_disk(
    team: Team, settings: LazySettings, tmp_path: Path
) -> None:
    (tmp_path / "one.png").write_bytes(picture_of("HELLO"))
    settings.OPENMODERATOR = replace(
        settings.OPENMODERATOR, url_map=(("https://pictures.test/", tmp_path),)
    )
    save(team, "ocr", {"If": condition("hasText"), "Then": create_review()}, "Image")
    new = NewJob("Image", "p-1", "ocr", source_url="https://pictures.test/one.png")
    assert ended(accept(team, new)).status == Status.COMPLETE


def test_the_content_of_the_job_goes_and_the_review_keeps_its_own(team: Team) -> None:
    job = text_job(team, "what a crap idea")
    first = job.stored
    done = ended(job)
    assert done.stored is None
    assert Content.objects.filter(expires_at__isnull=False).count() == 1
    assert Content.objects.filter(expires_at__isnull=True).count() == 1
    assert first


def test_a_second_run_changes_nothing(team: Team) -> None:
    job = ended(text_job(team, "what a crap idea", callback=HOOK))
    lines = report(job)
    again = ended(job)
    assert report(again) == lines
    assert (Review.objects.count(), Delivery.objects.count()) == (1, 1)


def test_the_job_keeps_the_workflow_that_it_was_accepted_with(team: Team) -> None:
    save(team, "w", {"If": condition("text.HasProfanity"), "Then": create_review()})
    job = text_job(team, "what a crap idea", "w")
    save(team, "w", {"If": condition("text.HasProfanity", "false"), "Then": create_review()})
    assert ended(job).review_id


def test_else_runs_when_the_test_is_false(team: Team) -> None:
    expression = {
        "If": condition("text.HasProfanity"),
        "Then": None,
        "Else": create_review(),
    }
    save(team, "w", {**expression, "Then": {"Type": "Actions", "Perform": []}})
    assert ended(text_job(team, "a good idea", "w")).review_id


def test_an_unknown_workflow_is_named_with_those_that_there_are(team: Team) -> None:
    with pytest.raises(WorkflowNotFound, match=r"'nope'.*default, default-text"):
        text_job(team, "hello", "nope")


def test_a_text_job_on_the_picture_workflow_is_pointed_to_the_one_for_text(team: Team) -> None:
    job = ended(text_job(team, "hello", "default"))
    assert job.status == Status.ERROR
    assert "WorkflowName=default-text" in report(job)[1]


def test_the_review_goes_to_the_subteam_of_the_action(team: Team) -> None:
    create_subteam(team, "Escalation")
    save(
        team,
        "w",
        {"If": condition("text.HasProfanity"), "Then": create_review(Subteam="escalation")},
    )
    job = ended(text_job(team, "crap", "w"))
    subteam = Review.objects.get(pk=job.review_id).subteam
    assert subteam is not None
    assert subteam.name == "Escalation"


def test_an_unknown_subteam_falls_back_to_the_whole_team_with_a_report_line(team: Team) -> None:
    save(team, "w", {"If": condition("text.HasProfanity"), "Then": create_review(Subteam="gone")})
    job = ended(text_job(team, "crap", "w"))
    assert Review.objects.get(pk=job.review_id).subteam is None
    assert any("no subteam called 'gone'" in line for line in report(job))


def test_a_tag_rule_sets_its_tag_on_the_review(team: Team) -> None:
    rules = [
        {"Tag": "a", "IfCondition": condition("text.HasPII")},
        {"Tag": "r", "IfCondition": condition("text.HasProfanity")},
        {"Tag": "zz", "IfCondition": condition("text.HasProfanity")},
    ]
    save(team, "w", {"If": condition("text.HasProfanity"), "Then": create_review(Tags=rules)})
    job = ended(text_job(team, "crap", "w"))
    metadata = dict(Review.objects.get(pk=job.review_id).metadata)
    assert (metadata["a"], metadata["r"], "zz" in metadata) == ("False", "True", False)
    assert any("no tag 'zz'" in line for line in report(job))


def test_the_action_overrides_the_callback_of_the_job_for_the_review_alone(team: Team) -> None:
    expression = {
        "If": condition("text.HasProfanity"),
        "Then": create_review(CallbackEndpoint="https://app.example/reviewed"),
    }
    save(team, "w", expression)
    job = ended(text_job(team, "crap", "w", HOOK))
    assert Review.objects.get(pk=job.review_id).callback_endpoint == "https://app.example/reviewed"
    assert Delivery.objects.get().url == HOOK


def test_a_job_without_an_endpoint_uses_that_of_its_action(team: Team) -> None:
    expression = {
        "If": condition("text.HasProfanity"),
        "Then": create_review(CallbackEndpoint=HOOK),
    }
    save(team, "w", expression)
    ended(text_job(team, "crap", "w"))
    assert Delivery.objects.get().url == HOOK


def test_several_actions_make_several_reviews_and_the_first_is_the_jobs(team: Team) -> None:
    both = {"Type": "Actions", "Perform": [{"Name": "createreview"}, {"Name": "createreview"}]}
    save(team, "w", {"If": condition("text.HasProfanity"), "Then": both})
    job = ended(text_job(team, "crap", "w"))
    first, second = Review.objects.order_by("action_index")
    assert job.review_id == first.pk
    assert f"Created a further review: {second.pk}" in report(job)


def test_what_is_no_picture_ends_the_job_at_once_with_the_reason(team: Team) -> None:
    job = ended(
        accept(team, NewJob("Image", "p", picture=b"<html></html>", callback_endpoint=HOOK))
    )
    assert (job.status, job.tries) == (Status.ERROR, 1)
    assert report(job)[1].startswith("Error occurred while executing connector: Moderator - ")
    body = json.loads(Delivery.objects.get().body)
    assert (body["Status"], body["ReviewId"]) == ("Error", "")


def test_a_private_address_ends_the_job_at_once(team: Team) -> None:
    job = ended(accept(team, NewJob("Image", "p", source_url="http://127.0.0.1:9/x.png")))
    assert (job.status, job.tries) == (Status.ERROR, 1)


def test_what_may_pass_is_tried_three_times(team: Team, settings: LazySettings) -> None:
    settings.OPENMODERATOR = replace(
        settings.OPENMODERATOR, allow_private_networks=("127.0.0.0/8",)
    )
    job = accept(team, NewJob("Image", "p", source_url="http://127.0.0.1:9/x.png"))
    for status in (Status.IN_PROGRESS, Status.IN_PROGRESS, Status.ERROR):
        assert ended(job).status == status
    lines = report(job)
    assert [line for line in lines if line.startswith("Starting")] == [
        f"Starting Execution - Try {number}" for number in (3, 2, 1)
    ]


def test_a_job_that_kills_its_worker_again_and_again_ends_in_error(team: Team) -> None:
    job = text_job(team, "crap")
    Job.objects.filter(pk=job.pk).update(tries=MAX_RUNS)
    assert ended(job).status == Status.ERROR
