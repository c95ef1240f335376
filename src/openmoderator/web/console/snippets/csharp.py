"""A request as C# with HttpClient."""

from __future__ import annotations

import re
from typing import Final

from openmoderator.web.console.composing import KEY_HEADER, Composed

_NAMED: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL: Final = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029]')


def csharp(request: Composed, key: str | None = None) -> str:
    """The program; without a `key` it reads ``KEY`` from the environment."""
    given = quoted(key) if key else 'Environment.GetEnvironmentVariable("KEY")'
    kind = dict(request.headers).get("Content-Type")
    others = [pair for pair in request.headers if pair[0] != "Content-Type"]
    lines = [
        "using System.Net.Http.Headers;",
        "",
        "using var client = new HttpClient();",
        "using var request = new HttpRequestMessage(",
        f"    new HttpMethod({quoted(request.method)}), {quoted(request.url)});",
        f"request.Headers.Add({quoted(KEY_HEADER)}, {given});",
        *(f"request.Headers.Add({quoted(name)}, {quoted(value)});" for name, value in others),
        *_content(request, kind),
        "using var answer = await client.SendAsync(request);",
        "Console.WriteLine((int)answer.StatusCode);",
        "Console.WriteLine(await answer.Content.ReadAsStringAsync());",
    ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A regular string literal."""
    return f'"{_SPECIAL.sub(_escaped, text)}"'


def _escaped(found: re.Match[str]) -> str:
    character = found.group()
    return _NAMED.get(character, f"\\u{ord(character):04x}")


def _content(request: Composed, kind: str | None) -> list[str]:
    if request.file is not None:
        made = f"new ByteArrayContent(await File.ReadAllBytesAsync({quoted(request.file)}))"
    elif request.body is not None:
        made = f"new StringContent({quoted(request.body)})"
    else:
        return []
    lines = [f"request.Content = {made};"]
    if kind:
        parsed = f"MediaTypeHeaderValue.Parse({quoted(kind)})"
        lines.append(f"request.Content.Headers.ContentType = {parsed};")
    return lines
