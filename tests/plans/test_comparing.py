import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.plans.comparing import compare, words_of
from tests.plans.factories import DraftFactory, SentenceFactory, VersionFactory


@pytest.mark.django_db
def test_new_changed_and_gone_sentences_stand_in_reading_order():
    old = VersionFactory()
    new = DraftFactory(programme=old.programme, ordinal=2)
    for text in ("Mở đầu của kế hoạch này.", "Câu bị bỏ đi hẳn ở đây.", "Đến năm 2030 trên 80% ruộng trải bạt."):
        SentenceFactory(version=old, text=text)
    for text in ("Mở đầu của kế hoạch này.", "Đến năm 2030 trên 85% ruộng trải bạt.", "Lập thương hiệu muối sạch."):
        SentenceFactory(version=new, text=text)
    found = compare(old, new)
    assert [(one.old is None, one.new is None, one.is_changed) for one in found] == [
        (False, False, False),
        (False, True, False),
        (False, False, True),
        (True, False, False),
    ]


words = st.lists(st.sampled_from(["muối", "bạt", "80%", "85%", "ruộng"]), max_size=9).map(" ".join)


@given(words, words)
def test_both_texts_can_be_read_out_of_their_difference(old, new):
    runs = words_of(old, new)
    assert " ".join(run.text for run in runs if not run.is_new) == old
    assert " ".join(run.text for run in runs if not run.is_old) == new
