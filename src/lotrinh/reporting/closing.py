"""The end of a plan: a verdict for each target over its whole life, what was not done, and the paper that says so."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lotrinh.core.vietnamese import format_date
from lotrinh.documents.writing.structure import (
    Appendix,
    Block,
    Column,
    Heading,
    Letterhead,
    OfficialText,
    Paragraph,
    Signature,
    Table,
)
from lotrinh.monitoring.choices import State
from lotrinh.monitoring.states import TargetState, TaskState, target_states, task_states
from lotrinh.organizations.models import Organization
from lotrinh.plans.models import PlanVersion, Programme


@dataclass(frozen=True)
class Closing:
    """How a plan stands on its last day, or on `day` while it runs. Vietnamese: tổng kết kế hoạch."""

    programme: Programme
    version: PlanVersion
    owner: Organization | None
    day: date
    targets: list[TargetState]
    tasks: list[TaskState]

    @property
    def is_over(self) -> bool:
        return self.programme.ends_on is not None and self.programme.ends_on <= self.day

    @property
    def verdicts(self) -> list[tuple[State, int]]:
        """How many targets ended how, the worst first."""
        counts = Counter(told.state for told in self.targets)
        return [(state, counts[state]) for state in State if counts[state]]

    @property
    def unfinished_targets(self) -> list[TargetState]:
        return [told for told in self.targets if told.state != State.MET]

    @property
    def undone_tasks(self) -> list[TaskState]:
        """Once-off tasks not done and duties that missed periods; what went on in another plan included."""
        return [told for told in self.tasks if not told.is_done and (not told.duties or missed_of(told))]

    @property
    def standing_tasks(self) -> list[TaskState]:
        """Duties that were kept: they end with the plan unless they are carried on."""
        return [told for told in self.tasks if told.duties and not missed_of(told)]

    @property
    def done(self) -> int:
        return sum(told.is_done for told in self.tasks)


def missed_of(told: TaskState) -> int:
    """Periods without proof, over all units of a duty and its whole life."""
    return sum(one.days_left < 0 and one.lacking > 0 for duty in told.duties for one in duty.standing.states)


def closing_of(programme: Programme, version: PlanVersion, who, today: date) -> Closing:
    """As of the plan's last day once that is past; as of today before."""
    day = min(programme.ends_on or today, today)
    # A target due on the last day is judged when that day is over.
    judged_on = min(day + timedelta(days=1), today)
    return Closing(
        programme,
        version,
        programme.owner_on(day),
        day,
        target_states(programme, who, judged_on),
        task_states(programme, who, day),
    )


# --- on paper --------------------------------------------------------------------------------------------------------


def closing_text(closing: Closing) -> OfficialText:
    """A draft of the closing report, without number and day: those are the office's to give."""
    owner = closing.owner.name if closing.owner else "Cơ quan thường trực"
    return OfficialText(
        letterhead=Letterhead(issuer=owner.upper(), issuer_in_text=owner, symbol="BC", year=closing.day.year),
        kind="Báo cáo",
        abstract=f"Tổng kết thực hiện {closing.programme.name}",
        body=tuple(_body(closing)),
        signature=Signature(("THỦ TRƯỞNG CƠ QUAN",)),
        recipients=("Lưu: VT",),
        appendices=tuple(_appendices(closing)),
    )


def _body(closing: Closing) -> Iterator[Block]:
    number = closing.version.number
    since = f" từ {format_date(closing.version.published_on)}" if closing.version.published_on else ""
    paper = f" (văn bản số {number})" if number else ""
    until = "đến hết" if closing.is_over else "tính đến"
    yield Paragraph.of(f"Kế hoạch{paper} được thực hiện{since} {until} {format_date(closing.day)}. Kết quả như sau.")
    yield Heading(1, "I.", "Kết quả thực hiện chỉ tiêu")
    told = "; ".join(f"{count} chỉ tiêu {state.label}" for state, count in closing.verdicts)
    yield Paragraph.of(f"Trong {len(closing.targets)} chỉ tiêu: {told}." if told else "Kế hoạch không có chỉ tiêu nào.")
    for one in closing.unfinished_targets:
        yield Paragraph.of(f"{_title(one.target.name)}: {one.state.label}. {one.why or one.outlook}".strip(), "-")
    yield Heading(1, "II.", "Kết quả thực hiện nhiệm vụ")
    yield Paragraph.of(f"Trong {len(closing.tasks)} nhiệm vụ, {closing.done} nhiệm vụ đã xong.")
    yield Heading(1, "III.", "Việc chưa xong")
    for one in closing.undone_tasks:
        yield Paragraph.of(f"{_title(one.task.name)}: {_why_undone(one)}", "-")
    if not closing.undone_tasks:
        yield Paragraph.of("Không còn nhiệm vụ nào chưa xong.")
    # A paper ends in words, not in a list.
    yield Paragraph.of("Từng chỉ tiêu với mức phải đạt và kết quả có trong phụ lục kèm theo.")


def _title(name: str) -> str:
    name = name.strip(" .;:,")
    return name[:1].upper() + name[1:]


def _why_undone(told: TaskState) -> str:
    missed = missed_of(told)
    if missed:
        return f"thiếu minh chứng của {missed} kỳ."
    return (told.why or told.state.label).rstrip(".") + "."


def _appendices(closing: Closing) -> Iterator[Appendix]:
    if not closing.targets:
        return
    columns = (
        Column("TT", 0.5),
        Column("Chỉ tiêu", 4),
        Column("Mức phải đạt", 1.6),
        Column("Kết quả", 1.3, True),
        Column("Tính đến", 1.2),
        Column("Đánh giá", 1.4),
    )
    rows = tuple(
        (
            str(place),
            _title(one.target.name),
            f"{one.wanted}{' (*)' if one.footnote else ''}",
            one.figure.text if one.figure and one.figure.is_known else "–",
            format_date(one.figure.as_of) if one.figure and one.figure.is_known else "–",
            one.state.label,
        )
        for place, one in enumerate(closing.targets, start=1)
    )
    notes = [f"(*) {_title(one.target.name)}: {one.footnote}" for one in closing.targets if one.footnote]
    if any(one.figure and one.figure.is_sample for one in closing.targets):
        notes.append("Có dữ liệu mẫu, không phải số liệu thật.")
    yield Appendix("Kết quả từng chỉ tiêu của kế hoạch", (Table(columns, rows, note=" ".join(notes)),))
