import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def own_cache(settings):
    """Guesses counted by other tests, or by tests that run beside these, are none of a test's own."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
