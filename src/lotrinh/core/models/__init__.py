from lotrinh.core.models.audit import AuditEntry, PeriodLock
from lotrinh.core.models.people import User

__all__ = ["AuditEntry", "PeriodLock", "User"]
