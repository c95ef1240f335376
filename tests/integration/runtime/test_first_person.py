"""What a real ``serve`` says while nobody has an account."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import requests
from tests.conftest import Serve


def test_serve_prints_a_token_until_somebody_has_signed_up(serve: Serve) -> None:
    served = serve("--no-work")
    served.wait()
    told = until_told(served.log.read_text, r"Sign up at (\S+) \(the token is (\w+)\)")
    page, token = told
    assert page == f"{served.url}/sign-up?token={token}"
    session = requests.Session()
    form = session.get(page, timeout=30).text
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    assert found is not None
    assert f'value="{token}"' in form
    given = {
        "csrfmiddlewaretoken": found[1],
        "token": token,
        "name": "Zoe",
        "email": "zoe@team.test",
        "password": "staple battery horse",
        "team_name": "Contoso",
    }
    made = session.post(f"{served.url}/sign-up", given, headers={"Referer": page}, timeout=30)
    assert made.url == f"{served.url}/teams/made"
    assert "contoso" in made.text
    served.stop()
    before = served.log.read_text()
    served.restart()
    served.wait()
    until_told(lambda: served.log.read_text()[len(before) :], "(OpenModerator) is (at)")
    assert "token" not in served.log.read_text()[len(before) :]


def until_told(log: Callable[[], str], pattern: str) -> tuple[str, ...]:
    for _ in range(200):
        if found := re.search(pattern, log()):
            return found.groups()
        time.sleep(0.1)
    raise AssertionError(log())
