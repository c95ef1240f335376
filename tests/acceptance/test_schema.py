"""Whatever is sent, a served installation answers as its OpenAPI says, and never with a 500.

The published description of the old service is held against the same installation where
OPENMODERATOR_SPEC names its file; `ALLOWED` lists where records of the service contradict it
(contract 16).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.deserialization import deserialize_yaml
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.acceptance.asked import asked
from tests.acceptance.calling import TeamOnIt
from tests.acceptance.running import Installation, installation

CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
PUBLISHED: Final = asked("OPENMODERATOR_SPEC")
EXAMPLES: Final = 250
BOUNDED = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
ALLOWED: Final = {
    # Null on the wire, an array or object in the description.
    "Screen": ("Terms", "Misrepresentation", "Classification"),
    "Status": ("Exception",),
    "ImageList": ("Metadata",),
    "TermList": ("Metadata",),
    "Match": ("Label",),
}
"""By definition of the published file: the fields that are null on record."""


@pytest.fixture(scope="module")
def served() -> Iterator[Installation]:
    """An installation that reaches nothing outside itself."""
    with installation("--no-work") as made:
        yield made


@pytest.fixture(scope="module")
def team(served: Installation) -> TeamOnIt:
    """The caller's team."""
    return served.make_team("Schema")


def send_all(schema: Any, served: Installation, team: TeamOnIt, mode: GenerationMode) -> set[int]:
    """Bounded examples of every operation; the statuses that were answered."""
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    cases = st.sampled_from(operations).flatmap(lambda one: one.as_strategy(generation_mode=mode))
    answered = set()

    @BOUNDED
    @given(cases)
    def send(case: schemathesis.Case[Any]) -> None:
        for name in {"team_name", "teamName"} & set(case.path_parameters or {}):
            case.path_parameters[name] = team.id
        headers = {"Ocp-Apim-Subscription-Key": team.key}
        response = case.call(base_url=served.base, headers=headers, timeout=60)
        case.validate_response(response, checks=CHECKS)
        answered.add(response.status_code)

    send()
    return answered


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_is_sent_is_answered_as_our_description_says(
    served: Installation, team: TeamOnIt, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_url(f"{served.base}/api/openapi.json", timeout=60)
    answered = send_all(schema, served, team, mode)
    assert answered >= ({200, 400, 404} if mode.is_positive else {400, 404})


if PUBLISHED:

    def test_the_published_description_holds_but_for_what_the_record_contradicts(
        served: Installation, team: TeamOnIt
    ) -> None:
        document = deserialize_yaml(Path(PUBLISHED).read_text())
        schema = schemathesis.openapi.from_dict(allowed(document))
        send_all(schema, served, team, GenerationMode.POSITIVE)


def allowed(document: dict[str, Any]) -> dict[str, Any]:
    """The published description with the allowed differences written into it."""
    for name, fields in ALLOWED.items():
        for field in fields:
            document["definitions"][name]["properties"][field]["x-nullable"] = True
    return document
