"""N: points (1), (2), (3) counted inside a sentence or in lines one below the other."""

import re
from collections.abc import Iterator

from ..values import Block, BlockKind, Compiled, Place, Severity
from .rule import Fault, rule
from .series import Slip, broken

_POINT = re.compile(r"(?:^|(?<=[;:,.\t\n\v]\s)|(?<=[;:,.\t\n\v])|(?<=và\s))\((?P<number>\d{1,2})\)(?=\s*\w)")
"""A point begins behind a stop; "theo điểm (1)" only speaks of one."""


@rule(
    "N007", Severity.ERROR, "Các ý (1), (2), (3) bỏ cách hoặc lặp số",
    reason="Người đọc không biết thiếu một ý hay chỉ đánh sai số; dẫn chiếu tới ý đó sẽ sai.",
    example="(1) rà soát; (2) tổng hợp; (4) báo cáo: thiếu (3).",
    mend="Bổ sung ý còn thiếu hoặc đánh lại số.",
    kind="numbering",
)  # fmt: skip
def points(compiled: Compiled) -> Iterator[Fault]:
    for run in _runs(compiled):
        numbers = [number for number, _ in run]
        slips = list(broken(numbers))
        if len(numbers) < 3 or len(slips) != 1:
            continue  # more slips than one: other things stand in brackets there
        slip, (number, place) = slips[0], run[slips[0].at]
        lacks = ", ".join(f"({missing})" for missing in slip.missing)
        if slip.slip is Slip.GAP:
            order = f"({numbers[slip.at - 1]}), ({number})"
            yield Fault(place, f"Các ý đi {order}; thiếu {lacks}.", f"{order}; thiếu {lacks}", 0.8)
        else:
            instead = f", thiếu {lacks}" if lacks else ""
            yield Fault(place, f"Ý ({number}) dùng hai lần{instead}.", f"({number}), ({number}){instead}", 0.8)


def _runs(compiled: Compiled) -> Iterator[list[tuple[int, Place]]]:
    """Points that are counted from (1) on, inside one block or over the lines of one section."""
    skeleton = compiled.skeleton
    headings = {node.place.block for node in skeleton.outline}
    run: list[tuple[int, Place]] = []
    for block in skeleton.body_blocks:
        if block.index in headings:
            yield run
            run = []
        for number, place in _points(block):
            if number == 1:
                yield run
                run = []
            if run or number == 1:
                run.append((number, place))
        if block.kind is not BlockKind.PARAGRAPH:
            yield run
            run = []
    yield run


def _points(block: Block) -> Iterator[tuple[int, Place]]:
    for match in _POINT.finditer(block.text) if "(" in block.text else ():
        yield int(match["number"]), Place(block.index, match.start(), match.end())
