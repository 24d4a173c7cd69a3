"""Two people at one row: whoever writes second is told, nobody is overwritten unseen."""

from django.core.exceptions import ValidationError

from lotrinh.core.registers.errors import Changed, Invalid, Problem


def must_be_fresh(row, seen: int | None) -> None:
    """Hold the row until the deed is through. Raises Changed when somebody wrote it since `seen`, the key of its entry
    when the form was opened; None asks nothing.
    """
    entry = type(row).objects.select_for_update().values_list("entry", flat=True).get(pk=row.pk)
    if seen is not None and entry != seen:
        raise Changed()


def check(row) -> None:
    """Raises Invalid with each field's own message."""
    try:
        row.full_clean(exclude=["entry"])
    except ValidationError as error:
        problems = [
            Problem(row, "" if name == "__all__" else name, " ".join(messages))
            for name, messages in error.message_dict.items()
        ]
        raise Invalid(problems) from error
