"""``openmoderator lists``: make, show, fill and publish lists; for what is too large for the API.

``--language`` names a term list, as in the API; without it an image list is meant.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
from tqdm import tqdm

from openmoderator.commands.choosing import find_team, team_option
from openmoderator.commands.options import data_option, json_option
from openmoderator.commands.printing import show
from openmoderator.commands.session import session
from openmoderator.errors import BadInput

if TYPE_CHECKING:
    from openmoderator.accounts.models import Team
    from openmoderator.lists.copying import Imported

Decorated = Callable[..., Any]
FORMATS = ("txt", "csv", "json")


@click.group("lists")
def command() -> None:
    """Make, show, fill and publish term lists and image lists."""


def of_list(function: Decorated) -> Decorated:
    """``--list ID`` and ``--language CODE``."""
    language = click.option("--language", metavar="CODE", help="Language: it is a term list.")
    number = click.option("--list", "list_id", type=int, required=True, help="Id of the list.")
    return number(language(function))


def format_option(function: Decorated) -> Decorated:
    """``--format``; by default the file's name tells."""
    help_text = "Terms: txt (a line each) or json (a JSON string each). Hashes: csv or json."
    return click.option("--format", "form", type=click.Choice(FORMATS), help=help_text)(function)


@command.command("create")
@click.argument("name")
@click.option("--kind", type=click.Choice(["term", "image"]), required=True)
@click.option("--negative", is_flag=True, help="Pictures in it veto matches of other lists.")
@team_option
@data_option
@json_option
def create(
    name: str, kind: str, negative: bool, team_id: str, data: Path | None, as_json: bool
) -> None:
    """Make an empty list called NAME."""
    with session(data):
        from openmoderator.lists import catalogue
        from openmoderator.lists.models import ImageList, TermList

        team, fields = find_team(team_id), catalogue.ListFields(name, negative=negative)
        if kind == "term":
            made = catalogue.create(TermList, team, fields).pk
        else:
            made = catalogue.create(ImageList, team, fields).pk
        show(as_json, {"list_id": made}, [f"Made the {kind} list {name} with the id {made}."])


@command.command("show")
@team_option
@data_option
@json_option
def show_lists(team_id: str, data: Path | None, as_json: bool) -> None:
    """Show the team's lists and what of them is published."""
    with session(data):
        from openmoderator.lists.overview import overview

        rows = overview(find_team(team_id))
        sentences = [str(row) for row in rows] or ["The team has no lists."]
        show(as_json, {"lists": [row.as_dict() for row in rows]}, sentences)


@command.command("import")
@click.argument("file", type=click.File("rb"))
@of_list
@format_option
@click.option("--label", help="Label of every hash; Match shows it.")
@team_option
@data_option
@json_option
def import_file(
    file: IO[bytes],
    list_id: int,
    language: str | None,
    form: str | None,
    label: str | None,
    team_id: str,
    data: Path | None,
    as_json: bool,
) -> None:
    """Add the terms or hashes in FILE (- for standard input) to a list. Refresh it afterwards."""
    with session(data), _bar("entries", as_json) as bar, _readable(file.name):
        from openmoderator.lists import copying, term_files
        from openmoderator.lists.exchange import threatexchange

        team, form, told = find_team(team_id), form or _form(file.name), _to(bar)
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        done: Imported
        if language:
            terms = term_files.read(text, form)
            done = copying.import_terms(team, list_id, language, terms, told)
        else:
            is_json = form == term_files.JSON
            read = threatexchange.read_json if is_json else threatexchange.read_csv
            done = copying.import_hashes(team, list_id, read(text), label, told)
    sentence = f"Added {done.added} of {done.given} entries; the others were there already."
    show(as_json, {"given": done.given, "added": done.added}, [sentence])


@command.command("export")
@click.argument("file", type=click.File("wb", lazy=True))
@of_list
@format_option
@team_option
@data_option
def export_file(
    file: IO[bytes],
    list_id: int,
    language: str | None,
    form: str | None,
    team_id: str,
    data: Path | None,
) -> None:
    """Write the terms or hashes of a list to FILE (- for standard output)."""
    with session(data):
        from openmoderator.lists import streams, term_files
        from openmoderator.lists.exchange import threatexchange

        team, form = find_team(team_id), form or _form(file.name)
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        if language:
            term_files.write(streams.terms(team, list_id, language), text, form)
        else:
            is_json = form == term_files.JSON
            write = threatexchange.write_json if is_json else threatexchange.write_csv
            write(streams.hashes(team, list_id), text)
        text.flush()


@command.command("refresh")
@of_list
@team_option
@data_option
@json_option
def refresh(
    list_id: int, language: str | None, team_id: str, data: Path | None, as_json: bool
) -> None:
    """Publish the list as it is now; it is built in this process, with a progress bar."""
    with session(data), _bar("entries", as_json) as bar:
        team = find_team(team_id)
        entries = _publish(team, list_id, language, bar)
    show(as_json, {"entries": entries}, [f"Published {entries} entries."])


def _publish(team: Team, list_id: int, language: str | None, bar: tqdm[Any]) -> int:
    from openmoderator.lists.building import build
    from openmoderator.lists.languages import language_of
    from openmoderator.lists.models import ImageList, TermList
    from openmoderator.lists.refresh import request_refresh

    def told(done: int, total: int) -> None:
        bar.total = total
        _to(bar)(done)

    if language:
        asked = request_refresh(TermList, team, list_id, language_of(language))
    else:
        asked = request_refresh(ImageList, team, list_id)
    build(asked.pk, told=told)
    asked.refresh_from_db()
    return asked.entries


@contextmanager
def _bar(unit: str, silent: bool) -> Iterator[tqdm[Any]]:
    with tqdm(unit=f" {unit}", disable=silent, file=sys.stderr) as bar:
        yield bar


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError as error:
        message = f"{name} is not UTF-8 text: {error.reason} at byte {error.start} of a block."
        raise BadInput(message) from error


def _to(bar: tqdm[Any]) -> Callable[[int], None]:
    """Moves the bar to a count."""

    def told(done: int) -> None:
        bar.update(done - bar.n)

    return told


def _form(name: str) -> str:
    """The format that a file's name tells; text where it tells none."""
    suffix = Path(str(name)).suffix.lower().removeprefix(".")
    return suffix if suffix in FORMATS else "txt"
