"""What may follow what in a dossier, who may take each step and with which papers. No queries.

Source: steps of provincial schemes put together (docs/sources.md); the side states stand beside them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lotrinh.organizations.permissions import cluster_officer, register_writer
from lotrinh.relocation.choices import MOVES, Option, Side, Step

EVERY_OPTION = frozenset(Option)
MOVING = frozenset(MOVES)


@dataclass(frozen=True, slots=True)
class StepRule:
    """One step: what it may follow, for which options, who takes it, which papers it needs ("" for none)."""

    step: Step
    after: frozenset[Step]
    may: Callable[[Any], bool]
    taken_by: str
    papers: str = ""
    options: frozenset[Option] = EVERY_OPTION
    own_deed: str = ""
    """Taken by a deed of its own, which asks for more than a paper."""

    @property
    def follows(self) -> list[str]:
        """Labels of the steps it may follow, in their order."""
        return [str(step.label) for step in Step if step in self.after]


_OFFICE, _ANY = "cán bộ kế hoạch, cán bộ chuyên môn", "cán bộ phường hoặc cán bộ chuyên môn"


def _rule(
    step: Step,
    after: tuple[Step, ...],
    *,
    office: bool = True,
    papers: str = "",
    options: frozenset[Option] = EVERY_OPTION,
    own_deed: str = "",
) -> StepRule:
    may, taken_by = (cluster_officer, _OFFICE) if office else (register_writer, _ANY)
    return StepRule(step, frozenset(after), may, taken_by, papers, options, own_deed)


RULES = {
    rule.step: rule
    for rule in (
        _rule(Step.IDENTIFIED, (), office=False),
        _rule(Step.SURVEYED, (Step.IDENTIFIED,), office=False, papers="phiếu khảo sát"),
        _rule(Step.CLASSIFIED, (Step.SURVEYED,), papers="bảng phân loại"),
        _rule(Step.LISTED, (Step.CLASSIFIED,), papers="quyết định phê duyệt danh sách"),
        _rule(Step.OPTION_CHOSEN, (Step.LISTED,), own_deed="Chọn phương án"),
        _rule(Step.PLOT_RESERVED, (Step.OPTION_CHOSEN,), options=MOVING, own_deed="Giữ chỗ nơi đến"),
        _rule(Step.SUPPORT_PLANNED, (Step.OPTION_CHOSEN, Step.PLOT_RESERVED), papers="phương án hỗ trợ"),
        _rule(Step.APPROVED, (Step.SUPPORT_PLANNED,), papers="quyết định phê duyệt phương án"),
        _rule(Step.AGREED, (Step.APPROVED,), papers="thoả thuận hai bên đã ký"),
        _rule(Step.PAYING, (Step.AGREED,), papers="chứng từ chi đợt đầu"),
        _rule(Step.MOVED, (Step.AGREED, Step.PAYING), office=False, options=MOVING),
        _rule(Step.RUNNING, (Step.MOVED,), office=False, options=MOVING),
        _rule(
            Step.CLEARED,
            (Step.AGREED, Step.PAYING, Step.MOVED, Step.RUNNING),
            office=False,
            papers="ảnh chụp khi kiểm tra",
            own_deed="Xác nhận đã ngừng",
        ),
        _rule(Step.LAND_SETTLED, (Step.CLEARED,), papers="quyết định hoặc cam kết về đất cũ"),
        _rule(Step.CLOSED, (Step.CLEARED, Step.LAND_SETTLED)),
    )
}

_STOPS_EVERYTHING = {Side.SUSPENDED, Side.EXEMPTED}
_STOPS_DECISIONS = {Side.REFUSED, Side.APPEALED}
_DECISIONS = {Step.AGREED, Step.PAYING}
"""What cannot be signed or paid while the owner refuses or an objection is open."""


def next_steps(step: str, option: str) -> list[StepRule]:
    """What may follow `step` for this option; before an option is chosen every branch is open."""
    return [rule for rule in RULES.values() if step in rule.after and (not option or option in rule.options)]


def why_not(step: str, side: str, option: str, wanted: Step) -> str:
    """Why a dossier may not take the step `wanted` now; "" when it may."""
    rule = RULES[wanted]
    if side in _STOPS_EVERYTHING or (side in _STOPS_DECISIONS and wanted in _DECISIONS):
        return f"hồ sơ đang ở tình trạng “{Side(side).label}”; hãy giải quyết tình trạng đó trước"
    if option and option not in rule.options:
        return f"bước “{wanted.label}” không dùng cho phương án “{Option(option).label}”"
    if step not in rule.after:
        expected = " hoặc ".join(f"“{label}”" for label in rule.follows) or "không bước nào"
        return f"đang ở bước “{Step(step).label}”; bước “{wanted.label}” chỉ theo sau {expected}"
    return ""
