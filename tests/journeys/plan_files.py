"""Plan documents to drop in: real ones of the corpus where it is, else the demo's own text."""

import os
from pathlib import Path

import pytest
from docx import Document

import lotrinh.demo
from tests.journeys.conftest import PICTURES, ROOT

CORPUS = Path(os.environ.get("LOTRINH_CORPUS", ROOT.parent / "shared" / "corpus"))
OWN_TEXT = Path(lotrinh.demo.__file__).parent / "data" / "ke-hoach-minh-hoa.txt"


def corpus_file(name: str) -> Path:
    """A document of the corpus; without the corpus the journey is left out, aloud."""
    path = CORPUS / name
    if not path.exists():
        pytest.skip(f"no {name}: LOTRINH_CORPUS ({CORPUS}) names no folder with the real documents")
    return path


def as_docx(folder: Path, without: str = "\0") -> Path:
    """The plan of Cao Lãnh as a Word file, without the lines that hold the words `without`.

    It is the real one; the demo's telling of it for pictures, or where there is no corpus.
    """
    real = CORPUS / "caolanh.txt"
    text = (real if real.exists() and not PICTURES else OWN_TEXT).read_text()
    document = Document()
    for line in text.splitlines():
        if without not in line:
            document.add_paragraph(line)
    path = folder / "ke-hoach-co-cau-lai-cong-nghiep.docx"
    document.save(path)
    return path
