"""What an address asks for, read as people write it."""

from datetime import date

from django.http import HttpRequest
from django.utils.timezone import localdate

from lotrinh.core import vietnamese


def day_asked(request: HttpRequest) -> tuple[date, str]:
    """(`ngay` of the address, ""); today where none is given, or with why it cannot be read."""
    given = request.GET.get("ngay", "").strip()
    try:
        return vietnamese.parse_date(given) if given else localdate(), ""
    except ValueError as error:
        return localdate(), str(error)
