"""``openmoderator deliveries``: what callbacks were posted, and posting one again."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from openmoderator.commands.choosing import find_team
from openmoderator.commands.options import data_option
from openmoderator.commands.session import session

if TYPE_CHECKING:
    from openmoderator.callbacks.listing import DeliveryRow


@click.command("deliveries")
@click.option("--failed", is_flag=True, help="Only those whose attempts are used up.")
@click.option("--team", "team_id", metavar="ID", help="Only those of one team.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@click.option("--replay", metavar="ID", help="Post this one again, with all its attempts.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@data_option
def command(
    failed: bool,
    team_id: str | None,
    limit: int,
    replay: str | None,
    as_json: bool,
    data: Path | None,
) -> None:
    """Show the newest callbacks and how they went."""
    with session(data):
        from openmoderator.callbacks import deliveries, listing

        if replay:
            again = deliveries.replay(replay)
            sentence = f"Delivery {again.pk} is posted again as soon as a worker is free."
            click.echo(json.dumps({"replayed": str(again.pk)}) if as_json else sentence)
            return
        team = find_team(team_id) if team_id else None
        rows = listing.recent(team, failed, limit)
        click.echo(_as_json(rows) if as_json else _as_table(rows))


def _as_json(rows: list[DeliveryRow]) -> str:
    return json.dumps({"deliveries": [dataclasses.asdict(row) for row in rows]}, default=str)


def _as_table(rows: list[DeliveryRow]) -> str:
    if not rows:
        return "No deliveries."
    return "\n".join(map(_line, rows))


def _line(row: DeliveryRow) -> str:
    answer = row.last_error or (f"answer {row.last_status}" if row.last_status else "not tried yet")
    when = f"{row.created_at:%Y-%m-%d %H:%M:%S}Z"
    tries = f"{row.attempts} attempt{'' if row.attempts == 1 else 's'}, {answer}"
    what = f"{row.kind} {row.subject_id}"
    return "  ".join((when, row.id, row.team_id, what, row.state, tries, row.url))
