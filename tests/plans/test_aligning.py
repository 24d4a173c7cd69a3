"""What a sentence of a lower plan, or of a later text, makes of the one it comes from."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.plans.aligning import Change, Line, Promise, align, judge, words_of

SALT = Promise(Decimal(80), ">=", "%", date(2030, 12, 31))


def pair(**changed):
    return (
        Line("Đến năm 2030 ít nhất 80% ruộng muối trải bạt.", (SALT,)),
        Line("Ruộng muối trải bạt đạt mức sau.", (replace(SALT, **changed),)),
    )


@pytest.mark.parametrize(
    ("changed", "change"),
    [
        pytest.param({"value": Decimal(85)}, Change.SHARPENED, id="a-higher-number"),
        pytest.param({"value": Decimal(70)}, Change.WEAKENED, id="a-lower-number"),
        pytest.param({"by": date(2028, 12, 31)}, Change.SHARPENED, id="an-earlier-day"),
        pytest.param({"by": None}, Change.WEAKENED, id="no-day"),
        pytest.param({"value": None}, Change.WEAKENED, id="no-number"),
        pytest.param({"comparator": ">"}, Change.SHARPENED, id="strictly-above"),
        pytest.param({"comparator": "~"}, Change.WEAKENED, id="about"),
        pytest.param({}, Change.REWORDED, id="the-same-quantity"),
        pytest.param({"value": Decimal(85), "by": date(2032, 12, 31)}, Change.REWORDED, id="more-but-later"),
    ],
)
def test_a_quantity_tells_whether_more_is_asked(changed, change):
    assert judge(*pair(**changed)).change == change


def test_of_a_falling_quantity_less_asks_for_more():
    upper, lower = (Line(text, (Promise(Decimal(n), "<=", "%", falls=True),)) for text, n in (("a", 5), ("b", 3)))
    assert judge(upper, lower).change == Change.SHARPENED


@pytest.mark.parametrize(
    ("upper", "lower", "change"),
    [
        pytest.param("Lập tổ thu gom.", "Khuyến khích lập tổ thu gom.", Change.WEAKENED, id="hedged"),
        pytest.param("Phấn đấu lập tổ.", "Lập tổ.", Change.SHARPENED, id="hedge-gone"),
        pytest.param("Hằng năm kiểm tra đê.", "Hằng tháng kiểm tra đê.", Change.SHARPENED, id="oftener"),
        pytest.param("Mỗi quý kiểm tra đê.", "Hằng năm kiểm tra đê.", Change.WEAKENED, id="rarer"),
        pytest.param("Lập tổ thu gom.", "LẬP  tổ thu gom.", Change.SAME, id="case-and-spaces"),
        pytest.param("- Lập tổ thu gom.", "2. Lập tổ thu gom.", Change.SAME, id="marks-of-lists"),
    ],
)
def test_words_tell_it_too(upper, lower, change):
    assert judge(Line(upper), Line(lower)).change == change


def test_the_reader_is_told_by_what_it_was_seen():
    assert judge(*pair(value=Decimal(85))).because == ("80 → 85 %",)
    assert judge(Line("Lập tổ."), Line("Nghiên cứu lập tổ.")).because == ("thêm “nghiên cứu”",)


def test_names_of_places_and_units_do_not_keep_sentences_apart():
    upper = ["Phòng Kinh tế thị xã Bãi Ngang rà soát các ruộng bỏ hoang.", "Xây kho chứa muối."]
    lower = ["Mở lớp dạy nghề.", "Ban Nông nghiệp phường Cửa Rạch rà soát các ruộng bỏ hoang."]
    names = ["Phòng Kinh tế thị xã Bãi Ngang", "Ban Nông nghiệp phường Cửa Rạch"]
    assert [(one.old, one.new) for one in align(upper, lower, names)] == [(0, 1)]


words = st.lists(st.sampled_from(["muối", "bạt", "80%", "phấn đấu", "hằng năm", "ruộng"]), min_size=1, max_size=8).map(
    " ".join
)
promises = st.builds(
    Promise,
    st.none() | st.integers(0, 100).map(Decimal),
    st.sampled_from(["<", "<=", "=", "~", ">=", ">", "range"]),
    st.sampled_from(["%", "ha"]),
    st.none() | st.sampled_from([date(2027, 12, 31), date(2030, 12, 31)]),
)
lines = st.builds(Line, words, st.lists(promises, max_size=3).map(tuple))
OPPOSITE = {Change.SHARPENED: Change.WEAKENED, Change.WEAKENED: Change.SHARPENED}


@given(words, words, st.lists(promises, min_size=1, max_size=1).map(tuple), st.integers(0, 100))
def test_what_sharpens_one_way_weakens_the_other(upper, lower, asked, value):
    there = Line(f"a {upper}", asked), Line(f"b {lower}", (replace(asked[0], value=Decimal(value)),))
    forth, back = judge(*there).change, judge(*reversed(there)).change
    assert back == OPPOSITE.get(forth, forth)


@given(lines)
def test_nothing_differs_from_itself(line):
    assert judge(line, line).change == Change.SAME


@given(st.lists(words, max_size=8), st.lists(words, max_size=8))
def test_each_sentence_is_carried_at_most_once(upper, lower):
    pairs = align(upper, lower)
    assert len({one.old for one in pairs}) == len({one.new for one in pairs}) == len(pairs)


@given(words, words)
def test_both_texts_can_be_read_out_of_their_difference(old, new):
    runs = words_of(old, new)
    assert " ".join(run.text for run in runs if not run.is_new) == old
    assert " ".join(run.text for run in runs if not run.is_old) == new
