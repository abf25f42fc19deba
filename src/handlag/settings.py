"""Django's settings. Everything that differs between installations comes from the environment."""

from __future__ import annotations

import hmac
import os
from decimal import Decimal
from pathlib import Path

from handlag.run.database import database_url, django_settings
from handlag.run.home import home, place, secret_key

PACKAGE = Path(__file__).resolve().parent
HOME = home()

SECRET_KEY = secret_key()

HANDLAG_SAMPLE_SEED = hmac.digest(SECRET_KEY.encode(), b"handlag sampling", "sha256")
"""What the draw of cases for review is keyed by; whoever doesn't have the secret key can't foresee it."""
HANDLAG_SAMPLE_SHARES = {
    benefit: Decimal(os.environ.get("HANDLAG_SAMPLE_SHARE", "0.01"))
    for benefit in ("sjukpenning", "foraldrapenning", "barnbidrag")
}
"""The share of cases drawn for a person's review, by benefit."""
HANDLAG_LAW_SAMPLE = "handlag.world.sample.sample"
"""What draws the people the page of reforms tries the law on: a function of a month, in a room above the portal's."""
DEBUG = os.environ.get("HANDLAG_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("HANDLAG_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
DATABASES = {"default": django_settings(database_url()) | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "csp",
    "pgtrigger",
    "procrastinate.contrib.django",
    "handlag.events",
    "handlag.people",
    "handlag.intake",
    "handlag.exchange",
    "handlag.cases",
    "handlag.payments",
    "handlag.planning",
    "handlag.control",
    "handlag.quality",
    "handlag.steering",
    "handlag.portal",
    "handlag.api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "handlag.portal.middleware.LanguageMiddleware",
    "handlag.portal.middleware.PrivacyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "handlag.portal.middleware.PlainTextMiddleware",
    "handlag.portal.middleware.ErrorMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "handlag.portal.navigation.context",
            ]
        },
    }
]
ROOT_URLCONF = "handlag.urls"
WSGI_APPLICATION = "handlag.wsgi.application"
AUTH_USER_MODEL = "people.Account"
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

HANDLAG_EXCHANGE = {
    "addresses": os.environ.get("HANDLAG_EXCHANGE_ADDRESSES", "FKASSA").split(","),
    "edges": os.environ.get("HANDLAG_EXCHANGE_EDGES", "127.0.0.1,::1").split(","),
    "identity_header": os.environ.get("HANDLAG_EXCHANGE_IDENTITY_HEADER", "X-Client-Subject"),
    "care_url": os.environ.get("HANDLAG_EXCHANGE_CARE_URL", ""),
    "get_url": os.environ.get("HANDLAG_EXCHANGE_GET_URL", ""),
    "hub_address": os.environ.get("HANDLAG_EXCHANGE_HUB_ADDRESS", "SE165565594230-1000"),
    "client_certificate": os.environ.get("HANDLAG_EXCHANGE_CLIENT_CERTIFICATE", ""),
    "client_key": os.environ.get("HANDLAG_EXCHANGE_CLIENT_KEY", ""),
    "trusted_issuers": os.environ.get("HANDLAG_EXCHANGE_TRUSTED_ISSUERS", ""),
}
"""The national exchange: our logical addresses, the TLS edge's own addresses and the header it puts the sender's name
in, where case messages to care and questions for certificates go, and our certificate there (docs/certificates.md)."""
HANDLAG_CERTIFICATE_CASES = {
    "after_minutes": int(os.environ.get("HANDLAG_CERTIFICATE_AFTER_MINUTES", "60")),
    "quiet_days": int(os.environ.get("HANDLAG_CERTIFICATE_QUIET_DAYS", "7")),
    "claim_days": int(os.environ.get("HANDLAG_CERTIFICATE_CLAIM_DAYS", "30")),
}
"""A certificate without a claim: how soon it opens a case, when the insured is then written to, and how long she has to
make a claim before she is reminded once and the case is closed."""
CHECK_SIGNATURES = os.environ.get("HANDLAG_CHECK_SIGNATURES") in ("1", "refuse")
"""Whether certificates' signatures are checked as they come; needs the extra ``handlag[signatures]``."""
REFUSE_SIGNATURES = os.environ.get("HANDLAG_CHECK_SIGNATURES") == "refuse"
"""Whether a certificate is refused for a signature that is broken or by somebody not trusted; else that is noted."""
SIGNATURE_ISSUERS = os.environ.get("HANDLAG_SIGNATURE_ISSUERS", "")
"""A PEM file of the issuers whose signers are trusted; without it no signer is judged."""
_strict = os.environ.get("HANDLAG_STRICT_CERTIFICATES", "")
STRICT_CERTIFICATES: bool | frozenset[str] = _strict == "all" or frozenset(filter(None, _strict.upper().split(",")))
"""Forms whose certificates are refused for broken rules: ``all``, or type codes such as ``LISJP,LUSE``."""

HANDLAG_FOLLOWUP_ENGINE = os.environ.get("HANDLAG_FOLLOWUP_ENGINE", "polars")
"""What counts tables and indicators that nobody names an engine for: ``polars``, ``postgres`` or ``spark``."""
HANDLAG_FOLLOWUP_SPARK = os.environ.get("HANDLAG_FOLLOWUP_SPARK", "local[2]")
"""The Spark master follow-up counts on."""

PROCRASTINATE_IMPORT_PATHS = ["handlag.jobs"]

STATIC_URL = "/static/"
STATIC_ROOT = place("static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if os.environ.get("HANDLAG_SERVING") == "1"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
STATICFILES_DIRS = [path for path in [HOME / "static-vendor"] if path.exists()]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("HANDLAG_HTTPS") == "1"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # a plan of fifteen benefits is one form
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # FKUI's check mark is a picture inside its style sheet
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
SILENCED_SYSTEM_CHECKS: list[str] = []
