"""What may be done to the tags of a team, and what is kept of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from openmoderator.accounts.models import Team, User
from openmoderator.audit.models import AuditEntry
from openmoderator.errors import NotFound
from openmoderator.tags.errors import BadTags
from openmoderator.tags.models import Tag
from openmoderator.tags.tags import (
    FixedTag,
    TagChange,
    all_tags,
    create_tag,
    remove_tag,
    reorder,
    update_tags,
    visible_tags,
)

pytestmark = pytest.mark.django_db


def changes(team: Team) -> list[TagChange]:
    """The tags as they are."""
    return [
        TagChange(tag.pk, tag.name, tag.description, tag.colour, tag.visible)
        for tag in all_tags(team)
    ]


def codes(team: Team) -> list[str]:
    return [tag.code for tag in all_tags(team)]


def acts(team: Team) -> list[tuple[str, dict[str, object]]]:
    """What the audit record holds of tags."""
    rows = AuditEntry.objects.filter(team=team, action__startswith="tag").order_by("pk")
    return [(row.action, row.detail) for row in rows]


def test_a_new_tag_stands_last_and_is_recorded(team: Team, anna: User) -> None:
    create_tag(team, " SC ", "score", "when in doubt", "teal", anna)
    assert codes(team) == ["a", "r", "sc"]
    assert acts(team) == [("tag.created", {"name": "score"})]


@pytest.mark.parametrize(
    ("code", "name", "colour", "field"),
    [
        ("abc", "n", "", "code"),
        ("1", "n", "", "code"),
        ("", "n", "", "code"),
        ("é", "n", "", "code"),
        ("a", "n", "", "code"),
        ("x\n", "n\x00", "", "name"),
        ("x", " ", "", "name"),
        ("x", "n" * 81, "", "name"),
        ("x", "n", "mauve", "colour"),
    ],
)
def test_what_cannot_be_a_tag_is_told_by_field(
    team: Team, code: str, name: str, colour: str, field: str
) -> None:
    with pytest.raises(BadTags) as refused:
        create_tag(team, code, name, colour=colour)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert codes(team) == ["a", "r"]


def test_a_change_names_what_was_and_what_is_in_the_record(team: Team, anna: User) -> None:
    first, second = changes(team)
    wanted = [replace(second, visible=False), replace(first, name=" Adult ", colour="red")]
    assert update_tags(team, anna, wanted) == ["r", "a"]
    assert codes(team) == ["r", "a"]
    assert [tag.code for tag in visible_tags(team)] == ["a"]
    ((action, detail),) = acts(team)
    assert action == "tags.changed"
    assert detail == {
        "changed": {
            "a": {"name": ["isadult", "Adult"], "colour": ["", "red"]},
            "r": {"visible": [True, False]},
        },
        "order": ["r", "a"],
    }


def test_saving_what_is_there_already_records_nothing(team: Team, anna: User) -> None:
    assert update_tags(team, anna, changes(team)) == []
    assert acts(team) == []


def test_one_wrong_field_keeps_all_of_it_from_being_stored(team: Team, anna: User) -> None:
    first, second = changes(team)
    wanted = [replace(first, name="good"), replace(second, name="", colour="mauve")]
    with pytest.raises(BadTags) as refused:
        update_tags(team, anna, wanted)
    assert [(p.tag, p.field) for p in refused.value.problems] == [
        (second.id, "name"),
        (second.id, "colour"),
    ]
    assert changes(team) == [first, second]


def test_a_tag_that_came_meanwhile_keeps_its_fields_and_stands_last(team: Team, anna: User) -> None:
    seen = changes(team)
    create_tag(team, "sc", "score")
    update_tags(team, anna, [seen[1], seen[0]])
    assert codes(team) == ["r", "a", "sc"]


def test_tags_of_another_team_are_passed_over(team: Team, other_team: Team, anna: User) -> None:
    theirs = replace(changes(other_team)[0], name="mine now")
    assert update_tags(team, anna, [theirs]) == []
    assert Tag.objects.get(pk=theirs.id).name == "isadult"


def test_an_order_by_codes_leaves_the_rest_behind_it(team: Team, anna: User) -> None:
    create_tag(team, "sc", "score")
    assert reorder(team, anna, ["sc", "none", "r", "sc"]) == ["sc", "r", "a"]
    assert codes(team) == ["sc", "r", "a"]


@pytest.mark.parametrize("code", ["a", "r"])
def test_the_built_in_tags_cannot_be_removed(team: Team, anna: User, code: str) -> None:
    with pytest.raises(FixedTag):
        remove_tag(team, anna, code)
    assert codes(team) == ["a", "r"]


def test_a_removed_tag_is_gone_from_this_team_only_and_recorded(
    team: Team, other_team: Team, anna: User
) -> None:
    create_tag(team, "sc", "score")
    create_tag(other_team, "sc", "score")
    remove_tag(team, anna, "sc")
    assert (codes(team), codes(other_team)) == (["a", "r"], ["a", "r", "sc"])
    assert acts(team)[-1] == ("tag.removed", {"name": "score"})


def test_a_tag_that_the_team_has_not_cannot_be_removed(
    team: Team, other_team: Team, anna: User
) -> None:
    create_tag(other_team, "sc", "score")
    for code in ("sc", "\x00"):
        with pytest.raises(NotFound):
            remove_tag(team, anna, code)
