"""Try: pictures and texts before every real detector, and on to a review or a job."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.subteams import create_subteam
from openmoderator.audit.models import AuditEntry
from openmoderator.jobs.models import Job
from openmoderator.jobs.run import run
from openmoderator.reviews.models import Review
from openmoderator.samples.pictures import quote_picture, sample_picture
from openmoderator.web.tryout.limits import MAX_CHARACTERS
from openmoderator.web.tryout.samples import SAMPLE_TEXT

pytestmark = pytest.mark.django_db


def png(width: int = 40, height: int = 30) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, "PNG")
    return file.getvalue()


def uploaded(name: str, data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, png() if data is None else data, "image/png")


def send_files(client: Client, *files: SimpleUploadedFile) -> HttpResponse:
    return client.post("/try/image", {"pictures": list(files)}, follow=True)  # type: ignore[return-value]


def body(response: HttpResponse) -> str:
    return response.content.decode()


def here(response: HttpResponse) -> str:
    path: str = response.request["PATH_INFO"]  # type: ignore[attr-defined]
    return path


def test_a_sample_is_tried_with_one_press_and_shows_scores_and_boxes(as_anna: Client) -> None:
    page = body(as_anna.post("/try/image", {"sample": "street-sign.png"}, follow=True))  # type: ignore[arg-type]
    assert "MAPLE STREET" in page
    assert re.search(r'<rect class="box line" x="\d+" y="\d+"', page)
    assert "Adult" in page
    assert "threshold 0.70" in page


def test_a_sample_that_there_is_not_is_told(as_anna: Client) -> None:
    answer = as_anna.post("/try/image", {"sample": "none.png"})
    assert answer.status_code == 400
    assert "There is no sample of that name." in answer.content.decode()


def test_a_form_without_files_says_so_beside_the_field(as_anna: Client) -> None:
    answer = as_anna.post("/try/image", {})
    assert answer.status_code == 400
    assert "Choose at least one picture" in answer.content.decode()


def test_what_is_no_picture_is_told_by_name_and_the_others_are_kept(as_anna: Client) -> None:
    page = body(send_files(as_anna, uploaded("notes.png", b"no picture"), uploaded("fine.png")))
    assert "notes.png</b>: It is no picture that can be read" in page
    assert '<h2 id="item-1" translate="no">fine.png</h2>' in page


def test_a_file_that_is_too_large_is_told_and_the_others_are_kept(as_anna: Client) -> None:
    large = uploaded("large.png", png() + b"\0" * 2_000_000)
    page = body(send_files(as_anna, large, uploaded("fine.png")))
    assert re.search(r"large.png</b>: It has 2.1 MB; at most 2 MB are taken.", page)
    assert '<h2 id="item-1" translate="no">fine.png</h2>' in page


def test_files_over_five_are_told_by_name(as_anna: Client) -> None:
    files = [uploaded(f"{number}.png") for number in range(6)]
    page = body(send_files(as_anna, *files))
    assert "5.png</b>: At most 5 files at once" in page
    assert page.count('class="found"') == 5


def test_the_installation_may_take_more_and_larger_files(as_anna: Client, settings: Any) -> None:
    own = replace(settings.OPENMODERATOR, try_files=6, try_file_bytes=3_000_000)
    settings.OPENMODERATOR = own
    assert "Up to 6 files at once, each at most 3 MB." in body(as_anna.get("/try/image"))  # type: ignore[arg-type]
    large = uploaded("0.png", png() + b"\0" * 2_500_000)
    page = body(send_files(as_anna, large, *(uploaded(f"{n}.png") for n in range(1, 7))))
    assert page.count('class="found"') == 6
    assert "6.png</b>: At most 6 files at once" in page


def test_a_picture_that_unpacks_to_gigabytes_is_refused_unread(as_anna: Client) -> None:
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    answer = send_files(as_anna, uploaded("bomb.png", bomb.getvalue()))
    assert "too many pixels" in body(answer)


def test_a_name_of_markup_stays_text(as_anna: Client) -> None:
    page = body(send_files(as_anna, uploaded("<script>alert(1)<script>.png")))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_tried_picture_becomes_a_review_as_the_old_tool_made_it(
    as_anna: Client, team: Team, anna: User
) -> None:
    result = send_files(as_anna, uploaded("Holiday.png", quote_picture()))
    sent = as_anna.post(here(result), {"act": "review-1"}, follow=True)
    review = Review.objects.get(team=team)
    metadata = dict(review.metadata)
    assert list(metadata) == ["adultScore", "a", "racyScore", "r", "ExternalId"]
    assert (metadata["a"], metadata["r"], metadata["ExternalId"]) == (
        "False",
        "False",
        "Holiday.png",
    )
    assert (review.created_by, review.content_id, review.subteam) == ("anna", "Holiday.png", None)
    assert review.stored is not None
    assert review.stored.width == 640
    assert "1 item was sent to review." in sent.content.decode()
    assert 'href="/review/image"' in sent.content.decode()
    acted = AuditEntry.objects.get(action="try.sent_to_review")
    assert (acted.actor, acted.subject_id) == (anna, review.pk)


def test_a_second_press_sends_nothing_twice(as_anna: Client, team: Team) -> None:
    path = here(send_files(as_anna, uploaded("a.png")))
    for _ in range(2):
        as_anna.post(path, {"act": "review-1"})
    assert Review.objects.filter(team=team).count() == 1


def test_all_are_sent_into_the_chosen_subteam(as_anna: Client, team: Team) -> None:
    subteam = create_subteam(team, "Night shift")
    path = here(send_files(as_anna, uploaded("a.png"), uploaded("b.png")))
    page = as_anna.post(path, {"act": "review-all", "subteam": "night shift"}, follow=True)
    reviews = Review.objects.filter(team=team, subteam=subteam)
    assert sorted(reviews.values_list("content_id", flat=True)) == ["a.png", "b.png"]
    assert f"/review/image?subteam={subteam.pk}" in page.content.decode()


def test_an_unknown_subteam_is_told_and_nothing_is_sent(as_anna: Client, team: Team) -> None:
    path = here(send_files(as_anna, uploaded("a.png")))
    page = as_anna.post(path, {"act": "review-1", "subteam": "nobody"}, follow=True)
    assert "no subteam called &#x27;nobody&#x27;" in page.content.decode()
    assert not Review.objects.filter(team=team).exists()


def test_a_picture_goes_straight_into_a_workflow(as_anna: Client, team: Team) -> None:
    team.adult_threshold = 0.0
    team.save()
    path = here(send_files(as_anna, uploaded("a.png")))
    as_anna.post(path, {"act": "workflow-1", "workflow": "default"})
    job = Job.objects.get(team=team)
    assert (job.type, job.content_id, job.workflow_name) == ("Image", "a.png", "default")
    assert "running" in as_anna.get(path).content.decode()
    run(job.pk)
    assert "Open its review" in as_anna.get(path).content.decode()


def test_a_trial_is_its_persons_alone(
    as_anna: Client, ben: User, other_team: Team, team: Team
) -> None:
    path = here(send_files(as_anna, uploaded("a.png")))
    as_ben = Client()
    as_ben.force_login(ben)
    assert as_ben.get(path).status_code == 404
    assert as_ben.post(path, {"act": "review-1"}).status_code == 404


def test_a_tried_picture_is_shown_to_its_team_alone_and_as_a_new_png(
    as_anna: Client, other_team: Team
) -> None:
    from openmoderator.accounts.people import create_user

    page = body(send_files(as_anna, uploaded("a.png", png() + b"<script>trailing</script>")))
    (address,) = re.findall(r'src="(/try/picture/[^"]+)"', page)
    answer = as_anna.get(address)
    assert answer["Content-Type"] == "image/png"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"trailing" not in answer.content
    stranger = Client()
    stranger.force_login(create_user("s@o.test", other_team, "admin", "correct horse b").user)
    assert stranger.get(address).status_code == 404


@pytest.mark.parametrize("act", ["review-9", "burn-1", "", "review-"])
def test_a_press_that_means_nothing_is_not_found(as_anna: Client, act: str) -> None:
    path = here(send_files(as_anna, uploaded("a.png")))
    assert as_anna.post(path, {"act": act}).status_code == 404


def test_samples_are_served_small(as_anna: Client) -> None:
    answer = as_anna.get("/try/sample/dunes.png")
    assert Image.open(io.BytesIO(answer.content)).size == (160, 120)
    assert len(answer.content) < len(sample_picture("dunes.png")) / 10
    assert as_anna.get("/try/sample/none.png").status_code == 404


def tried(client: Client, text: str) -> HttpResponse:
    return client.post("/try/text", {"text": text}, follow=True)  # type: ignore[return-value]


def test_the_sample_text_holds_one_of_each(as_anna: Client) -> None:
    page = body(tried(as_anna, SAMPLE_TEXT))
    for kind in ("e-mail address", "telephone number", "mailing address", "internet address"):
        assert f'<th scope="row">{kind}</th>' in page
    assert "term: damn" in page
    assert "neighbor&#x27;s" in page or "neighbour&#x27;s" in page.split("Corrected")[1]
    assert "<dd>eng</dd>" in page


def test_terms_and_personal_data_are_marked_in_the_text(as_anna: Client) -> None:
    page = body(tried(as_anna, "<b>crap</b> to me@site.test"))
    assert '<mark class="term" tabindex="0">crap' in page
    assert '<mark class="pii" tabindex="0">me@site.test' in page
    assert "<b>crap" not in page


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Write a text first"),
        ("  \n", "Write a text first"),
        ("x" * (MAX_CHARACTERS + 1), "has 1025 characters; at most 1024"),
        ("a\0b", "NUL character"),
    ],
)
def test_a_text_that_cannot_be_tried_is_shown_again_with_the_reason(
    as_anna: Client, text: str, why: str
) -> None:
    answer = as_anna.post("/try/text", {"text": text})
    assert answer.status_code == 400
    assert why in answer.content.decode()
    assert text.strip() in answer.content.decode()


def test_characters_are_counted_and_not_bytes_and_line_ends_once(as_anna: Client) -> None:
    assert tried(as_anna, "😀" * MAX_CHARACTERS).status_code == 200
    assert tried(as_anna, "a\r\n" * (MAX_CHARACTERS // 2)).status_code == 200


def test_a_tried_text_becomes_a_review_with_what_the_machines_found(
    as_anna: Client, team: Team
) -> None:
    path = here(tried(as_anna, "what a crap idea"))
    as_anna.post(path, {"act": "review-1"})
    review = Review.objects.get(team=team)
    metadata = dict(review.metadata)
    assert metadata["text.HasProfanity"] == "True"
    assert metadata["text.Language"] == "eng"
    assert review.stored is not None
    assert review.stored.text == "what a crap idea"
    history = body(as_anna.get(f"/review/item/{review.pk}/history"))  # type: ignore[arg-type]
    assert "Sent to review from Try" in history
    assert review.created_by == "anna"


def test_a_tried_text_goes_into_the_workflow_for_texts(as_anna: Client, team: Team) -> None:
    path = here(tried(as_anna, "what a crap idea"))
    as_anna.post(path, {"act": "workflow-1", "workflow": "default-text"})
    assert Job.objects.get(team=team).workflow_name == "default-text"


def test_a_picture_trial_is_not_found_among_texts(as_anna: Client) -> None:
    path = here(send_files(as_anna, uploaded("a.png")))
    assert as_anna.get(path.replace("/image/", "/text/")).status_code == 404
