"""Dates and years in running text."""

import pytest

from lotrinh.plans.compiler.moments import moments_of, own_moments


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("trước ngày 31/12/2025", "2025-12-31"),
        ("ngày 05 tháng 3 năm 2026", "2026-03-05"),
        ("trong tháng 10 năm 2026", "2026-10"),
        ("tháng 3/2026", "2026-03"),
        ("Quý II/2026", "2026-06"),
        ("đến hết năm 2030", "2030"),
        ("giai đoạn 2026 - 2030", "2030"),
        ("từ năm 2026 đến năm 2028", "2028"),
        ("mục tiêu 2027", "2027"),
        ("ngày 31/02/2026", "2026"),
    ],
)
def test_a_moment_is_over_with_its_last_day(text, by):
    assert [moment.by for moment in moments_of(text) if moment.by] == [by]


def test_a_moment_begins_with_the_words_that_lead_to_it():
    (moment,) = moments_of("phấn đấu đến hết năm 2030 đạt mức cao")
    assert "phấn đấu đến hết năm 2030 đạt mức cao"[moment.start : moment.end] == "đến hết năm 2030"


def test_a_term_of_office_sets_no_time():
    assert not [moment for moment in moments_of("đại biểu nhiệm kỳ 2026-2031") if moment.by]


def test_a_vision_counts_only_where_nothing_nearer_is_said():
    assert [moment.by for moment in own_moments("đến năm 2030, tầm nhìn đến năm 2045")] == ["2030"]
    assert [moment.by for moment in own_moments("Tầm nhìn đến năm 2045")] == ["2045"]


@pytest.mark.parametrize("text", ["2.030 người", "số 2025/QĐ-UBND", "12.2026.33"])
def test_four_digits_alone_are_no_year(text):
    assert not [moment for moment in moments_of(text) if moment.by]
