"""`lotrinh manage …`: Django's own administration commands."""

import os


def set_up() -> None:
    """Make models usable outside a request."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lotrinh.config.settings")
    import django

    django.setup()


def main(argv: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lotrinh.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["lotrinh manage", *argv])
    return 0
