"""Settings of the process, read once from ``OPENMODERATOR_*`` into one frozen object.

Knows environment variables, the ``_FILE`` forms of secrets and the kept secret key in the
data folder. Never talks to Django or the database, and never makes a data folder.
"""

from __future__ import annotations

import difflib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openmoderator.config_values import READERS, ConfigError

__all__ = ["Config", "ConfigError", "kept_secret_key", "load"]

PREFIX = "OPENMODERATOR_"
KUBERNETES = re.compile(r"_(?:PORT(?:_|$)|SERVICE_(?:HOST|PORT))")
"""Names Kubernetes injects for a service that is called openmoderator or openmoderator-web."""
SECRETS = frozenset({"database_url", "secret_key", "smtp_password", "openid_client_secret"})
SECRET_KEY_FILE = "secret_key"  # noqa: S105 - a file name


def default_data(env: Mapping[str, str]) -> Path:
    """``/var/lib/openmoderator`` for root, else a folder in the person's own data folder."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/openmoderator")
    kept = env.get("XDG_DATA_HOME", "")
    return Path(kept if kept.startswith("/") else Path.home() / ".local/share") / "openmoderator"


@dataclass(frozen=True)
class Config:
    """Typed settings. Field names are the variable names without prefix, lower case."""

    data: Path
    """Folder for everything this installation keeps; always absolute."""
    database_url: str | None = None
    """A PostgreSQL 14 or newer; none means the embedded one in the data folder."""
    secret_key: str | None = None
    """Seals stored secrets and signs links; none means the key kept in the data folder."""
    public_url: str | None = None
    """Address people and callers see, without a slash at the end."""
    allow_private_networks: tuple[str, ...] = ()
    """Networks in CIDR form that fetches and callbacks may reach although they are private."""
    url_map: tuple[tuple[str, Path], ...] = ()
    """(URL prefix, folder) pairs: a fetch below the prefix is served from the folder."""
    content_days: int = 30
    adult_threshold: float = 0.7
    racy_threshold: float = 0.75
    max_body_bytes: int = 10 * 1024 * 1024
    max_pixels: int = 50_000_000
    min_picture_side: int = 128
    """Pixels on a side that a picture of a moderation or image list call needs at least."""
    scale_small_pictures: bool = False
    """Whether smaller ones are scaled up and judged instead of refused."""
    max_picture_bytes: int = 4 * 1024 * 1024
    """Bytes of the file of such a picture."""
    max_screen_text: int = 1_024
    """UTF-16 code units of a text for Screen and DetectLanguage."""
    try_files: int = 5
    """Pictures that a person may try at once, or execute a workflow on."""
    try_file_bytes: int = 2_000_000
    """Bytes of each of them; all together stay below `max_body_bytes`."""
    image_lists: int = 5
    """Image lists that a team may have."""
    images_per_list: int = 10_000
    term_lists: int = 5
    terms_per_list: int = 10_000
    lists_at_once: bool = False
    """Whether changes of lists count without RefreshIndex."""
    rate_limit: int = 0
    """Calls a second that one key may make; 0 means as many as it likes."""
    cached_picture_minutes: int = 60
    """How long a picture that was sent with CacheImage=true can be used by its id."""
    category1_threshold: float = 0.5
    """Score of sexually explicit text from which a review is recommended; the next two alike."""
    category2_threshold: float = 0.5
    category3_threshold: float = 0.5
    nudity_model: Path | None = None
    """ONNX file of a larger model for adult and racy scores; none means our own."""
    nudity_temperature: float | None = None
    """Softens (above 1) or sharpens its scores; none means the model's own."""
    category_model: Path | None = None
    """Folder with an ONNX text classifier; none means our own."""
    lease_seconds: int = 600
    undo_seconds: int = 5
    workers: int = 1
    """Web processes of one ``serve``."""
    job_threads: int = os.cpu_count() or 1
    """Moderation jobs that one worker process runs at a time."""
    delivery_threads: int = 16
    """Callbacks that one worker process posts at a time."""
    fetch_threads: int = 8
    """Pictures behind addresses that one worker process fetches at a time."""
    trusted_proxies: int = 0
    """Reverse proxies in front of the web server, whose X-Forwarded-For is believed."""
    open_signup: bool = False
    """Whether strangers may sign up and make a team of their own."""
    smtp_host: str | None = None
    """Mail server; none means that nothing is mailed and links are shown to copy."""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str | None = None
    smtp_password: str | None = None
    mail_from: str = "OpenModerator <openmoderator@localhost>"
    openid_issuer: str | None = None
    """Address of an OpenID Connect provider; none means that people sign in here only."""
    openid_client_id: str | None = None
    openid_client_secret: str | None = None
    openid_name: str = "OpenID Connect"
    """What the button for it says."""
    translations: Path | None = None
    """Folder of further translations: ``<language>/LC_MESSAGES/django.mo`` in it."""

    @classmethod
    def load(cls, env: Mapping[str, str]) -> Config:
        """Read `env`. Raises `ConfigError` on unknown or unusable variables."""
        given = _with_secret_files(_ours(env))
        values = {name: READERS[name](PREFIX + name.upper(), text) for name, text in given.items()}
        values.setdefault("data", default_data(env))
        return cls(**values)

    def openid_providers(self) -> dict[str, Any]:
        """The providers as django-allauth wants them; none without an issuer."""
        if self.openid_issuer is None:
            return {}
        app = {
            "provider_id": "openid",
            "name": self.openid_name,
            "client_id": self.openid_client_id or "",
            "secret": self.openid_client_secret or "",
            "settings": {"server_url": self.openid_issuer, "fetch_userinfo": True},
        }
        return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def load() -> Config:
    """The settings of this process. Raises `ConfigError`."""
    return Config.load(os.environ)


def kept_secret_key(data: Path) -> str:
    """The secret key of the data folder: made once with mode 0600, then always the same.

    Without a data folder the key lasts as long as the process: tools that only import the
    settings must leave nothing behind.
    """
    kept = data / SECRET_KEY_FILE
    if not data.is_dir():
        return secrets.token_urlsafe(48)
    if not kept.exists():
        _write_once(kept, secrets.token_urlsafe(48))
    key = kept.read_text().strip()
    if len(key) < 32:
        msg = f"The secret key in {kept} is damaged: restore it from your backup."
        raise ConfigError(msg)
    return key


def _write_once(path: Path, text: str) -> None:
    """Whole or not at all; where two processes make it at the same time, the first one wins."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        draft.unlink()


def _ours(env: Mapping[str, str]) -> dict[str, str]:
    """Our variables by field name (``secret_key`` or ``secret_key_file``); empty means unset."""
    known = {*READERS, *(f"{name}_file" for name in SECRETS)}
    found = {}
    for variable in sorted(env):
        name = variable.removeprefix(PREFIX).lower()
        if not variable.startswith(PREFIX) or (name not in known and KUBERNETES.search(variable)):
            continue
        if name not in known or variable != PREFIX + name.upper():
            raise ConfigError(_unknown(variable, known))
        if env[variable].strip():
            found[name] = env[variable].strip()
    return found


def _unknown(variable: str, known: set[str]) -> str:
    names = sorted(name.upper() for name in known)
    near = difflib.get_close_matches(variable.upper().removeprefix(PREFIX), names, n=1)
    hint = f"did you mean {PREFIX}{near[0]}?" if near else f"known are {', '.join(names)}."
    return f"{variable} is not a setting of OpenModerator: {hint}"


def _with_secret_files(given: dict[str, str]) -> dict[str, str]:
    for name in SECRETS & {key.removesuffix("_file") for key in given if key.endswith("_file")}:
        variable = PREFIX + name.upper()
        if name in given:
            msg = f"{variable} and {variable}_FILE are both set: keep one of them."
            raise ConfigError(msg)
        file = given.pop(f"{name}_file")
        try:
            given[name] = Path(file).read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not text"
            message = f"{variable}_FILE names {file}, which cannot be read: {reason}."
            raise ConfigError(message) from error
    return given
