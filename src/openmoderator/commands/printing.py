"""What commands print: sentences for people, one JSON object for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping

import click


def show(as_json: bool, values: Mapping[str, object], sentences: list[str]) -> None:
    """Print `values` as one JSON object, or `sentences` a line each."""
    click.echo(json.dumps(values, ensure_ascii=False) if as_json else "\n".join(sentences))
