"""``openmoderator screen``: every text of a file through the text detectors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from openmoderator.commands.options import data_option, settings

if TYPE_CHECKING:
    from openmoderator.commands.screening.run import Summary
    from openmoderator.commands.screening.workers import ListFile
    from openmoderator.detect.text.screened import ScreenOptions

MEDIA_TYPES = ("text/plain", "text/html", "text/xml", "text/markdown")


@click.command("screen")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--out", type=click.Path(path_type=Path), help="Else FILE with .screened in its name."
)
@click.option("--field", "--column", default="text", show_default=True, help="What holds the text.")
@click.option("--language", metavar="CODE", help="Of all texts; else each text's own is detected.")
@click.option("--media-type", type=click.Choice(MEDIA_TYPES), default=MEDIA_TYPES[0])
@click.option("--pii", is_flag=True, help="Find personal data.")
@click.option("--classify", is_flag=True, help="Score sexual, suggestive and offensive texts.")
@click.option("--autocorrect", is_flag=True, help="Correct English spelling, and look there too.")
@click.option("--team", "team_id", metavar="ID", help="Look up the term lists of this team.")
@click.option("--list", "list_ids", type=int, multiple=True, help="Only this list of it; repeat.")
@click.option("--processes", type=click.IntRange(1, 256), help="Else as many as there are cores.")
@data_option
def command(
    file: Path,
    out: Path | None,
    field: str,
    team_id: str | None,
    list_ids: tuple[int, ...],
    processes: int | None,
    data: Path | None,
    **asked: str | bool | None,
) -> None:
    """Screen each record of FILE (.jsonl, or .csv with a head) and write it with what was found.

    A run that was ended goes on where it stopped when the same command is given again. Places
    count code points. Needs no database unless --team is given.
    """
    from openmoderator.commands.screening.run import screen_file
    from openmoderator.commands.screening.workers import Plan, cores
    from openmoderator.detect.text.categories import load_category_model

    target = out or file.with_name(f"{file.stem}.screened{file.suffix}")
    if target.suffix.lower() != file.suffix.lower():
        message = f"--out has to end with {file.suffix}, as FILE does."
        raise click.UsageError(message)
    if list_ids and not team_id:
        message = "--list needs the --team whose list it is."
        raise click.UsageError(message)
    options = _options(asked)
    lists = _lists(data, team_id, list_ids, options.language) if team_id else ()
    as_csv = file.suffix.lower() == ".csv"
    model = settings(data).category_model
    if options.classify and model:
        load_category_model(model)
    plan = Plan(options, lists, as_csv, model)
    click.echo(
        _told(screen_file(file, target, field, plan, processes or cores()), target), err=True
    )


def _options(asked: dict[str, str | bool | None]) -> ScreenOptions:
    """Raises `UnknownLanguage`."""
    from openmoderator.detect.text.language_codes import UnknownLanguage, parse_language
    from openmoderator.detect.text.screened import ScreenOptions

    language = asked["language"]
    if isinstance(language, str) and parse_language(language) is None:
        raise UnknownLanguage(language)
    return ScreenOptions(**asked)  # type: ignore[arg-type]


def _lists(
    data: Path | None, team_id: str, list_ids: tuple[int, ...], language: str | None
) -> tuple[ListFile, ...]:
    """The published snapshots of the team's lists, as files. Raises `NotFound` and its like."""
    from openmoderator.commands.choosing import find_team
    from openmoderator.commands.session import session

    with session(data):
        from openmoderator.commands.screening.workers import ListFile
        from openmoderator.detect.text.language_codes import parse_language
        from openmoderator.lists import files, pointers, snapshots

        team = find_team(team_id)
        code = parse_language(language) if language else None
        snapshots.term_finders(team, code, list_ids or None)
        found = pointers.of_terms(team, code, list_ids or None)
        return tuple(
            ListFile(files.copy_of(one.stored), one.list_id, one.language)
            for one in found
            if one.published
        )


def _told(done: Summary, out: Path) -> str:
    rate = done.characters / 1000 / done.seconds if done.seconds else 0.0
    earlier = f", {done.before:,} of them by an earlier run" if done.before else ""
    bad = f", {done.bad:,} left out" if done.bad else ""
    return (
        f"{done.records:,} records{earlier}{bad}, now in {out}. "
        f"{done.characters:,} characters in {done.seconds:.1f} s: {rate:,.0f} thousand a second."
    )
