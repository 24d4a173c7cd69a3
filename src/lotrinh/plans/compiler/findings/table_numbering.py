"""N: numbers and letters skipped or used twice in the first column of tables."""

import re
from collections.abc import Iterator

from ..values import Block, BlockKind, Cell, Compiled, Place, Severity, Skeleton
from ..words import flat
from .numbering import LETTERS, letter_faults
from .rule import Fault, rule
from .series import Slip, broken


@rule(
    "N005", Severity.ERROR, "Cột số thứ tự của bảng bỏ cách hoặc lặp",
    reason="Số dòng không liền nhau: có thể một dòng đã bị xóa hay chép thiếu.",
    example="6, rồi 9: thiếu 7, 8.",
    mend="Kiểm tra các dòng của bảng rồi đánh lại cột số thứ tự.",
    kind="numbering",
)  # fmt: skip
def table_rows(compiled: Compiled) -> Iterator[Fault]:
    for block in compiled.skeleton.blocks:
        if block.kind is BlockKind.TABLE and block.index not in compiled.skeleton.furniture:
            faults = list(_row_faults(block, _annex_of(compiled.skeleton, block)))
            if len(faults) <= 2:  # more of them show that the table was taken apart badly, not numbered badly
                yield from faults


def _annex_of(skeleton: Skeleton, block: Block) -> str:
    """ "Phụ lục I: " for a table of that annex; "" for one in the plan itself."""
    above = [node for node in skeleton.outline if node.level == 1 and node.place.block < block.index]
    label = (above[-1].label or "") if above else ""
    number = label.split()[-1] if label.upper().startswith("PHỤ LỤC ") else ""
    return f"Phụ lục {number.strip('.:')}: " if number else ""


def _row_faults(block: Block, annex: str) -> Iterator[Fault]:
    first = [cell for cell in block.cells if cell.column == 0]
    texts = [(block.text[cell.start : cell.end].strip(), cell) for cell in sorted(first, key=lambda cell: cell.row)]
    head = next(
        (index for index, (text, _) in enumerate(texts[:4]) if flat(text) in ("stt", "tt", "số tt", "số thứ tự")), None
    )
    if head is None:
        return
    run: list[tuple[int, Place]] = []
    for text, cell in texts[head + 1 :]:
        if re.fullmatch(r"\d{1,3}\.?", text):
            number = int(text.rstrip("."))
            if number == 1 and run:
                yield from _run_faults(run, annex)
                run = []
            run.append((number, Place(block.index, cell.start, cell.end)))
        elif text and not re.fullmatch(r"[-+*]|\d+(?:\.\d+)+\.?|[a-zđ][).]?|\(?\d+\)?", text):
            yield from _run_faults(run, annex)  # a group row: the numbers may go on or begin anew
            run = []
    yield from _run_faults(run, annex)


def _run_faults(run: list[tuple[int, Place]], annex: str) -> Iterator[Fault]:
    """The slips in rows numbered one after the other."""
    numbers = [number for number, _ in run]
    for one in broken(numbers, numbers[0] if numbers else 1):
        number, place, lacks = *run[one.at], ", ".join(map(str, one.missing))
        before = numbers[one.at - 1]
        if one.slip is Slip.GAP and len(one.missing) < 6:
            what = f"Cột số thứ tự đi {before}, {number}; thiếu {lacks}."
            yield Fault(place, what, f"{annex}{before}, {number}; thiếu {lacks}", 0.75)
        elif one.slip is Slip.INSTEAD or one.slip is Slip.TWICE and (number == before > 1 or number > before):
            instead = f", thiếu {lacks}" if lacks else ""
            yield Fault(
                place, f"Số thứ tự {number} dùng hai lần{instead}.", f"{annex}{number}, {number}{instead}", 0.75
            )


@rule(
    "N006", Severity.WARNING, "Chữ cái của các nhóm dòng trong bảng sai thứ tự",
    reason="Nhóm dòng đánh A, B, C, D, Đ, E, G; bỏ một chữ thì không rõ có thiếu nhóm nào không.",
    example="A, B, C, D, E, G: thiếu Đ.",
    mend="Đánh lại chữ cái của các nhóm dòng, hoặc bổ sung nhóm còn thiếu.",
    kind="numbering",
)  # fmt: skip
def table_groups(compiled: Compiled) -> Iterator[Fault]:
    for block in compiled.skeleton.blocks:
        if block.kind is not BlockKind.TABLE or block.index in compiled.skeleton.furniture:
            continue
        groups = [(text, cell) for cell in block.cells if cell.column == 0 and (text := _group_label(block, cell))]
        letters = [text.lower() for text, _ in groups]
        # One letter twice, or a fall back, begins another table in the block; one alone is a roman number or a name.
        if len(letters) < 4 or letters != sorted(set(letters), key=_vietnamese_place) or letters[0] != "a":
            continue
        missing, _, foreign = letter_faults(letters)
        if foreign or not missing or len(missing) > 2:
            continue
        after = next(at for at, letter in enumerate(letters) if LETTERS.index(letter) > LETTERS.index(missing[0]))
        place = Place(block.index, groups[after][1].start, groups[after][1].end)
        around, lost = f"{groups[after - 1][0]}, {groups[after][0]}", ", ".join(missing).upper()
        annex = _annex_of(compiled.skeleton, block)
        yield Fault(
            place, f"{annex}các nhóm dòng của bảng đi {around}; thiếu {lost}.", f"{annex}{around}; thiếu {lost}", 0.7
        )


def _group_label(block: Block, cell: Cell) -> str:
    """The capital letter that alone stands in the cell."""
    found = re.fullmatch(r"([A-ZĐ])\.?", block.text[cell.start : cell.end].strip())
    return found[1] if found else ""


def _vietnamese_place(letter: str) -> int:
    return LETTERS.find(letter) if letter in LETTERS else len(LETTERS)
