"""The one writer: what it refuses, what it keeps, and how many queries it takes."""

from datetime import date

import pytest

from lotrinh.core.models import AuditEntry, PeriodLock
from lotrinh.core.registers import Changed, Invalid, Locked, NotAllowed, OutOfScope, audit, delete, storing, write
from lotrinh.core.registers import writer as writer_module
from lotrinh.establishments.models import Establishment
from lotrinh.organizations.choices import Role
from lotrinh.workforce.models import LabourReturn
from tests.areas.factories import AreaFactory
from tests.core.factories import AuditEntryFactory
from tests.establishments.factories import EstablishmentFactory
from tests.organizations.factories import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return person(Role.WARD_OFFICER)


@pytest.fixture
def ward(officer):
    return officer.role_holdings.get().organization.area


def new(ward, code="CS1", **fields):
    return Establishment(code=code, name=fields.pop("name", "Lò bún Đào"), area=ward, **fields)


def test_a_new_row_gets_its_entry_its_search_columns_and_its_history(officer, ward):
    row = new(ward)
    written = write(row, by=officer)
    stored = Establishment.objects.get()
    assert written.created == [row]
    assert stored.fold == "cs1 lo bun dao"
    assert stored.entry.by == officer
    assert [(h.history_type, h.name, h.entry_id) for h in stored.history.all()] == [
        ("+", "Lò bún Đào", stored.entry_id)
    ]


def test_an_unchanged_row_leaves_no_trace(officer, ward):
    row = write(new(ward), by=officer).created[0]
    again = Establishment.objects.get(pk=row.pk)
    assert write(again, by=officer).unchanged == [again]
    assert again.history.count() == 1


def test_a_change_refreshes_search_and_sort_columns(officer, ward):
    write(new(ward), by=officer)
    row = Establishment.objects.get()
    row.name = "Ông Ích"
    write(row, by=officer)
    assert Establishment.objects.get().fold == "cs1 ong ich"


def test_a_row_of_another_ward_cannot_be_created(officer):
    with pytest.raises(OutOfScope):
        write(new(AreaFactory()), by=officer)
    assert not Establishment.objects.exists()


def test_a_row_of_another_ward_cannot_be_moved_to_ones_own(officer, ward):
    row = EstablishmentFactory()
    row.area = ward
    with pytest.raises(OutOfScope):
        write(row, by=officer)


def test_a_row_of_ones_own_cannot_be_moved_away(officer, ward):
    row = write(new(ward), by=officer).created[0]
    row = Establishment.objects.get(pk=row.pk)
    row.area = AreaFactory()
    with pytest.raises(OutOfScope):
        write(row, by=officer)
    assert Establishment.objects.get().area == ward


def test_one_row_out_of_scope_writes_none(officer, ward):
    with pytest.raises(OutOfScope):
        write([new(ward, "CS1"), new(AreaFactory(), "CS2")], by=officer)
    assert not Establishment.objects.exists()


def test_a_reader_may_not_write(ward):
    with pytest.raises(NotAllowed):
        write(new(ward), by=person(Role.LEADER))


def test_the_second_of_two_writers_is_told(officer, ward):
    write(new(ward), by=officer)
    first, second = Establishment.objects.get(), Establishment.objects.get()
    first.name, second.name = "Của người thứ nhất", "Của người thứ hai"
    write(first, by=officer)
    with pytest.raises(Changed):
        write(second, by=officer)
    assert Establishment.objects.get().name == "Của người thứ nhất"


def test_a_key_twice_in_one_batch_is_named(officer, ward):
    with pytest.raises(Invalid) as refused:
        write([new(ward, "CS1"), new(ward, "CS1", name="Bản khác")], by=officer)
    assert [problem.row.name for problem in refused.value.problems] == ["Bản khác"]


def test_a_key_already_in_the_register_is_named(officer, ward):
    write(new(ward), by=officer)
    with pytest.raises(Invalid, match="đã có trong sổ"):
        write(new(ward, name="Bản khác"), by=officer)


def test_what_the_register_checks_is_refused(officer, ward):
    with pytest.raises(Invalid, match="toạ độ"):
        write(new(ward, latitude=10), by=officer)


def test_a_closed_period_changes_no_more(officer, ward):
    establishment = write(new(ward), by=officer).created[0]
    lock = {
        "register": "phieu-khai-lao-dong",
        "unit": str(ward.pk),
        "reason": "đã chốt báo cáo",
        "entry": AuditEntryFactory(),
    }
    PeriodLock.objects.create(first_day=date(2025, 1, 1), last_day=date(2025, 12, 31), **lock)
    with pytest.raises(Locked, match="đã chốt báo cáo"):
        write(LabourReturn(establishment=establishment, as_of=date(2025, 6, 30), workers=0), by=officer)
    assert write(LabourReturn(establishment=establishment, as_of=date(2026, 6, 30), workers=0), by=officer).created


def test_a_deed_inside_a_deed_joins_its_entry(officer, ward):
    with audit("Việc lớn", by=officer) as entry:
        write(new(ward, "CS1"), by=officer)
        write(new(ward, "CS2"), by=officer)
    assert set(Establishment.objects.values_list("entry", flat=True)) == {entry.pk}
    assert AuditEntry.objects.filter(by=officer).count() == 1
    assert AuditEntry.objects.get(pk=entry.pk).rows == 2


def test_a_deleted_row_leaves_its_history(officer, ward):
    row = write(new(ward), by=officer).created[0]
    delete(Establishment.objects.get(), by=officer, reason="ghi nhầm")
    last = Establishment.history.filter(id=row.pk).latest("history_id")
    assert (last.history_type, last.entry.reason) == ("-", "ghi nhầm")


def test_many_rows_go_another_way_to_the_same_end(officer, ward, monkeypatch):
    monkeypatch.setattr(storing, "MANY", 10)
    write([new(ward, f"CS{n}", name=f"Đồ gỗ {n}") for n in range(30)], by=officer)
    assert Establishment.objects.filter(fold__contains="do go").count() == 30
    assert Establishment.history.filter(history_type="+").count() == 30


def test_many_rows_with_one_out_of_scope_write_none(officer, ward, monkeypatch):
    monkeypatch.setattr(storing, "MANY", 10)
    with pytest.raises(OutOfScope):
        write([*(new(ward, f"CS{n}") for n in range(30)), new(AreaFactory(), "CS99")], by=officer)
    assert not Establishment.objects.exists()


def test_a_thousand_rows_changed_take_no_more_queries_than_ten(officer, ward, django_assert_max_num_queries):
    write([new(ward, f"CS{n}") for n in range(1000)], by=officer)
    rows = list(Establishment.objects.all())
    for row in rows:
        row.trade = "sawmill"
    with django_assert_max_num_queries(30):
        write(rows, by=officer)
    assert Establishment.objects.filter(trade="sawmill").count() == 1000


def test_two_who_add_one_key_at_the_same_moment_are_told_apart(officer, ward, monkeypatch):
    write(new(ward), by=officer)
    monkeypatch.setattr(writer_module, "problems_of", lambda register, batch: [])  # the other's row is not seen yet
    with pytest.raises(Changed, match="cùng khoá"):
        write(new(ward), by=officer)
    assert Establishment.objects.count() == 1 and AuditEntry.objects.filter(by=officer).count() == 1
