"""How operations are described in our OpenAPI: parameters, answers, errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias, TypeVar

from ninja import Path, Router

from openmoderator.api.azure.schema import WireError

F = TypeVar("F", bound=Callable[..., Any])

TEAM: Final = "/review/v1.0/teams/{team_name}"
MODERATE: Final = "/moderate/v1.0"
LISTS: Final = "/lists/v1.0"
_ERRORS: Final = (400, 401, 404, 405, 413, 429, 500, 503)

TeamName: TypeAlias = Annotated[
    str, Path(..., description="The team's id in any case.", example="myteam")
]


def operation(
    router: Router,
    route: str,
    summary: str,
    answer: Any,
    *,
    base: str = TEAM,
    status: int = 200,
    refusals: tuple[int, ...] = (),
    **extra: Any,
) -> Callable[[F], F]:
    """An operation below `base`, answering `status` with `answer` (None: an empty body).

    `route` is like ``GET /jobs``; `refusals` are statuses of errors that only this operation
    has; `extra` is added to the description as it is. The view's name is the operation's id,
    its docstring the description. With another base than `TEAM` the key names the team.
    """
    method, _, path = route.partition(" ")
    errors = (*_ERRORS, *refusals, *(() if method == "GET" else (415,)))

    def register(view: F) -> F:
        add = router.api_operation(
            [method],
            base + path,
            response={status: answer, **dict.fromkeys(errors, WireError)},
            operation_id=view.__name__,
            summary=summary,
            openapi_extra=extra,
        )
        registered: F = add(view)
        return registered

    return register
