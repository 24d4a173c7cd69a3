"""Joins the annotations in `plans/`, which hold places and values for every field, with the documents they are of."""

import hashlib
import json
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pdfplumber

from .annotated import CORPUS, HERE

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Place = tuple[int, int]


@dataclass(frozen=True, eq=False)
class WholePlan:
    """One document with everything a reader took out of it, in the form corpus/score.py compares."""

    name: str
    use: str
    """tuned, held_back, duties (tuned on for assignments only) or frame (tuned on for all but assignments)."""
    path: Path
    gold: dict[str, Any]
    also_tuned: tuple[str, ...] = ()
    """Fields that `use` held back and that were looked at later."""

    def was_tuned_on(self, field: str) -> bool:
        """Whether `field` of this document was looked at while the readers were mended."""
        if field in self.also_tuned:
            return True
        return self.use == "tuned" or self.use == ("duties" if field == "assignments" else "frame")


@cache
def whole_plans() -> tuple[WholePlan, ...]:
    """The documents annotated in every field, by name."""
    return tuple(_joined(path) for path in sorted((HERE / "plans").glob("*.json")))


def _joined(path: Path) -> WholePlan:
    known = json.loads(path.read_text("utf-8"))
    file = CORPUS / known["file"]
    assert hashlib.sha256(file.read_bytes()).hexdigest() == known["sha256"], f"{file.name} is not what was annotated"
    text = _anchored_text(file)

    def printed(*places: Place) -> str:
        return " ".join(" ".join(re.sub(r"[*|]", " ", text[start:end]) for start, end in places).split())

    gold = {
        "document": {**known["document"], "title": printed(*known["document"]["title"]) or None},
        "legal_bases": known["legal_bases"],
        "outline": [
            {"level": level, "label": label, "heading": printed((start, end))}
            for level, label, start, end in known["outline"]
        ],
        "targets": [{**target, "quote": printed((target["start"], target["end"]))} for target in known["targets"]],
        "assignments": [{"unit": printed(*one["at"]), "role": one["role"]} for one in known["assignments"]],
        "recipients": [printed(*places) for places in known["recipients"]],
        "inconsistencies": known["inconsistencies"],
    }
    return WholePlan(path.stem, known["use"], file, gold, tuple(known.get("also_tuned", ())))


def _anchored_text(file: Path) -> str:
    """What the places count in: the decoded file; the runs of a Word file; the pages of a PDF by pdfplumber."""
    if file.suffix == ".docx":
        body = ElementTree.fromstring(zipfile.ZipFile(file).read("word/document.xml"))
        return "\n".join("".join(run.text or "" for run in par.iter(f"{_W}t")) for par in body.iter(f"{_W}p"))
    if file.suffix == ".pdf":
        with pdfplumber.open(file) as pages:
            return "\n".join(page.extract_text() for page in pages.pages)
    return file.read_bytes().decode("utf-8")
