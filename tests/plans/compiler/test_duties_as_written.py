"""Who has to do what, in the ways offices write it: provinces, districts, communes, ministries, the Party, the Front,
schools, hospitals, enterprises, steering committees.

`duties_as_written.txt` holds one invented case a paragraph: "#" before a heading, "|" before a row of a table, ">"
before a unit with the role a careful annotator gives it.
"""

from pathlib import Path

import pytest

from lotrinh.plans.compiler.tasks import read_tasks
from lotrinh.plans.compiler.words import flat

from .skeletons import skeleton

CASES = Path(__file__).with_name("duties_as_written.txt").read_text("utf-8").strip().split("\n\n")


def document_of(case):
    """The parts of the document: lines, and rows that follow one another as one table."""
    parts = []
    for line in case.splitlines():
        if line.startswith("> "):
            continue
        row = [cell.strip() for cell in line[1:].split("|")] if line.startswith("|") else None
        if row and parts and isinstance(parts[-1], list):
            parts[-1].append(row)
        else:
            parts.append([row] if row else line)
    return parts


def annotated(case):
    pairs = (line[2:].rpartition("|") for line in case.splitlines() if line.startswith("> "))
    return {(flat(unit.strip()), role.strip()) for unit, _, role in pairs}


def name_of(case):
    """The first line below the section's heading tells cases apart."""
    return case.splitlines()[1].strip("#|-+ ")[:60]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_duties_are_read_as_offices_write_them(case):
    tasks = read_tasks(skeleton(*document_of(case)))
    read = {(flat(one.unit), one.role) for task in tasks for one in task.assignments}
    assert read == annotated(case)
