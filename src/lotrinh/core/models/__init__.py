from lotrinh.core.models.audit import AuditEntry, PeriodLock, deed_key
from lotrinh.core.models.imports import ImportBatch, ImportRow, ImportState, RowState
from lotrinh.core.models.jobs import Job, JobStatus, WorkerBeat
from lotrinh.core.models.people import User

__all__ = [
    "AuditEntry",
    "ImportBatch",
    "ImportRow",
    "ImportState",
    "Job",
    "JobStatus",
    "PeriodLock",
    "RowState",
    "User",
    "WorkerBeat",
    "deed_key",
]
