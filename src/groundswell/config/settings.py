"""Django's settings; what an installation may change comes from the environment through ``env``."""

from __future__ import annotations

import os
from copy import deepcopy
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from groundswell.config import env

PACKAGE = Path(__file__).resolve().parent.parent
HOME = env.home()
DEMO = env.flag("GROUNDSWELL_DEMO")
OPEN = env.flag("GROUNDSWELL_OPEN")  # anyone may found further campaigns here, not only the first
DEBUG = env.flag("GROUNDSWELL_DEBUG")
SECRET_KEY = env.secret_key(HOME)
ALLOWED_HOSTS = env.words("GROUNDSWELL_HOSTS", default="localhost,127.0.0.1,[::1]")
CSRF_FAILURE_VIEW = "groundswell.web.views.stale_form"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host not in {"localhost", "127.0.0.1", "[::1]", "*"}]
SECURE = env.flag("GROUNDSWELL_HTTPS")
ROOT_URLCONF = "groundswell.config.urls"
WSGI_APPLICATION = "groundswell.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "groundswell.kit",
    "groundswell.pulse",
    "groundswell.campaigns",
    "groundswell.people",
    "groundswell.communities",
    "groundswell.strategy",
    "groundswell.wire",
    "groundswell.responses",
    "groundswell.sharing",
    "groundswell.juries",
    "groundswell.notify",
    "groundswell.ops",
    "groundswell.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "groundswell.ops.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "groundswell.campaigns.middleware.CampaignScope",
    "groundswell.web.public_pages.PublicPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "groundswell.people.middleware.PresentActor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "groundswell.campaigns.middleware.DeedTransaction",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "groundswell.config.jinja.environment",
            "context_processors": ["groundswell.web.context.shell"],
        },
    },
    {
        # Only for the templates inside third-party apps.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

_owner = env.database()
_app = deepcopy(_owner)
# Every connection acts as gs_app, which forced row-level security holds in one campaign; RESET ROLE leads back to it.
_app["OPTIONS"]["options"] = "-c role=gs_app"
# The owner migrates and, in tests, empties tables; nothing else uses it.
DATABASES = {"default": _app, "owner": {**_owner, "CONN_MAX_AGE": 0}}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["groundswell.people.sessions.AccountBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "start"
SITE_NAME = "Groundswell"
# One-time codes by mail and passkeys; no passwords. Which of allauth's pages exist is said in people/account_urls.py.
ACCOUNT_ADAPTER = "groundswell.people.adapters.AccountAdapter"
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # a code that was typed in has shown the address to be theirs
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = False  # people/limits.py counts in the database, for all processes, without addresses
ACCOUNT_FORMS = {
    "request_login_code": "groundswell.people.entrance_forms.AddressForm",
    "confirm_login_code": "groundswell.people.entrance_forms.CodeForm",
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 3
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
MFA_ADAPTER = "groundswell.people.adapters.MFAAdapter"
MFA_FORMS = {
    "add_webauthn": "groundswell.people.entrance_forms.AddPasskeyForm",
    "edit_webauthn": "groundswell.people.entrance_forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_REAUTHENTICATION_REQUIRED = False  # ours asks for a fresh sign-in of either kind: people/views/accounts.py
MFA_RATE_LIMITS = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # localhost only: browsers refuse any other name without TLS
USERSESSIONS_TRACK_ACTIVITY = False  # no address and no trail of a person's movements

MAIL_READY = bool(env.mail()) or DEMO
EMAIL_BACKEND = "groundswell.people.mailbox.MailboxBackend" if DEMO else "groundswell.people.mailbox.NoMailBackend"
globals().update(env.mail())
SITE_ADDRESS = env.site(ALLOWED_HOSTS, secure=SECURE)  # for links in what is sent: there is no request to ask
DEFAULT_FROM_EMAIL = os.environ.get("GROUNDSWELL_MAIL_FROM", "groundswell@localhost")

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
FORMAT_MODULE_PATH = ["groundswell.config.formats"]
LOCALE_PATHS = [PACKAGE / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = None  # served from the package: bundle and sources ship in the wheel
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"/web/build/.+-[0-9A-Z]{8}\.\w+$"  # names made from content: keep for ever
SESSION_ENGINE = "groundswell.people.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from this machine, without TLS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
BEHIND_PROXY = env.flag("GROUNDSWELL_BEHIND_PROXY")  # then, and only then, are the headers a proxy sets believed
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS = [
    "groundswell.kit.uploads.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
LIVE_READERS = env.number("GROUNDSWELL_LIVE_READERS", default=10_000)  # open pages of one process
LIVE_READERS_OF_A_BLOCK = env.number("GROUNDSWELL_LIVE_READERS_OF_A_BLOCK", default=500)  # ... from one address block
# One exact origin (host:port) outside the open web that feeds may be read from: for the demo and trials.
FETCH_ALLOW = env.word("GROUNDSWELL_FETCH_ALLOW")
FETCH_CONTACT = env.word("GROUNDSWELL_FETCH_CONTACT") or f"https://{ALLOWED_HOSTS[0].lstrip('.*')}/"  # told to the sites read
# Words by which entries of feeds come in or stay out in every campaign of this installation.
WIRE_KEEP_WORDS, WIRE_DROP_WORDS = env.word("GROUNDSWELL_WIRE_KEEP"), env.word("GROUNDSWELL_WIRE_DROP")
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING_CONFIG = None  # ops sets up structured logs
