"""Django's settings, all derived from `openmoderator.config.Config`.

Owns how Django is put together; never reads the environment itself. What a person may set
is a field of the config, reachable everywhere as ``settings.OPENMODERATOR``.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from openmoderator import config as configuration
from openmoderator.database import django_database
from openmoderator.spoken import languages

OPENMODERATOR = configuration.load()

PACKAGE = Path(__file__).resolve().parent
SECRET_KEY = OPENMODERATOR.secret_key or configuration.kept_secret_key(OPENMODERATOR.data)
DEBUG = False
PUBLIC = urlsplit(OPENMODERATOR.public_url) if OPENMODERATOR.public_url else None
ALLOWED_HOSTS = [PUBLIC.hostname, "127.0.0.1", "localhost"] if PUBLIC else ["*"]
CSRF_TRUSTED_ORIGINS = [f"{PUBLIC.scheme}://{PUBLIC.netloc}"] if PUBLIC else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "ninja",
    "procrastinate.contrib.django",
    "openmoderator.runtime",
    "openmoderator.accounts",
    "openmoderator.content",
    "openmoderator.audit",
    "openmoderator.tags",
    "openmoderator.lists",
    "openmoderator.workflows",
    "openmoderator.callbacks",
    "openmoderator.reviews",
    "openmoderator.quality",
    "openmoderator.wellbeing",
    "openmoderator.jobs",
    "openmoderator.api",
    "openmoderator.web",
]

MIDDLEWARE = [
    "openmoderator.runtime.health.Probes",
    "openmoderator.web.live.pulse.Pulse",
    "openmoderator.api.azure.paths.CaseBlindPaths",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "openmoderator.web.language.OwnLanguage",
    "openmoderator.web.team.CurrentTeam",
    "openmoderator.runtime.too_large.TooLargeForms",
    "openmoderator.web.unstorable.Unstorable",
]

ROOT_URLCONF = "openmoderator.urls"
APPEND_SLASH = False
WSGI_APPLICATION = "openmoderator.runtime.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "openmoderator.web.team.frame",
            ],
            "builtins": ["django.templatetags.static", "django.templatetags.i18n"],
        },
    }
]

DATABASES = {"default": django_database(OPENMODERATOR.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Sign-in rate limits must hold across web processes, so the cache is a table.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "openmoderator.accounts.adapter.Accounts"
MFA_ADAPTER = "openmoderator.accounts.second_factor.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "OpenModerator"
MFA_TOTP_TOLERANCE = 1  # clocks of phones are a little off (RFC 6238, 5.2)
SOCIALACCOUNT_ADAPTER = "openmoderator.accounts.federated.Federated"
SOCIALACCOUNT_PROVIDERS = OPENMODERATOR.openid_providers()
SOCIALACCOUNT_ONLY = False
# An address that the provider verified leads to its account and stays connected to it.
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# Without a mail server nobody's address is verified, and a second factor must still be possible.
MFA_ALLOW_UNVERIFIED_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
USERSESSIONS_TRACK_ACTIVITY = True
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# Sign-in limits count the caller's address, not that of a proxy in front.
ALLAUTH_TRUSTED_PROXY_COUNT = OPENMODERATOR.trusted_proxies
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password_from_key": "20/m/ip",
    "invite": "20/h/user",
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

SESSION_COOKIE_NAME = "openmoderator_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = bool(PUBLIC and PUBLIC.scheme == "https")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Without a mail server nothing is mailed, and pages show links to copy.
MAILS = OPENMODERATOR.smtp_host is not None
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAILS else 'dummy'}.EmailBackend"
EMAIL_HOST = OPENMODERATOR.smtp_host or ""
EMAIL_PORT = OPENMODERATOR.smtp_port
EMAIL_HOST_USER = OPENMODERATOR.smtp_user or ""
EMAIL_HOST_PASSWORD = OPENMODERATOR.smtp_password or ""
EMAIL_USE_TLS = OPENMODERATOR.smtp_security == "starttls"
EMAIL_USE_SSL = OPENMODERATOR.smtp_security == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = OPENMODERATOR.mail_from

LANGUAGE_CODE = "en"
LOCALE_PATHS = [*filter(None, [OPENMODERATOR.translations]), PACKAGE / "locale"]
LANGUAGES = languages(LOCALE_PATHS)
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = None
# Screens keep script and style beside their view; only those two kinds of file are served.
STATICFILES_FINDERS = [
    "openmoderator.web.assets.ScreenAssets",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# The version in the address changes with the files, so browsers may keep them.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/v/[0-9a-f]{12}/"
STORAGES = {
    "default": {
        "BACKEND": "openmoderator.content.files.WholeFiles",
        "OPTIONS": {"location": str(OPENMODERATOR.data / "content")},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = OPENMODERATOR.max_body_bytes + 1024
# A page of 48 reviews with 20 tags each posts about a thousand fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
PROCRASTINATE_ON_APP_READY = None
