"""Numbers stated of the world as it is."""

from lotrinh.plans.compiler.claims import read_claims
from lotrinh.plans.compiler.sentences import read_sentences
from lotrinh.plans.compiler.targets import read_targets

from .skeletons import skeleton


def claims_of(*parts):
    made = skeleton(*parts)
    sentences = read_sentences(made)
    return read_claims(made, sentences, read_targets(made, sentences))


def test_a_number_of_the_present_is_a_claim():
    (claim,) = claims_of("# I. Thực trạng", "Toàn huyện hiện có 41 lò gạch trong khu dân cư.")
    assert (claim.value, claim.unit, claim.subject) == (41, "lò gạch", "lò gạch trong khu dân cư")


def test_the_parts_of_a_total_know_it():
    total, *parts = claims_of("# I. Mục tiêu", "[1] Hiện có 30 cơ sở, bao gồm: 12 lò gạch; 10 xưởng mộc; 9 xưởng hàn.")
    assert [part.value for part in parts] == [12, 10, 9]
    assert {part.whole for part in parts} == {total.place}
    assert total.whole is None


def test_a_target_is_no_claim():
    assert claims_of("# I. Mục tiêu", "- Đạt 80% số hộ vào năm 2030.") == ()


def test_a_number_in_a_set_name_states_nothing():
    assert claims_of("# I. Tình hình", "Chính quyền địa phương 02 cấp hoạt động ổn định.") == ()
