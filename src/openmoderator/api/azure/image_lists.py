"""The calls of image lists (contract 5)."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from django.http import HttpResponse
from ninja import Path, Query, Router

from openmoderator.api.azure import lists_schema as schema
from openmoderator.api.azure import lists_shapes as shapes
from openmoderator.api.azure.answers import answer, image_tracking_id
from openmoderator.api.azure.errors import InvalidRequest
from openmoderator.api.azure.keys import WireRequest
from openmoderator.api.azure.lists_schema import ListIdInPath
from openmoderator.api.azure.operation import LISTS, operation
from openmoderator.api.azure.picture_body import read_picture
from openmoderator.api.azure.picture_schema import PICTURE_BODY
from openmoderator.lists import catalogue, pictures
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.errors import ImageNotFound, ListNotFound
from openmoderator.lists.models import ImageList
from openmoderator.lists.refresh import refresh

router = Router(tags=["Image lists"])

_TAGS: Final[dict[str, Any]] = {
    "in": "query",
    "name": "tag",
    "required": False,
    "schema": {"type": "array", "items": {"type": "integer"}},
    "description": "A whole number; may be repeated. Match gives them with the picture.",
}
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,19}")
ImageIdInPath = Annotated[
    str, Path(..., description="Content id of an image in the list.", example="157332")
]


@operation(router, "GET /imagelists", "List the image lists", list[schema.ListAnswer], base=LISTS)
def get_image_lists(request: WireRequest) -> HttpResponse:
    """The image lists of the team, by id."""
    return answer([shapes.one_list(row) for row in catalogue.everyone(ImageList, request.auth)])


@operation(
    router,
    "POST /imagelists",
    "Create an image list",
    schema.ListAnswer,
    base=LISTS,
    refusals=(403,),
)
def create_image_list(
    request: WireRequest, query: Query[schema.ImageListQuery], body: schema.ListBody
) -> HttpResponse:
    """Make an empty list."""
    made = catalogue.create(ImageList, request.auth, _fields(body, query))
    return answer(shapes.one_list(made))


@operation(router, "GET /imagelists/{list_id}", "Get an image list", schema.ListAnswer, base=LISTS)
def get_image_list(request: WireRequest, list_id: ListIdInPath) -> HttpResponse:
    """Name, description and metadata of a list."""
    row = catalogue.find(ImageList, request.auth, number(list_id))
    return answer(shapes.one_list(row))


@operation(
    router, "PUT /imagelists/{list_id}", "Update an image list", schema.ListAnswer, base=LISTS
)
def update_image_list(
    request: WireRequest,
    list_id: ListIdInPath,
    query: Query[schema.ImageListQuery],
    body: schema.ListBody,
) -> HttpResponse:
    """Change what the body names; the rest stays."""
    changed = catalogue.update(ImageList, request.auth, number(list_id), _fields(body, query))
    return answer(shapes.one_list(changed))


@operation(router, "DELETE /imagelists/{list_id}", "Delete an image list", str, base=LISTS)
def delete_image_list(request: WireRequest, list_id: ListIdInPath) -> HttpResponse:
    """Remove a list with everything in it. Answers an empty string."""
    catalogue.delete(ImageList, request.auth, number(list_id))
    return answer("")


@operation(
    router,
    "POST /imagelists/{list_id}/refreshindex",
    "Refresh the index of an image list",
    schema.RefreshIndex,
    base=LISTS,
)
def refresh_image_list(request: WireRequest, list_id: ListIdInPath) -> HttpResponse:
    """Make what was added and deleted count for Match. A large list may take longer than the
    call waits: IsUpdateSuccess is false then, and the index counts once it is built."""
    found = number(list_id)
    state = refresh(ImageList, request.auth, found)
    return answer(shapes.refreshed(found, state, _tracking(request)))


@operation(
    router,
    "POST /imagelists/{list_id}/images",
    "Add an image",
    schema.Image,
    base=LISTS,
    refusals=(403, 409),
    requestBody=PICTURE_BODY,
    parameters=[_TAGS],
)
def add_image(
    request: WireRequest, list_id: ListIdInPath, query: Query[schema.AddImageQuery]
) -> HttpResponse:
    """Add a picture by what it is found by: only hashes of it are kept."""
    found, tags = number(list_id), _tags(request)
    pictures.require_addable(request.auth, found)
    given = read_picture(request)
    content_id = pictures.add(
        request.auth, found, given.picture, given.data, tags, query.label or None
    )
    return answer(shapes.added_image(found, content_id, given.info, _tracking(request)))


@operation(
    router, "GET /imagelists/{list_id}/images", "Get the image ids", schema.ImageIds, base=LISTS
)
def get_image_ids(request: WireRequest, list_id: ListIdInPath) -> HttpResponse:
    """The content ids of a list in the order of adding."""
    found = number(list_id)
    return answer(shapes.image_ids(found, pictures.ids(request.auth, found), _tracking(request)))


@operation(router, "DELETE /imagelists/{list_id}/images", "Delete all images", str, base=LISTS)
def delete_images(request: WireRequest, list_id: ListIdInPath) -> HttpResponse:
    """Empty a list. Answers `Reset Successful.`."""
    pictures.clear(request.auth, number(list_id))
    return answer(shapes.RESET)


@operation(
    router, "DELETE /imagelists/{list_id}/images/{image_id}", "Delete an image", str, base=LISTS
)
def delete_image(
    request: WireRequest, list_id: ListIdInPath, image_id: ImageIdInPath
) -> HttpResponse:
    """Take an image out of a list. Answers an empty string."""
    found = number(list_id)
    if not _NUMBER.fullmatch(image_id):
        message = f"The list {found} has no image with the id '{image_id[:40]}'."
        raise ImageNotFound(message)
    pictures.delete(request.auth, found, int(image_id))
    return answer("")


def number(list_id: str) -> int:
    """The id in a path as a number; what is none names no list."""
    if not _NUMBER.fullmatch(list_id):
        message = f"The team has no list with the id '{list_id[:40]}'."
        raise ListNotFound(message)
    return int(list_id)


def _fields(body: schema.ListBody, query: schema.ImageListQuery) -> ListFields:
    return ListFields(body.Name, body.Description, body.Metadata, query.negative)


def _tracking(request: WireRequest) -> str:
    return image_tracking_id(request, request.auth)


def _tags(request: WireRequest) -> list[int]:
    """Every value of `tag`, whatever the case of its name; empty ones count as not given."""
    texts = [
        text
        for name, values in request.GET.lists()
        if name.isascii() and name.lower() == "tag"
        for text in map(str.strip, values)
        if text
    ]
    wrong = next((text for text in texts if not _NUMBER.fullmatch(text)), None)
    if wrong is not None:
        raise InvalidRequest((f"tag is {wrong[:40]!r}, but must be a whole number.",))
    return [int(text) for text in texts]
