"""The unit's own workbook, there and back; and every file that is not it."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from lotrinh.collection.actions import Author
from lotrinh.collection.choices import UnitState, Via
from lotrinh.collection.errors import BadSheet, Closed, Flawed, NotYourUnit
from lotrinh.collection.prefill import content_of
from lotrinh.collection.receiving import receive
from lotrinh.collection.workbooks import SALT, write_sheet
from tests.collection.factories import Town

pytestmark = pytest.mark.django_db


def filled(line, **answers):
    """The unit's sheet as Excel would save it again, with `answers` put in."""
    book = openpyxl.load_workbook(write_sheet(line, content_of(line), {}))
    page = book["Trả lời"]
    for row in page.iter_rows(min_row=5):
        if row[0].value in answers:
            row[3].value = answers[row[0].value]
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def by(user):
    return Author(Via.SHEET, user=user)


def test_the_sheet_comes_back_whatever_its_name():
    town = Town()
    line = town.line(town.ask())
    answer = receive(file=filled(line, a=1.5, b="2,5"), author=by(town.people[0]))
    assert answer.content == {"a": "1.5", "b": "2.5"} and answer.via == Via.SHEET


def test_the_asker_drops_what_came_in_a_chat():
    town = Town()
    round = town.ask()
    receive(file=filled(town.line(round), a=1, b=2), author=by(town.officer), expected=round)
    assert town.line(round).state == UnitState.SENT


def test_wrong_cells_are_kept_and_come_back_with_reasons():
    from lotrinh.collection.answer_pages import kept_flaws
    from lotrinh.collection.workbooks import notes_of

    town = Town()
    round = town.ask()
    with pytest.raises(Flawed):
        receive(file=filled(town.line(round), a="nhiều", b=2), author=by(town.people[0]))
    line = town.line(round)
    book = openpyxl.load_workbook(write_sheet(line, content_of(line), notes_of(kept_flaws(line))))
    cell = book["Trả lời"]["D5"]
    assert cell.value == "nhiều" and "không phải là số" in cell.comment.text


def test_a_file_without_a_mark_says_where_to_get_one():
    book = openpyxl.Workbook()
    book.active.append(["Mục", "Trả lời"])
    with pytest.raises(BadSheet, match="Tệp để điền"):
        receive(file=saved(book), author=by(Town().people[0]))


@pytest.mark.parametrize(
    "text", ["1:2:3", "", signing.dumps([1, 0], salt="khác")], ids=["made-up", "empty", "other-salt"]
)
def test_a_forged_mark_is_refused(text):
    town = Town()
    line = town.line(town.ask())
    book = openpyxl.load_workbook(filled(line, a=1, b=2))
    book["lotrinh"]["A1"].value = text
    with pytest.raises(BadSheet):
        receive(file=saved(book), author=by(town.people[0]))


def test_a_mark_moved_to_another_unit_helps_nobody():
    town = Town()
    round = town.ask()
    book = openpyxl.load_workbook(filled(town.line(round, 0), a=1, b=2))
    book["lotrinh"]["A1"].value = signing.dumps([town.line(round, 1).pk, 0], salt=SALT)
    with pytest.raises(NotYourUnit):
        receive(file=saved(book), author=by(town.people[0]))


def test_the_same_file_is_not_taken_twice():
    town = Town()
    round = town.ask()
    file = filled(town.line(round), a=1, b=2)
    receive(file=file, author=by(town.people[0]))
    file.seek(0)
    with pytest.raises(BadSheet, match="đã được nhận"):
        receive(file=file, author=by(town.people[0]))


def test_an_old_answer_replayed_after_its_return_is_refused():
    from lotrinh.collection import actions

    town = Town()
    round = town.ask()
    file = filled(town.line(round), a=1, b=2)
    receive(file=file, author=by(town.people[0]))
    actions.hand_back(line=town.line(round), reason="rà lại", by=town.officer)
    file.seek(0)
    with pytest.raises(BadSheet, match="đã được nhận"):
        receive(file=file, author=by(town.people[0]))


def test_a_sheet_older_than_what_was_written_elsewhere_overwrites_nothing():
    town = Town()
    round = town.ask()
    file = filled(town.line(round), a=1, b=2)
    town.send(round, 0, a="7", b="9")
    with pytest.raises(BadSheet, match="ở nơi khác"):
        receive(file=file, author=by(town.people[0]))
    file.seek(0)
    answer = receive(file=file, author=by(town.people[0]), replace=True)
    assert answer.number == 2


def test_a_workbook_of_another_round_is_named():
    town = Town()
    other = town.ask(title="Đợt kia")
    with pytest.raises(BadSheet, match="Đợt kia"):
        receive(file=filled(town.line(other), a=1, b=2), author=by(town.people[0]), expected=town.line(town.ask()))


def test_after_the_lock_a_file_is_refused():
    town = Town()
    round = town.ask()
    file = filled(town.line(round), a=1, b=2)
    town.send(round, 0, a="1", b="2")
    town.accept(round, 0)
    with pytest.raises(Closed, match="mở lại"):
        receive(file=file, author=by(town.people[0]))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rac", b"a,b\n1,2", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rac"])
def test_rubbish_is_refused_in_words(data):
    with pytest.raises(BadSheet):
        receive(file=SimpleUploadedFile("x.xlsx", data), author=by(Town().people[0]))


def test_numbers_come_back_to_the_last_place():
    town = Town()
    line = town.line(town.ask())
    answer = receive(file=filled(line, a=0.1 + 0.2, b=123456789.1234), author=by(town.people[0]))
    assert Decimal(answer.content["a"]) == Decimal("0.3")
    assert Decimal(answer.content["b"]) == Decimal("123456789.1234")
