"""The words in which progress is told."""

from django.db import models


class State(models.TextChoices):
    """How far what was promised or ordered has come; worst first, the order of every list. Vietnamese: tình trạng."""

    NOT_MET = "not_met", "không đạt"
    LATE = "late", "trễ hạn"
    AT_RISK = "at_risk", "khó đạt"
    """Still ahead, and the forecast gives it less than an even chance."""
    BLOCKED = "blocked", "đang vướng"
    CONTESTED = "contested", "đang có ý kiến khác"
    UNKNOWABLE = "unknowable", "không xác định được"
    """Its day is past and the data cannot tell."""
    NOBODY = "nobody", "chưa ai được giao"
    NO_MEASURE = "no_measure", "chưa đo được"
    """Nothing computes or declares it yet."""
    ON_WAY = "on_way", "đang thực hiện"
    MET = "met", "đạt"
    DONE = "done", "đã xong"

    @property
    def css(self) -> str:
        return self.group.css

    @property
    def rank(self) -> int:
        """0 is the worst."""
        return _ORDER[self]

    @property
    def group(self) -> "Group":
        return _GROUPS[self]

    @property
    def is_red(self) -> bool:
        return self.group == Group.RED

    @property
    def is_gap(self) -> bool:
        """Nothing is wrong yet, but nobody could say so either."""
        return self.group == Group.GAP


class Group(models.TextChoices):
    """States that are looked for together; the filters of the living plan. Vietnamese: nhóm tình trạng."""

    RED = "do", "trễ hoặc không đạt"
    HELD = "vuong", "có nguy cơ, đang vướng"
    GAP = "ho", "chưa ai lo hoặc chưa đo được"
    GOING = "dang", "đang thực hiện"
    GOOD = "dat", "đã đạt, đã xong"

    @property
    def css(self) -> str:
        return _CSS.get(self, "state-warn")


_GROUPS = {
    State.NOT_MET: Group.RED,
    State.LATE: Group.RED,
    State.AT_RISK: Group.HELD,
    State.BLOCKED: Group.HELD,
    State.CONTESTED: Group.HELD,
    State.UNKNOWABLE: Group.GAP,
    State.NOBODY: Group.GAP,
    State.NO_MEASURE: Group.GAP,
    State.ON_WAY: Group.GOING,
    State.MET: Group.GOOD,
    State.DONE: Group.GOOD,
}
_CSS = {Group.RED: "state-bad", Group.GOING: "state-going", Group.GOOD: "state-good"}
_ORDER = {state: place for place, state in enumerate(State)}


def worst(states) -> State | None:
    """The one that must be seen first; None of none."""
    return min(states, key=lambda state: state.rank, default=None)
