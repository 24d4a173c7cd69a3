"""For each sentence that promises or orders: what serves it, and which sentences nothing serves."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from lotrinh.core.registers.declaration import all_registers
from lotrinh.indicators.measures import all_measures
from lotrinh.monitoring.states.sentences import SentenceState
from lotrinh.plans.choices import SentenceKind

TARGET_LINES, TASK_LINES = "Kết quả thực hiện chỉ tiêu", "Kết quả thực hiện nhiệm vụ"
"""The parts of a periodic report in which targets and tasks are told."""


@dataclass(frozen=True, slots=True)
class Served:
    """What serves one sentence; the shape of `lotrinh coverage --json`."""

    key: int
    text: str
    place: str
    kind: str
    state: str
    measures: list[str]
    registers: list[str]
    tasks: list[str]
    report: list[str]

    @property
    def is_served(self) -> bool:
        """By a register, a measure or a task that somebody has. A line in a report alone serves nothing."""
        return bool(self.measures or self.registers or self.tasks)


def served(sentences: Iterable[SentenceState]) -> list[Served]:
    return [serving(one) for one in sentences]


def serving(one: SentenceState) -> Served:
    return Served(
        key=one.sentence.pk,
        text=one.sentence.text,
        place=one.sentence.place,
        kind=SentenceKind(one.sentence.kind).label,
        state=one.state.label,
        measures=one.measures,
        registers=one.registers,
        tasks=[told.task.name for told in one.tasks if told.parts],
        report=report_lines(one),
    )


def report_lines(one: SentenceState) -> list[str]:
    """Where the periodic report tells of the sentence: every live target and every task in it has a line."""
    targets = [f"{TARGET_LINES}: {told.target.name}" for told in one.targets if told.is_live]
    return targets + [f"{TASK_LINES}: {told.task.name}" for told in one.tasks]


def titles_of(line: Served) -> list[str]:
    """What its measures and registers are called on a page, instead of their names for programs."""
    measures = {one.name: one.label for one in all_measures()}
    registers = {one.slug: one.title for one in all_registers()}
    figures = [measures.get(name, "số khai báo") for name in line.measures]
    return [*figures, *(registers[slug] for slug in line.registers if slug in registers)]


def as_json(lines: list[Served]) -> dict:
    return {
        "sentences": [asdict(line) for line in lines],
        "unserved": [asdict(line) for line in lines if not line.is_served],
    }


def as_text(programme: str, lines: list[Served]) -> str:
    """For people at a terminal: what nothing serves first."""
    unserved = [line for line in lines if not line.is_served]
    parts = [f"{programme}: {len(lines)} câu cam kết hoặc giao việc, {len(unserved)} câu chưa có gì phục vụ."]
    if unserved:
        parts += ["", "CHƯA CÓ GÌ PHỤC VỤ", *(f"  [{line.place}] {line.text}" for line in unserved)]
    parts += ["", "ĐƯỢC PHỤC VỤ BẰNG"]
    for line in lines:
        if line.is_served:
            parts.append(f"  [{line.place}] {line.text}")
            parts += [f"      {word}: {', '.join(names)}" for word, names in _named(line) if names]
    return "\n".join(parts)


def _named(line: Served) -> list[tuple[str, list[str]]]:
    return [
        ("chỉ số", line.measures),
        ("sổ", line.registers),
        ("nhiệm vụ", line.tasks),
        ("báo cáo", line.report),
    ]
