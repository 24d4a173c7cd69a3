"""What the compiler read becomes rows: one transaction, and the same rows whenever it is done again."""

from django.db import transaction

from lotrinh.core.jobs import progress
from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.documents.models import OfficialDocument
from lotrinh.plans import carrying
from lotrinh.plans.choices import VersionState
from lotrinh.plans.compiler.values import Compiled, EndedDocument, UnreadableDocument
from lotrinh.plans.errors import NotADraft
from lotrinh.plans.models import Claim, PlanVersion, Target, Task
from lotrinh.plans.reading.rows import Writing

__all__ = ["UnreadableDocument", "empty", "must_be_unpublished", "read_into", "write_compiled"]


def must_be_unpublished(version: PlanVersion) -> None:
    """Raises NotADraft for a text that is, or was, in force."""
    if version.state in {VersionState.PUBLISHED, VersionState.SUPERSEDED}:
        raise NotADraft()


def empty(version: PlanVersion) -> None:
    """Take out what was read before, with what was said of it; the upload itself stays."""
    must_be_unpublished(version)
    for model in (Claim, Target, Task):
        model.objects.filter(version=version).delete()
    version.findings.all().delete()
    version.blocks.all().delete()
    PlanVersion.objects.filter(pk=version.pk).update(state=VersionState.READING, problem="")
    version.refresh_from_db()


def read_into(version: PlanVersion, data: bytes, *, by: User) -> PlanVersion:
    """Compile `data` and keep what was read as a draft. Raises UnreadableDocument, NotADraft."""
    from lotrinh.plans.compiler.pipeline import compile_document  # brings in readers that only the worker needs

    progress(0, 3, "Đang đọc chữ và cấu trúc…")
    compiled = compile_document(data, version.filename, ended_documents())
    progress(1, 3, "Đang ghi các mục đọc được…")
    write_compiled(version, compiled, by=by)
    progress(3, 3, "Xong, chờ soát")
    return version


def ended_documents() -> list[EndedDocument]:
    """What the register of documents knows to be no longer in force: a plan that still cites it is told so."""
    fields = ("number", "issued_on", "ended_on", "ended_by")
    return [EndedDocument(*row) for row in OfficialDocument.objects.ended().values_list(*fields)]


@transaction.atomic
def write_compiled(version: PlanVersion, compiled: Compiled, *, by: User) -> PlanVersion:
    """Keep one compiled document as the draft `version`, in the place of whatever was read into it before."""
    PlanVersion.objects.select_for_update().get(pk=version.pk)  # two readings of one text wait for each other
    with audit(f"Đọc văn bản: {version.filename}", by=by) as entry:
        empty(version)
        Writing(version, compiled, entry).write()
        carrying.adopt(version, entry)
    return version
