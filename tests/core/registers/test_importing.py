"""Import, asked of the register of establishments: what a file would do, what it does, and what it cannot do."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from lotrinh.core.models import AuditEntry, ImportBatch, ImportState
from lotrinh.core.registers import delete, register_of, write
from lotrinh.core.registers.importing import preview
from lotrinh.core.registers.importing.check import check_file
from lotrinh.core.registers.importing.confirm import write_batch
from lotrinh.core.registers.importing.returned import returned_workbook
from lotrinh.core.registers.importing.take_back import take_back
from lotrinh.core.sheets import REASON_HEADING, write_table
from lotrinh.establishments.models import Establishment
from lotrinh.organizations.choices import Role
from tests.areas.factories import AreaFactory
from tests.core.factories import UserFactory
from tests.organizations.factories import person

pytestmark = pytest.mark.django_db
SLUG = "co-so"
HEADER = ["Mã cơ sở", "Tên cơ sở", "Địa bàn hiện nay", "Diện tích đất (m²)", "Hoạt động từ ngày"]


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def officer():
    return person(Role.WARD_OFFICER)


@pytest.fixture
def ward(officer):
    return officer.role_holdings.get().organization.area


@pytest.fixture
def line(ward):
    """A good row of a file; what is given replaces its cells."""

    def made(code, name="Lò bún Đào", area=ward.full_name, land=120.5, opened=date(2020, 3, 5)):
        return [code, name, area, land, opened]

    return made


def checked(officer, *rows, header=HEADER, filename="co-so.xlsx") -> ImportBatch:
    file = io.BytesIO()
    write_table(file, header, rows)
    return checked_file(officer, file.getvalue(), filename)


def checked_file(officer, content: bytes, filename="co-so.xlsx") -> ImportBatch:
    batch = ImportBatch.objects.create(
        register=SLUG, by=officer, filename=filename, file=ContentFile(content, name=filename)
    )
    check_file(batch.pk)
    batch.refresh_from_db()
    return batch


def confirmed(batch: ImportBatch) -> ImportBatch:
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.WRITING)
    write_batch(batch.pk)
    batch.refresh_from_db()
    return batch


def codes() -> set[str]:
    return set(Establishment.objects.values_list("code", flat=True))


def problems(batch: ImportBatch) -> dict[int, list]:
    """Row number → its problems, of rows that were refused or overtaken."""
    return {row.number: row.problems for row in batch.rows.exclude(problems=None)}


# --- what the preview says


def test_rows_are_told_apart_and_nothing_is_written_yet(officer, line):
    confirmed(checked(officer, line("A"), line("B")))
    batch = checked(officer, line("A"), line("B", name="Lò bún Mận"), line("C"), line("D", opened="31/02/2020"))
    assert batch.counts == {"unchanged": 1, "changed": 1, "new": 1, "wrong": 1}
    assert codes() == {"A", "B"}


def test_a_change_shows_the_old_value_beside_the_new(officer, line):
    confirmed(checked(officer, line("A", land=100)))
    batch = checked(officer, line("A", name="Lò bún Mận", land="1.234,5"))
    register = register_of(Establishment)
    shown = preview.table(register, batch, "changed", batch.rows.all()).lines[0].cells
    assert [(c.label, c.before, c.text) for c in shown if c.before is not None] == [
        ("Tên cơ sở", "Lò bún Đào", "Lò bún Mận"),
        ("Diện tích đất (m²)", "100", "1.234,5"),
    ]


def test_twelve_bad_rows_of_twenty_six_are_named_by_row_column_and_reason(officer, line):
    stranger = person(Role.WARD_OFFICER)
    elsewhere = stranger.role_holdings.get().organization.area
    write(Establishment(code="XA", name="Của phường khác", area=elsewhere), by=stranger)
    good = [line(f"T{number:02}") for number in range(14)]
    bad = [
        line("TRUNG"),
        line("X1", opened="31/02/2020"),
        line("TRUNG"),
        line("X2", land="nhiều"),
        line("TRUNG"),
        line("X3", name=""),
        line("TRUNG"),
        line("X4", area="Phường Không Có"),
        line("TRUNG"),
        line("XA"),
        line("TRUNG"),
        line("", name="Không mã"),
    ]
    batch = checked(officer, *good[:5], *bad, *good[5:])
    told = {number: (path, message) for number, [[path, message]] in problems(batch).items()}
    assert {number: path for number, (path, _) in told.items()} == {
        7: "code",
        8: "opened_on",
        9: "code",
        10: "land_area_m2",
        11: "code",
        12: "name",
        13: "code",
        14: "area__full_name",
        15: "code",
        16: "code",
        17: "code",
        18: "code",
    }
    assert "6 lần trong tệp (dòng 7, 9, 11, 13, 15, 17)" in told[7][1]
    assert "chỉ có 29 ngày" in told[8][1]
    assert "ngoài phạm vi" in told[16][1]
    assert confirmed(batch).counts == {"new": 14, "wrong": 12}
    assert codes() == {row[0] for row in good} | {"XA"}
    assert checked(officer, *good[:5], *bad, *good[5:]).counts == {"unchanged": 14, "wrong": 12}


def test_the_same_file_twice_changes_nothing(officer, line):
    confirmed(checked(officer, line("A"), line("B")))
    before = AuditEntry.objects.count()
    assert confirmed(checked(officer, line("A"), line("B"))).counts == {"unchanged": 2}
    assert Establishment.history.count() == 2
    assert AuditEntry.objects.count() <= before + 1


def test_the_exported_sheet_comes_back_unchanged(client, officer, ward, line):
    confirmed(checked(officer, line("007", land="1.234,5"), line("A", land="", opened="")))
    client.force_login(officer)
    for kind in ("xlsx", "csv"):
        sheet = b"".join(client.get(reverse("registers:export", args=[SLUG, kind])).streaming_content)
        assert checked_file(officer, sheet, f"so.{kind}").counts == {"unchanged": 2}


def test_a_sheet_of_samples_says_so_on_every_row_and_still_comes_back(client, officer, ward, line, settings):
    confirmed(checked(officer, line("A"), line("B")))
    settings.IS_DEMO = True
    client.force_login(officer)
    sheet = b"".join(client.get(reverse("registers:export", args=[SLUG, "csv"])).streaming_content)
    heading, *lines = sheet.decode("utf-8-sig").splitlines()
    assert heading.endswith("DỮ LIỆU MẪU")
    assert [line.rsplit(";", 1)[1] for line in lines] == ["mẫu", "mẫu"]
    batch = checked_file(officer, sheet, "so.csv")
    assert (batch.counts, batch.notes) == ({"unchanged": 2}, [])


def test_absence_never_deletes(officer, line):
    confirmed(checked(officer, line("A"), line("B")))
    confirmed(checked(officer, line("A", name="Khác")))
    assert codes() == {"A", "B"}


def test_columns_not_in_the_file_keep_their_values(officer, line):
    confirmed(checked(officer, line("A", land=55)))
    confirmed(checked(officer, ["A", "Tên khác"], header=["ma co so", "TEN CO SO"]))
    row = Establishment.objects.get()
    assert (row.name, row.land_area_m2) == ("Tên khác", 55)


def test_a_new_row_without_a_required_column_says_which(officer, line):
    batch = checked(officer, ["A", "Tên"], header=HEADER[:2])
    assert "thiếu cột bắt buộc “địa bàn hiện nay”" in problems(batch)[2][0][1]


def test_a_code_keeps_its_zeros_and_a_number_typed_as_code_gets_no_decimals(officer, line):
    confirmed(checked(officer, line("007"), line(12)))
    assert codes() == {"007", "12"}


def test_a_serial_number_is_read_as_the_day_it_means(officer, line):
    confirmed(checked(officer, line("A", opened=43895)))
    assert Establishment.objects.get().opened_on == date(2020, 3, 5)


def test_a_failed_formula_is_named(officer, line):
    book = openpyxl.Workbook()
    for row in (HEADER, line("A", land="")):
        book.active.append(row)
    book.active["D2"] = "#DIV/0!"
    book.active["D2"].data_type = "e"
    file = io.BytesIO()
    book.save(file)
    assert "công thức" in problems(checked_file(officer, file.getvalue()))[2][0][1]


def test_two_ways_of_writing_numbers_in_one_column_are_not_guessed_at(officer, line):
    batch = checked(officer, line("A", land="1,234.5"), line("B", land="1.234"), line("C", land="1.234,5"))
    assert {number: path for number, [[path, _]] in problems(batch).items()} == {2: "land_area_m2", 3: "land_area_m2"}
    assert "kiểu Anh" in problems(batch)[3][0][1]


def test_a_unit_is_found_however_its_tone_marks_are_set(officer, ward, line):
    ward.full_name = "Phường Hòa Thuận"
    ward.save()
    confirmed(checked(officer, line("A", area="phường Hoà Thuận"), line("B", area="PHUONG HOA THUAN")))
    assert set(Establishment.objects.values_list("area", flat=True)) == {ward.pk}


def test_what_the_register_itself_checks_is_told_at_the_cell(officer, line):
    batch = checked(officer, line("A", opened=date(2999, 1, 1)))
    [[path, message]] = problems(batch)[2]
    assert (path, "tương lai" in message) == ("opened_on", True)


def test_a_personal_column_is_passed_over_without_the_right_to_see_it(officer, line, monkeypatch):
    register = register_of(Establishment)
    monkeypatch.setattr(register, "may", replace(register.may, personal=lambda who: False))
    confirmed(checked(officer, [*line("A"), "Trần Thị Đào"], header=[*HEADER, "Chủ cơ sở"]))
    assert Establishment.objects.get().owner_name == ""


def test_who_may_not_change_the_register_imports_nothing(line):
    batch = checked(person(Role.LEADER), line("A"))
    assert (batch.state, codes()) == (ImportState.REFUSED, set())


# --- files that are no use


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Tệp trống"),
        (bytes(range(256)) * 9, "không phải là bảng tính"),
        ("Mã cơ sở;Mã cơ sở\nA;B\n".encode(), "có hai lần"),
        ("Tên cơ sở;Địa chỉ\nA;B\n".encode(), "thiếu cột khoá “Mã cơ sở”"),
        ("Mã cơ sở;Tên cơ sở\n".encode(), "chưa có dòng dữ liệu"),
        ("Một;Hai\n1;2\n".encode(), "Không tìm thấy dòng tiêu đề"),
    ],
)
def test_a_useless_file_is_refused_in_words_and_kept(officer, content, message):
    batch = checked_file(officer, content, "a.csv")
    assert batch.state == ImportState.REFUSED
    assert message in batch.problem
    assert batch.file.read() == content


# --- scope


def test_a_row_of_another_unit_cannot_be_moved_to_ones_own(officer, ward, line):
    stranger = person(Role.WARD_OFFICER)
    elsewhere = stranger.role_holdings.get().organization.area
    theirs = write(Establishment(code="CUA-HO", name="Của họ", area=elsewhere), by=stranger).created[0]
    batch = confirmed(checked(officer, line("CUA-HO", area=ward.full_name), line("A")))
    assert batch.counts == {"wrong": 1, "new": 1}
    theirs.refresh_from_db()
    assert (theirs.area, theirs.name) == (elsewhere, "Của họ")


def test_a_row_cannot_be_put_into_another_unit(officer, line):
    confirmed(checked(officer, line("A")))
    elsewhere = AreaFactory()
    batch = checked(officer, line("A", area=elsewhere.full_name), line("B", area=elsewhere.full_name), line("C"))
    assert {number: row[0][1] for number, row in problems(batch).items()}.keys() == {2, 3}
    assert confirmed(batch).counts == {"wrong": 2, "new": 1}


# --- confirming


def test_one_import_is_one_audit_entry_with_history(officer, line):
    batch = confirmed(checked(officer, line("A"), line("B")))
    assert set(Establishment.objects.values_list("entry", flat=True)) == {batch.entry_id}
    assert Establishment.history.filter(entry=batch.entry, history_type="+").count() == 2
    assert batch.entry.by == officer
    assert Establishment.objects.first().name_sort


def test_a_row_changed_by_somebody_after_the_check_is_shown_not_overwritten(officer, line):
    confirmed(checked(officer, line("A"), line("B")))
    batch = checked(officer, line("A", name="Của tệp"), line("B", name="Của tệp"))
    row = Establishment.objects.get(code="A")
    row.name = "Của người khác"
    write(row, by=officer)
    confirmed(batch)
    assert batch.counts == {"changed": 1, "overtaken": 1}
    assert set(Establishment.objects.values_list("name", flat=True)) == {"Của người khác", "Của tệp"}
    assert "đã được sửa lúc" in problems(batch)[2][0][1]


def test_of_two_officers_who_add_the_same_row_the_second_is_told(officer, ward, line):
    mine, theirs = checked(officer, line("A"), line("B")), checked(officer, line("A", name="Khác"), line("C"))
    confirmed(mine)
    assert confirmed(theirs).counts == {"new": 1, "overtaken": 1}
    assert codes() == {"A", "B", "C"}
    assert Establishment.objects.get(code="A").name == "Lò bún Đào"


def test_a_row_deleted_by_somebody_after_the_check_is_told(officer, line):
    confirmed(checked(officer, line("A")))
    batch = checked(officer, line("A", name="Khác"))
    delete(Establishment.objects.get(), by=officer)
    assert confirmed(batch).counts == {"overtaken": 1}


def test_a_right_that_ended_after_the_check_writes_nothing(officer, line):
    batch = checked(officer, line("A"))
    officer.role_holdings.update(valid_to=date(2025, 7, 2))
    confirmed(batch)
    assert (batch.state, codes()) == (ImportState.CHECKED, set())


# --- taking back


def test_an_import_is_taken_back_in_one_deed(officer, line):
    confirmed(checked(officer, line("A")))
    batch = confirmed(checked(officer, line("A", name="Khác", land=""), line("B")))
    take_back(batch.pk)
    row = Establishment.objects.get()
    assert (row.code, row.name, row.land_area_m2) == ("A", "Lò bún Đào", row.land_area_m2.__class__("120.5"))
    batch.refresh_from_db()
    assert (batch.state, batch.left) == (ImportState.TAKEN_BACK, [])
    assert row.entry == batch.taken_back


def test_rows_changed_since_are_listed_instead(officer, line):
    batch = confirmed(checked(officer, line("A"), line("B")))
    row = Establishment.objects.get(code="A")
    row.name = "Sửa tay"
    write(row, by=officer)
    take_back(batch.pk)
    batch.refresh_from_db()
    assert [(key, name) for key, name, _ in batch.left] == [(row.pk, "Sửa tay")]
    assert codes() == {"A"}


# --- the rows that come back


def test_refused_rows_return_with_the_same_columns_and_the_reason_at_the_cell(officer, line):
    batch = checked(officer, line("A"), line("007", opened="31/02/2020", land=1.5))
    sheet = openpyxl.load_workbook(returned_workbook(batch)).active
    assert [cell.value for cell in sheet[1]] == [*HEADER, REASON_HEADING]
    assert [cell.value for cell in sheet[2]][:5] == ["007", "Lò bún Đào", line("A")[2], 1.5, "31/02/2020"]
    assert "chỉ có 29 ngày" in sheet["E2"].comment.text
    assert "chỉ có 29 ngày" in sheet["F2"].value
    assert sheet.max_row == 2


def test_the_returned_file_once_mended_goes_in(officer, line):
    file = returned_workbook(checked(officer, line("A"), line("B", opened="31/02/2020")))
    book = openpyxl.load_workbook(file)
    book.active["E2"] = "28/02/2020"
    mended = io.BytesIO()
    book.save(mended)
    assert confirmed(checked_file(officer, mended.getvalue())).counts == {"new": 1}
    assert codes() == {"B"}


# --- the pages


def page(name, *args):
    return reverse(f"registers:{name}", args=[SLUG, *args])


@pytest.fixture
def signed_in(client, officer, settings):
    settings.JOBS_IMMEDIATE = True
    client.force_login(officer)
    return client


def uploaded(client, *rows):
    file = io.BytesIO()
    write_table(file, HEADER, rows)
    file.seek(0)
    file.name = "co-so.xlsx"
    return client.post(page("import"), {"tep": file}, follow=True)


def test_from_upload_to_taken_back_by_clicking(signed_in, officer, line):
    shown = uploaded(signed_in, line("A"), line("B", opened="31/02/2020"))
    batch = ImportBatch.objects.get()
    assert "Ghi 1 dòng vào sổ" in shown.content.decode()
    assert "chỉ có 29 ngày" in shown.content.decode()
    assert "Lò bún Đào" in signed_in.get(page("import-batch", batch.pk), {"loai": "new"}).content.decode()
    written = signed_in.post(page("import-confirm", batch.pk), follow=True).content.decode()
    assert "Đã ghi 1 dòng" in written
    assert signed_in.get(page("import-returned", batch.pk)).status_code == 200
    assert "đã được thu hồi" in signed_in.post(page("import-undo", batch.pk), follow=True).content.decode()
    assert codes() == set()


def test_a_second_click_on_confirm_writes_nothing_twice(signed_in, line):
    uploaded(signed_in, line("A"))
    batch = ImportBatch.objects.get()
    for _ in range(2):
        signed_in.post(page("import-confirm", batch.pk))
    assert Establishment.history.count() == 1


def test_a_kept_file_can_be_checked_again(signed_in, line):
    uploaded(signed_in, line("A", area="Phường Mới"))
    batch = ImportBatch.objects.get()
    signed_in.post(page("import-again", batch.pk))
    assert ImportBatch.objects.exclude(pk=batch.pk).get().counts == {"wrong": 1}


def test_uploading_nothing_is_answered_in_words(signed_in):
    answer = signed_in.post(page("import"))
    assert answer.status_code == 422
    assert "Chưa chọn tệp" in answer.content.decode()


def test_nobody_sees_the_import_of_another(signed_in, client, line):
    uploaded(signed_in, line("A"))
    batch = ImportBatch.objects.get()
    client.force_login(person(Role.WARD_OFFICER))
    for name in ("import-batch", "import-returned"):
        assert client.get(page(name, batch.pk)).status_code == 404
    for name in ("import-confirm", "import-undo", "import-again"):
        assert client.post(page(name, batch.pk)).status_code == 404
    client.force_login(UserFactory())
    assert client.get(page("import")).status_code == 404
