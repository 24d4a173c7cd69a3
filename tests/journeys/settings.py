"""The product's settings, with a note kept of every page template that is asked for (see `watching.py`)."""

from lotrinh.config.settings import *  # noqa: F403
from lotrinh.config.settings import TEMPLATES

TEMPLATES[0] |= {"BACKEND": "tests.journeys.watching.WatchedTemplates", "NAME": "django"}
