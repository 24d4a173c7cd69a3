"""One thing somebody has to do, and all that waits for a unit: the values of My work."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from lotrinh.core import vietnamese
from lotrinh.core.vietnamese import format_date
from lotrinh.monitoring.choices import State
from lotrinh.organizations.models import Organization

SOON = timedelta(days=30)
MOST_OF_A_KIND = 4
"""Cards of one kind that stand open in one part of the page: a dozen visits must not hide the one report due."""


@dataclass(frozen=True)
class Errand:
    """One thing somebody has to do: a card on a phone. Vietnamese: việc."""

    kind: str
    """In words: nhiệm vụ, minh chứng, vướng mắc…"""
    title: str
    link: str
    on: date | None = None
    note: str = ""
    unit: Organization | None = None
    state: State | None = None
    deed: str = ""
    """What the big button says; it leads to `deed_link`."""
    deed_link: str = ""

    days_left: int | None = None

    @property
    def key(self) -> str:
        """The same at every look, for one thing of one unit."""
        parts = [self.kind, self.link, str(self.unit.pk if self.unit else "")]
        return "-".join(vietnamese.fold(part).replace(" ", "-").strip("/").replace("/", "-") for part in parts if part)

    @property
    def when(self) -> str:
        if self.days_left is None or self.on is None:
            return ""
        if self.days_left < 0:
            words = f"quá {-self.days_left} ngày"
        else:
            words = f"còn {self.days_left} ngày" if self.days_left else "hôm nay"
        return f"{words} ({format_date(self.on)})"

    @property
    def when_css(self) -> str:
        if self.days_left is None or self.days_left > 7:
            return ""
        return " when-late" if self.days_left < 0 else " when-soon"


@dataclass(frozen=True)
class Errands:
    """One part of the page: where it stands, its name on the tab and above the list."""

    anchor: str
    short: str
    title: str
    css: str
    errands: list[Errand]

    @property
    def at_once(self) -> list[Errand]:
        """What stands open: the earliest of each kind, in order."""
        folded = {id(one) for _, rest in self.folded for one in rest}
        return [one for one in self.errands if id(one) not in folded]

    @property
    def folded(self) -> list[tuple[str, list[Errand]]]:
        """The rest of each kind that has more; a single one is not worth a click."""
        kinds: dict[str, list[Errand]] = {}
        for one in self.errands:
            kinds.setdefault(one.kind, []).append(one)
        rests = [(kind, found[MOST_OF_A_KIND:]) for kind, found in kinds.items()]
        return [(kind, rest) for kind, rest in rests if len(rest) > 1]


@dataclass
class Work:
    """All that waits for one unit on one day."""

    day: date
    late: list[Errand] = field(default_factory=list)
    due: list[Errand] = field(default_factory=list)
    blocked: list[Errand] = field(default_factory=list)
    asked: list[Errand] = field(default_factory=list)
    """By others: what holds them up, what they read otherwise, figures to be found, imports to be confirmed."""
    later: list[Errand] = field(default_factory=list)
    quiet: list[Errand] = field(default_factory=list)
    """Met this period: no word about it until the next."""

    def put(self, errand: Errand) -> None:
        """By its day: late, due before long, or later."""
        if errand.on is None or errand.on > self.day + SOON:
            self.later.append(errand)
        else:
            (self.late if errand.on < self.day else self.due).append(errand)

    def in_order(self) -> "Work":
        """The earliest first, each told how many days it has left."""
        for errands in (self.late, self.due, self.blocked, self.asked, self.later, self.quiet):
            errands.sort(key=lambda one: (one.on or date.max, one.title))
            errands[:] = [replace(one, days_left=(one.on - self.day).days if one.on else None) for one in errands]
        return self

    @property
    def groups(self) -> list[Errands]:
        """What there is, in the order in which it should be looked at."""
        found = [
            Errands("tre", "Trễ", "Trễ", "badge-bad", self.late),
            Errands("den-han", "Đến hạn", "Đến hạn trong 30 ngày", "badge-warn", self.due),
            Errands("cho-minh", "Chờ mình", "Người khác đang chờ mình", "badge-warn", self.asked),
            Errands("vuong", "Đang vướng", "Đang vướng", "", self.blocked),
            Errands("con-lai", "Còn lại", "Còn lại", "", self.later),
        ]
        return [group for group in found if group.errands]

    @property
    def dated(self) -> list[Errand]:
        """Everything with a day, for a calendar."""
        return [one for one in [*self.late, *self.due, *self.blocked, *self.asked, *self.later] if one.on]

    @property
    def waiting(self) -> int:
        """The number on the badge."""
        return len(self.late) + len(self.due) + len(self.asked)
