"""Task blocks: lines of fields (nhiệm vụ, cơ quan chủ trì, cơ quan phối hợp, thời gian)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..remembering import pattern_of
from ..units import read_list
from ..words import flat
from .cells import unit_parts
from .lines import Line
from .parts import IMPLEMENT, LEAD, SUPPORT, Duty, Part

_FIELD = re.compile(
    r"(?P<name>(?:(?:các )?(?:cơ quan|đơn vị|đơn vị, cá nhân|tổ chức|bộ phận|cán bộ|người|cơ quan, đơn vị)\s+)?"
    r"(?:(?:được )?(?:giao |phân công )?(?P<lead>chủ trì"
    r"(?:,? (?:thực hiện|tham mưu|triển khai|soạn thảo|xây dựng|tổng hợp|trình))*|đầu mối(?: thực hiện| tổng hợp)?)"
    r"|(?P<support>phối hợp(?: thực hiện)?|tham gia(?: thực hiện| phối hợp)?)"
    r"|(?P<implement>(?:chịu trách nhiệm )?thực hiện|chịu trách nhiệm(?: chính)?(?: thực hiện)?|phụ trách"
    r"|phân công(?: thực hiện| nhiệm vụ)?|trách nhiệm(?: thực hiện)?|tham mưu|soạn thảo|thẩm định|tổng hợp)))"
    r"\s*(?:\([^)]*\))?\s*:\s*"
)
"""A line of a task block: "Đơn vị chủ trì: …"."""
PLAIN_FIELD = re.compile(
    r"(?:thời (?:gian|hạn|điểm)(?: (?:thực hiện|hoàn thành|báo cáo))?|tiến độ(?: thực hiện)?"
    r"|kết quả(?: đầu ra)?|sản phẩm(?: đầu ra| hoàn thành)?"
    r"|nhiệm vụ|nội dung(?: công việc)?|kinh phí(?: thực hiện)?|nguồn kinh phí|địa điểm|hình thức|đối tượng)\s*:\s*"
)


@dataclass(frozen=True, slots=True)
class _Field:
    """`value` is the part of the line from `start` on that names the units."""

    role: str
    value: str
    start: int


_IN_REMARK = re.compile(r"\([^()]*chủ trì\s*;\s*$")
"""A remark at the end of a sentence, which is read with it: "(Cục A chủ trì; phối hợp: Cục B; quý I)"."""


def read_fields(line: Line) -> list[_Field]:
    """The unit fields of a line; one with no names announces the lines below ("b) Cơ quan thực hiện:")."""
    found: list[_Field] = []
    if ":" not in line.text:
        return found
    small = flat(line.text)
    for match in _FIELD.finditer(small):
        before = small[: match.start()]
        if before and (not re.search(r"(?:^|[(;.:,])\s*$", before) or _IN_REMARK.search(before)):
            continue
        role = LEAD if match.group("lead") else SUPPORT if match.group("support") else IMPLEMENT
        following = _FIELD.search(small, match.end())
        end = following.start() if following else len(line.text)
        stop = pattern_of(r"[;.]\s*(?:thời gian|tiến độ|kết quả|sản phẩm|hoàn thành)").search(small, match.end(), end)
        value = line.text[match.end() : stop.start() if stop else end]
        if not value.strip() or read_list(value, closed=True)[0]:
            found.append(_Field(role, value, match.end()))
    return found


@dataclass(frozen=True, slots=True)
class TaskBlock:
    """Consecutive field lines: nhiệm vụ, cơ quan chủ trì, cơ quan phối hợp, thời gian."""

    first: Line
    parts: tuple[Part, ...] = ()
    when: str = ""
    product: str = ""
    task: Line | None = None

    def with_line(self, line: Line, fields: Sequence[_Field]) -> "TaskBlock":
        small = flat(line.text)
        parts = [
            part
            for one in fields
            for part in unit_parts(line.block, one.value, line.offset + one.start, one.role, "field")
        ]
        value = line.text.partition(":")[2].strip()
        when = value if re.match(r"thời (?:gian|hạn|điểm)|tiến độ", small) else self.when
        product = value if re.match(r"kết quả|sản phẩm", small) else self.product
        task = line if re.match(r"nhiệm vụ|nội dung", small) and value else self.task
        return TaskBlock(self.first, (*self.parts, *parts), when, product, task)

    def finish(self) -> Iterator[Duty]:
        if self.parts:
            line = self.task or self.first
            yield Duty(
                line.block, line.offset, line.offset + len(line.text), line.text, self.parts, self.when, self.product
            )
