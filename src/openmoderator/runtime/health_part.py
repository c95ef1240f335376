"""The answer of one look at one part of the installation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One thing the work needs: ok, or what to do about it."""

    name: str
    ok: bool
    advice: str = ""
