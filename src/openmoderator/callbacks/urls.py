"""Which texts may be stored as the address of a callback."""

from __future__ import annotations

from openmoderator.egress.errors import EgressRefused
from openmoderator.egress.urls import check_url
from openmoderator.errors import BadInput


class BadCallbackUrl(BadInput):
    """The callback address is not one that can be posted to."""

    code = "InvalidCallbackUrl"


def check_callback_url(text: str) -> str:
    """Give the URL with its query as it is, without surrounding white space.

    Raises `BadCallbackUrl` unless it is an http or https URL without credentials. Where it
    leads is judged at each delivery, not here: names change their addresses.
    """
    try:
        return check_url(text)
    except EgressRefused as error:
        message = f"The callback address cannot be used. {error}."
        raise BadCallbackUrl(message) from None
