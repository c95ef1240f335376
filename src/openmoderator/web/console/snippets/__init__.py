"""A composed request as code of a language: one pure function each, `LANGUAGES` lists them.

The key is a variable of the environment unless its text is given. Nothing is sent from here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from openmoderator.web.console.composing import Composed
from openmoderator.web.console.snippets.csharp import csharp
from openmoderator.web.console.snippets.curl import curl
from openmoderator.web.console.snippets.node import node
from openmoderator.web.console.snippets.python import python

__all__ = ["LANGUAGES", "Snippet", "csharp", "curl", "node", "python"]

Snippet = Callable[[Composed, str | None], str]
LANGUAGES: Final[tuple[tuple[str, str, Snippet], ...]] = (
    ("curl", "curl", curl),
    ("python", "Python", python),
    ("node", "Node", node),
    ("csharp", "C#", csharp),
)
"""Key, name and function of each."""
