"""The calls of term lists (contract 6)."""

from __future__ import annotations

from typing import Annotated, Final

from django.http import HttpResponse
from django.urls import register_converter
from ninja import Path, Query, Router

from openmoderator.api.azure import lists_schema as schema
from openmoderator.api.azure import lists_shapes as shapes
from openmoderator.api.azure.answers import answer, tracking_id
from openmoderator.api.azure.image_lists import number
from openmoderator.api.azure.keys import WireRequest
from openmoderator.api.azure.lists_schema import ListIdInPath
from openmoderator.api.azure.operation import LISTS, operation
from openmoderator.lists import catalogue, terms
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.languages import language_of
from openmoderator.lists.models import TermList
from openmoderator.lists.refresh import refresh

router = Router(tags=["Term lists"])


class Tail:
    """The whole rest of a path, line breaks and slashes included (contract 1.1)."""

    regex = r"[\s\S]+"

    def to_python(self, value: str) -> str:
        """As it came."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(Tail, "tail")
TermInPath = Annotated[
    str,
    Path(..., description="The term, percent-encoded; it may hold any character.", example="spam"),
]
_TERM: Final = "/termlists/{list_id}/terms/{tail:term}"


@operation(router, "GET /termlists", "List the term lists", list[schema.ListAnswer], base=LISTS)
def get_term_lists(request: WireRequest) -> HttpResponse:
    """The term lists of the team, by id."""
    return answer([shapes.one_list(row) for row in catalogue.everyone(TermList, request.auth)])


@operation(
    router,
    "POST /termlists",
    "Create a term list",
    schema.ListAnswer,
    base=LISTS,
    refusals=(403,),
)
def create_term_list(request: WireRequest, body: schema.ListBody) -> HttpResponse:
    """Make an empty list."""
    return answer(shapes.one_list(catalogue.create(TermList, request.auth, _fields(body))))


@operation(router, "GET /termlists/{list_id}", "Get a term list", schema.ListAnswer, base=LISTS)
def get_term_list(request: WireRequest, list_id: ListIdInPath) -> HttpResponse:
    """Name, description and metadata of a list."""
    return answer(shapes.one_list(catalogue.find(TermList, request.auth, number(list_id))))


@operation(router, "PUT /termlists/{list_id}", "Update a term list", schema.ListAnswer, base=LISTS)
def update_term_list(
    request: WireRequest, list_id: ListIdInPath, body: schema.ListBody
) -> HttpResponse:
    """Change what the body names; the rest stays."""
    changed = catalogue.update(TermList, request.auth, number(list_id), _fields(body))
    return answer(shapes.one_list(changed))


@operation(router, "DELETE /termlists/{list_id}", "Delete a term list", str, base=LISTS)
def delete_term_list(request: WireRequest, list_id: ListIdInPath) -> HttpResponse:
    """Remove a list with everything in it. Answers an empty string."""
    catalogue.delete(TermList, request.auth, number(list_id))
    return answer("")


@operation(
    router,
    "POST /termlists/{list_id}/refreshindex",
    "Refresh the index of a term list",
    schema.RefreshIndex,
    base=LISTS,
)
def refresh_term_list(
    request: WireRequest, list_id: ListIdInPath, query: Query[schema.LanguageQuery]
) -> HttpResponse:
    """Make what was added and deleted in one language count for Screen. A large list may take
    longer than the call waits: IsUpdateSuccess is false then."""
    found, language = number(list_id), language_of(query.language)
    state = refresh(TermList, request.auth, found, language)
    return answer(shapes.refreshed(found, state, tracking_id(request)))


@operation(router, f"POST {_TERM}", "Add a term", None, base=LISTS, status=201, refusals=(403,))
def add_term(
    request: WireRequest,
    list_id: ListIdInPath,
    term: TermInPath,
    query: Query[schema.LanguageQuery],
) -> HttpResponse:
    """Add a term; one that is there already is answered the same. No body comes back."""
    terms.add(request.auth, number(list_id), query.language, term)
    return shapes.empty(201)


@operation(router, f"DELETE {_TERM}", "Delete a term", None, base=LISTS, status=204)
def delete_term(
    request: WireRequest,
    list_id: ListIdInPath,
    term: TermInPath,
    query: Query[schema.LanguageQuery],
) -> HttpResponse:
    """Take a term out; one that is not there is answered the same. No body comes back."""
    terms.delete(request.auth, number(list_id), query.language, term)
    return shapes.empty(204)


@operation(router, "GET /termlists/{list_id}/terms", "Get the terms", schema.Terms, base=LISTS)
def get_terms(
    request: WireRequest, list_id: ListIdInPath, query: Query[schema.TermsQuery]
) -> HttpResponse:
    """One page of the terms in a language, in the order of adding."""
    found = terms.page(request.auth, number(list_id), query.language, query.offset, query.limit)
    return answer(shapes.terms(found, tracking_id(request)))


@operation(
    router,
    "DELETE /termlists/{list_id}/terms",
    "Delete all terms",
    None,
    base=LISTS,
    status=204,
)
def delete_terms(
    request: WireRequest, list_id: ListIdInPath, query: Query[schema.LanguageQuery]
) -> HttpResponse:
    """Remove all terms of a language. No body comes back."""
    terms.clear(request.auth, number(list_id), query.language)
    return shapes.empty(204)


def _fields(body: schema.ListBody) -> ListFields:
    return ListFields(body.Name, body.Description, body.Metadata)
