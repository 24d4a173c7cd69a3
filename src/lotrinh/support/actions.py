from collections.abc import Sequence
from datetime import date

from lotrinh.core.models import User
from lotrinh.core.registers import Invalid, Problem, write
from lotrinh.support.models import Payment


def recover_payments(*, rows: Sequence[Payment], on: date, reason: str, by: User) -> None:
    """The money came back on `on`: the item may be paid again. Raises Invalid."""
    problems = [
        Problem(row, "on", f"{row}: đã thu hồi ngày {row.recovered_on:%d/%m/%Y}.") for row in rows if row.recovered_on
    ]
    problems += [
        Problem(row, "on", f"{row}: chi ngày {row.paid_on:%d/%m/%Y}; không thể thu hồi trước ngày đó.")
        for row in rows
        if row.paid_on > on
    ]
    if problems:
        raise Invalid(problems)
    for row in rows:
        row.recovered_on, row.recovery = on, reason
    write(rows, by=by, deed="Ghi thu hồi khoản đã chi", reason=reason)
