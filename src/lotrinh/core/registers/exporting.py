"""The sheet that goes out is the sheet that comes in: key first, foreign keys expanded, then what is not read back."""

import csv
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO

import xlsxwriter
from django.conf import settings
from django.http import FileResponse, Http404, StreamingHttpResponse

from lotrinh.core import vietnamese
from lotrinh.core.registers.columns import Column
from lotrinh.core.registers.listing import Listing

SAMPLE = "DỮ LIỆU MẪU"


class SampleMark:
    """The last column of a sheet with invented rows: says so on each of them, and is not read back."""

    label = SAMPLE
    path = "is_sample"

    def cell(self, row) -> str | None:
        return "mẫu" if settings.IS_DEMO or getattr(row, "is_sample", False) else None


def has_samples(listing: Listing) -> bool:
    if settings.IS_DEMO:
        return True
    return hasattr(listing.register.model, "is_sample") and listing.queryset.filter(is_sample=True).exists()


def columns_of(listing: Listing) -> list[Column]:
    register, who = listing.register, listing.who
    own = [c for c in register.sheet_columns if register.lets_see(who, c.path.split("__")[0])]
    return own + [c for c in register.derived_columns if register.lets_see(who, c.path)]


def lines(listing: Listing, columns: list[Column]) -> Iterator[list]:
    references = {path.rsplit("__", 1)[0] for path in (c.path for c in columns) if "__" in path} | set(
        listing.register.references
    )
    rows = listing.ordered.select_related(*sorted(references)) if references else listing.ordered
    for row in rows.iterator(chunk_size=2_000):
        yield [c.cell(row) for c in columns]


def response(listing: Listing, kind: str, *, empty: bool = False):
    """The list as a download, xlsx or csv; `empty` gives the header alone, to be filled in."""
    columns = columns_of(listing)
    importable = sum(column in listing.register.sheet_columns for column in columns)
    is_sample = not empty and has_samples(listing)
    if is_sample:
        columns = [*columns, SampleMark()]
    body = iter(()) if empty else lines(listing, columns)
    mark = f" - {SAMPLE}" if is_sample else ""
    name = f"{listing.register.slug}{'-mau' if empty else ''}{'-du-lieu-mau' if mark else ''}"
    if kind == "xlsx":
        file = workbook(
            columns,
            body,
            title=(listing.register.title + mark),
            importable=importable,
        )
        return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")
    if kind == "csv":
        answer = StreamingHttpResponse(_csv(columns, body), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return answer
    raise Http404


def workbook(columns: list[Column], body, *, title: str, importable: int):
    """An open temporary xlsx file, rewound. Columns from `importable` on are shown grey: they are not read back."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "in_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("Sổ")
    head = book.add_format({"bold": True, "bg_color": "#E3F1ED", "border": 1, "text_wrap": True, "valign": "top"})
    grey = book.add_format(
        {"bold": True, "bg_color": "#E9EEEC", "border": 1, "text_wrap": True, "font_color": "#4D5955"}
    )
    a_date = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, max(12, min(36, len(column.label) + 4)))
        sheet.write_string(0, place, column.label, head if place < importable else grey)
    for number, line in enumerate(body, start=1):
        for place, value in enumerate(line):
            if value is None:
                continue
            if isinstance(value, (date, datetime)):
                sheet.write_datetime(number, place, value, a_date)
            elif isinstance(value, str):
                sheet.write_string(number, place, value)
            else:
                sheet.write_number(number, place, value)
    book.set_properties({"title": title})
    sheet.set_header(f"&C{title}")
    book.close()
    file.seek(0)
    return file


def _csv(columns: list[Column], body) -> Iterator[str]:
    """UTF-8 with a mark that Excel needs, semicolons since the comma is the decimal sign."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";")
    yield "\ufeff"
    writer.writerow([c.label for c in columns])
    for line in body:
        writer.writerow([_csv_cell(value) for value in line])
        if buffer.tell() > 64_000:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _csv_cell(value):
    """Words as people write them; a text that a spreadsheet would run as a formula is quoted."""
    if value is None:
        return ""
    if isinstance(value, (date, datetime)):
        return vietnamese.format_date(value)
    if isinstance(value, str):
        return f"'{value}" if value[:1] in "=+-@\t\r" else value
    return vietnamese.format_number(value)
