"""Invented plans with annotations: texts nobody issued, written and annotated apart from the reader they try."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "invented"


@dataclass(frozen=True, eq=False)
class InventedPlan:
    """One document and what a careful reader takes out of it, in the form corpus/score.py compares."""

    name: str
    path: Path
    gold: dict[str, Any]


@cache
def invented_plans() -> tuple[InventedPlan, ...]:
    """All of them, by name."""
    found = []
    for annotation in sorted(FOLDER.glob("*.json")):
        document = next(file for file in FOLDER.glob(f"{annotation.stem}.*") if file.suffix in (".md", ".txt"))
        found.append(InventedPlan(annotation.stem, document, json.loads(annotation.read_text("utf-8"))))
    return tuple(found)
