"""Which tag buttons a review shows and which are on (contract 12)."""

from openmoderator.reviews.tagging import TagChoice, TeamTag, choices

TEAM = (TeamTag("a", "isadult"), TeamTag("r", "isracy"), TeamTag("cb", "celebrity"))


def on(*metadata: tuple[str, str]) -> list[str]:
    return [choice.code for choice in choices(TEAM, metadata) if choice.on]


def test_every_visible_tag_is_listed_in_the_order_of_the_team() -> None:
    assert [choice.code for choice in choices(TEAM, ())] == ["a", "r", "cb"]


def test_a_metadata_key_that_is_a_tag_code_presets_it_in_any_letter_case() -> None:
    assert on(("CB", "TRUE"), ("a", "false")) == ["cb"]


def test_a_short_boolean_key_is_a_tag_of_that_review_alone() -> None:
    assert choices(TEAM, [("sc", "true")])[-1] == TagChoice("sc", "sc", True)


def test_a_tag_of_the_caller_keeps_its_spelling() -> None:
    assert choices(TEAM, [("SC", "true")])[-1] == TagChoice("SC", "SC", True)


def test_a_short_key_that_is_no_boolean_is_information() -> None:
    assert len(choices(TEAM, [("id", "17"), ("x", "yes")])) == len(TEAM)


def test_a_long_boolean_key_is_information() -> None:
    assert len(choices(TEAM, [("imagename", "true")])) == len(TEAM)


def test_the_verdict_of_the_machine_lights_its_tag() -> None:
    assert on(("isAdult", "True"), ("isRacy", "False")) == ["a"]


def test_a_tag_rule_outweighs_the_verdict_of_the_machine() -> None:
    assert on(("isAdult", "True"), ("a", "False")) == []


def test_a_draft_outweighs_the_metadata() -> None:
    drafted = choices(TEAM, [("a", "true")], {"a": False, "r": True})
    assert [choice.code for choice in drafted if choice.on] == ["r"]


def test_a_button_carries_the_colour_of_its_tag_and_unknown_tags_have_none() -> None:
    tags = (TeamTag("a", "isadult", "red"), TeamTag("r", "isracy"))
    made = choices(tags, [("sc", "true")])
    assert [(tag.code, tag.colour) for tag in made] == [("a", "red"), ("r", ""), ("sc", "")]
