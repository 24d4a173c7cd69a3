"""Findings printed as a linter prints them: text, JSON, or SARIF for editors and code review."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .findings import RULES, Rule
from .values import Compiled, Finding, Severity

_WORDS = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.NOTE: "ghi chú"}
_SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one file; `unreadable` says why nothing could be read."""

    path: str
    compiled: Compiled | None
    unreadable: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.compiled.findings if self.compiled else ()

    @property
    def has_errors(self) -> bool:
        return self.compiled is None or any(finding.severity is Severity.ERROR for finding in self.findings)

    def excerpt(self, finding: Finding, length: int = 60) -> str:
        """The words the finding is about."""
        if finding.place is None or self.compiled is None:
            return ""
        block = self.compiled.skeleton.blocks[finding.place.block]
        words = " ".join(block.text[finding.place.start : finding.place.end].split())
        return words if len(words) <= length else words[: length - 1] + "…"


def as_text(reports: Sequence[Report]) -> str:
    lines: list[str] = []
    for report in reports:
        if report.unreadable:
            lines.append(f"{report.path}: lỗi: {report.unreadable}")
        for finding in report.findings:
            where = f"{finding.place.block + 1}:{finding.place.start + 1}" if finding.place else "-"
            lines.append(f"{report.path}:{where}: {finding.rule} {_WORDS[finding.severity]}: {finding.message}")
            if excerpt := report.excerpt(finding):
                lines.append(f"    “{excerpt}”")
            if finding.mend:
                lines.append(f"    → {finding.mend}")
    total = sum(len(report.findings) for report in reports)
    lines.append(f"{total} điểm cần xem trong {len(reports)} văn bản." if total else "Không tìm thấy lỗi nào.")
    return "\n".join(lines)


def as_json(reports: Sequence[Report]) -> str:
    return json.dumps([_entry(report) for report in reports], ensure_ascii=False, indent=1)


def _entry(report: Report) -> dict[str, Any]:
    return {
        "file": report.path,
        "unreadable": report.unreadable or None,
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "block": finding.place.block if finding.place else None,
                "start": finding.place.start if finding.place else None,
                "end": finding.place.end if finding.place else None,
                "message": finding.message,
                "mend": finding.mend,
                "confidence": finding.confidence,
            }
            for finding in report.findings
        ],
    }


def as_sarif(reports: Sequence[Report]) -> str:
    """SARIF 2.1.0; a block of the document is given as a line."""
    results = [_sarif_result(report, finding) for report in reports for finding in report.findings]
    results += [_sarif_unreadable(report) for report in reports if report.unreadable]
    rules = [{"id": rule.id, "shortDescription": {"text": rule.title}} for rule in _rules()]
    driver = {
        "name": "lotrinh check",
        "informationUri": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/",
        "rules": rules,
    }
    run = {"tool": {"driver": driver}, "results": results, "columnKind": "unicodeCodePoints"}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _sarif_result(report: Report, finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": report.path}}
    if finding.place:
        place = finding.place
        location["region"] = {
            "startLine": place.block + 1, "startColumn": place.start + 1, "endColumn": max(place.end, place.start) + 1,
        }  # fmt: skip
    return {
        "ruleId": finding.rule,
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.mend}".strip()},
        "locations": [{"physicalLocation": location}],
    }


def _sarif_unreadable(report: Report) -> dict[str, Any]:
    location = {"physicalLocation": {"artifactLocation": {"uri": report.path}}}
    return {"ruleId": "unreadable", "level": "error", "message": {"text": report.unreadable}, "locations": [location]}


WRITERS: dict[str, Callable[[Sequence[Report]], str]] = {"text": as_text, "json": as_json, "sarif": as_sarif}


def _rules() -> Sequence[Rule]:
    return RULES


def rule_lines() -> Iterator[str]:
    """Every rule with its reason and an example."""
    for rule in _rules():
        yield f"{rule.id}  {rule.title}"
        yield f"      Vì sao: {rule.reason}"
        yield f"      Ví dụ: {rule.example}"
