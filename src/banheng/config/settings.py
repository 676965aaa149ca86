"""Settings of the site, from the environment.

`BANHENG_DATA` is the folder of everything that lasts: database, photos, the secret keys.
Nothing else must be set to try it; `docs/guides/serving.md` says what to set for a school.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from banheng.config.identity_providers import identity_providers
from banheng.config.logs import logging_settings

PACKAGE = Path(__file__).parents[1]
DATA = Path(os.environ.get("BANHENG_DATA", "banheng-data")).resolve()


def _secret_key() -> str:
    """Take the key from the environment, or keep one in the data folder."""
    if key := os.environ.get("BANHENG_SECRET_KEY"):
        return key
    file = DATA / "secret-key"
    if not file.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return file.read_text(encoding="ascii")


def _listed(name: str) -> list[str]:
    return [part for part in os.environ.get(name, "").split(",") if part]


SECRET_KEY = _secret_key()
# Signs what the school hands out (assessment/bundling.py); made when it is first needed.
BUNDLE_KEY = DATA / "bundle-key.pem"
# A signed digest of the ledgers for each day (ledger/digests.py); best a folder of another machine.
DIGESTS = Path(os.environ.get("BANHENG_DIGESTS", "") or DATA / "digests").resolve()
# Encrypts restricted records of the work (duties/sealing.py); without one, a file made when first needed.
NOTES_KEY = os.environ.get("BANHENG_NOTES_KEY", "")
NOTES_KEY_FILE = DATA / "notes-key"
DEBUG = os.environ.get("BANHENG_DEBUG") == "1"
# Behind TLS (the usual case for a school's server) cookies, HSTS and redirects insist on it.
BEHIND_TLS = os.environ.get("BANHENG_TLS") == "1"
ALLOWED_HOSTS = _listed("BANHENG_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = _listed("BANHENG_ORIGINS")
IDENTITY_APPS, SOCIALACCOUNT_PROVIDERS, IDENTITY_ORIGINS = identity_providers()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    *IDENTITY_APPS,
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "banheng.schools",
    "banheng.accounts",
    "banheng.policies",
    "banheng.ledger",
    "banheng.duties",
    "banheng.surveys",
    "banheng.assessment",
    "banheng.payroll",
    "banheng.honours",
    "banheng.development",
    "banheng.development.certificates",
    "banheng.development.training",
    "banheng.development.plans",
    "banheng.development.mentoring",
    "banheng.development.studios",
    "banheng.development.research",
    "banheng.development.care",
    "banheng.development.posts",
    "banheng.bureau.collecting",
    "banheng.bureau.planning",
    "banheng.bureau.targets",
    "banheng.bureau.findings",
    "banheng.bureau.cases",
    "banheng.bureau.accountability",
    "banheng.reports",
    "banheng.notices",
    "banheng.notices.webhooks",
    "banheng.demo",
    "banheng.web",
]

MIDDLEWARE = [
    "banheng.web.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "banheng.web.entry.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "banheng.web.entry.middleware.NoNulMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "banheng.web.entry.middleware.SessionEndMiddleware",
    "banheng.web.entry.middleware.FirstThingsMiddleware",
    "banheng.web.entry.request_log.RequestLogMiddleware",
]

ROOT_URLCONF = "banheng.config.urls"
WSGI_APPLICATION = "banheng.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Each screen area keeps its templates in its own folder.
        "DIRS": sorted((PACKAGE / "web").glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "banheng.web.navigation.navigation",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA / 'banheng.sqlite3'}", conn_max_age=600, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes its lock at once, so that two inspectors wait for each other instead of failing.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: a record that was acknowledged survives a power cut, not only a crash of the program.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000; "
            "PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456; "
            "PRAGMA journal_size_limit=67108864;"
        ),
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Plans of statements that come again are kept; schools/queries.py says for which.
    DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = 2
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["banheng.accounts.signed_in.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "banheng.accounts.guessable_words.GuessableWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "banheng.accounts.adapter.SchoolAccountAdapter"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Wrong passwords are counted by accounts/attempts.py; these are for codes of a second factor. Right ones
# are not limited: at eight in the morning a whole school signs in from one address.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key,60/5m/ip", "reauthenticate": "10/m/user"}
# How many proxies stand before the site, each of which adds an address to X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("BANHENG_PROXIES", "1" if BEHIND_TLS else "0"))
SOCIALACCOUNT_ADAPTER = "banheng.accounts.adapter.SchoolSocialAccountAdapter"
MFA_ADAPTER = "banheng.accounts.adapter.SchoolMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Banheng"
MFA_TOTP_TOLERANCE = 1  # phones that were never set by the network
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
# Browsers offer passkeys only over TLS and on localhost; there, the origin has no TLS to insist on.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS
PASSKEY_DOMAIN = os.environ.get("BANHENG_PASSKEY_DOMAIN", "")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", _("英文"))]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = sorted((PACKAGE / "web").glob("*/static"))
MEDIA_ROOT = DATA / "media"
# Photos of records are deleted after so many days; the record keeps their digest.
PHOTO_DAYS = int(os.environ.get("BANHENG_PHOTO_DAYS", "180"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

# Where the site is reached, for links that leave it by e-mail and robots.
SITE_ADDRESS = os.environ.get("BANHENG_ADDRESS", "").rstrip("/") or (
    f"{'https' if BEHIND_TLS else 'http'}://{ALLOWED_HOSTS[0]}"
)
# No mail is sent until a server is named.
EMAIL_HOST = os.environ.get("BANHENG_EMAIL_HOST", "")
EMAIL_USE_SSL = os.environ.get("BANHENG_EMAIL_SECURITY") == "tls"
EMAIL_USE_TLS = os.environ.get("BANHENG_EMAIL_SECURITY") == "starttls"
EMAIL_PORT = int(
    os.environ.get("BANHENG_EMAIL_PORT", "465" if EMAIL_USE_SSL else "587" if EMAIL_USE_TLS else "25")
)
EMAIL_HOST_USER = os.environ.get("BANHENG_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("BANHENG_EMAIL_PASSWORD", "")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("BANHENG_EMAIL_FROM", "") or EMAIL_HOST_USER

# Hosts of the own network to which webhooks may go; all others must have public addresses.
WEBHOOK_HOSTS = _listed("BANHENG_WEBHOOK_HOSTS")

LOGGING = logging_settings(level=os.environ.get("BANHENG_LOG_LEVEL", "INFO"))
# Web workers write their figures here, so that one answer of /metrics speaks for all of them.
METRICS_FOLDER = DATA / "metrics"
METRICS_TOKEN = os.environ.get("BANHENG_METRICS_TOKEN", "")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Files, because all workers must count together (limits on codes), and because the database of a school has
# one writer at a time, which the ledger needs more.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        # The button of a platform posts here, and the answer leads there.
        " ".join(["form-action 'self'", *IDENTITY_ORIGINS]),
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# A session is over after twelve hours without a request (it is written anew every ten minutes of use), and in
# the night after a week in any case; one by a pupil's pass, in the evening (web/entry/middleware.py).
SESSION_ENGINE = "banheng.accounts.signed_in"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_LONGEST_DAYS = 7
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "banheng.web.entry.errors.csrf_failure"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^api/"]  # refused there: a redirect would hide that a token went without TLS
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True
    # the prefix keeps neighbours of the domain from setting them
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME = "__Host-language"
