"""``openmoderator check``: each part, well or what to do about it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from openmoderator.commands.options import data_option, json_option, settings
from openmoderator.commands.printing import show
from openmoderator.commands.session import session
from openmoderator.runtime.errors import StartRefused
from openmoderator.runtime.health_part import Part


@click.command("check")
@data_option
@json_option
def command(data: Path | None, as_json: bool) -> None:
    """Say for database, migrations, worker, models, storage and disk: ok, or what to do.

    Then what is optional: tesseract with its language data. The exit code is 0 when all that is
    needed is well and 1 otherwise.
    """
    folder = settings(data).data
    found = _parts(data)
    values = {part.name: "ok" if part.ok else part.advice for part in found}
    values["tesseract"] = _tesseract()
    width = max(map(len, values))
    sentences = [f"{name:<{width}}  {said}" for name, said in values.items()]
    show(as_json, {"data": str(folder), **values}, [f"Data folder: {folder}", *sentences])
    if not all(part.ok for part in found):
        sys.exit(1)


def _parts(data: Path | None) -> list[Part]:
    try:
        with session(data, migrated=False) as config:
            from openmoderator.runtime import health
            from openmoderator.runtime.space import disk, storage

            return [*health.parts(), storage(), disk(config.data)]
    except StartRefused as error:
        return [Part("database", False, str(error))]


def _tesseract() -> str:
    """The optional engine for text in pictures, and the languages that it adds."""
    from openmoderator.detect.image.ocr.tesseract import find_tesseract

    program = find_tesseract()
    if program is None:
        return "not found (optional: reads text in more languages in pictures; docs/ocr.md)"
    packs = ", ".join(sorted(program.packs)) or "no language data"
    return f"{program.path} with {packs}"
