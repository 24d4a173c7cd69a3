"""The product's settings, with the hello page among its addresses."""

from lotrinh.config.settings import *  # noqa: F403

ROOT_URLCONF = "_served_urls"
