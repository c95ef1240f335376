"""What a team sets for its machines counts in its jobs, with the real models."""

from __future__ import annotations

import json

import pytest

from openmoderator.accounts.models import Team
from openmoderator.detect.image.decode import decode
from openmoderator.jobs.accept import NewJob, accept
from openmoderator.jobs.models import Job, Status
from openmoderator.jobs.run import run
from openmoderator.lists import building, catalogue, pictures, refresh, terms
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.models import ImageList, TermList
from openmoderator.samples.pictures import sample_picture
from openmoderator.workflows import store
from openmoderator.workflows.store import NewWorkflow

pytestmark = pytest.mark.django_db


def job_of(team: Team, type_: str = "Text", text: str | None = None, **more: object) -> Job:
    picture = sample_picture("smile.png") if type_ == "Image" else None
    accepted = accept(team, NewJob(type_, "item", text=text, picture=picture, **more))  # type: ignore[arg-type]
    run(accepted.pk)
    return Job.objects.get(pk=accepted.pk)


def term_list(team: Team, term: str) -> TermList:
    made = catalogue.create(TermList, team, ListFields(term))
    terms.add(team, made.pk, "eng", term)
    building.build(refresh.request_refresh(TermList, team, made.pk, "eng").pk)
    return made


def found_terms(job: Job) -> list[str]:
    return [item["Term"] for item in json.loads(dict(job.result_metadata)["matchTerms"])]


@pytest.mark.parametrize(("adult", "flag"), [(0.0, "True"), (1.0, "False")])
def test_the_teams_own_adult_threshold_decides(team: Team, adult: float, flag: str) -> None:
    team.adult_threshold = adult
    team.save()
    job = job_of(team, "Image")
    assert dict(job.result_metadata)["isAdult"] == flag
    assert bool(job.review_id) is (flag == "True")


def test_the_teams_own_racy_threshold_decides(team: Team) -> None:
    team.racy_threshold = 0.0
    team.save()
    result = dict(job_of(team, "Image").result_metadata)
    assert (result["isRacy"], result["isAdult"]) == ("True", "False")


def test_without_the_switch_a_job_asks_only_what_its_workflow_needs(team: Team) -> None:
    assert set(dict(job_of(team, "Image").result_metadata)) == {
        "adultScore",
        "isAdult",
        "racyScore",
        "isRacy",
    }


@pytest.mark.parametrize(
    ("type_", "text", "keys"),
    [
        ("Image", None, {"isAdult", "isRacy", "hasText", "ocrText", "faceCount", "hasMatch"}),
        (
            "Text",
            "a fine day",
            {"text.HasProfanity", "text.HasPII", "text.Language", "text.ReviewRecommended"},
        ),
    ],
)
def test_with_the_switch_every_detector_of_the_type_is_asked(
    team: Team, type_: str, text: str | None, keys: set[str]
) -> None:
    team.all_detectors = True
    team.save()
    job = job_of(team, type_, text)
    assert job.status == Status.COMPLETE
    assert keys <= set(dict(job.result_metadata))


def test_all_detectors_ask_each_once_after_the_workflow_has_decided(team: Team) -> None:
    team.all_detectors = True
    team.save()
    lines = list(job_of(team, text="what a crap day").report.values_list("message", flat=True))
    asked = [line for line in reversed(lines) if line.startswith("Getting")]
    assert asked[0] == "Getting text.HasProfanity from Moderator"
    assert len(asked) == len(set(asked)) == 4


@pytest.fixture
def two_lists(team: Team) -> tuple[TermList, TermList]:
    """Two published lists of one made-up word each."""
    return term_list(team, "blorp"), term_list(team, "zarnix")


def test_all_term_lists_count_where_none_is_chosen(
    team: Team, two_lists: tuple[TermList, TermList]
) -> None:
    job = job_of(team, text="a blorp and a zarnix")
    assert found_terms(job) == ["blorp", "zarnix"]
    assert job.review_id


def test_only_the_chosen_term_list_counts_beside_the_built_in_one(
    team: Team, two_lists: tuple[TermList, TermList]
) -> None:
    team.term_list = two_lists[1].pk
    team.save()
    assert found_terms(job_of(team, text="a blorp, a zarnix and crap")) == ["zarnix", "crap"]


def test_a_chosen_list_that_is_gone_gives_way_to_all(
    team: Team, two_lists: tuple[TermList, TermList]
) -> None:
    team.term_list = two_lists[1].pk
    team.save()
    catalogue.delete(TermList, team, two_lists[1].pk)
    assert found_terms(job_of(team, text="a blorp")) == ["blorp"]


def test_lists_of_another_team_do_not_count(team: Team, other_team: Team) -> None:
    term_list(other_team, "blorp")
    assert found_terms(job_of(team, text="a blorp")) == []


def image_list(team: Team, name: str, picture: str) -> tuple[ImageList, int]:
    made = catalogue.create(ImageList, team, ListFields(name))
    data = sample_picture(picture)
    entry = pictures.add(team, made.pk, decode(data), data)
    assert refresh.refresh(ImageList, team, made.pk).in_force
    return made, entry


@pytest.mark.django_db(transaction=True)
def test_a_picture_like_a_listed_one_makes_a_review_through_has_match(team: Team) -> None:
    _, entry = image_list(team, "faces", "smile.png")
    other, _ = image_list(team, "shapes", "shapes.png")
    expression = {
        "ConnectorName": "moderator",
        "OutputName": "hasMatch",
        "Operator": "eq",
        "Value": "true",
    }
    store.save(team, NewWorkflow("match", "", "Image", expression, json.dumps(expression)))
    job = job_of(team, "Image", workflow_name="match")
    assert dict(job.result_metadata) == {"hasMatch": "True", "matchIds": str(entry)}
    assert job.review_id
    team.image_list = other.pk
    team.save()
    assert dict(job_of(team, "Image", workflow_name="match").result_metadata)["hasMatch"] == "False"


def test_a_team_without_settings_has_the_installations(team: Team) -> None:
    job = job_of(team, text="you are all stupid idiots")
    assert job.version.workflow.name == "default-text"
    assert set(dict(job.result_metadata)) == {"text.HasProfanity", "matchTerms"}
