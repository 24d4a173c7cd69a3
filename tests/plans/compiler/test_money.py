"""Amounts with source and years."""

from lotrinh.plans.compiler.money import read_money
from lotrinh.plans.compiler.sentences import read_sentences
from lotrinh.plans.compiler.targets import read_targets

from .skeletons import skeleton


def money_of(*parts):
    made = skeleton(*parts)
    sentences = read_sentences(made)
    return read_money(made, sentences, read_targets(made, sentences))


def test_an_amount_is_kept_in_millions_with_its_source_and_years():
    (money,) = money_of("# IV. Kinh phí", "Ngân sách tỉnh bố trí 1,5 tỷ đồng trong giai đoạn 2026 - 2028.")
    assert (money.million_vnd, money.source, money.years) == (1500, "ngân sách tỉnh", (2026, 2027, 2028))


def test_each_amount_takes_the_source_named_nearest():
    first, second = money_of(
        "# IV. Kinh phí", "Tổng kinh phí gồm: ngân sách xã 200 triệu đồng; nguồn vận động xã hội hóa 50 triệu đồng."
    )
    assert (first.source, second.source) == ("ngân sách xã", "xã hội hóa")


def test_a_revenue_to_be_reached_is_a_target_and_no_money_set_aside():
    assert money_of("# I. Mục tiêu", "Thu ngân sách trên địa bàn đạt 900 tỷ đồng.") == ()
