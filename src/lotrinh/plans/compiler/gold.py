"""A compiled document in the format of the corpus (GUIDELINE.md): plain values, text as printed."""

import re
from typing import Any

from .text import first_words
from .values import Compiled, Finding, Node

HEADING_WORDS = 8
BY_FIELD = "by.field"
"""The date a task's own field of time gives its targets ("c) Thời gian: …"): the format knows those of the sentence and
of the headings only."""


def as_gold(compiled: Compiled) -> dict[str, Any]:
    """The document as one JSON object of the corpus format."""
    skeleton = compiled.skeleton
    header = skeleton.header
    return {
        "document": {
            "kind": header.kind,
            "number": header.number,
            "issuer": header.issuer,
            "date": header.dated.isoformat() if header.dated else None,
            "title": header.title,
        },
        "legal_bases": [basis.citation for basis in skeleton.legal_bases],
        "outline": [_node(node, compiled) for node in skeleton.outline],
        "targets": [_target(target) for target in compiled.targets],
        "assignments": _assignments(compiled),
        "recipients": [recipient.line for recipient in skeleton.recipients],
        "inconsistencies": [inconsistency(finding) for finding in compiled.findings if finding.kind],
    }


_DAY = re.compile(
    r"(?<![\d/])(?P<day>\d{1,2})(?:/|\s+tháng\s+)(?P<month>\d{1,2})(?:(?:/|\s+năm\s+)(?P<year>\d{4}))?(?![\d/])"
)


def inconsistency(finding: Finding) -> dict[str, str]:
    """A contradiction with its detail. Details are compared by their numbers, so each day stands in all its spellings:
    05/04/2026 may be printed as 05/4/2026, 5/4/2026 or with "tháng"."""
    spellings = [form for found in _DAY.finditer(finding.detail) for form in _spellings(found)]
    more = [form for form in dict.fromkeys(spellings) if form not in finding.detail]
    return {"kind": finding.kind, "detail": f"{finding.detail} ({'; '.join(more)})" if more else finding.detail}


def _spellings(found: re.Match[str]) -> list[str]:
    day, month = int(found["day"]), int(found["month"])
    year = f"/{found['year']}" if found["year"] else ""
    return [f"{day:02}/{month:02}{year}", f"{day:02}/{month}{year}", f"{day}/{month}{year}"]


def _node(node: Node, compiled: Compiled) -> dict[str, Any]:
    """The corpus keeps the first eight words of the line, beyond a colon too."""
    line = compiled.skeleton.blocks[node.place.block].text[node.place.start :]
    return {"level": node.level, "label": node.label, "heading": first_words(line, HEADING_WORDS).rstrip(" :;.,")}


def _target(target: Any) -> dict[str, Any]:
    value = target.value if target.high is None else [target.value, target.high]
    return {
        "quote": first_words(target.quote, 15),
        "indicator": target.indicator,
        "comparator": target.comparator,
        "value": value,
        "unit": target.unit,
        "by": None if BY_FIELD in target.trace.rules else target.by,
        "per": target.per,
    }


def _assignments(compiled: Compiled) -> list[dict[str, str]]:
    """One entry for each different pair of unit and role."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for part in compiled.assignments:
        entry = {"unit": part.unit, "role": part.role, "about": first_words(part.about, 10)}
        found.setdefault((part.unit.lower(), part.role), entry)
    return list(found.values())
