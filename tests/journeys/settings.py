"""The product's settings, with a note kept of every page template that is asked for (see `watching.py`), and a server
that can be killed in the middle (see `dying.py`)."""

from lotrinh.config.settings import *  # noqa: F403
from lotrinh.config.settings import MIDDLEWARE, TEMPLATES

MIDDLEWARE = ["tests.journeys.dying.DyingMiddleware", *MIDDLEWARE]
TEMPLATES[0] |= {"BACKEND": "tests.journeys.watching.WatchedTemplates", "NAME": "django"}
