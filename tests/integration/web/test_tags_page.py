"""The page of tags: one form for all of them, which works without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.reviews.models import Review
from openmoderator.tags.models import Tag
from openmoderator.tags.tags import all_tags, create_tag

PATH = "/admin/tags"


@pytest.fixture
def as_admin(team: Team) -> Client:
    """A browser of an administrator."""
    client = Client()
    client.force_login(create_user("eva@team.test", team, "admin").user)
    return client


def form(team: Team, **more: str) -> dict[str, object]:
    """What the form of the table sends when nothing was touched; `more` is by code."""
    sent: dict[str, object] = {"tag": [str(tag.pk) for tag in all_tags(team)]}
    for tag in all_tags(team):
        sent[f"name.{tag.pk}"] = more.get(f"name_{tag.code}", tag.name)
        sent[f"description.{tag.pk}"] = tag.description
        sent[f"colour.{tag.pk}"] = more.get(f"colour_{tag.code}", tag.colour)
        if tag.visible:
            sent[f"visible.{tag.pk}"] = "on"
    return sent


def codes(team: Team) -> list[str]:
    return [tag.code for tag in all_tags(team)]


def test_reviewers_do_not_get_the_page(as_anna: Client, team: Team) -> None:
    assert as_anna.get(PATH).status_code == 403
    assert as_anna.post(f"{PATH}/add", {"code": "sc", "name": "x"}).status_code == 403
    assert codes(team) == ["a", "r"]


def test_one_save_stores_the_whole_table(as_admin: Client, team: Team) -> None:
    sent = form(team, name_a="Adult", colour_r="pink")
    del sent[f"visible.{Tag.objects.get(team=team, code='a').pk}"]
    response = as_admin.post(PATH, sent, follow=True)
    assert "The tags are saved." in response.content.decode()
    found = {tag.code: (tag.name, tag.colour, tag.visible) for tag in all_tags(team)}
    assert found == {"a": ("Adult", "", False), "r": ("isracy", "pink", True)}


@pytest.mark.parametrize(
    ("code", "way", "order"),
    [
        ("r", "up", ["r", "a", "sc"]),
        ("r", "down", ["a", "sc", "r"]),
        ("a", "up", ["a", "r", "sc"]),
        ("sc", "down", ["a", "r", "sc"]),
    ],
)
def test_a_button_moves_a_row_and_keeps_what_was_typed(
    as_admin: Client, team: Team, code: str, way: str, order: list[str]
) -> None:
    create_tag(team, "sc", "score")
    moved = Tag.objects.get(team=team, code=code)
    as_admin.post(PATH, form(team, name_sc="typed") | {"move": f"{moved.pk} {way}"})
    assert codes(team) == order
    assert Tag.objects.get(team=team, code="sc").name == "typed"


def test_the_order_of_the_rows_is_the_order_of_the_tags(as_admin: Client, team: Team) -> None:
    sent = form(team)
    ids = sent["tag"]
    assert isinstance(ids, list)
    as_admin.post(PATH, sent | {"tag": ids[::-1]})
    assert codes(team) == ["r", "a"]


def test_an_error_stands_beside_its_field_and_everything_typed_is_kept(
    as_admin: Client, team: Team
) -> None:
    response = as_admin.post(PATH, form(team, name_a="", name_r="typed"))
    page = response.content.decode()
    assert response.status_code == 200
    assert "A tag needs a name." in page
    assert 'value="typed"' in page
    assert "Nothing is saved yet" in page
    assert Tag.objects.get(team=team, code="r").name == "isracy"


@pytest.mark.parametrize(
    "nonsense", [{"tag": "x"}, {"tag": "999"}, {"move": "up"}, {"tag": "\x00", "move": "1 2 3"}]
)
def test_nonsense_changes_nothing(as_admin: Client, team: Team, nonsense: dict[str, str]) -> None:
    assert as_admin.post(PATH, nonsense).status_code == 302
    assert codes(team) == ["a", "r"]
    assert all(tag.visible for tag in all_tags(team))


def test_a_tag_is_added_at_the_end(as_admin: Client, team: Team) -> None:
    as_admin.post(f"{PATH}/add", {"code": "SC", "name": "score", "colour": "teal"})
    assert [(tag.code, tag.colour) for tag in all_tags(team)][-1] == ("sc", "teal")


def test_a_taken_code_is_told_and_what_was_typed_stays(as_admin: Client, team: Team) -> None:
    sent = {"code": "a", "name": "again", "description": "help me", "colour": "blue"}
    page = as_admin.post(f"{PATH}/add", sent).content.decode()
    assert "The team already has a tag &#x27;a&#x27;." in page
    assert 'value="again"' in page
    assert 'value="help me"' in page
    assert codes(team) == ["a", "r"]


def test_removing_asks_first_and_says_what_happens(as_admin: Client, team: Team) -> None:
    create_tag(team, "sc", "score")
    assert "keep the code" in as_admin.get(f"{PATH}/sc/remove").content.decode()
    assert codes(team) == ["a", "r", "sc"]
    as_admin.post(f"{PATH}/sc/remove")
    assert codes(team) == ["a", "r"]


def test_a_built_in_tag_has_no_way_to_be_removed(as_admin: Client, team: Team) -> None:
    assert f"{PATH}/a/remove" not in as_admin.get(PATH).content.decode()
    response = as_admin.post(f"{PATH}/a/remove", follow=True)
    assert "it can only be hidden" in response.content.decode()
    assert codes(team) == ["a", "r"]


def test_tags_of_another_team_do_not_exist(as_admin: Client, other_team: Team, anna: User) -> None:
    create_tag(other_team, "sc", "score")
    assert as_admin.get(f"{PATH}/sc/remove").status_code == 404
    assert as_admin.post(f"{PATH}/sc/remove").status_code == 404
    assert codes(other_team) == ["a", "r", "sc"]


def test_the_table_can_be_taken_along_as_csv(as_admin: Client, team: Team) -> None:
    create_tag(team, "sc", "=SUM(1)", colour="red")
    response = as_admin.get(f"{PATH}.csv")
    body = b"".join(response).decode("utf-8-sig")
    assert body.splitlines() == [
        "code,name,description,colour,visible",
        "a,isadult,Adult Content,,true",
        "r,isracy,Racy Content,,true",
        "sc,'=SUM(1),,red,true",
    ]


def test_a_name_is_always_text(as_admin: Client, team: Team) -> None:
    create_tag(team, "sc", "<script>x</script>")
    assert "<script>x" not in as_admin.get(PATH).content.decode()


def test_reviewers_see_the_colour_on_the_button(
    as_anna: Client, team: Team, make_picture: Callable[..., Review]
) -> None:
    Tag.objects.filter(team=team, code="a").update(colour="red")
    make_picture(team)
    page = as_anna.get("/review/image").content.decode()
    assert page.count('class="in-red"') == 1
