"""A document comes in: kept as it is, then read in the background into a draft."""

import hashlib
from uuid import UUID, uuid4

from django.db.models import Max
from django.urls import reverse

from lotrinh.core.jobs import JobFailed, enqueue, job
from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.documents.actions import clean_name
from lotrinh.organizations.models import Organization
from lotrinh.plans import lineage, reading
from lotrinh.plans.actions.programmes import start_programme
from lotrinh.plans.choices import VersionState
from lotrinh.plans.errors import SameFile, TooLarge
from lotrinh.plans.models import PlanVersion, Programme
from lotrinh.plans.rights import must_run

LARGEST = 25 * 1024 * 1024


def import_document(
    *,
    file,
    by: User,
    filename: str = "",
    programme: Programme | None = None,
    owner: Organization | None = None,
    is_sample: bool = False,
    sent_as: UUID | None = None,
) -> PlanVersion:
    """Keep `file` (a Django File) and have it read; the draft waits for review, nothing is published.

    Without a programme a new one is opened for `owner`, named by its file until the title is known. `sent_as`: token of
    the form, so that a second click uploads nothing. Raises NotYourPlan, TooLarge, and SameFile when this very file is
    already a version of the programme.
    """
    if sent_as and (already := PlanVersion.objects.filter(sent_as=sent_as, uploaded__by=by).first()):
        return already
    filename = clean_name(filename or file.name or "van-ban")
    if file.size > LARGEST:
        raise TooLarge()
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    with audit(f"Tải lên văn bản: {filename}", by=by) as entry:
        if programme is None:
            programme = start_programme(name=filename.rsplit(".", 1)[0], owner=owner, by=by, is_sample=is_sample)
        must_run(by, programme)
        if programme.versions.filter(sha256=digest.hexdigest()).exists():
            raise SameFile()
        last = programme.versions.aggregate(last=Max("ordinal"))["last"] or 0
        version = PlanVersion.objects.create(
            programme=programme,
            ordinal=last + 1,
            file=file,
            filename=filename,
            sha256=digest.hexdigest(),
            uploaded=entry,
            sent_as=sent_as or uuid4(),
        )
    _hand_over(version, by)
    return version


def read_again(*, version: PlanVersion, by: User) -> PlanVersion:
    """Read a kept upload once more, after a failure or with a newer reader; what was reviewed in it is read anew.

    Only of a text that is not yet in force. Raises NotYourPlan, NotADraft.
    """
    reading.must_be_unpublished(version)
    must_run(by, version.programme)
    with audit(f"Đọc lại văn bản: {version.filename}", by=by):
        reading.empty(version)
    _hand_over(version, by)
    return version


@job("Đọc văn bản kế hoạch")
def read_version(version_id: int, by_id: int):
    """Compile one kept upload into blocks, sentences, items and findings."""
    version = PlanVersion.objects.select_related("programme").get(pk=version_id)
    by = User.objects.get(pk=by_id)
    with version.file.open("rb") as stream:
        data = stream.read()
    try:
        reading.read_into(version, data, by=by)
    except reading.UnreadableDocument as error:
        PlanVersion.objects.filter(pk=version.pk).update(state=VersionState.UNREADABLE, problem=str(error))
        raise JobFailed(str(error)) from error
    lineage.settle_links(version)


def _hand_over(version: PlanVersion, by: User) -> None:
    then = reverse("plans:version", args=[version.pk])
    version.job = enqueue(read_version, by=by, key=f"plan-{version.pk}", then=then, version_id=version.pk, by_id=by.pk)
    PlanVersion.objects.filter(pk=version.pk).update(job=version.job)
    version.refresh_from_db()
