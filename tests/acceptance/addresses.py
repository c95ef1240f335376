"""Every address of the product, who it is for, and a request to it that its owner may make.

Places in a path or a form stand for ids of a team: ``{team}``, ``{job}``, ``{review}``,
``{picture}`` (a review of a picture), ``{workflow}``, ``{uuid}``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.urls import URLPattern, URLResolver


class Door(Enum):
    """Who an address is for."""

    EVERYBODY = "everybody"
    MEMBERS = "people of a team, about their own team"
    ADMINS = "administrators, about their own team"
    ITEM = "people of the team that the item in the address belongs to"
    KEY = "programs with a key of the team in the address"


@dataclass(frozen=True)
class Address:
    """An address with its door and how it is used; `form` and `json` make it a POST."""

    door: Door
    path: str
    form: dict[str, str] | None = None
    method: str = "GET"
    json: object = None

    def of(self, known: dict[str, str]) -> str:
        """The path with its places filled in."""
        return "/" + self.path.format_map(known)


WIRE = "contentmoderator/review/v1.0/teams/"
DESK = "review/<review_type:kind>"
WORKFLOW = {
    "Type": "Text",
    "Expression": {
        "ConnectorName": "moderator",
        "OutputName": "text.HasPII",
        "Operator": "eq",
        "Value": "true",
    },
}
REVIEW_ITEM = {"Type": "Text", "Content": "hello", "ContentId": "c"}


def page(path: str, door: Door = Door.MEMBERS, **form: str) -> Address:
    return Address(door, path, form or None, "POST" if form else "GET")


def api_call(path: str, method: str = "GET", json: object = None) -> Address:
    return Address(Door.KEY, WIRE + "{team}" + path, None, method, json)


LISTS = "contentmoderator/lists/v1.0/"
LIST_ROUTES = (
    "imagelists",
    "imagelists/<list_id>",
    "imagelists/<list_id>/refreshindex",
    "imagelists/<list_id>/images",
    "imagelists/<list_id>/images/<image_id>",
    "termlists",
    "termlists/<list_id>",
    "termlists/<list_id>/refreshindex",
    "termlists/<list_id>/terms",
    "termlists/<list_id>/terms/<tail:term>",
)
"""No team stands in these: the key names it. `test_sdk_lists` has who may call them."""

MODERATION_ROUTES = (
    *(f"contentmoderator/moderate/v1.0/processimage/{it}" for it in ("evaluate", "findfaces")),
    *(f"contentmoderator/moderate/v1.0/processimage/{it}" for it in ("ocr", "match")),
    *(f"contentmoderator/moderate/v1.0/processtext/{it}" for it in ("screen", "detectlanguage")),
    *(f"api/v1/{it}" for it in ("texts", "pictures", "team")),
)
"""Nor in these: tests/integration/api has who may call them, in test_doors."""

LIST_ACTS = (
    *("", "/state", "/test", "/change", "/delete"),
    *("/add", "/remove", "/refresh", "/import", "/export"),
)
"""Of another team's lists: tests/integration/web/test_list_pages has that they do not exist."""

TEAM_ACTS = (
    *(f"invitations/<uuid:pk>/{it}" for it in ("send", "cancel")),
    *(f"members/<int:user_id>/{it}" for it in ("role", "remove", "link")),
    "subteams/<int:pk>",
    *(f"subteams/<int:pk>/{it}" for it in ("delete", "add", "remove/<int:user_id>")),
)
"""With ids of people and subteams: tests/integration/web/test_people_doors has who may."""

TABLE: dict[str, tuple[Address, ...]] = {
    "healthz": (page("healthz", Door.EVERYBODY),),
    "readyz": (page("readyz", Door.EVERYBODY),),
    "api/docs": (page("api/docs", Door.EVERYBODY),),
    "api/openapi.json": (page("api/openapi.json", Door.EVERYBODY),),
    WIRE + "<team_name>/jobs": (
        api_call("/jobs?ContentType=Text&ContentId=c", "POST", {"ContentValue": "hello"}),
    ),
    WIRE + "<team_name>/jobs/<job_id>": (api_call("/jobs/{job}"),),
    WIRE + "<team_name>/reviews": (api_call("/reviews", "POST", [REVIEW_ITEM]),),
    WIRE + "<team_name>/reviews/<review_id>": (api_call("/reviews/{review}"),),
    WIRE + "<team_name>/workflows/<workflow_name>": (
        api_call("/workflows/{workflow}"),
        api_call("/workflows/{workflow}", "PUT", WORKFLOW),
    ),
    WIRE + "<team_name>/workflows": (api_call("/workflows"),),
    **{LISTS + route: () for route in LIST_ROUTES},
    **dict.fromkeys(MODERATION_ROUTES, ()),
    "contentmoderator/": (),
    "api/v1/": (),
    r"^contentmoderator(?:/|\Z)": (),
    "": (page(""),),
    "completed": (page("completed"),),
    "completed/<str:by>.csv": (page("completed/days.csv"),),
    "my-day": (page("my-day"),),
    "my-day/<str:by>.csv": (page("my-day/hours.csv"),),
    "queues.csv": (page("queues.csv"),),
    "admin/tags": (page("admin/tags", Door.ADMINS), page("admin/tags", Door.ADMINS, tag="0")),
    "admin/settings": (
        page("admin/settings", Door.ADMINS),
        page("admin/settings", Door.ADMINS, name=""),
    ),
    "admin/tags.csv": (page("admin/tags.csv", Door.ADMINS),),
    "admin/tags/add": (page("admin/tags/add", Door.ADMINS, code="zz", name="zz"),),
    "admin/tags/<str:code>/remove": (page("admin/tags/a/remove", Door.ADMINS),),
    "counts": (page("counts"),),
    "theme": (page("theme", Door.EVERYBODY, theme="dark"),),
    "language": (page("language", Door.EVERYBODY, language="en"),),
    "team": (page("team", Door.ITEM, team="{team}"),),
    "help": (page("help"),),
    "help/<slug:place>": (page("help/image"),),
    "fresh-token": (page("fresh-token"),),
    "admin/credentials": (page("admin/credentials", Door.ADMINS),),
    "admin/credentials/<int:key>/revoke": (),
    "admin/console": (page("admin/console", Door.ADMINS),),
    "admin/console/<slug:operation_id>": (page("admin/console/get_review", Door.ADMINS),),
    **{f"lists/{kind}": (page(f"lists/{kind}", Door.ADMINS),) for kind in ("terms", "images")},
    **{f"lists/{kind}/<int:list_id>{act}": () for kind in ("terms", "images") for act in LIST_ACTS},
    "favicon.ico": (page("favicon.ico", Door.EVERYBODY),),
    "sign-up": (page("sign-up", Door.EVERYBODY),),
    "teams/new": (page("teams/new", Door.ADMINS),),
    "teams/made": (page("teams/made"),),
    "join/<str:token>": (page("join/none", Door.EVERYBODY),),
    "account": (page("account"), page("account", theme="dark", language="")),
    "account/connections": (page("account/connections"),),
    **{f"account/{it}": () for it in ("leave", "sessions/end", "second-factor/off")},
    **{f"account/{it}": (page(f"account/{it}"),) for it in ("sessions", "password", "confirm")},
    **{f"account/{it}": (page(f"account/{it}"),) for it in ("confirm/code", "password/first")},
    **{f"account/second-factor{it}": (page(f"account/second-factor{it}"),) for it in ("", "/on")},
    "account/recovery-codes": (),
    "account/recovery-codes/new": (page("account/recovery-codes/new"),),
    "admin/team": (page("admin/team", Door.ADMINS),),
    "admin/team.csv": (page("admin/team.csv", Door.ADMINS),),
    "admin/team/invite": (
        page("admin/team/invite", Door.ADMINS, addresses="n@example.com", role="reviewer"),
    ),
    "admin/team/subteams": (page("admin/team/subteams", Door.ADMINS, **{"new-name": "Lisbon"}),),
    "admin/team/delete": (page("admin/team/delete", Door.ADMINS),),
    **{f"admin/team/{route}": () for route in TEAM_ACTS},
    "sign-in": (page("sign-in", Door.EVERYBODY),),
    **{f"sign-in/{it}": () for it in ("second-factor", "openid", "openid/callback")},
    "password/reset": (page("password/reset", Door.EVERYBODY),),
    "password/reset/sent": (page("password/reset/sent", Door.EVERYBODY),),
    "sign-in/<str:token>": (page("sign-in/none", Door.EVERYBODY),),
    "sign-out": (),
    "inactive": (page("inactive", Door.EVERYBODY),),
    r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)$": (page("password/1-2", Door.EVERYBODY),),
    "password/done": (page("password/done", Door.EVERYBODY),),
    "try": (page("try"),),
    "try/image": (page("try/image"),),
    "try/image/<uuid:trial_id>": (),
    "try/text": (page("try/text"),),
    "try/text/<uuid:trial_id>": (),
    "try/picture/<str:kept>": (),
    "try/sample/<str:name>": (page("try/sample/smile.png"),),
    "workflows": (page("workflows", Door.ADMINS),),
    "workflows/new": (page("workflows/new", Door.ADMINS),),
    "workflows/edit/<str:name>": (page("workflows/edit/{workflow}", Door.ADMINS),),
    "workflows/delete/<str:name>": (
        page("workflows/delete/{workflow}", Door.ADMINS, typed="another"),
    ),
    "workflows/execute/<str:name>": (page("workflows/execute/{workflow}", Door.ADMINS),),
    "workflows/versions/<str:name>/<int:number>": (
        page("workflows/versions/{workflow}/1", Door.ADMINS),
    ),
    "workflows/versions/<str:name>/<int:number>/use": (
        page("workflows/versions/{workflow}/1/use", Door.ADMINS, again="1"),
    ),
    "workflows/jobs": (page("workflows/jobs", Door.ADMINS),),
    "workflows/jobs/<str:job_id>": (page("workflows/jobs/{job}", Door.ADMINS),),
    "workflows/jobs/<str:job_id>/live": (page("workflows/jobs/{job}/live", Door.ADMINS),),
    "workflows/jobs/<str:job_id>/again": (
        page("workflows/jobs/{job}/again", Door.ADMINS, again="1"),
    ),
    "workflows/callbacks": (page("workflows/callbacks", Door.ADMINS),),
    "workflows/callbacks/secret": (page("workflows/callbacks/secret", Door.ADMINS, show="1"),),
    "workflows/callbacks/replay": (
        page("workflows/callbacks/replay", Door.ADMINS, receiver="nobody"),
    ),
    "workflows/callbacks/<uuid:delivery_id>": (),
    "workflows/callbacks/<uuid:delivery_id>/replay": (),
    "review": (page("review"),),
    "review/image": (page("review/image"),),
    "review/text": (page("review/text"),),
    DESK: (),
    DESK + "/next": (page("review/text/next", token="{uuid}", batch="{uuid}"),),
    DESK + "/back": (page("review/text/back", token="{uuid}"),),
    DESK + "/view": (page("review/text/view", token="{uuid}"),),
    DESK + "/draft": (page("review/text/draft", token="{uuid}"),),
    DESK + "/extend": (page("review/text/extend", token="{uuid}"),),
    DESK + "/release": (page("review/text/release", token="{uuid}"),),
    DESK + "/ahead": (page("review/text/ahead", token="{uuid}"),),
    DESK + "/move": (page("review/text/move", token="{uuid}", only="{review}"),),
    DESK + "/hold": (page("review/text/hold", token="{uuid}", only="{review}"),),
    DESK + "/assign": (page("review/text/assign", token="{uuid}"),),
    DESK + "/skip": (page("review/text/skip", token="{uuid}", only="{review}"),),
    DESK + "/take-out": (page("review/text/take-out", token="{uuid}", member="{review}"),),
    DESK + "/hand-on": (page("review/text/hand-on", token="{uuid}"),),
    DESK + "/break": (page("review/text/break", token="{uuid}"),),
    "review/keys": (page("review/keys"), page("review/keys", reset="1")),
    "review/tour": (page("review/tour"),),
    "review/toured": (page("review/toured", next="/"),),
    "review/item/<str:review_id>/typed": (
        page("review/item/{review}/typed", Door.ITEM, text="half a note"),
    ),
    "review/item/<str:review_id>/note": (
        page("review/item/{review}/note", Door.ITEM, text="a note"),
    ),
    "review/item/<str:review_id>": (page("review/item/{review}", Door.ITEM),),
    "review/item/<str:review_id>/stage": (page("review/item/{review}/stage", Door.ITEM),),
    "account/wellbeing": (page("account/wellbeing"), page("account/wellbeing", break_after="5")),
    "account/wellbeing/break": (page("account/wellbeing/break", now="1"),),
    "review/item/<str:review_id>/history": (
        page("review/item/{review}/history", Door.ITEM),
        page("review/item/{review}/history", Door.ITEM, text="a note"),
    ),
    "review/limbo": (page("review/limbo"),),
    "review/limbo/act": (page("review/limbo/act", act="back", id="{uuid}"),),
    "review/limbo/window": (page("review/limbo/window", Door.ADMINS, seconds="5"),),
    "review/held": (page("review/held"),),
    "review/held/act": (page("review/held/act", act="release", id="none"),),
    "admin/reviews": (page("admin/reviews", Door.ADMINS),),
    "admin/reviews/result": (page("admin/reviews/result", Door.ADMINS),),
    "admin/reviews/act": (page("admin/reviews/act", Door.ADMINS, act="release", id="none"),),
    "admin/reviews/export": (page("admin/reviews/export", Door.ADMINS, format="csv"),),
    "admin/quality": (page("admin/quality", Door.ADMINS),),
    "admin/quality/agreement": (page("admin/quality/agreement", Door.ADMINS),),
    "admin/quality/agreement.csv": (page("admin/quality/agreement.csv", Door.ADMINS),),
    "admin/quality/golden": (page("admin/quality/golden", Door.ADMINS),),
    "admin/quality/golden/new": (
        page("admin/quality/golden/new", Door.ADMINS),
        page("admin/quality/golden/new", Door.ADMINS, text="known", on="a"),
    ),
    "account/quality": (page("account/quality"),),
    # Of pairs and golden items: tests/integration/web/test_quality_pages has who may.
    "admin/quality/pairs/<int:pk>": (),
    "admin/quality/pairs/<int:pk>/settle": (),
    "admin/quality/pairs/<int:pk>/reopen": (),
    "admin/quality/golden/<uuid:item>/retire": (),
    "account/quality/<uuid:item>/picture": (),
    "content/<str:team>/IMG_<str:review_id>": (page("content/{team}/IMG_{picture}", Door.ITEM),),
}
ADDRESSES = [(route, address) for route, addresses in TABLE.items() for address in addresses]


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """Every route as Django writes it."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route
