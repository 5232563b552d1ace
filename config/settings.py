"""Settings for every way to run: the demo without any environment, tests, production.

The environment decides (`.env.example` lists all of it). `DEPLOYMENT=production` refuses to start
without its secrets; the default, `demo`, makes its own and keeps everything in `.demo/`.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from kombu import Exchange, Queue

from config import queues
from config.databases import database_settings
from config.secret_key import demo_secret_key, production_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- How this copy runs

DEPLOYMENT = env.str("DEPLOYMENT", default="demo")
if DEPLOYMENT not in ("demo", "production"):
    raise ImproperlyConfigured(f"DEPLOYMENT is {DEPLOYMENT!r}; it can be demo or production.")
IS_PRODUCTION = DEPLOYMENT == "production"
DEMO_DIR = Path(env.str("DEMO_DIR", default=str(BASE_DIR / ".demo")))

DEBUG = env.bool("DEBUG", default=False)
if IS_PRODUCTION and DEBUG:
    raise ImproperlyConfigured(
        "DEBUG shows secrets to visitors: production does not start with it."
    )

SECRET_KEY = env.str("SECRET_KEY", default="")
if IS_PRODUCTION:
    SECRET_KEY = production_secret_key(SECRET_KEY)
elif not SECRET_KEY:
    SECRET_KEY = demo_secret_key(DEMO_DIR / "secret_key")
# Keys the digests of customers' texts: it stays when SECRET_KEY is changed.
TEXT_DIGEST_KEY = env.str("TEXT_DIGEST_KEY", default="") or SECRET_KEY

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if not IS_PRODUCTION and not ALLOWED_HOSTS:
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

# --- The parts

INSTALLED_APPS = [
    "foundation",
    "catalog",
    "production",
    "configurator",
    "orders",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
    "simple_history",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # After the one above, whose files are compressed already.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "orders.middleware.VisitorCookie",
    "config.open_calls.OpenCallLimits",
    "config.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.i18n",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.page_frame.page_frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")  # its widget templates, which that renderer finds

# --- Data

if IS_PRODUCTION and not env.str("DATABASE_URL", default=""):
    raise ImproperlyConfigured("DATABASE_URL is not set: production keeps its data in PostgreSQL.")
DATABASES = {
    "default": database_settings(
        env.str("DATABASE_URL", default="") or f"sqlite:///{DEMO_DIR / 'db.sqlite3'}"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "foundation.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Languages and time: stored in UTC, shown in the shop's own zone

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "UTC"
USE_TZ = True

# --- Files

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "config.stylesheets.StylesheetFinder",
    "config.scripts.ScriptFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
# Names with digests need `collectstatic`; without it files are served from where they lie.
HAS_COLLECTED_STATIC = env.bool("COLLECTED_STATIC", default=IS_PRODUCTION)
STATIC_ROOT = (
    env.str("STATIC_ROOT", default=str(BASE_DIR / ".static")) if HAS_COLLECTED_STATIC else None
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HAS_COLLECTED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not HAS_COLLECTED_STATIC
WHITENOISE_AUTOREFRESH = DEBUG

# --- Safety

HAS_HTTPS = env.bool("HTTPS", default=IS_PRODUCTION)
SECURE_SSL_REDIRECT = HAS_HTTPS
# Health checks come from inside, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HAS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HAS_HTTPS
SECURE_HSTS_PRELOAD = HAS_HTTPS
if env.bool("BEHIND_PROXY", default=False):
    # Only where a proxy of ours sets this header and drops the visitor's own.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = HAS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HAS_HTTPS
LANGUAGE_COOKIE_SECURE = HAS_HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
LOGIN_URL = "admin:login"

# What one address may use of the calls that need no key, in each web process: so many at once,
# and so many more a minute. Seconds are those that the processor works for it.
OPEN_CALLS_BURST = env.int("OPEN_CALLS_BURST", default=3_000)
OPEN_CALLS_PER_MIN = env.int("OPEN_CALLS_PER_MIN", default=3_000)
OPEN_SECONDS_BURST = env.int("OPEN_SECONDS_BURST", default=180)
OPEN_SECONDS_PER_MIN = env.int("OPEN_SECONDS_PER_MIN", default=45)

# --- REST

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["foundation.api.ApiKeyAuthentication"],
    "DEFAULT_PARSER_CLASSES": ["foundation.api.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["foundation.api.rendering.AnswerRenderer"],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.problem_details.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Tailorline",
    "DESCRIPTION": "Configure, order and follow goods that are made to order.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    # Two fields are named `kind`; without names the schema would number them.
    "ENUM_NAME_OVERRIDES": {
        "ProductKind": ["standard", "configurable"],
        "GroupKind": [
            "one_of",
            "some_of",
            "number",
            "text",
            "colour",
            "file",
            "nested",
            "repeated",
        ],
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# --- Celery: a message is only a wake-up, the rows say what is due

CELERY_BROKER_URL = env.str("REDIS_URL", default="") or queues.FILESYSTEM
if IS_PRODUCTION and CELERY_BROKER_URL == queues.FILESYSTEM:
    raise ImproperlyConfigured("REDIS_URL is not set: production sends its wake-ups through Redis.")
CELERY_BROKER_TRANSPORT_OPTIONS = queues.transport_options(CELERY_BROKER_URL, DEMO_DIR / "broker")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TIMEZONE = "UTC"
CELERY_TASK_DEFAULT_QUEUE = queues.SHORT
CELERY_TASK_QUEUES = [
    Queue(name, Exchange(name), routing_key=name) for name in (queues.SHORT, queues.LONG)
]
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_DEFAULT_EXCHANGE = queues.SHORT
CELERY_TASK_DEFAULT_ROUTING_KEY = queues.SHORT
CELERY_TASK_ROUTES = {name: {"queue": queues.LONG} for name in queues.LONG_TASKS}
CELERY_TASK_ANNOTATIONS = queues.task_limits()
queues.check_time_limits(queues.TIME_LIMIT_S, queues.VISIBILITY_TIMEOUT_S)
CELERY_TASK_TIME_LIMIT = queues.TIME_LIMIT_S[queues.SHORT]
CELERY_TASK_SOFT_TIME_LIMIT = CELERY_TASK_TIME_LIMIT - queues.GRACE_S
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_MAX_MEMORY_PER_CHILD = queues.MEMORY_LIMIT_KB
CELERY_WORKER_SEND_TASK_EVENTS = False
# What compiling one model may take, in a process of its own; beyond it witnesses serve.
COMPILE_MEMORY_MB = queues.compile_memory_mb(env.str("COMPILE_MEMORY_MB", default=""))
# A new connection for every task costs ten times the task (measured); keep one for many.
CELERY_DB_REUSE_MAX = 500
# Intervals only, so beat has nothing to remember and needs no file.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_BEAT_SCHEDULE = queues.beat_schedule(env.float("BEAT_PACE", default=1.0))
CELERY_BEAT_MAX_LOOP_INTERVAL = 1

# Which module speaks to the card provider; nothing here means that no cards are taken.
CARD_PROVIDER = env.str(
    "CARD_PROVIDER", default="" if IS_PRODUCTION else "orders.payments.test_cards.TestCards"
)

# --- Words for the operator

# Where the shop is reached from outside: links in mails begin with it.
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Tailorline <shop@localhost>")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DEMO_DIR / "mail"
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
