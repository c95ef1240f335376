"""Making a cluster: initdb into a folder beside, renamed when it is whole.

Knows initdb and the settings a server is started with; runs no server.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from openmoderator.runtime import child
from openmoderator.runtime.connections import LEAST
from openmoderator.runtime.errors import StartRefused
from openmoderator.runtime.folders import private_folder, read_own
from openmoderator.runtime.postgres.account import Account
from openmoderator.runtime.postgres.binaries import Binaries
from openmoderator.runtime.postgres.layout import USER, Layout


def cluster_major(layout: Layout) -> int | None:
    """Version that made the cluster, or none where there is no cluster yet."""
    try:
        return int(read_own(layout.cluster / "PG_VERSION"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        message = f"The database in {layout.cluster} is damaged: restore it from a backup."
        raise StartRefused(message) from error


def make_cluster(layout: Layout, binaries: Binaries, account: Account | None) -> None:
    """Run initdb: scram for everybody, UTF-8, sorting by code point. Raises `StartRefused`."""
    for left in layout.old_drafts():
        shutil.rmtree(left, ignore_errors=True)
    draft = private_folder(layout.new_draft(), account.ids if account else None)
    with tempfile.TemporaryFile() as said:
        process = child.spawn(
            [str(part) for part in _initdb(layout, draft, binaries)],
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            account=account.ids if account else None,
            output=said,
        )
        if process.wait() != 0:
            said.seek(0)
            raise StartRefused(_refusal(layout, said.read().decode(errors="replace")))
    draft.rename(layout.cluster)


def _refusal(layout: Layout, said: str) -> str:
    lines = [line for line in said.strip().splitlines() if "error:" in line] or ["initdb failed"]
    return f"The database in {layout.home} could not be made: {lines[0]}"


def _initdb(layout: Layout, draft: Path, binaries: Binaries) -> list[str | Path]:
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [
        binaries.program("initdb"),
        *("-D", draft, "-U", USER, "--pwfile", layout.password_file),
        *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"),
        *(builtin if binaries.major >= 17 else []),
    ]


def server_command(
    layout: Layout,
    binaries: Binaries,
    socket_folder: Path,
    *,
    connections: int = LEAST,
    durable: bool = True,
) -> list[str]:
    """The server in the foreground: no TCP, a socket for its own account (and root) only.

    All settings are on the command line, so that a cluster of any age gets them. `durable`
    off gives up safety against a power cut; for databases of tests.
    """
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_folder),
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        "max_connections": str(connections),
        "jit": "off",
        # Containers often have 64 MB of shared memory; our queries are short.
        "max_parallel_workers_per_gather": "0",
        "timezone": "UTC",
        "log_timezone": "UTC",
        # Errors, their statements and the rows they are about hold content, which no log may
        # keep; whoever caused one is told. What the server does itself is above that ("log").
        "log_min_messages": "log",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_statement": "none",
        "log_min_duration_statement": "-1",
        "log_parameter_max_length_on_error": "0",
    }
    if not durable:
        settings |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
    command = [str(binaries.program("postgres")), "-D", str(layout.cluster)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    return command
