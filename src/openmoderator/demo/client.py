"""The caller of the demonstration: the recorded wire over plain HTTP, told as curl."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import requests

Json = Any
TIMEOUT = 30


class Caller:
    """Calls the API of one team with its key and tells each request and answer."""

    def __init__(self, base: str, team: str, key: str, tell: Callable[[str], None]) -> None:
        self._review = f"{base}/contentmoderator/review/v1.0/teams/{team}"
        self._tell = tell
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Ocp-Apim-Subscription-Key"] = key

    def put(self, path: str, body: Json, *, quiet: bool = False) -> Json:
        """PUT JSON; the answer's JSON."""
        return self._call("PUT", path, {}, body, quiet=quiet)

    def post(self, path: str, query: dict[str, str], body: Json, *, quiet: bool = False) -> Json:
        """POST JSON; the answer's JSON."""
        return self._call("POST", path, query, body, quiet=quiet)

    def get(self, path: str, *, quiet: bool = False) -> Json:
        """GET; the answer's JSON."""
        return self._call("GET", path, {}, quiet=quiet)

    def _call(
        self,
        method: str,
        path: str,
        query: dict[str, str],
        body: Json = None,
        *,
        quiet: bool = False,
    ) -> Json:
        url = f"{self._review}/{path}" + (f"?{urlencode(query)}" if query else "")
        if not quiet:
            self._tell(_as_curl(method, url, body))
        response = self._session.request(method, url, json=body, timeout=TIMEOUT)
        answer = response.json()
        if not quiet:
            self._tell(f"{response.status_code} {json.dumps(answer, indent=2)}\n")
        response.raise_for_status()
        return answer


def _as_curl(method: str, url: str, body: Json) -> str:
    head = f"$ curl -X {method} '{url}' -H 'Ocp-Apim-Subscription-Key: ...'"
    return head if body is None else f"{head} \\\n    -d '{json.dumps(body)}'"
