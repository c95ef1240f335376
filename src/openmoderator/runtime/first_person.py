"""What ``serve`` tells whoever started it while nobody has an account: how to make the first.

Looks into the database on its own, because the supervisor has no Django.
"""

from __future__ import annotations

import psycopg

from openmoderator.accounts.first_token import first_token

SOMEBODY = "SELECT EXISTS (SELECT FROM accounts_user)"


def how_to_begin(database_url: str, secret_key: str, address: str) -> str | None:
    """One sentence with the token and the page that asks for it; None once there is somebody.

    `address` is where people reach the pages. A database that does not answer says nothing.
    """
    try:
        with psycopg.connect(database_url, connect_timeout=5) as connection:
            row = connection.execute(SOMEBODY).fetchone()
    except psycopg.Error:
        return None
    if row is None or row[0]:
        return None
    token = first_token(secret_key)
    page = f"{address.rstrip('/')}/sign-up?token={token}"
    return f"Nobody has an account yet. Sign up at {page} (the token is {token})."
