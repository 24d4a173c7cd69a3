from datetime import date
from decimal import Decimal

from django import forms
from django.utils import formats, translation


def test_forms_read_dates_day_first_and_numbers_with_a_decimal_comma():
    with translation.override("vi"):
        assert forms.DateField().clean("05/03/2026") == date(2026, 3, 5)
        assert forms.DecimalField(localize=True).clean("1.234,5") == Decimal("1234.5")


def test_pages_print_dates_and_numbers_the_vietnamese_way():
    with translation.override("vi"):
        assert formats.date_format(date(2026, 3, 5)) == "05/03/2026"
        assert formats.localize(Decimal("1234567.5")) == "1.234.567,5"
