import pytest

from lotrinh.plans.compiler.closing import read_closing
from lotrinh.plans.compiler.values import Block, BlockKind

title = "Reading recipients and signer"

LINES = ["Nơi nhận:", "- Sở Y tế;", "- UBND các xã;", "- Lưu: VT, YT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lý Văn Mẫu"]


def closing_of(*lines: str):
    return read_closing(tuple(Block(number, BlockKind.PARAGRAPH, line) for number, line in enumerate(lines)), 0)


def recipients(*lines: str) -> list[str]:
    return [recipient.line for recipient in closing_of(*lines).recipients]


@pytest.mark.parametrize(
    "lines",
    [
        LINES,
        [" ".join(LINES[:4]), *LINES[4:]],
        [" ".join(LINES)],
        [LINES[0], LINES[4], *LINES[1:4], *LINES[5:]],
        [*LINES[4:], *LINES[:4]],
        [" ".join(LINES[:4]).replace(";", ""), *LINES[4:]],
        [" ".join(line.removeprefix("- ") for line in LINES[:4]), *LINES[4:]],
        [*LINES[:3], f"{LINES[3]}{LINES[4]}", *LINES[5:]],
        ["Nơi nhận: KT. CHỦ TỊCH", "- Sở Y tế; PHÓ CHỦ TỊCH", "- UBND các xã; Lý Văn Mẫu", "- Lưu: VT, YT."],
    ],
    ids=[
        "lines", "recipients in one line", "all in one line", "columns read across", "signature first",
        "one line without marks", "one line without dashes", "cells glued together", "the signature behind the entries",
    ],
)  # fmt: skip
def test_recipients_are_the_same_however_the_lines_came(lines):
    assert recipients(*lines) == ["Sở Y tế", "UBND các xã", "Lưu: VT, YT"]


@pytest.mark.parametrize("lines", [LINES, [" ".join(LINES)]], ids=["lines", "one line"])
def test_the_signer_is_the_name_under_the_authority(lines):
    assert closing_of(*lines).signer == "Lý Văn Mẫu"


def test_a_line_the_layout_broke_is_joined_again():
    assert recipients("Nơi nhận:", "- Các sở, ban,", "ngành tỉnh;", "- Lưu: VT.") == [
        "Các sở, ban, ngành tỉnh",
        "Lưu: VT",
    ]


def test_a_place_is_where_the_entry_stands():
    lines = ("Nơi nhận:", "- Sở Y tế;", "- Lưu: VT.")
    first = closing_of(*lines).recipients[0].place
    assert lines[first.block][first.start : first.end].startswith("Sở Y tế")


def test_without_recipients_there_is_nothing_to_close():
    found = closing_of("I. MỤC TIÊU", "Trồng cây.")
    assert (found.start, found.end, found.recipients) == (2, 2, ())


def test_capitals_under_the_name_are_the_title_of_what_hangs_behind():
    assert closing_of(*LINES, "THUYẾT MINH SỐ LIỆU NĂM 2027", "1. Ao").end == len(LINES)


def test_two_who_sign_belong_to_one_signature():
    both = [*LINES, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Thị Thử"]
    assert closing_of(*both, "1. Ao").end == len(both)
