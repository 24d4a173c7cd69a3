"""Who has to do what: verb frames over units, read from sentences, headings, task blocks and tables.

A line is a paragraph or a cell. Its subject is the unit it begins with, else the unit under whose heading it stands.
Frames: "X chủ trì, phối hợp với Y" (X leads, Y supports), "X phối hợp với Y" (X supports), "giao X …", "X + verb".
"""

from .lines import Line, lines
from .parts import Duty, Part
from .reading import read_duties, set_names

__all__ = ["Duty", "Line", "Part", "lines", "read_duties", "set_names"]
