"""One deed, one entry: whatever a deed writes, and whatever deeds it calls, stands under the entry it opened."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from lotrinh.core.acting import standing_of
from lotrinh.core.models import AuditEntry

_open: ContextVar[AuditEntry | None] = ContextVar("open_audit_entry", default=None)


@contextmanager
def audit(deed: str, *, by, reason: str = "", register: str = "", acted_as: str = ""):
    """Open an entry for `deed`, or join the one already open; all within one transaction.

    >>> with audit("Ký hợp đồng thuê lại đất", by=user) as entry: ...
    """
    if (entry := _open.get()) is not None:
        with transaction.atomic():
            yield entry
        return
    with transaction.atomic():
        standing = standing_of(by)
        entry = AuditEntry.objects.create(
            by=by,
            for_whom_id=standing.principal_id if standing else None,
            for_name=standing.principal_name if standing else "",
            deed=deed[:200],
            reason=reason,
            register=register,
            acted_as=acted_as,
        )
        token = _open.set(entry)
        try:
            yield entry
        finally:
            _open.reset(token)


def deed_is_open() -> bool:
    """Whether a deed is being done: some rows are written by deeds alone, never from a form of their own."""
    return _open.get() is not None
