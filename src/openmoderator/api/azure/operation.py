"""How operations are described in our OpenAPI: parameters, errors, keys."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any, Final, TypeAlias, TypeVar

from ninja import Path, Router

from openmoderator.api.azure.schema import WireError

F = TypeVar("F", bound=Callable[..., Any])

TEAM: Final = "/review/v1.0/teams/{team_name}"
_ERRORS: Final = (400, 401, 404, 405, 413, 500, 503)

TeamName: TypeAlias = Annotated[
    str, Path(..., description="The team's id in any case.", example="myteam")
]


def operation(
    router: Router, method: str, path: str, answer: Any, *errors: int, **more: Any
) -> Callable[[F], F]:
    """An operation under the team, answering 200 with `answer`; its name is its function's."""

    def register(view: F) -> F:
        route = router.api_operation(
            [method],
            TEAM + path,
            response={200: answer, **dict.fromkeys((*_ERRORS, *errors), WireError)},
            operation_id=view.__name__,
            summary=more.pop("summary", None),
            openapi_extra={"responses": _described(errors), **more},
        )
        registered: F = route(view)
        return registered

    return register


def _described(errors: tuple[int, ...]) -> dict[int, dict[str, str]]:
    return {code: {"description": HTTPStatus(code).phrase} for code in (*_ERRORS, *errors)}
