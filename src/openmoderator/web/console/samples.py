"""Samples of requests and answers from the schemas of our OpenAPI document. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

Schema = Mapping[str, Any]
_PLAIN: Final[dict[str, Any]] = {
    "string": "string",
    "integer": 0,
    "number": 0.0,
    "boolean": False,
    "null": None,
}
_DEPTH: Final = 12
"""Levels that a sample goes down; no schema of ours is as deep."""


def sample(schema: Schema, shapes: Mapping[str, Schema], depth: int = 0) -> Any:
    """A value of the schema: its own example where it has one, else made of its parts.

    `shapes` are the components that a ``$ref`` points to.
    """
    schema = _resolved(schema, shapes)
    for name in ("example", "default", "const"):
        if schema.get(name) not in (None, ""):
            return schema[name]
    if schema.get("examples"):
        return schema["examples"][0]
    if schema.get("enum"):
        return schema["enum"][0]
    if depth >= _DEPTH:
        return None
    for name in ("anyOf", "oneOf", "allOf"):
        if schema.get(name):
            return sample(schema[name][0], shapes, depth + 1)
    return _built(schema, shapes, depth + 1)


def _built(schema: Schema, shapes: Mapping[str, Schema], depth: int) -> Any:
    if schema.get("type") == "array":
        return [sample(schema.get("items", {}), shapes, depth)]
    if "properties" in schema or schema.get("type") == "object":
        parts = schema.get("properties", {})
        return {name: sample(part, shapes, depth) for name, part in parts.items()}
    return _PLAIN.get(str(schema.get("type")))


def _resolved(schema: Schema, shapes: Mapping[str, Schema]) -> Schema:
    """The schema that a reference names."""
    while "$ref" in schema:
        schema = shapes[schema["$ref"].rpartition("/")[2]]
    return schema
