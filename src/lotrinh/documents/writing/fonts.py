"""Font files for PDF and charts: the metrics of Times New Roman, and every Vietnamese letter.

Found by looking, not by name alone: Liberation 1, still installed beside its successor, lacks “ệ” and its fellows.
"""

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

SERIF_FILES = (
    "times.ttf",
    "Times New Roman.ttf",
    "LiberationSerif-Regular.ttf",
    "Tinos-Regular.ttf",
    "texgyretermes-regular.otf",
)
SANS_FILES = (
    "arial.ttf",
    "Arial.ttf",
    "LiberationSans-Regular.ttf",
    "Arimo-Regular.ttf",
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
)
_LETTERS = "ệữặỡổỵđơƯẪ"
_NO_LETTER = "\uffff"


@lru_cache(maxsize=1)
def folders() -> list[str]:
    """Folders of a serif and a sans face with all Vietnamese letters; without them typst brings its own serif."""
    found = {path.name: path for path in reversed(list(_installed())) if _has_vietnamese(path)}
    chosen = [next((found[name] for name in names if name in found), None) for names in (SERIF_FILES, SANS_FILES)]
    return list(dict.fromkeys(str(path.parent) for path in chosen if path))


def _installed() -> Iterator[Path]:
    wanted = {*SERIF_FILES, *SANS_FILES}
    for root in _roots():
        for folder, _, names in os.walk(root):
            yield from (Path(folder) / name for name in names if name in wanted)


def _roots() -> list[str]:
    if sys.platform == "win32":
        return [os.path.join(os.environ.get("WINDIR", r"C:\Windows"), "Fonts")]
    if sys.platform == "darwin":
        return ["/System/Library/Fonts", "/Library/Fonts", os.path.expanduser("~/Library/Fonts")]
    return ["/usr/share/fonts", "/usr/local/share/fonts", os.path.expanduser("~/.local/share/fonts")]


def _has_vietnamese(path: Path) -> bool:
    try:
        font = ImageFont.truetype(str(path), 40)
    except OSError:
        return False
    nothing = bytes(font.getmask(_NO_LETTER))
    return all(bytes(font.getmask(letter)) != nothing for letter in _LETTERS)
