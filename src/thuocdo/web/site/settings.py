"""The one settings file of the site; what differs between installations comes from the environment (`environment.py`)."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import SELF
from django.utils.translation import gettext_lazy as _

from thuocdo.web.site import logs
from thuocdo.web.site.environment import read_environment

HERE = Path(__file__).parent
ENVIRONMENT = read_environment()
DATA: Path = ENVIRONMENT["THUOCDO_DATA"]
DEMO: bool = ENVIRONMENT["THUOCDO_DEMO"]
HTTPS: bool = ENVIRONMENT["THUOCDO_HTTPS"]
ADDRESS: str = ENVIRONMENT["THUOCDO_ADDRESS"]


def _secret_key() -> str:
    """The key from the environment, or one made once and kept readable by its owner only."""
    given: str = ENVIRONMENT["THUOCDO_SECRET_KEY"]
    if given:
        return given
    kept = DATA / "secret-key"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
    return kept.read_text()


def _database() -> dict[str, Any]:
    url: str = ENVIRONMENT["DATABASE_URL"]
    if url:
        return {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    return {
        "ENGINE": "thuocdo.web.site.sqlite",
        "NAME": DATA / "thuocdo.sqlite3",
        "CONN_MAX_AGE": 60,  # whoever closes the last connection copies the write-ahead log and deletes it, and the next one waits
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # 20 MB of pages in memory for each connection: answers of a country do not fit into the usual two.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-20000",
        },
    }


def _identity_providers() -> list[dict[str, Any]]:
    """The one provider people may sign in with, if the environment names it."""
    server: str = ENVIRONMENT["THUOCDO_OIDC_SERVER"]
    if not server:
        return []
    return [
        {
            "provider_id": "oidc",
            "name": ENVIRONMENT["THUOCDO_OIDC_NAME"],
            "client_id": ENVIRONMENT["THUOCDO_OIDC_CLIENT"],
            "secret": ENVIRONMENT["THUOCDO_OIDC_SECRET"],
            "settings": {"server_url": server, "oauth_pkce_enabled": True},
        }
    ]


def _provider_origins() -> list[str]:
    parts = urlsplit(ENVIRONMENT["THUOCDO_OIDC_SERVER"])
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT["THUOCDO_HOSTS"])
ROOT_URLCONF = "thuocdo.web.site.urls"
WSGI_APPLICATION = "thuocdo.web.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": _database()}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_tasks_db",
    "thuocdo.web.ui",
    "thuocdo.web.audit",
    "thuocdo.web.jobs",
    "thuocdo.web.files",
    "thuocdo.web.agencies",
    "thuocdo.web.accounts",
    "thuocdo.web.directory",
    "thuocdo.web.sets",
    "thuocdo.web.rounds",
    "thuocdo.web.submissions",
    "thuocdo.web.review",
    "thuocdo.web.results",
    "thuocdo.web.approval",
    "thuocdo.web.publication",
    "thuocdo.web.desk",
    "thuocdo.web.site",
    # After ours, so that our templates and texts stand before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "thuocdo.web.site.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "thuocdo.web.accounts.middleware.KeptNowhere",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "thuocdo.web.site.middleware.LanguageOfTheAddress",
    "thuocdo.web.site.middleware.ReadableAddresses",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "thuocdo.web.accounts.middleware.SignInAgain",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "thuocdo.web.site.middleware.RefusedActs",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"i18n": "thuocdo.web.ui.translated"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "thuocdo.web.site.navigation.navigation",
            ],
        },
    }
]
FORM_RENDERER = "thuocdo.web.ui.form_renderer.FormRenderer"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:work"
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day; closing the browser ends a session too
ACCOUNT_SESSION_REMEMBER = False

ACCOUNT_ADAPTER = "thuocdo.web.accounts.signing_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # what allauth asks for; nobody signs up, people are invited
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accepting an invitation has verified it
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Thước đo] "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# Behind a proxy everybody comes from its address: limits count by the last of so many in X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT["THUOCDO_PROXIES"]

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "thuocdo.web.accounts.signing_in.SecondStepAdapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Thước đo"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO

SOCIALACCOUNT_ADAPTER = "thuocdo.web.accounts.signing_in.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # the provider's verified address is the invited person's
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": _identity_providers()}}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("English"))]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
FILES_HERE = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": DATA / "files", "file_permissions_mode": 0o600},
}
STORAGES = {
    "default": ENVIRONMENT["STORAGE_URL"] or FILES_HERE,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = [
    "thuocdo.web.files.receiving.SmallUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_LIMIT: int = ENVIRONMENT["THUOCDO_FILE_LIMIT"]
AGENCY_LIMIT: int = ENVIRONMENT["THUOCDO_AGENCY_LIMIT"]
SCANNER: tuple[str, ...] = ENVIRONMENT["THUOCDO_SCANNER"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
LOGGING = logs.QUIET if DEMO else logs.LOGGING
globals().update(ENVIRONMENT["EMAIL_URL"])
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT["THUOCDO_MAIL_FROM"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        # After a form the browser follows a redirect to the provider of identity only if it is named here.
        "form-action": [SELF, *_provider_origins()],
        "frame-ancestors": [SELF],
        "object-src": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
# What lies beside this host, and the browsers' own list of HTTPS sites, are not for one program to decide on; `i18n` is replaced on purpose.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021", "templates.W003"]
