"""``openmoderator demo``: the main job on real input, ending on a page with work to review."""

from __future__ import annotations

import json
import signal
import sys
import threading
from pathlib import Path

import click

from openmoderator.config import load
from openmoderator.demo import folder, story
from openmoderator.demo.client import Caller
from openmoderator.demo.pages import Reviewer
from openmoderator.demo.receiver import Receiver
from openmoderator.demo.server import Server
from openmoderator.runtime.folders import prepare_data


@click.command("demo")
@click.option("--once", is_flag=True, help="Run unattended; one JSON object on standard output.")
@click.option("--port", type=click.IntRange(1, 65535), default=8080, show_default=True)
@click.option("--data", type=click.Path(path_type=Path), help="A folder of the demo's own.")
def command(once: bool, port: int, data: Path | None) -> None:
    """Serve, run a moderation job as a program would, and leave work to review."""
    signal.signal(signal.SIGTERM, _end)
    place = (data or default_folder()).expanduser().absolute()
    folder.claim(place)
    place = prepare_data(place)
    pictures = folder.draw_samples(place)
    with Server(place, port) as server:
        cast = story.assemble(server)
        with Receiver(cast.webhook_secret) as receiver:
            caller = Caller(server.base, cast.team, cast.key, tell)
            job = story.run_job(caller, receiver)
            if once:
                review = story.decide(caller, Reviewer(server.base), cast, job)
                heard = story.callbacks(receiver, job)
                click.echo(json.dumps({"job": job, "review": review, "callbacks": heard}))
                return
            story.add_more(caller, receiver, pictures)
            _invite(server, cast, receiver)


def default_folder() -> Path:
    """Beside the data folder that ``serve`` uses, so that the two never mix."""
    usual = load().data
    return usual.with_name(f"{usual.name}-demo")


def tell(message: str) -> None:
    """Tell the person at the terminal; standard output is kept for the JSON."""
    click.echo(message, err=True)


def _invite(server: Server, cast: story.Cast, receiver: Receiver) -> None:
    link = server.command("user", "link", cast.admin)["link"]
    tell(f"""
Team       {cast.team}
Key        {cast.key}
Administrator  {cast.admin}  {cast.admin_password}
Reviewer       {cast.reviewer}  {cast.reviewer_password}
API docs   {server.base}/api/docs

Open this address: it signs you in, once, and shows the pictures that wait for you:
  {link}?next=/review/image

Callbacks are shown here as they arrive. Ctrl-C ends everything.
""")
    _show_callbacks(receiver)


def _show_callbacks(receiver: Receiver) -> None:
    shown = 0
    pause = threading.Event()
    while True:
        for body in receiver.bodies[shown:]:
            tell(f"Callback: {json.dumps(body)}")
            shown += 1
        pause.wait(0.3)


def _end(_number: int, _frame: object) -> None:
    sys.exit(0)
