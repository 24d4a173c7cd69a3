"""Four sections for one reader: what changed, what is late, what will miss, what to decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lotrinh.core.vietnamese import format_date
from lotrinh.followups.rights import keys_spoken_for
from lotrinh.monitoring.brief import frozen
from lotrinh.monitoring.brief.items import Item, items_of, readable_by
from lotrinh.monitoring.models import FrozenBrief
from lotrinh.plans.rights import may_start


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    link: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    none: str
    """What is said where there is nothing."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What one reader is told on one day. Vietnamese: tin thứ Hai."""

    day: date
    since: date | None
    """The day of the brief it is compared with; None: there was none."""
    sections: tuple[Section, ...]
    is_frozen: bool = False


def brief_of(who, day: date, kept: FrozenBrief | None = None) -> Brief:
    """As things stand on `day`; with `kept`, as they stood on the Monday it was frozen."""
    items = readable_by(who, frozen.items_in(kept)) if kept else items_of(who, day)
    earlier = frozen.before(kept.day if kept else day)
    old = readable_by(who, frozen.items_in(earlier)) if earlier else []
    return Brief(
        day=kept.day if kept else day,
        since=earlier.day if earlier else None,
        sections=tuple(_sections(items, old, who)),
        is_frozen=kept is not None,
    )


def _sections(items: Sequence[Item], old: Sequence[Item], who) -> Iterator[Section]:
    yield Section("thay-doi", "Có gì thay đổi", "Không có gì thay đổi.", tuple(_changed(items, old)))
    late = tuple(_line(item) for item in items if item.late)
    yield Section("tre", "Đang trễ, không đạt", "Không có gì trễ.", late)
    missing = tuple(_line(item) for item in items if item.at_risk)
    yield Section("kho-dat", "Khó đạt theo dự báo", "Chưa chỉ tiêu nào được dự báo là khó đạt.", missing)
    keys, runs_plans = keys_spoken_for(who), may_start(who)
    deciding = [item for item in items if item.to_decide and _is_mine(item, keys, runs_plans=runs_plans)]
    yield Section("quyet-dinh", "Cần quyết định", "Không có gì chờ quyết định.", tuple(map(_line, deciding)))


def _is_mine(item: Item, keys: frozenset[int] | None, *, runs_plans: bool) -> bool:
    """One of the reader's units has to decide; a planned move waits for whoever leads or runs a plan."""
    if item.kind == "run":
        return True
    if not item.deciders:
        return runs_plans
    return keys is None or bool(keys & set(item.deciders))


def _line(item: Item) -> Line:
    return Line(_headed(item), item.link, item.note)


def _headed(item: Item) -> str:
    said = ": ".join(filter(None, [item.title[:1].upper() + item.title[1:], item.value]))
    return f"{said} ({item.state_words})" if item.state else said


def _changed(items: Sequence[Item], old: Sequence[Item]) -> Iterator[Line]:
    """Another state or another value than was kept; what is new since, where something was kept; what ended."""
    before = {item.identity: item for item in old}
    now = {item.identity for item in items}
    for item in items:
        was = before.get(item.identity)
        if was is None:
            if before and item.kind in {"order", "block", "contest"}:
                yield Line(f"Mới: {_headed(item)}", item.link, item.note)
        elif told := _difference(was, item):
            yield Line(item.title[:1].upper() + item.title[1:], item.link, told)
    for item in old:
        if item.identity not in now and item.kind in {"order", "block", "contest"}:
            yield Line(f"Đã xong: {item.title}", item.link, item.note)


def _difference(was: Item, item: Item) -> str:
    told = []
    if was.value != item.value:
        told.append(f"{was.value or 'chưa có số'} → {item.value or 'chưa có số'}")
    if was.state != item.state:
        told.append(f"{was.state_words} → {item.state_words}")
    return "; ".join(told)


MOST_IN_A_MESSAGE = 5


def as_message(brief: Brief, url: str) -> str:
    """For a chat: the first lines of each section, how many more there are, and the link."""
    since = f" (so với {format_date(brief.since)})" if brief.since else ""
    parts = [f"TIN THỨ HAI – {format_date(brief.day)}{since}"]
    for section in brief.sections:
        parts.append(f"{section.title.upper()} ({len(section.lines)})" if section.lines else section.title.upper())
        parts += [f"- {line.text}{f': {line.note}' if line.note else ''}" for line in section.lines[:MOST_IN_A_MESSAGE]]
        if not section.lines:
            parts.append(f"- {section.none}")
        if rest := len(section.lines[MOST_IN_A_MESSAGE:]):
            parts.append(f"- và {rest} việc khác")
    return "\n".join([*parts, f"Mở đầy đủ: {url}"])
