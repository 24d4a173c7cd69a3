import pytest

from lotrinh.monitoring.choices import State
from lotrinh.monitoring.coverage import as_text, served
from lotrinh.monitoring.states import sentence_state, sentence_states
from lotrinh.plans.choices import SentenceKind
from tests.monitoring.factories import TODAY, DeclaredFigureFactory, LiveContractFactory
from tests.plans.factories import (
    AssignmentFactory,
    DutyFactory,
    SentenceFactory,
    TargetFactory,
    TaskFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(version, officer):
    def tell():
        return sentence_states(version, officer, TODAY)

    return tell


def given_task(sentence, **fields):
    return AssignmentFactory(task=TaskFactory(version=sentence.version, sentence=sentence, **fields)).task


def test_an_order_without_a_task_is_nobodys(version, told):
    SentenceFactory(version=version)
    assert [one.state for one in told()] == [State.NOBODY]


def test_a_promise_without_a_target_cannot_be_measured(version, told):
    SentenceFactory(version=version, kind=SentenceKind.PROMISE)
    assert [one.state for one in told()] == [State.NO_MEASURE]


def test_wishes_and_other_sentences_carry_no_state(version, told):
    SentenceFactory(version=version, kind=SentenceKind.WISH)
    SentenceFactory(version=version, kind=SentenceKind.OTHER)
    assert told() == []


def test_a_sentence_is_as_its_worst_part_is(version, told):
    sentence = SentenceFactory(version=version)
    given_task(sentence, done_on=TODAY)
    given_task(sentence, due=TODAY.replace(month=1))
    (one,) = told()
    assert one.state == State.LATE
    assert len(one.tasks) == 2


def test_a_sentence_that_says_who_does_a_task_is_served_by_it(version, told):
    naming = SentenceFactory(version=version)
    task = TaskFactory(version=version)
    AssignmentFactory(task=task, sentence=naming)
    by_key = {one.sentence.pk: one for one in told()}
    assert [one.task for one in by_key[naming.pk].tasks] == [task]


def test_a_task_brings_the_measure_of_the_target_it_serves(version, told):
    contract = LiveContractFactory(target=TargetFactory(version=version))
    DeclaredFigureFactory(indicator=contract.indicator)
    sentence = SentenceFactory(version=version)
    given_task(sentence, serves=contract.target)
    one = next(one for one in told() if one.sentence == sentence)
    assert one.measures == [contract.indicator.declared_name]
    assert one.state == State.ON_WAY


def test_registers_of_tasks_duties_and_figures_are_named_once(version, told):
    sentence = SentenceFactory(version=version)
    task = given_task(sentence, registers=["co-so", "cum"])
    DutyFactory(task=task, register="co-so")
    (one,) = told()
    assert one.registers == ["co-so", "cum"]


def test_coverage_names_what_serves_and_what_nothing_serves(version, told):
    lonely = SentenceFactory(version=version)
    sentence = SentenceFactory(version=version)
    task = given_task(sentence)
    lines = {line.key: line for line in served(told())}
    assert lines[sentence.pk].tasks == [task.name]
    assert lines[sentence.pk].report == [f"Kết quả thực hiện nhiệm vụ: {task.name}"]
    assert not lines[lonely.pk].is_served
    assert "1 câu chưa có gì phục vụ" in as_text("Kế hoạch", list(lines.values()))


def test_a_task_of_nobody_serves_nothing(version, told):
    sentence = SentenceFactory(version=version)
    TaskFactory(version=version, sentence=sentence)
    (line,) = served(told())
    assert line.tasks == [] and not line.is_served


def test_the_number_of_queries_does_not_grow_with_the_plan(version, officer, django_assert_num_queries):
    def fill(count):
        for _ in range(count):
            given_task(SentenceFactory(version=version))
            TargetFactory(version=version)

    fill(2)
    sentence_states(version, officer, TODAY)
    with django_assert_num_queries(7):
        sentence_states(version, officer, TODAY)
    fill(20)
    with django_assert_num_queries(7):
        assert len(sentence_states(version, officer, TODAY)) == 44


def test_one_sentence_alone_is_told_as_among_all(version, officer, told):
    contract = LiveContractFactory(target=TargetFactory(version=version))
    sentence = SentenceFactory(version=version)
    given_task(sentence, serves=contract.target)
    AssignmentFactory(task=TaskFactory(version=version), sentence=sentence)
    given_task(SentenceFactory(version=version))
    among_all = next(one for one in told() if one.sentence == sentence)
    alone = sentence_state(version, sentence.pk, officer, TODAY)
    assert (alone.state, alone.why) == (among_all.state, among_all.why)
    assert [one.task for one in alone.tasks] == [one.task for one in among_all.tasks]
    assert alone.measures == among_all.measures
