import io
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.utils.timezone import localdate
from PIL import Image

from lotrinh.documents.actions import FileRefused
from lotrinh.followups.models import Block
from lotrinh.organizations.choices import Role
from lotrinh.plans import actions
from lotrinh.plans.choices import Source
from lotrinh.plans.errors import (
    AlreadyGiven,
    Ended,
    FutureDay,
    NoReason,
    NotInForce,
    NotYourPlan,
    NotYourTask,
    ProofMissing,
    Withdrawn,
    WrongPeriod,
)
from lotrinh.plans.models import DutyProof, Programme, TaskAssignment, TaskUpdate
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import AssignmentFactory, DraftFactory, DutyFactory, TaskFactory

pytestmark = pytest.mark.django_db


def officer_of(task):
    return person(Role.PLAN_OFFICER, task.version.programme.owner_on(localdate()))


@pytest.fixture
def part():
    return AssignmentFactory()


@pytest.fixture
def worker(part):
    return person(Role.WARD_OFFICER, part.organization)


def tell(part, by, **fields):
    given = {"note": "Đã mở hai lớp."} | fields
    return actions.tell(task=part.task, organization=part.organization, by=by, **given)


def test_a_unit_given_while_the_plan_runs_is_marked_as_such():
    task = TaskFactory()
    part = actions.assign(task=task, organization=OrganizationFactory(), role="lead", by=officer_of(task))
    assert (part.source, part.since) == (Source.EXECUTION, localdate())


def test_one_unit_has_one_part_of_a_kind(part):
    with pytest.raises(AlreadyGiven):
        actions.assign(task=part.task, organization=part.organization, role="lead", by=officer_of(part.task))


def test_a_unit_that_has_ended_is_given_nothing():
    task = TaskFactory()
    with pytest.raises(Ended):
        actions.assign(
            task=task, organization=OrganizationFactory(valid_to=date(2025, 6, 30)), role="lead", by=officer_of(task)
        )


def test_only_the_owner_assigns(part, worker):
    with pytest.raises(NotYourPlan):
        actions.assign(task=part.task, organization=OrganizationFactory(), role="support", by=worker)


def test_a_printed_group_becomes_its_members_in_the_words_of_the_plan():
    task = TaskFactory()
    printed = AssignmentFactory(task=task, organization=None, printed="UBND các xã, phường", role="implement")
    units = [OrganizationFactory() for _ in range(3)]
    actions.assign_printed(assignment=printed, organizations=units, by=officer_of(task))
    parts = TaskAssignment.objects.filter(task=task).order_by("pk")
    assert [(one.organization, one.printed, one.source) for one in parts] == [
        (unit, "UBND các xã, phường", Source.PLAN) for unit in units
    ]


def test_a_printed_name_of_a_unit_that_has_the_part_already_is_not_doubled(part):
    printed = AssignmentFactory(task=part.task, organization=None, printed="Phòng Kinh tế")
    actions.assign_printed(assignment=printed, organizations=[part.organization], by=officer_of(part.task))
    assert list(part.task.assignments.all()) == [part]


def test_taking_back_a_part_in_force_needs_a_reason(part):
    with pytest.raises(NoReason):
        actions.unassign(assignment=part, by=officer_of(part.task))


def test_progress_comes_in_any_order_of_days(part, worker):
    tell(part, worker, on=date(2026, 6, 2))
    tell(part, worker, on=date(2026, 5, 1))
    assert [update.on.month for update in part.task.updates.all()] == [6, 5]


def test_a_second_click_tells_nothing_twice(part, worker):
    token = uuid4()
    tell(part, worker, sent_as=token)
    tell(part, worker, sent_as=token)
    assert TaskUpdate.objects.count() == 1


def test_progress_of_tomorrow_is_refused(part, worker):
    with pytest.raises(FutureDay):
        tell(part, worker, on=localdate() + timedelta(days=1))


def test_a_unit_without_a_part_tells_nothing(part):
    stranger = person(Role.WARD_OFFICER)
    with pytest.raises(NotYourTask):
        tell(part, stranger)


def test_a_leader_does_not_tell_progress(part):
    with pytest.raises(NotYourTask):
        tell(part, person(Role.LEADER, part.organization))


def test_a_task_of_a_draft_is_not_worked_on():
    task = TaskFactory(version=DraftFactory())
    part = AssignmentFactory(task=task)
    with pytest.raises(NotInForce):
        tell(part, person(organization=part.organization))


def test_finishing_twice_keeps_the_first_day(part, worker):
    for day in (date(2026, 5, 1), date(2026, 6, 1)):
        actions.finish(task=part.task, organization=part.organization, on=day, by=worker)
    assert part.task.done_on == date(2026, 5, 1)


def test_reopening_needs_a_reason(part, worker):
    actions.finish(task=part.task, organization=part.organization, by=worker)
    with pytest.raises(NoReason):
        actions.reopen(task=part.task, by=officer_of(part.task), reason=" ")
    assert actions.reopen(task=part.task, by=officer_of(part.task), reason="Nghiệm thu lại.").done_on is None


def test_a_block_names_who_can_clear_it(part, worker):
    clearer = OrganizationFactory()
    actions.block_task(
        task=part.task,
        organization=part.organization,
        why="Chưa có kinh phí.",
        clearer=clearer,
        by_when=localdate(),
        by=worker,
    )
    (block,) = Block.objects.about(*part.task.address).asked_of([clearer.pk])
    assert (block.unit, block.link) == (part.organization, part.task.get_absolute_url())


def test_whoever_is_asked_to_clear_a_block_sees_the_plan_until_it_is_cleared(part, worker):
    clearer = OrganizationFactory()
    helper = person(Role.WARD_OFFICER, clearer)
    plan = Programme.objects.filter(pk=part.task.version.programme_id)
    assert not plan.visible_to(helper).exists()
    actions.block_task(
        task=part.task,
        organization=part.organization,
        why="Chưa có kinh phí.",
        clearer=clearer,
        by_when=localdate(),
        by=worker,
    )
    assert plan.visible_to(helper).exists()
    assert not plan.visible_to(person(Role.WARD_OFFICER)).exists()


# --- standing duties -------------------------------------------------------------------------------------------------


@pytest.fixture
def duty(part):
    return DutyFactory(task=part.task)


def prove(duty, part, by, **fields):
    given = {"note": "Đã phát thanh.", "on": date(2026, 2, 10)} | fields
    return actions.prove_duty(duty=duty, organization=part.organization, by=by, **given)


def test_a_proof_counts_in_the_period_of_its_day_however_late_it_comes(duty, part, worker):
    assert prove(duty, part, worker, on=date(2026, 1, 31)).period == "2026-M01"


def test_a_proof_from_before_the_duty_is_refused(duty, part, worker):
    with pytest.raises(WrongPeriod):
        prove(duty, part, worker, on=date(2025, 12, 31))


def test_a_proof_of_the_wrong_kind_is_refused(part, worker):
    duty = DutyFactory(task=part.task, proof="photo")
    with pytest.raises(ProofMissing):
        prove(duty, part, worker, files=[ContentFile(b"%PDF-1.7 ...", "bien-ban.pdf")])
    assert DutyProof.objects.count() == 0


def photo(size=(3000, 2000)) -> ContentFile:
    """As a phone sends it: with the place where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (10.0, 27.0, 35.0)
    exif[0x010F] = "Máy ảnh"
    kept = io.BytesIO()
    Image.new("RGB", size, "teal").save(kept, "JPEG", exif=exif)
    return ContentFile(kept.getvalue(), "IMG_0001.JPG")


def test_a_photo_is_kept_small_and_without_its_place(part, worker, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    duty = DutyFactory(task=part.task, proof="photo")
    (stored,) = prove(duty, part, worker, files=[photo()]).files
    with Image.open(stored.file) as kept:
        assert max(kept.size) == 1600
        assert not kept.getexif()


def test_a_position_is_kept_only_when_it_was_declared(duty, part, worker):
    assert prove(duty, part, worker).latitude is None
    assert prove(duty, part, worker, position=(10.46, 105.63)).latitude == 10.46


def test_a_broken_photo_leaves_nothing_behind(part, worker):
    duty = DutyFactory(task=part.task, proof="photo")
    with pytest.raises(FileRefused):
        prove(duty, part, worker, files=[ContentFile(photo().read()[:900], "hong.jpg")])
    assert DutyProof.objects.count() == 0


def test_rows_that_one_cannot_see_prove_nothing(part, worker):
    duty = DutyFactory(task=part.task, proof="rows")
    with pytest.raises(ProofMissing):
        prove(duty, part, worker, rows=[("co-so-san-xuat", "999999"), ("khong-co-so-nay", "1")])


def test_the_same_form_proves_once(duty, part, worker):
    token = uuid4()
    prove(duty, part, worker, sent_as=token)
    prove(duty, part, worker, sent_as=token)
    assert DutyProof.objects.count() == 1


def test_a_withdrawn_proof_stays_to_be_seen_and_no_longer_counts(duty, part, worker):
    proof = prove(duty, part, worker)
    actions.withdraw_proof(proof=proof, by=worker, reason="Nhầm việc.")
    assert list(duty.proofs.standing()) == []
    assert proof.withdrawn.reason == "Nhầm việc."
    with pytest.raises(Withdrawn):
        actions.withdraw_proof(proof=proof, by=worker, reason="Lần nữa.")


def test_a_new_rule_puts_proofs_into_its_own_periods(duty, part, worker):
    proof = prove(duty, part, worker, on=date(2026, 2, 10))
    actions.set_duty(task=part.task, by=officer_of(part.task), period_kind="quarter")
    proof.refresh_from_db()
    assert proof.period == "2026-Q1"
