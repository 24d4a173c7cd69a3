"""Joins the annotations here, which hold places and values only, with the documents they were made from."""

import hashlib
import importlib.util
import json
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).parent
CORPUS = Path(os.environ.get("LOTRINH_CORPUS", HERE.parents[2] / "shared" / "corpus"))


@dataclass(frozen=True)
class Annotated:
    """One document with the targets a reader found in it, in the form corpus/score.py compares."""

    name: str
    use: str
    """dev (the corpus's own gold), tuning or held_back."""
    path: Path
    targets: list[dict[str, Any]]


def documents(use: str) -> list[Annotated]:
    """The annotated documents of one use, by name."""
    if use == "dev":
        return [_gold(path) for path in sorted((CORPUS / "gold").glob("*.json"))]
    found = (_of_places(path) for path in sorted((HERE / "targets").glob("*.json")))
    return [document for document in found if document.use == use]


def _gold(path: Path) -> Annotated:
    carriers = {found.suffix: found for found in CORPUS.glob(f"{path.stem}.*")}
    document = next(carriers[suffix] for suffix in (".txt", ".md", ".docx") if suffix in carriers)
    return Annotated(path.stem, "dev", document, json.loads(path.read_text(encoding="utf-8"))["targets"])


def _of_places(path: Path) -> Annotated:
    """The quotes are cut out of the document; it must be the very file that was annotated."""
    known = json.loads(path.read_text(encoding="utf-8"))
    data = (CORPUS / known["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == known["sha256"], f"{known['file']} is not the file that was annotated"
    text = data.decode("utf-8")
    targets = [dict(target, quote=_printed(text[target["start"] : target["end"]])) for target in known["targets"]]
    return Annotated(path.stem, known["use"], CORPUS / known["file"], targets)


def _printed(raw: str) -> str:
    return re.sub(r"[\s*|]+", " ", raw).strip()


@cache
def scorer() -> ModuleType:
    """corpus/score.py, so that we are measured by the rules everybody is measured by."""
    spec = importlib.util.spec_from_file_location("corpus_score", CORPUS / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def f1(hits: int, found: int, due: int) -> float:
    return 2 * hits / (found + due) if found + due else 1.0
