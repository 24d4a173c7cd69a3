import pytest

from lotrinh.plans.compiler.values import Node, Place
from lotrinh.plans.outlines import Outline


def outline(*headings):
    return Outline([Node(level, label, text, Place(10 * n, 0, 5)) for n, (level, label, text) in enumerate(headings)])


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        pytest.param(["1.", None, "3."], ["1.", "2.", "3."], id="between two"),
        pytest.param([None, "II."], ["I.", "II."], id="before the first"),
        pytest.param(["a)", None], ["a)", "b)"], id="after the last"),
        pytest.param(["1.", None, "2."], ["1.", "", "2."], id="no number is left between"),
        pytest.param([None, None], ["", ""], id="nothing tells"),
        pytest.param(["1.1.", None], ["1.1.", "1.2."], id="two figures"),
    ],
)
def test_a_lost_number_follows_from_those_beside_it(labels, expected):
    read = outline(*((2, label, "Việc") for label in labels))
    assert [read.label(n) for n in range(len(labels))] == expected


def test_a_number_that_says_where_it_stands_is_not_said_twice():
    read = outline((1, "II.", "A"), (2, "1.", "B"), (3, "1.1.", "C"), (4, "a)", "D"))
    assert read.path(3) == "II.1.1.a"


def test_a_heading_without_any_number_is_cited_by_its_words():
    read = outline((1, "I.", "Mục tiêu"), (2, None, "* Đến năm 2030"))
    assert read.cite(1, 11) == "I, Đến năm 2030, đoạn 1"


def test_paragraphs_under_a_heading_are_counted_and_the_heading_is_itself():
    read = outline((1, "I.", "Mục tiêu"))
    assert [read.cite(0, block) for block in (0, 1, 1, 2)] == ["I", "I, đoạn 1", "I, đoạn 1", "I, đoạn 2"]
