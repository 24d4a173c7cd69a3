from collections.abc import Sequence
from datetime import date

from lotrinh.clusters.models import Lease
from lotrinh.core.models import User
from lotrinh.core.registers import Invalid, Problem, write


def terminate_leases(*, rows: Sequence[Lease], ends_on: date, reason: str, by: User) -> None:
    """End the leases on `ends_on`. Raises Invalid when one has not begun by then or has ended before."""
    problems = [
        Problem(
            lease,
            "ends_on",
            f"{lease}: hợp đồng có hiệu lực từ {lease.starts_on:%d/%m/%Y}; không thể chấm dứt trước ngày đó.",
        )
        for lease in rows
        if ends_on < lease.starts_on
    ]
    problems += [
        Problem(lease, "ends_on", f"{lease}: hợp đồng đã kết thúc ngày {lease.ends_on:%d/%m/%Y}.")
        for lease in rows
        if lease.ends_on and lease.ends_on < ends_on
    ]
    if problems:
        raise Invalid(problems)
    for lease in rows:
        lease.ends_on = ends_on
    write(rows, by=by, deed="Chấm dứt hợp đồng thuê lại đất", reason=reason)
