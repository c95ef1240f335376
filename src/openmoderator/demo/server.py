"""The server of the demonstration: ``openmoderator serve`` as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import requests
from tqdm import tqdm

from openmoderator.demo.folder import SAMPLES
from openmoderator.errors import Unavailable

READY_SECONDS = 180
STOP_SECONDS = 25
COMMAND = [sys.executable, "-m", "openmoderator"]


class Server:
    """Serves while the context is open, and takes the commands an operator would type."""

    def __init__(self, data: Path, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self._data, self._port = data, port
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        log = (self._data / "serve.log").open("ab")
        self._process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(self._port), "--data", str(self._data)],
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        try:
            self._wait_until_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def command(self, *arguments: str, secret: str | None = None) -> dict[str, Any]:
        """Run ``openmoderator ... --json`` beside the server; its JSON answer."""
        done = subprocess.run(
            [*COMMAND, *arguments, "--data", str(self._data), "--json"],
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
        return {
            **os.environ,
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
