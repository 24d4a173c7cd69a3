"""Minutes of a meeting, read as plans are read: who shall do what by when, proposed and never ordered by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from lotrinh.documents.choices import DocumentKind
from lotrinh.organizations.models import Organization
from lotrinh.plans.compiler.pipeline import compile_document
from lotrinh.plans.compiler.values import BlockKind, Compiled, SentenceKind, Task
from lotrinh.plans.units import UnitFinder
from lotrinh.rules.calendar import office_calendar

MOST = 60
"""Proposals of one paper; longer ones are plans, and are brought in as such."""
WORKDAYS = 5
"""Proposed where the minutes name no day."""
_KINDS = {"biên bản": DocumentKind.MINUTES, "kết luận": DocumentKind.CONCLUSION, "công văn": DocumentKind.LETTER}
_NUMBER = re.compile(r"^\s*(?:\d+[.)]|[a-zđ]\)|[-–+•])\s*")
_GIVES = re.compile(r"^(?:Giao|Yêu cầu|Đề nghị)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Read:
    """What was read out of minutes: the fields at the head, and one proposal for each thing somebody shall do."""

    header: dict[str, str]
    proposals: list[dict[str, Any]]


def read_minutes(data: bytes, name: str, home: Organization | None) -> Read:
    """Raises UnreadableDocument, whose message is Vietnamese."""
    compiled = compile_document(data, name)
    head, today = compiled.skeleton.header, localdate()
    finder = UnitFinder(head.dated or today, today, home)
    header = {
        "number": head.number or "",
        "issuer": head.issuer or (home.name if home else ""),
        "issued_on": head.dated.isoformat() if head.dated else "",
        "title": head.title or "",
        "kind": str(_KINDS.get((head.kind or "").lower(), DocumentKind.NOTIFICATION)),
    }
    return Read(header, list(_proposals(compiled, finder, today))[:MOST])


def _proposals(compiled: Compiled, finder: UnitFinder, today: date) -> Iterator[dict[str, Any]]:
    """A line for each task; for a sentence that orders and gave no task, a line too: none is lost silently.

    Of a table that gave tasks, its rows are the tasks and the rest is its head.
    """
    tables = {task.place.block for task in compiled.tasks if _is_table(compiled, task.place.block)}
    suggested = office_calendar(today).add_workdays(today, WORKDAYS)
    told = set()
    for sentence in compiled.sentences:
        place = sentence.place
        within = [task for task in compiled.tasks if _lies_in(task, place)]
        told |= {id(task) for task in within}
        for task in within:
            yield _proposal(task.name, sentence.text, task, finder, today, suggested)
        if not within and sentence.kind == SentenceKind.ORDER and place.block not in tables:
            yield _proposal(sentence.text, sentence.text, None, finder, today, suggested)
    for task in compiled.tasks:
        if id(task) not in told:
            yield _proposal(task.name, task.name, task, finder, today, suggested)


def _is_table(compiled: Compiled, block: int) -> bool:
    return compiled.skeleton.blocks[block].kind is BlockKind.TABLE


def _lies_in(task: Task, place) -> bool:
    return task.place.block == place.block and place.start <= task.place.start < place.end


def _proposal(
    what: str, quote: str, task: Task | None, finder: UnitFinder, today: date, suggested: date
) -> dict[str, Any]:
    """One line of the table; `sure_due` says whether the paper names the day itself."""
    printed = next((part.unit for part in task.assignments if part.role != "support"), "") if task else ""
    printed = printed or (task.assignments[0].unit if task and task.assignments else "")
    printed = printed or _after_the_verb(what)
    unit = finder.find(printed).organization if printed else None
    due = _day(task.due if task else None)
    return {
        "what": _NUMBER.sub("", what).strip()[:4000],
        "quote": quote.strip()[:2000],
        "printed": printed,
        "unit": unit.pk if unit else None,
        "due": (due if due and due >= today else suggested).isoformat(),
        "sure_due": bool(due and due >= today),
        "past_due": bool(due and due < today),
    }


def _after_the_verb(what: str) -> str:
    """“Giao Văn phòng tổng hợp …” → “Văn phòng”: the words in capitals' stead, up to the first small word after."""
    bare = _NUMBER.sub("", what)
    if not (given := _GIVES.match(bare)):
        return ""
    words = bare[given.end() :].split()
    return " ".join(words[:2]).rstrip(",:;") if words else ""


def _day(due: str | None) -> date | None:
    """The reader's own: an ISO date, or a year, which means its last day."""
    if not due:
        return None
    try:
        return date.fromisoformat(due) if len(due) == 10 else date(int(due), 12, 31)
    except ValueError:
        return None
