"""The server of the demonstration: ``openmoderator serve`` as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import requests
from tqdm import tqdm

from openmoderator.demo.folder import SAMPLES
from openmoderator.errors import Unavailable
from openmoderator.runtime import child

READY_SECONDS = 180
STOP_SECONDS = 25
REAL = {"OPENMODERATOR_DATABASE_URL", "OPENMODERATOR_SECRET_KEY"}
"""Settings of the person's own installation, which the demonstration must not touch."""


class Server:
    """Serves while the context is open, and takes the commands an operator would type."""

    def __init__(self, data: Path, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self._data, self._port = data, port
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        serve = ("serve", "--port", str(self._port), "--data", str(self._data))
        with (self._data / "serve.log").open("ab") as log:
            # A process group of its own: Ctrl-C reaches us alone, and we end it, once.
            self._process = child.spawn(
                child.module("openmoderator", *serve),
                env=self._environment(),
                on_parent_death=signal.SIGTERM,
                output=log,
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        if self._process is not None:
            child.end(self._process, (signal.SIGTERM, STOP_SECONDS))

    def command(self, *arguments: str, secret: str | None = None) -> dict[str, Any]:
        """Run ``openmoderator ... --json`` beside the server; its JSON answer."""
        done = subprocess.run(
            child.module("openmoderator", *arguments, "--data", str(self._data), "--json"),
            env=self._environment(),
            input=secret,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise Unavailable(f"`openmoderator {arguments[0]}` failed: {done.stderr.strip()}")
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def _environment(self) -> dict[str, str]:
        inherited = {
            name: text
            for name, text in os.environ.items()
            if name.removesuffix("_FILE") not in REAL
        }
        return {
            **inherited,
            "OPENMODERATOR_ALLOW_PRIVATE_NETWORKS": "127.0.0.0/8",
            "OPENMODERATOR_URL_MAP": f"{SAMPLES}={self._data / 'samples'}",
            "OPENMODERATOR_PUBLIC_URL": self.base,
        }

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + READY_SECONDS
        with tqdm(desc="Starting", bar_format="{desc}: {elapsed} {postfix}", leave=False) as bar:
            while time.monotonic() < end:
                assert self._process is not None
                if self._process.poll() is not None:
                    raise Unavailable(f"The server did not start. {self._last_words()}")
                if self._is_ready():
                    return
                bar.update()
                time.sleep(0.2)
        raise Unavailable(f"The server was not ready in {READY_SECONDS} s. {self._last_words()}")

    def _is_ready(self) -> bool:
        session = requests.Session()
        session.trust_env = False
        try:
            return session.get(f"{self.base}/readyz", timeout=5).ok
        except requests.RequestException:
            return False

    def _last_words(self) -> str:
        lines = (self._data / "serve.log").read_text(errors="replace").splitlines()
        return " ".join(lines[-3:])
