"""Making a cluster: initdb into a folder beside, renamed when it is whole.

Knows initdb and the settings a server is started with; runs no server.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from openmoderator.runtime.errors import StartRefused
from openmoderator.runtime.postgres.account import Account
from openmoderator.runtime.postgres.binaries import Binaries
from openmoderator.runtime.postgres.layout import USER, Layout

MAX_CONNECTIONS = 120
"""Web processes, workers and commands together; each process has a bounded pool."""


def cluster_major(layout: Layout) -> int | None:
    """Version that made the cluster, or none where there is no cluster yet."""
    try:
        return int((layout.cluster / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None
    except ValueError as error:
        message = f"The database in {layout.cluster} is damaged: restore it from a backup."
        raise StartRefused(message) from error


def make_cluster(layout: Layout, binaries: Binaries, account: Account | None) -> None:
    """Run initdb: scram for everybody, UTF-8, sorting by code point. Raises `StartRefused`."""
    shutil.rmtree(layout.draft, ignore_errors=True)
    command = [str(part) for part in _initdb(layout, binaries)]
    if account:
        result = account.run(*command)
    else:
        env = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
        result = subprocess.run(command, env=env, capture_output=True, check=False)
    if result.returncode != 0:
        said = result.stderr.decode(errors="replace").strip().splitlines()
        reason = said[-1] if said else f"initdb ended with {result.returncode}"
        msg = f"The database in {layout.home} could not be made: {reason}"
        raise StartRefused(msg)
    layout.draft.rename(layout.cluster)


def _initdb(layout: Layout, binaries: Binaries) -> list[str | Path]:
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [
        binaries.program("initdb"),
        *("-D", layout.draft, "-U", USER, "--pwfile", layout.password_file),
        *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"),
        *(builtin if binaries.major >= 17 else []),
    ]


def server_command(
    layout: Layout, binaries: Binaries, socket_folder: Path, *, durable: bool = True
) -> list[str]:
    """The server in the foreground: no TCP, a socket for its own account (and root) only.

    `durable` off gives up safety against a power cut; for databases of tests.
    """
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_folder),
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        "max_connections": str(MAX_CONNECTIONS),
        "jit": "off",
        # Containers often have 64 MB of shared memory; our queries are short.
        "max_parallel_workers_per_gather": "0",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_min_messages": "warning",
    }
    if not durable:
        settings |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
    command = [str(binaries.program("postgres")), "-D", str(layout.cluster)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    return command
