"""Who may do what: every address of the product x every role x own and other team.

`addresses.TABLE` must list every address that `openmoderator.urls` knows: a new one fails the
first test until somebody has said who may use it.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import requests
from django.urls import get_resolver
from tests.acceptance.addresses import ADDRESSES, TABLE, WORKFLOW, Address, Door, api_call, routes
from tests.acceptance.calling import TeamOnIt, Wire, direct, until
from tests.acceptance.reviewing import SIGN_IN, Person
from tests.acceptance.running import Installation, installation

from openmoderator.demo.pictures import sample_pictures

SECRET_TEXT = "crap that only its own team may read"
ROLES = ("admin", "reviewer")


@dataclass
class Tenant:
    """A team with things of its own, and its people, signed in."""

    team: TeamOnIt
    known: dict[str, str]
    people: dict[str, Person] = field(default_factory=dict)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation that may fetch nothing but a mapped address."""
    folder = tmp_path_factory.mktemp("pictures")
    _, data = sample_pictures()[0]
    (folder / "one.png").write_bytes(data)
    with installation(URL_MAP=f"https://pictures.example/={folder}") as made:
        yield made


@pytest.fixture(scope="module")
def ours(served: Installation) -> Tenant:
    """The team whose things are asked for."""
    return tenant(served, "Quokka")


@pytest.fixture(scope="module")
def theirs(served: Installation) -> Tenant:
    """Another team on the same installation."""
    return tenant(served, "Wombat")


def test_the_table_lists_every_address_there_is() -> None:
    assert sorted(set(routes(get_resolver().url_patterns))) == sorted(TABLE)


@pytest.mark.parametrize(("route", "address"), ADDRESSES)
def test_strangers_get_what_is_for_everybody_and_nothing_else(
    served: Installation, ours: Tenant, route: str, address: Address
) -> None:
    answer = ask(served, direct(), address, ours.known)
    if address.door is Door.EVERYBODY:
        assert not leads_to_sign_in(answer)
        assert answer.status_code in (200, 302, 410)
    elif address.door is Door.KEY:
        assert answer.status_code == 401
    else:
        assert leads_to_sign_in(answer) or answer.status_code in (403, 404)
    assert SECRET_TEXT not in answer.text
    assert ours.known["review"] not in answer.text


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("route", "address"), ADDRESSES)
def test_people_reach_their_own_teams_pages_and_no_call_of_the_api(
    served: Installation, ours: Tenant, role: str, route: str, address: Address
) -> None:
    answer = ask(served, ours.people[role].session, address, ours.known)
    if address.door is Door.KEY:
        assert answer.status_code == 401
    elif address.door is Door.ADMINS and role != "admin":
        assert answer.status_code == 403
    else:
        assert not leads_to_sign_in(answer)
        assert answer.status_code in (200, 204, 302, 303, 410), answer.text[:500]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("route", "address"), ADDRESSES)
def test_people_of_another_team_are_answered_as_if_the_item_did_not_exist(
    served: Installation, ours: Tenant, theirs: Tenant, role: str, route: str, address: Address
) -> None:
    session = theirs.people[role].session
    answer = ask(served, session, address, ours.known)
    if address.door is Door.ITEM:
        assert answer.status_code == 404
        missing = ask(served, session, address, nothing(ours.known))
        assert anonymous(answer, ours.known) == anonymous(missing, nothing(ours.known))
    # A list of theirs may show the text of their own item.
    assert secret_text(ours.team.id) not in answer.text


@pytest.mark.parametrize(("route", "address"), ADDRESSES)
def test_a_key_opens_its_own_teams_api_and_no_page(
    served: Installation, ours: Tenant, route: str, address: Address
) -> None:
    answer = ask(served, caller(ours), address, ours.known)
    if address.door is Door.KEY:
        assert answer.status_code == 200, answer.text
    elif address.door is not Door.EVERYBODY:
        assert leads_to_sign_in(answer) or answer.status_code in (403, 404)


@pytest.mark.parametrize(("route", "address"), [it for it in ADDRESSES if it[1].door is Door.KEY])
def test_a_key_of_another_team_is_answered_as_if_the_team_did_not_exist(
    served: Installation, ours: Tenant, theirs: Tenant, route: str, address: Address
) -> None:
    answer = ask(served, caller(theirs), address, ours.known)
    missing = ask(served, caller(theirs), address, nothing(ours.known))
    assert answer.status_code == 404
    assert anonymous(answer, ours.known) == anonymous(missing, nothing(ours.known))


@pytest.mark.parametrize("path", ["/jobs/{job}", "/reviews/{review}", "/workflows/{workflow}"])
def test_another_teams_item_under_ones_own_address_is_answered_as_if_it_did_not_exist(
    served: Installation, ours: Tenant, theirs: Tenant, path: str
) -> None:
    address = api_call(path)
    foreign = ours.known | {"team": theirs.team.id}
    absent = nothing(ours.known) | {"team": theirs.team.id}
    answer = ask(served, caller(theirs), address, foreign)
    assert answer.status_code == 404
    missing = ask(served, caller(theirs), address, absent)
    assert anonymous(answer, foreign) == anonymous(missing, absent)


@pytest.mark.parametrize("action", ["next", "draft", "view", "back"])
def test_a_form_that_names_another_teams_review_changes_nothing_and_tells_nothing(
    served: Installation, ours: Tenant, theirs: Tenant, action: str
) -> None:
    person = theirs.people["reviewer"]
    answers = []
    for review_id in (ours.known["review"], nothing(ours.known)["review"]):
        desk = person.desk("text")
        wanted = ("csrfmiddlewaretoken", "token", "batch")
        fields = [(name, value) for name, value in desk.fields if name in wanted]
        fields += [("item", review_id), (f"of.{review_id}", "a r"), (f"on.{review_id}", "a")]
        answer = person.post(f"/review/text/{action}", fields)
        answers.append((answer.status_code, answer.headers.get("Location"), answer.text))
    assert answers[0] == answers[1]
    review = Wire(served.base, ours.team).review(ours.known["review"])
    assert (review["Status"], review["ReviewerResultTags"]) == ("Pending", [])
    drafts = "SELECT count(*) FROM reviews_draft WHERE review_id = %s"
    assert served.rows(drafts, ours.known["review"]) == [(0,)]


def test_a_signed_address_opens_its_own_picture_only(
    served: Installation, ours: Tenant, theirs: Tenant
) -> None:
    signed = Wire(served.base, ours.team).review(ours.known["picture"])["Content"]
    assert direct().get(signed, timeout=30).status_code == 200
    other = signed.replace(ours.known["picture"], theirs.known["picture"]).replace(
        f"/{ours.team.id}/", f"/{theirs.team.id}/"
    )
    assert other != signed
    assert direct().get(other, timeout=30).status_code == 404


def secret_text(team_id: str) -> str:
    """What only people of that team may read."""
    return f"{SECRET_TEXT}, {team_id}"


def tenant(served: Installation, name: str) -> Tenant:
    """A team with a job, its review, a picture review, a workflow, an admin and a reviewer."""
    team = served.make_team(name)
    api = Wire(served.base, team)
    job = api.ended(api.create_job("Text", "c", secret_text(team.id)))
    item = {"Type": "Image", "Content": "https://pictures.example/one.png", "ContentId": "p"}
    (picture,) = api.call("POST", "reviews", json=[item]).json()
    secret = f"secret-of-{team.id}"
    assert api.call("PUT", f"workflows/{secret}", json=WORKFLOW).status_code == 200
    wait_for_picture(served, picture)
    known = {"team": team.id, "job": job["Id"], "review": job["ReviewId"], "picture": picture}
    made = Tenant(team, known | {"workflow": secret, "uuid": str(uuid.uuid4())})
    for role in ROLES:
        email = f"{role}@{team.id}.example"
        served.make_person(email, team, role)
        made.people[role] = Person(served.base, email)
        made.people[role].sign_in()
    return made


def wait_for_picture(served: Installation, review_id: str) -> None:
    stored = "SELECT stored_id IS NOT NULL FROM reviews_review WHERE id = %s"
    until(lambda: served.rows(stored, review_id) == [(True,)], "the picture of the review")


def nothing(known: dict[str, str]) -> dict[str, str]:
    """The same kinds of ids, of things that do not exist."""
    absent = {"team": "nobody", "workflow": "secret-of-nobody", "uuid": known["uuid"]}
    ids = {name: known[name][:-8] + "00000000" for name in ("job", "review", "picture")}
    return absent | ids


def caller(of: Tenant) -> requests.Session:
    """A program with the team's key."""
    session = direct()
    session.headers["Ocp-Apim-Subscription-Key"] = of.team.key
    return session


def ask(
    served: Installation, session: requests.Session, address: Address, known: dict[str, str]
) -> requests.Response:
    """One request as that somebody would send it, with a valid form token where one is due."""
    url = served.base + address.of(known)
    given: dict[str, object] = {"json": address.json} if address.json is not None else {}
    if address.form is not None:
        filled = {name: value.format_map(known) for name, value in address.form.items()}
        given = {"data": filled | {"csrfmiddlewaretoken": form_token(served, session)}}
    return session.request(
        address.method,
        url,
        headers={"Referer": url},
        timeout=30,
        allow_redirects=False,
        **given,  # type: ignore[arg-type]
    )


def form_token(served: Installation, session: requests.Session) -> str:
    """What any form of the product holds; its cookie is in the session afterwards."""
    text = session.get(f"{served.base}/sign-in", timeout=30).text
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
    assert found is not None
    return found[1]


def leads_to_sign_in(answer: requests.Response) -> bool:
    """Whether a person would land on the sign-in page."""
    return answer.status_code == 302 and answer.headers["Location"].startswith(SIGN_IN)


def anonymous(answer: requests.Response, known: dict[str, str]) -> tuple[int, str]:
    """Status and body without what differs between any two requests: ids asked for, nonces."""
    text = answer.text
    for value in sorted(known.values(), key=len, reverse=True):
        text = text.replace(value, "ID")
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "UUID", text)
    text = re.sub(r'(nonce|value)="[\w+/=-]{16,}"', r'\1=""', text)
    return answer.status_code, re.sub(r'"X-CSRFToken": *"\w+"', "", text)
