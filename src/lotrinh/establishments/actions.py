"""Merging establishments that are one, and taking them apart again; both leave their history."""

from collections.abc import Sequence

from lotrinh.core.models import User
from lotrinh.core.registers import Invalid, OutOfScope, Problem, write
from lotrinh.establishments.models import DistinctPair, Establishment


def merge_establishments(*, rows: Sequence[Establishment], into: Establishment, reason: str, by: User) -> None:
    """Say that `rows` are `into`. They keep their own rows (leases, returns, forms), so that it can be taken back.

    What was merged into one of them before goes on to `into`. Raises Invalid and OutOfScope.
    """
    if not Establishment.objects.editable_by(by).filter(pk=into.pk).exists():
        raise OutOfScope([Problem(into, "", f"{into}: không thuộc phạm vi của bạn.")])
    if into.merged_into_id is not None:
        raise Invalid([Problem(into, "", f"{into} đã được gộp vào cơ sở khác; hãy chọn cơ sở còn lại làm nơi giữ.")])
    problems = [Problem(row, "", f"{row}: không gộp một cơ sở vào chính nó.") for row in rows if row.pk == into.pk]
    problems += [Problem(row, "", f"{row} đã được gộp từ trước.") for row in rows if row.merged_into_id is not None]
    if problems:
        raise Invalid(problems)
    followers = list(Establishment.objects.filter(merged_into__in=rows))
    for row in [*rows, *followers]:
        row.merged_into = into
    write([*rows, *followers], by=by, deed=f"Gộp vào {into} vì trùng", reason=reason)


def merge_into_code(*, rows: Sequence[Establishment], code: str, reason: str, by: User) -> None:
    """The same, for a form in which the one to be kept is named by its code."""
    into = Establishment.objects.editable_by(by).filter(code=code.strip()).first()
    if into is None:
        raise Invalid([Problem(rows[0], "", f"Không có cơ sở mã “{code}” trong phạm vi của bạn.")])
    merge_establishments(rows=rows, into=into, reason=reason, by=by)


def separate_establishments(*, rows: Sequence[Establishment], reason: str, by: User) -> None:
    """Take rows that were merged apart again: they stand in the register as before. Raises Invalid."""
    problems = [Problem(row, "", f"{row} không bị gộp vào cơ sở nào.") for row in rows if row.merged_into_id is None]
    if problems:
        raise Invalid(problems)
    for row in rows:
        row.merged_into = None
    write(rows, by=by, deed="Tách lại cơ sở đã gộp", reason=reason)


def keep_apart(*, one: Establishment, other: Establishment, reason: str, by: User) -> DistinctPair:
    """Note that two establishments that look alike are two: they are not suspected again."""
    first, second = sorted((one, other), key=lambda row: row.pk)
    if (known := DistinctPair.objects.filter(first=first, second=second).first()) is not None:
        return known
    pair = DistinctPair(first=first, second=second, reason=reason)
    return write(pair, by=by, deed=f"Ghi nhận không trùng: {pair}", reason=reason).created[0]
