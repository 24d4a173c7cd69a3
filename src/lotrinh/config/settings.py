"""One settings file; every value that differs between offices comes from the environment (docs/deployment.md)."""

import importlib.util
from pathlib import Path

from csp.constants import NONE, SELF

from lotrinh.config import env

PACKAGE = Path(__file__).resolve().parent.parent
DATA = env.folder("LOTRINH_DATA", default=Path.cwd() / "data")

DEBUG = env.flag("LOTRINH_DEBUG", default=False)
SECRET_KEY = env.secret_key("LOTRINH_SECRET_KEY", kept_in=DATA)
ALLOWED_HOSTS = env.words("LOTRINH_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.words("LOTRINH_ORIGINS", default=[])
_HTTPS = env.flag("LOTRINH_HTTPS", default=False)
IS_DEMO = env.flag("LOTRINH_DEMO", default=False)
"""The demo's invented registers are shown, and marked, only where this is set."""

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "django_htmx",
    "js_lib_bootstrap5",
    "simple_history",
    "lotrinh.core",
    "lotrinh.documents",
    "lotrinh.areas",
    "lotrinh.organizations",
    "lotrinh.rules",
    "lotrinh.indicators",
    "lotrinh.followups",
    "lotrinh.establishments",
    "lotrinh.plans",
    "lotrinh.clusters",
    "lotrinh.workforce",
    "lotrinh.support",
    "lotrinh.relocation",
    "lotrinh.collection",
    "lotrinh.monitoring",
    "lotrinh.reporting",
    "lotrinh.api",
    "lotrinh.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "lotrinh.core.limits.LargestRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "lotrinh.core.limits.NoNulMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "lotrinh.organizations.middleware.StandingMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "lotrinh.config.urls"
WSGI_APPLICATION = "lotrinh.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "core" / "templates"],  # before allauth's own templates
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lotrinh.core.context.site",
                "lotrinh.demo.context.sign_ins",
            ],
            "builtins": ["lotrinh.core.templatetags.lotrinh"],
        },
    }
]

DATABASES = {"default": env.database("DATABASE_URL", default_file=DATA / "lotrinh.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "lotrinh.organizations.accounts.AdministratorBackend",  # last: it signs nobody in
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "lotrinh.organizations.accounts.InvitationOnlyAdapter"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
SESSION_COOKIE_AGE = env.number("LOTRINH_SESSION_HOURS", default=12) * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False  # a session ends so long after signing in, however busy it is
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("LOTRINH_PROXIES", default=1) if _HTTPS else 0
"""So many proxies of ours stand before the server: the address before theirs is the visitor's, for the lock-out."""
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA / "cache"},
}
"""Counts failed sign-ins: all processes of the server must see one count."""
SOCIALACCOUNT_PROVIDERS = env.openid("LOTRINH_OIDC")
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = False
MFA_TOTP_ISSUER = "Lộ Trình"

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "lotrinh.core.formats"
LOCALE_PATHS = [PACKAGE / "core" / "locale"]

STATIC_URL = "static/"
_LEAFLET = Path(importlib.util.find_spec("leaflet").origin).parent / "static"  # Leaflet's files without its app (GDAL)
STATICFILES_DIRS = [_LEAFLET]
WHITENOISE_USE_FINDERS = True  # files are served from where the packages keep them: nothing is collected
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = DATA / "files"
MEDIA_URL = ""  # nothing uploaded has an address of its own: it is served by views that ask for scope
LARGEST_REQUEST = env.number("LOTRINH_LARGEST_UPLOAD_MB", default=64) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_PERMISSIONS = 0o640

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *env.words("LOTRINH_BASE_MAP_HOSTS", default=[])],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
BASE_MAP_URL = env.text("LOTRINH_BASE_MAP", default="")
"""Tile address of an optional base map; without it maps show our own outlines only."""

JOBS_IMMEDIATE = False
"""Set by tests: background work is done before the request that asked for it returns."""
SIMPLE_HISTORY_ENABLED = False  # its tables are used, its signals are not: only the register writer writes history

EMAIL_CONFIG = env.email("LOTRINH_EMAIL_URL")
vars().update(EMAIL_CONFIG)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "lotrinh.core.logs.PrivateFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOTRINH_LOG_LEVEL", default="WARNING")},
}
