"""Reading one setting from its text: what each variable may hold, and what to say when not.

Pure: a variable's name and text in, a typed value or `ConfigError` out.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

from openmoderator.errors import OpenModeratorError


class ConfigError(OpenModeratorError):
    """A variable is unknown, or holds what cannot be used; the process must not start."""

    code = "BadConfiguration"


def _integer(low: int, high: int) -> Callable[[str, str], int]:
    def read(variable: str, text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,18}", text) or not low <= int(text) <= high:
            msg = f"{variable} is '{text}', but must be a number from {low} to {high}."
            raise ConfigError(msg)
        return int(text)

    return read


def _share(variable: str, text: str) -> float:
    if not re.fullmatch(r"0|1|[01]?\.[0-9]{1,9}", text) or float(text) > 1:
        msg = f"{variable} is '{text}', but must be a number from 0 to 1."
        raise ConfigError(msg)
    return float(text)


def _temperature(variable: str, text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,2}(\.[0-9]{1,9})?", text) or not 0.05 <= float(text) <= 20:
        msg = f"{variable} is '{text}', but must be a number from 0.05 to 20."
        raise ConfigError(msg)
    return float(text)


def _yes_or_no(variable: str, text: str) -> bool:
    if text.lower() not in {"true", "false"}:
        msg = f"{variable} is '{text}', but must be true or false."
        raise ConfigError(msg)
    return text.lower() == "true"


def _line(variable: str, text: str) -> str:
    if not text.isprintable() or len(text) > 500:
        msg = f"{variable} must be one line of at most 500 characters."
        raise ConfigError(msg)
    return text


def _one_of(*words: str) -> Callable[[str, str], str]:
    def read(variable: str, text: str) -> str:
        if text.lower() not in words:
            msg = f"{variable} is '{text}', but must be one of {', '.join(words)}."
            raise ConfigError(msg)
        return text.lower()

    return read


def _folder(variable: str, text: str) -> Path:
    if "\0" in text:
        msg = f"{variable} holds a NUL character, but must be the path of a folder."
        raise ConfigError(msg)
    return Path(text).expanduser().absolute()


def _database_url(variable: str, text: str) -> str:
    if not text.startswith(("postgres://", "postgresql://")) or not _libpq_takes(text):
        form = "postgresql://user:password@host:5432/name"
        msg = f"{variable} must be the address of a PostgreSQL database, like {form}."
        raise ConfigError(msg)
    return text


def _existing_file(variable: str, text: str) -> Path:
    path = _folder(variable, text)
    if not path.is_file():
        msg = f"{variable} names {path}, but there is no such file."
        raise ConfigError(msg)
    return path


def _existing_folder(variable: str, text: str) -> Path:
    path = _folder(variable, text)
    if not path.is_dir():
        msg = f"{variable} names {path}, but there is no such folder."
        raise ConfigError(msg)
    return path


def _libpq_takes(text: str) -> bool:
    try:
        conninfo_to_dict(text)
    except (psycopg.Error, UnicodeError, ValueError):
        return False
    return True


def _secret_key(variable: str, text: str) -> str:
    if len(text) < 32:
        msg = f"{variable} has {len(text)} characters, but needs at least 32."
        raise ConfigError(msg)
    return text


def _public_url(variable: str, text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        form = "must be an address like https://moderation.example.com"
        msg = f"{variable} is '{text}', but {form}."
        raise ConfigError(msg)
    return text.rstrip("/")


def _networks(variable: str, text: str) -> tuple[str, ...]:
    return tuple(_network(variable, part.strip()) for part in text.split(",") if part.strip())


def _network(variable: str, text: str) -> str:
    try:
        return str(ipaddress.ip_network(text, strict=False))
    except ValueError as error:
        form = "must be networks like 10.0.0.0/8 or fd00::/8, separated by commas"
        msg = f"{variable} holds '{text}', but {form}."
        raise ConfigError(msg) from error


def _url_map(variable: str, text: str) -> tuple[tuple[str, Path], ...]:
    return tuple(_url_pair(variable, part.strip()) for part in text.split(",") if part.strip())


def _url_pair(variable: str, text: str) -> tuple[str, Path]:
    prefix, _, folder = text.partition("=")
    if urlsplit(prefix).scheme not in {"http", "https"} or not folder:
        form = "must be pairs like https://host/path/=/folder, separated by commas"
        msg = f"{variable} holds '{text}', but {form}."
        raise ConfigError(msg)
    return prefix, Path(folder).expanduser().absolute()


READERS: Mapping[str, Callable[[str, str], Any]] = {
    "data": _folder,
    "database_url": _database_url,
    "secret_key": _secret_key,
    "public_url": _public_url,
    "allow_private_networks": _networks,
    "url_map": _url_map,
    "content_days": _integer(0, 36_500),
    "adult_threshold": _share,
    "racy_threshold": _share,
    "max_body_bytes": _integer(1024, 1 << 30),
    "max_pixels": _integer(128 * 128, 1 << 30),
    "min_picture_side": _integer(1, 10_000),
    "scale_small_pictures": _yes_or_no,
    "max_picture_bytes": _integer(1024, 1 << 30),
    "max_screen_text": _integer(1, 10_000_000),
    "try_files": _integer(1, 50),
    "try_file_bytes": _integer(1024, 1 << 30),
    "image_lists": _integer(1, 1_000_000),
    "images_per_list": _integer(1, 100_000_000),
    "term_lists": _integer(1, 1_000_000),
    "terms_per_list": _integer(1, 100_000_000),
    "lists_at_once": _yes_or_no,
    "rate_limit": _integer(0, 100_000),
    "cached_picture_minutes": _integer(1, 525_600),
    "category1_threshold": _share,
    "category2_threshold": _share,
    "category3_threshold": _share,
    "nudity_model": _existing_file,
    "nudity_temperature": _temperature,
    "category_model": _existing_folder,
    "lease_seconds": _integer(10, 86_400),
    "undo_seconds": _integer(0, 3_600),
    "workers": _integer(1, 64),
    "job_threads": _integer(1, 256),
    "delivery_threads": _integer(1, 256),
    "fetch_threads": _integer(1, 256),
    "trusted_proxies": _integer(0, 16),
    "open_signup": _yes_or_no,
    "smtp_host": _line,
    "smtp_port": _integer(1, 65_535),
    "smtp_security": _one_of("none", "starttls", "tls"),
    "smtp_user": _line,
    "smtp_password": _line,
    "mail_from": _line,
    "openid_issuer": _public_url,
    "openid_client_id": _line,
    "openid_client_secret": _line,
    "openid_name": _line,
    "translations": _existing_folder,
}
