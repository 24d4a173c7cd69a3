"""A later text beside the one in force, and what goes on when it takes its place."""

from datetime import date
from decimal import Decimal

import pytest

from lotrinh.organizations.choices import Role
from lotrinh.plans import reading
from lotrinh.plans.actions import accept_certain, correct, draft_contract, make_target_live, publish, reject
from lotrinh.plans.choices import Review, Source, VersionState
from lotrinh.plans.errors import NotADraft, NotReviewed, NotYourPlan
from lotrinh.plans.models import PlanVersion, Target, Task, TaskAssignment
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import AssignmentFactory, DraftFactory, IndicatorFactory, ProgrammeFactory, TaskFactory
from tests.plans.made import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return OrganizationFactory(name="Phòng Kinh tế phường Muối")


@pytest.fixture
def officer(owner):
    return person(Role.PLAN_OFFICER, owner)


@pytest.fixture
def programme(owner):
    return ProgrammeFactory(owner=owner)


def draft_of(programme, document, officer, ordinal) -> PlanVersion:
    version = DraftFactory(programme=programme, ordinal=ordinal)
    return reading.write_compiled(version, document.compiled(), by=officer)


def first_text() -> Document:
    document = Document()
    document.target("Đến năm 2030 trên 80% ruộng muối được trải bạt.", 80)
    document.task("Phòng Kinh tế hướng dẫn các hộ làm muối trải bạt.", ("Phòng Kinh tế", "lead"))
    document.task("Mở chợ muối đầu mối tại cảng cá.")
    return document


def second_text() -> Document:
    """Another number, one sentence untouched, one gone, one new."""
    document = Document()
    document.target("Đến năm 2030 trên 85% ruộng muối được trải bạt.", 85)
    document.task("Phòng Kinh tế hướng dẫn các hộ làm muối trải bạt.", ("Phòng Kinh tế", "lead"))
    document.task("Lập thương hiệu muối sạch của phường.")
    return document


@pytest.fixture
def running(programme, officer):
    version = draft_of(programme, first_text(), officer, 1)
    accept_certain(version=version, by=officer)
    return publish(version=version, by=officer)


def test_nothing_unreviewed_is_published(programme, officer):
    version = draft_of(programme, first_text(), officer, 1)
    with pytest.raises(NotReviewed) as error:
        publish(version=version, by=officer)
    assert error.value.count == 3


def test_only_the_owner_publishes(programme, officer):
    version = draft_of(programme, first_text(), officer, 1)
    accept_certain(version=version, by=officer)
    with pytest.raises(NotYourPlan):
        publish(version=version, by=person(Role.PLAN_OFFICER))


def test_a_text_is_published_once(running, officer):
    with pytest.raises(NotADraft):
        publish(version=running, by=officer)


def test_a_draft_stands_beside_the_text_in_force(running, programme, officer):
    draft_of(programme, second_text(), officer, 2)
    assert list(Task.objects.in_force().values_list("version", flat=True)) == [running.pk, running.pk]


def test_an_unchanged_sentence_needs_no_second_review(running, programme, officer):
    task = Task.objects.get(version=running, name__startswith="Phòng Kinh tế")
    correct(item=task, by=officer, name="Hướng dẫn trải bạt")
    draft = draft_of(programme, second_text(), officer, 2)
    twin = Task.objects.get(version=draft, identity=task.identity)
    assert (twin.name, twin.review) == ("Hướng dẫn trải bạt", Review.CORRECTED)


def test_a_changed_sentence_is_asked_about_again(running, programme, officer):
    target = Target.objects.get(version=running)
    draft = draft_of(programme, second_text(), officer, 2)
    twin = Target.objects.get(version=draft)
    assert (twin.identity, twin.review, twin.value) == (target.identity, Review.PENDING, 85)


@pytest.fixture
def replaced(running, programme, officer):
    """The second text in force; gives the first text's items by name."""
    items = {"target": Target.objects.get(version=running)}
    items["kept"], items["gone"] = Task.objects.filter(version=running).order_by("pk")
    draft = draft_of(programme, second_text(), officer, 2)
    accept_certain(version=draft, by=officer)
    publish(version=draft, by=officer)
    return items


def test_what_goes_on_keeps_its_key(replaced, programme):
    task = Task.objects.get(pk=replaced["kept"].pk)
    assert task.version == programme.versions.published().get()
    assert Task.objects.filter(identity=task.identity).count() == 1


def test_the_text_before_is_kept_and_what_no_sentence_holds_stays_with_it(replaced, running):
    running.refresh_from_db()
    assert running.state == VersionState.SUPERSEDED
    assert replaced["gone"] not in Task.objects.in_force()
    assert Task.objects.get(pk=replaced["gone"].pk).version == running


def test_a_target_takes_on_its_new_number(replaced):
    assert Target.objects.get(pk=replaced["target"].pk).value == Decimal(85)


def test_units_stay_and_are_not_doubled(replaced, owner):
    assert [part.organization for part in replaced["kept"].assignments.all()] == [owner]


def live(target, officer):
    draft_contract(
        target=target,
        by=officer,
        definition="Diện tích trải bạt chia cho diện tích làm muối.",
        denominator="diện tích làm muối",
        direction="rise",
        indicator=IndicatorFactory(),
        baseline=Decimal(40),
        contestant=OrganizationFactory(),
    )
    return make_target_live(target=target, by=officer)


def test_a_contract_whose_number_changed_has_to_be_agreed_again(running, programme, officer):
    contract = live(Target.objects.get(version=running), officer)
    draft = draft_of(programme, second_text(), officer, 2)
    accept_certain(version=draft, by=officer)
    publish(version=draft, by=officer)
    contract.refresh_from_db()
    assert (contract.is_live, contract.definition) == (False, "Diện tích trải bạt chia cho diện tích làm muối.")


def test_a_contract_whose_sentence_stayed_lives_on(running, programme, officer):
    contract = live(Target.objects.get(version=running), officer)
    document = first_text()
    document.task("Việc mới của bản sau.")
    draft = draft_of(programme, document, officer, 2)
    accept_certain(version=draft, by=officer)
    publish(version=draft, by=officer)
    contract.refresh_from_db()
    assert contract.is_live
    assert contract.target.version == draft


def test_what_was_added_at_execution_goes_on_in_the_next_text(running, programme, officer):
    added = TaskFactory(version=running, sentence=None, source=Source.EXECUTION)
    draft = draft_of(programme, second_text(), officer, 2)
    accept_certain(version=draft, by=officer)
    publish(version=draft, by=officer)
    added.refresh_from_db()
    assert added.version == draft


def test_a_unit_given_at_execution_keeps_its_part(running, programme, officer):
    task = Task.objects.get(version=running, name__startswith="Phòng Kinh tế")
    given = AssignmentFactory(task=task, role="support", source=Source.EXECUTION)
    draft = draft_of(programme, second_text(), officer, 2)
    accept_certain(version=draft, by=officer)
    publish(version=draft, by=officer)
    assert TaskAssignment.objects.filter(pk=given.pk, task=task).exists()


def test_a_correction_made_while_the_draft_waited_is_not_lost(running, programme, officer):
    draft = draft_of(programme, second_text(), officer, 2)
    accept_certain(version=draft, by=officer)
    task = Task.objects.get(version=running, name__startswith="Phòng Kinh tế")
    correct(item=task, by=officer, due=date(2027, 6, 30))
    publish(version=draft, by=officer)
    task.refresh_from_db()
    assert task.due == date(2027, 6, 30)


def test_a_rejected_item_is_not_in_force(programme, officer):
    version = draft_of(programme, first_text(), officer, 1)
    reject(item=Task.objects.filter(version=version).first(), by=officer)
    accept_certain(version=version, by=officer)
    publish(version=version, by=officer)
    assert Task.objects.in_force().count() == 1
