"""Whatever address libpq takes, Django connects to the same database with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from openmoderator.config import Config
from openmoderator.config_values import ConfigError
from openmoderator.database import POOL, django_database
from openmoderator.runtime.connections import LEAST, pool_size, server_limit


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://u:p%40ss@db:5433/name", ("db", "5433", "u", "p@ss", "name")),
        ("postgresql://u@one:1,two:2/name", ("one,two", "1,2", "u", "", "name")),
        ("postgresql://u@%2Frun%2Fpg/name", ("/run/pg", "", "u", "", "name")),
        ("postgresql://u@/name?host=/run/a%20b&port=6", ("/run/a b", "6", "u", "", "name")),
        ("postgresql://u@[::1]:5/name", ("::1", "5", "u", "", "name")),
        ("postgres://u@db", ("db", "", "u", "", "u")),
    ],
)
def test_every_form_of_address_is_understood(url: str, expected: tuple[str, ...]) -> None:
    assert Config.load({"OPENMODERATOR_DATABASE_URL": url}).database_url == url
    found = django_database(url)
    assert tuple(found[key] for key in ("HOST", "PORT", "USER", "PASSWORD", "NAME")) == expected


def test_what_django_has_no_name_for_reaches_the_driver() -> None:
    options = django_database("postgresql://db/x?sslmode=require&target_session_attrs=any")[
        "OPTIONS"
    ]
    assert options == {"sslmode": "require", "target_session_attrs": "any", "pool": POOL}


@pytest.mark.parametrize("url", ["postgresql://[::1/x", "postgresql://db/x?nonsense=1", "db/x"])
def test_an_address_that_libpq_does_not_take_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(ConfigError, match="must be the address of a PostgreSQL database"):
        Config.load({"OPENMODERATOR_DATABASE_URL": url})


def test_a_small_installation_has_the_least_number_of_connections() -> None:
    assert (
        server_limit(replace(Config.load({}), workers=1, job_threads=2, delivery_threads=4))
        == LEAST
    )


def test_every_process_of_a_large_installation_finds_its_connections() -> None:
    config = replace(Config.load({}), workers=32, job_threads=64)
    assert server_limit(config) > 32 * POOL["max_size"] + 2 * pool_size(config)
