"""Addresses of the lists: the same acts for both kinds."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, path

from openmoderator.web.lists import acts, exchange, views
from openmoderator.web.lists.kinds import IMAGES, TERMS, Kind


def _routes(kind: Kind) -> Iterator[URLPattern]:
    base, known = f"lists/{kind.key}", {"kind": kind}
    one, name = f"{base}/<int:list_id>", kind.page
    yield path(base, views.overview, known, name=kind.overview)
    yield path(one, views.one_list, known, name=name)
    yield path(f"{one}/state", views.state, known, name=f"{name}-state")
    yield path(f"{one}/test", views.test, known, name=f"{name}-test")
    yield path(f"{one}/change", acts.change, known, name=f"{name}-change")
    yield path(f"{one}/delete", acts.delete, known, name=f"{name}-delete")
    yield path(f"{one}/add", acts.add, known, name=f"{name}-add")
    yield path(f"{one}/remove", acts.remove, known, name=f"{name}-remove")
    yield path(f"{one}/refresh", acts.refresh, known, name=f"{name}-refresh")
    yield path(f"{one}/import", exchange.import_file, known, name=f"{name}-import")
    yield path(f"{one}/export", exchange.export_file, known, name=f"{name}-export")


urlpatterns: list[URLPattern] = [*_routes(TERMS), *_routes(IMAGES)]
