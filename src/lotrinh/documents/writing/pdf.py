"""An administrative document as PDF/A-2b, written by typst from the same structure as the Word file."""

import json
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from lotrinh.documents.writing import layout
from lotrinh.documents.writing.fonts import folders
from lotrinh.documents.writing.structure import (
    Heading,
    OfficialText,
    Paragraph,
    Picture,
    Run,
    Table,
    based_on,
    closed,
    listed,
)

STANDARD = "a-2b"
"""The archive format that the rules on electronic records accept; fonts are embedded."""


def to_pdf(text: OfficialText) -> bytes:
    """The whole document as a PDF/A file."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        data = _Writer(root).document(text)
        (root / "document.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        source = files("lotrinh.documents.writing").joinpath("official.typ").read_text(encoding="utf-8")
        (root / "official.typ").write_text(source, encoding="utf-8")
        fonts = {"font_paths": folders(), "ignore_system_fonts": True}
        return typst.compile(str(root / "official.typ"), root=folder, format="pdf", pdf_standards=[STANDARD], **fonts)


class _Writer:
    """Turns the structure into what the typst page reads; pictures become files beside it."""

    def __init__(self, root: Path):
        self.root = root
        self.pictures = 0

    def document(self, text: OfficialText) -> dict[str, Any]:
        head = text.letterhead
        return {
            "layout": _layout(),
            "title": f"{text.kind}: {text.abstract}",
            "stamp": text.stamp,
            "letterhead": {
                "superior": head.superior,
                "issuer": head.issuer,
                "issuer_rule": layout.SHORT_RULE
                * layout.text_width(head.issuer, layout.ISSUER_PT, layout.ISSUER_WIDTH),
                "number_line": head.number_line,
                "date_line": head.date_line,
            },
            "kind": text.kind.upper(),
            "abstract": text.abstract,
            "abstract_rule": layout.SHORT_RULE
            * layout.text_width(text.abstract, layout.ABSTRACT_PT, layout.TEXT_WIDTH),
            "addressees": [f"{text.addressees[0].rstrip('.;')}."]
            if len(text.addressees) == 1
            else listed(text.addressees),
            "bases": based_on(text.bases),
            "body": [self.block(block) for block in closed(text.body)],
            "signature": {"lines": [line.upper() for line in text.signature.lines], "name": text.signature.name},
            "recipients": listed(text.recipients),
            "appendices": [
                {
                    "label": text.appendix_label(place),
                    "title": appendix.title.upper(),
                    "attached_to": text.attached_to,
                    "landscape": appendix.is_landscape,
                    "blocks": [self.block(block) for block in appendix.blocks],
                }
                for place, appendix in enumerate(text.appendices)
            ],
        }

    def block(self, block) -> dict[str, Any]:
        match block:
            case Heading():
                title = block.title.upper() if block.level <= 1 else block.title
                return {"type": "heading", "level": block.level, "label": block.label, "title": title}
            case Paragraph():
                lead = [Run(f"{block.mark} ")] if block.mark else []
                return {"type": "paragraph", "runs": [_run(run) for run in [*lead, *block.runs]]}
            case Table():
                columns = [{"title": c.title, "share": c.share, "numeric": c.numeric} for c in block.columns]
                shown = {"caption": block.caption, "note": block.note, "strong": sorted(block.strong)}
                return {"type": "table", "columns": columns, "rows": block.rows, **shown}
            case Picture():
                return self.picture(block)
        raise TypeError(f"{type(block).__name__} is no block of a document")

    def picture(self, block: Picture) -> dict[str, Any]:
        self.pictures += 1
        name = f"picture-{self.pictures}.svg"
        (self.root / name).write_text(block.svg, encoding="utf-8")
        width = min(block.width_mm, layout.TEXT_WIDTH)
        return {"type": "picture", "file": name, "alt": block.alt, "caption": block.caption, "width_mm": width}


def _run(run: Run) -> dict[str, Any]:
    return {"text": run.text, "bold": run.bold, "italic": run.italic}


def _layout() -> dict[str, Any]:
    numbers = {
        name.lower(): value for name, value in vars(layout).items() if name.isupper() and isinstance(value, int | float)
    }
    return numbers | {
        "fonts": layout.SAME_METRICS,
        "national_name": layout.NATIONAL_NAME,
        "motto": layout.MOTTO,
        "motto_rule": layout.text_width(layout.MOTTO, layout.MOTTO_PT, layout.MOTTO_WIDTH),
    }
