"""P: what a plan that is to be run needs as a whole."""

import re
from collections.abc import Iterator

from ..values import Compiled, Severity, VerbClass
from ..words import flat
from .about import is_plan
from .rule import Fault, rule


def _body_text(compiled: Compiled) -> str:
    skeleton = compiled.skeleton
    return flat("\n".join(block.text for block in skeleton.blocks[skeleton.body.start : skeleton.body.stop]))


@rule(
    "P101", Severity.NOTE, "Không quy định chế độ báo cáo",
    reason="Không có kỳ báo cáo, ngày gửi và nơi nhận thì không theo dõi được kế hoạch.",
    example="Phần tổ chức thực hiện không có câu nào về báo cáo.",
    mend="Thêm câu: ai báo cáo ai, kỳ nào, trước ngày nào.",
)  # fmt: skip
def no_reporting(compiled: Compiled) -> Iterator[Fault]:
    if not is_plan(compiled):
        return
    reports = re.search(
        r"báo cáo (?:kết quả|tình hình|tiến độ|ubnd|ủy ban)|tổng hợp,? báo cáo|chế độ báo cáo|định kỳ[^.]{0,40}báo cáo",
        _body_text(compiled),
    )
    periodic = any(task.verb_class is VerbClass.PERIODIC and "báo cáo" in flat(task.name) for task in compiled.tasks)
    if not reports and not periodic:
        yield Fault(None, "Kế hoạch không quy định chế độ báo cáo.", "", 0.8)


@rule(
    "P102", Severity.NOTE, "Không nêu kinh phí",
    reason="Việc không có nguồn kinh phí thường không làm được.",
    example="Không có mục kinh phí và không câu nào nói về kinh phí.",
    mend="Thêm mục kinh phí thực hiện: nguồn, ai lập dự toán.",
)  # fmt: skip
def no_budget(compiled: Compiled) -> Iterator[Fault]:
    if is_plan(compiled) and not re.search(r"kinh phí|ngân sách|nguồn vốn|dự toán", _body_text(compiled)):
        yield Fault(None, "Kế hoạch không nêu nguồn kinh phí.", "", 0.8)


@rule(
    "P103", Severity.NOTE, "Không nhiệm vụ nào có thời hạn",
    reason="Không có thời hạn thì không biết việc nào chậm.",
    example="Mọi nhiệm vụ đều là “tăng cường”, “tiếp tục”.",
    mend="Đặt thời hạn hoặc kỳ cho từng nhiệm vụ.",
)  # fmt: skip
def no_deadlines(compiled: Compiled) -> Iterator[Fault]:
    assigned = [task for task in compiled.tasks if task.assignments]
    timed = [task for task in assigned if task.due or task.period]
    if is_plan(compiled) and len(assigned) >= 3 and not timed:
        yield Fault(
            None, f"Không nhiệm vụ nào trong {len(assigned)} nhiệm vụ đã giao có thời hạn.", str(len(assigned)), 0.7
        )


@rule(
    "P104", Severity.NOTE, "Không giao nhiệm vụ cho đơn vị nào",
    reason="Kế hoạch không nêu đơn vị thực hiện thì không ai có việc.",
    example="Không có mục tổ chức thực hiện, không có phụ lục phân công.",
    mend="Thêm mục tổ chức thực hiện hoặc phụ lục phân công.",
)  # fmt: skip
def no_units(compiled: Compiled) -> Iterator[Fault]:
    if is_plan(compiled) and not compiled.assignments:
        yield Fault(None, "Kế hoạch không giao nhiệm vụ cho đơn vị nào.", "", 0.6)
