"""Charts for Word, which shows no SVG on the machines of most offices: drawn as PNG."""

import tempfile
from functools import lru_cache
from pathlib import Path

import typst

from lotrinh.documents.writing.fonts import folders

PIXELS_PER_INCH = 220

_PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("chart.svg", width: 160mm)\n'


@lru_cache(maxsize=32)
def png_of(svg: str) -> bytes:
    """`svg` as a PNG 160 mm wide. Raises ValueError for what is no SVG."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "chart.svg").write_text(svg, encoding="utf-8")
        (root / "page.typ").write_text(_PAGE, encoding="utf-8")
        try:
            fonts = {"font_paths": folders(), "ignore_system_fonts": True}
            return typst.compile(str(root / "page.typ"), root=folder, format="png", ppi=PIXELS_PER_INCH, **fonts)
        except typst.TypstError as error:
            raise ValueError(f"not an SVG picture: {error}") from error
