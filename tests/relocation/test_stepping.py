"""Steps of dossiers: in order, with papers, by those who may; done only when somebody else has seen it."""

from datetime import date
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction

from lotrinh.core.models import AuditEntry
from lotrinh.core.registers import Changed, Invalid, NotAllowed, OutOfScope
from lotrinh.documents.actions import FileRefused
from lotrinh.organizations.choices import Role
from lotrinh.relocation import actions
from lotrinh.relocation.choices import FileGroup, Side, Step
from lotrinh.relocation.models import Dossier, StepTaken
from tests.establishments.factories import EstablishmentFactory
from tests.organizations.factories import person
from tests.relocation.factories import DossierFactory

DAY = date(2026, 2, 2)
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 20


def in_ward(ward, **more) -> Dossier:
    return DossierFactory(establishment=EstablishmentFactory(area=ward.area), **more)


def test_a_dossier_is_opened_once_for_each_establishment(ward, officer):
    place = EstablishmentFactory(area=ward.area)
    assert len(actions.open_dossiers(rows=[place], on=DAY, by=officer)) == 1
    assert actions.open_dossiers(rows=[place], on=DAY, by=officer) == []
    assert StepTaken.objects.get().step == Step.IDENTIFIED


def test_a_batch_takes_one_step_under_one_entry(ward, officer):
    rows = [in_ward(ward), in_ward(ward)]
    before = AuditEntry.objects.count()
    actions.take_step(rows=rows, step=Step.SURVEYED, on=DAY, paper="phiếu 1", by=officer)
    assert AuditEntry.objects.count() == before + 1
    assert set(Dossier.objects.values_list("step", "stepped_on")) == {(Step.SURVEYED, DAY)}


def test_one_that_may_not_holds_the_whole_batch_back(ward, officer):
    rows = [in_ward(ward), in_ward(ward, step=Step.LISTED)]
    with pytest.raises(Invalid, match="chỉ theo sau"):
        actions.take_step(rows=rows, step=Step.SURVEYED, on=DAY, paper="phiếu 1", by=officer)
    assert not StepTaken.objects.exists() and Dossier.objects.filter(step=Step.IDENTIFIED).count() == 1


def test_a_step_needs_its_paper_and_a_day_that_has_come(ward, officer):
    row = in_ward(ward)
    with pytest.raises(Invalid, match="phiếu khảo sát"):
        actions.take_step(rows=[row], step=Step.SURVEYED, on=DAY, by=officer)
    with pytest.raises(Invalid, match="tương lai"):
        actions.take_step(rows=[row], step=Step.SURVEYED, on=date(2099, 1, 1), paper="x", by=officer)


def test_the_ward_surveys_and_the_office_lists(ward, ward_officer):
    row = in_ward(ward, step=Step.CLASSIFIED)
    with pytest.raises(NotAllowed, match="cán bộ chuyên môn"):
        actions.take_step(rows=[row], step=Step.LISTED, on=DAY, paper="QĐ 1", by=ward_officer)


def test_another_ward_s_officer_takes_no_step_here(ward, stranger):
    with pytest.raises(OutOfScope):
        actions.take_step(rows=[in_ward(ward)], step=Step.SURVEYED, on=DAY, paper="x", by=stranger)


def test_who_looked_at_an_older_state_changes_nothing(ward, officer):
    row = in_ward(ward)
    stale = Dossier.objects.select_related("establishment").get(pk=row.pk)
    actions.set_side(rows=[row], side=Side.SUSPENDED, reason="lũ", by=officer)
    with pytest.raises(Changed):
        actions.take_step(rows=[stale], step=Step.SURVEYED, on=DAY, paper="x", by=officer)


def test_a_step_entered_by_mistake_is_taken_back(ward, officer):
    row = actions.open_dossiers(rows=[EstablishmentFactory(area=ward.area)], on=date(2026, 1, 5), by=officer)[0]
    actions.take_step(rows=[row], step=Step.SURVEYED, on=DAY, paper="x", by=officer)
    actions.step_back(rows=[row], reason="ghi nhầm", by=officer)
    row.refresh_from_db()
    assert (row.step, row.stepped_on) == (Step.IDENTIFIED, date(2026, 1, 5))


def test_classifying_keeps_the_group(ward, officer):
    row = in_ward(ward, step=Step.SURVEYED)
    actions.classify(rows=[row], file_group=FileGroup.IDLE, on=DAY, paper="bảng 1", by=officer)
    row.refresh_from_db()
    assert (row.step, row.file_group) == (Step.CLASSIFIED, FileGroup.IDLE)


@pytest.fixture
def stopped(ward, ward_officer):
    row = in_ward(ward, step=Step.AGREED)
    actions.tell_stopped(rows=[row], on=DAY, by=ward_officer)
    return row


def verify(row, by, on=date(2026, 2, 9), photo=PNG):
    actions.verify_closure(dossier=row, on=on, photo=BytesIO(photo), name="anh.png", by=by)


def test_a_closure_seen_by_somebody_else_with_a_photo_counts(stopped, officer):
    verify(stopped, officer)
    row = Dossier.objects.closed_out_on(date(2026, 2, 9)).get()
    assert row.step == Step.CLEARED and row.verified_photo.kind == "png"
    assert not Dossier.objects.closed_out_on(date(2026, 2, 8)).exists()


def test_who_said_it_stopped_does_not_verify_it(stopped, ward_officer):
    with pytest.raises(Invalid, match="người khác"):
        verify(stopped, ward_officer)


def test_nothing_is_verified_before_it_stopped(stopped, ward, officer):
    with pytest.raises(Invalid, match="trước ngày ngừng"):
        verify(stopped, officer, on=date(2026, 2, 1))
    with pytest.raises(Invalid, match="chưa ghi ngày ngừng"):
        verify(in_ward(ward, step=Step.AGREED), officer)


def test_a_photo_is_a_photo(stopped, officer):
    with pytest.raises(FileRefused):
        verify(stopped, officer, photo=b"%PDF-1.7 not a photo")
    assert not Dossier.objects.exclude(verified_on=None).exists()


def test_the_database_itself_refuses_a_closure_without_a_photo(stopped):
    with pytest.raises(IntegrityError), transaction.atomic():
        Dossier.objects.filter(pk=stopped.pk).update(verified_on=DAY, verified_by=person(Role.WARD_OFFICER))


def test_expansion_is_frozen_from_the_list_to_the_closure(ward, stopped, officer):
    early, listed = in_ward(ward, step=Step.CLASSIFIED), in_ward(ward, step=Step.LISTED)
    frozen = set(Dossier.objects.waiting())
    assert listed in frozen and stopped in frozen and early not in frozen
    verify(stopped, officer)
    assert stopped not in set(Dossier.objects.waiting())
