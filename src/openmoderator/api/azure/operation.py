"""How operations are described in our OpenAPI: parameters, answers, errors."""

from __future__ import annotations

from collections.abc import Callable
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
    router: Router, route: str, summary: str, answer: Any, **extra: Any
) -> Callable[[F], F]:
    """An operation below the team's address, answering 200 with `answer`.

    `route` is like ``GET /jobs``; `extra` is added to the description as it is. The view's
    name is the operation's id, its docstring the description.
    """
    method, _, path = route.partition(" ")
    errors = _ERRORS if method == "GET" else (*_ERRORS, 415)

    def register(view: F) -> F:
        add = router.api_operation(
            [method],
            TEAM + path,
            response={200: answer, **dict.fromkeys(errors, WireError)},
            operation_id=view.__name__,
            summary=summary,
            openapi_extra=extra,
        )
        registered: F = add(view)
        return registered

    return register
