"""Registers for programs: the same list, the same scope, the same writer as the pages."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from ninja import Field, Router, Schema, Status

from lotrinh.core.models import AuditEntry
from lotrinh.core.registers import Refused, all_registers, write
from lotrinh.core.registers.columns import BadCell, Column
from lotrinh.core.registers.declaration import Register, register_of
from lotrinh.core.registers.listing import PAGE, Asked, Listing
from lotrinh.core.registers.views import opened

router = Router(tags=["registers"])


class ColumnOut(Schema):
    path: str
    label: str
    kind: str


class RegisterOut(Schema):
    slug: str
    title: str
    columns: list[ColumnOut]


class RowOut(Schema):
    id: int
    version: int = Field(description="The entry that last wrote the row; send it back with a change.")
    label: str
    values: dict[str, Any]


class RowsOut(Schema):
    count: int
    page: int
    page_size: int
    rows: list[RowOut]


class RowIn(Schema):
    values: dict[str, Any] = Field(description="Field → value; foreign keys by id, dates as YYYY-MM-DD.")
    version: int | None = Field(None, description="Required when changing a row.")
    reason: str = ""


class WrittenOut(Schema):
    id: int
    version: int
    changed: bool


class ProblemOut(Schema):
    field: str
    message: str


class RefusedOut(Schema):
    message: str
    problems: list[ProblemOut] = []


def _columns(register: Register, who) -> list[Column]:
    paths = dict.fromkeys([*register.key, *register.form_fields, *register.columns])
    return [register.column(path) for path in paths if register.lets_see(who, path)]


def _plain(column: Column, row) -> Any:
    value = column.value(row)
    if column.kind == "reference" and value is not None:
        return {"id": value.pk, "label": str(value)}
    return value


def _out(register: Register, who, row) -> RowOut:
    values = {c.path: _plain(c, row) for c in _columns(register, who)}
    return RowOut(id=row.pk, version=row.entry_id, label=str(row), values=values)


@router.get("", response=list[RegisterOut], summary="The registers you may view")
def index(request):
    return [
        RegisterOut(
            slug=r.slug,
            title=r.title,
            columns=[ColumnOut(path=c.path, label=c.label, kind=c.kind) for c in _columns(r, request.user)],
        )
        for r in all_registers()
        if r.may.view(request.user)
    ]


@router.get("/{slug}", response=RowsOut, summary="Rows in your scope; the query is that of the list page")
def rows(request, slug: str):
    register = opened(request, slug)
    listing = Listing(register, request.user, Asked.of(register, request.GET))
    page = listing.page
    return RowsOut(
        count=listing.count,
        page=page.number,
        page_size=PAGE,
        rows=[_out(register, request.user, row) for row in page.rows],
    )


@router.get("/{slug}/{int:pk}", response=RowOut)
def row(request, slug: str, pk: int, as_of: date | None = None):
    register = opened(request, slug)
    return _out(
        register, request.user, get_object_or_404(register.visible_rows(request.user, as_of or localdate()), pk=pk)
    )


@router.post("/{slug}", response={201: WrittenOut, 422: RefusedOut, 404: RefusedOut}, summary="Add a row")
def add(request, slug: str, body: RowIn):
    register = opened(request, slug, "change")
    return _write(register, request.user, register.model(), body, created=True)


@router.patch("/{slug}/{int:pk}", response={200: WrittenOut, 409: RefusedOut, 422: RefusedOut}, summary="Change a row")
def change(request, slug: str, pk: int, body: RowIn):
    register = opened(request, slug, "change")
    stored = get_object_or_404(register.editable(request.user), pk=pk)
    if body.version != stored.entry_id:
        by = AuditEntry.objects.select_related("by").get(pk=stored.entry_id).by
        message = f"{by or 'Người khác'} đã sửa dòng này; hãy đọc lại rồi gửi kèm version {stored.entry_id}."
        return Status(409, RefusedOut(message=message))
    return _write(register, request.user, stored, body, created=False)


def _write(register: Register, who, row, body: RowIn, *, created: bool):
    if problems := _fill(register, who, row, body.values, created=created):
        return Status(422, RefusedOut(message="Dữ liệu chưa đúng; không ghi gì.", problems=problems))
    try:
        written = write(row, by=who, reason=body.reason[:500])
    except Refused as error:
        problems = [ProblemOut(field=p.field, message=p.message) for p in error.problems]
        return Status(422, RefusedOut(message=error.summary, problems=problems))
    answer = WrittenOut(id=row.pk, version=row.entry_id, changed=bool(written.rows))
    return Status(201 if created else 200, answer)


def _fill(register: Register, who, row, values: dict, *, created: bool) -> list[ProblemOut]:
    """Set the given fields, each read as a cell would be; what cannot be read, or may not be set, is a problem."""
    allowed = {name: register.column(name) for name in register.form_fields if register.lets_see(who, name)}
    problems = [ProblemOut(field=name, message=f"Không có cột “{name}”.") for name in values if name not in allowed]
    for name, column in allowed.items():
        if name not in values and not created:
            continue
        try:
            setattr(row, column.field.attname, _read(column, who, values.get(name)))
        except (BadCell, ValidationError) as error:
            problems.append(ProblemOut(field=name, message=str(error)))
    return problems


def _read(column: Column, who, value):
    if column.kind != "reference":
        if isinstance(value, dict | list):
            raise BadCell(f"“{column.label}” phải là một giá trị, không phải một cấu trúc.")
        return column.read(value)
    if value in (None, ""):
        if not column.field.blank:
            raise BadCell(f"“{column.label}” để trống; cột này bắt buộc.")
        return None
    if not isinstance(value, int) or not register_of(column.field.related_model).visible(who).filter(pk=value).exists():
        raise BadCell(f"“{column.label}”: không có dòng {value} trong phạm vi của bạn.")
    return value
