"""Nothing fails on a document that makes no sense, and every place lies inside its block."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lotrinh.plans.compiler.findings import find
from lotrinh.plans.compiler.references import read_references
from lotrinh.plans.compiler.tasks import read_tasks
from lotrinh.plans.compiler.values import Compiled

from .skeletons import skeleton

_PIECES = st.sampled_from(
    [
        "Sở Y tế", "các sở, ban, ngành", "UBND các xã, phường", "chủ trì", "phối hợp với", "giao", "đề nghị", ";", ":",
        "(", ")", "trước ngày 31/02/2026", "số:   /KH-UBND", "gồm: 3 trạm; 4 trạm", "a)", "1.", "II.", "- ",
        "Phụ lục II",         "12/30 xã, đạt tỷ lệ 50%",
        "thời kỳ 2021-2030, tầm nhìn đến 2025", "mục IV.3", "và", ",", ".", "\u0301",
    ]
)  # fmt: skip
_LINES = st.lists(_PIECES, min_size=1, max_size=9).map(" ".join)
_ROW = st.lists(st.one_of(_LINES, st.just("Cơ quan chủ trì")), min_size=2, max_size=2)
_TABLES = st.lists(_ROW, min_size=1, max_size=4)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(_LINES, _TABLES), min_size=1, max_size=8))
def test_any_document_is_read_and_judged(parts):
    made = skeleton("# I. Mục tiêu", *parts, "# II. Tổ chức thực hiện")
    tasks = read_tasks(made)
    findings = find(Compiled(made, tasks=tasks, references=read_references(made)))
    places = [task.place for task in tasks] + [part.place for task in tasks for part in task.assignments]
    for place in [*places, *(finding.place for finding in findings if finding.place)]:
        assert 0 <= place.start <= place.end <= len(made.blocks[place.block].text)
