import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lotrinh.monitoring.searching import MOST, search
from lotrinh.organizations.choices import Role
from tests.followups.factories import given, leader_and_unit
from tests.indicators.factories import IndicatorFactory
from tests.monitoring.factories import TODAY
from tests.organizations.factories import person
from tests.plans.factories import DraftFactory, SentenceFactory, TargetFactory, TaskFactory

pytestmark = pytest.mark.django_db


def hits(words, who):
    return {group.title: [hit.text for hit in group.hits] for group in search(words, who)}


def test_words_are_found_without_tone_marks_and_with_d_for_đ(version, officer):
    TargetFactory(version=version, name="Tỷ lệ lấp đầy cụm Quảng Khánh")
    assert hits("lap day quang", officer)["Chỉ tiêu"] == ["Tỷ lệ lấp đầy cụm Quảng Khánh"]


def test_all_words_must_be_there_in_any_order(version, officer):
    TaskFactory(version=version, name="Mở lớp nghề")
    assert hits("nghề mở", officer)["Nhiệm vụ"] == ["Mở lớp nghề"]
    assert "Nhiệm vụ" not in hits("nghề đóng", officer)


def test_a_sentence_leads_to_its_place_in_the_living_plan(version, officer):
    sentence = SentenceFactory(version=version, text="Xây nhà kho bảo quản.")
    (group,) = search("nha kho", officer)
    living = reverse("monitoring:living", args=[version.programme_id])
    assert group.hits[0].link == f"{living}#{sentence.anchor}"


def test_units_and_areas_are_found_through_their_registers(version, officer):
    owner = version.programme.owner_on(TODAY)
    assert owner.name in hits(owner.short_name, officer)["Danh mục đơn vị"]


def test_a_stranger_finds_nothing_of_the_plan(version):
    TargetFactory(version=version, name="Tỷ lệ lấp đầy")
    SentenceFactory(version=version, text="Lấp đầy cụm.")
    assert hits("lap day", person()) == {}


def test_a_draft_is_not_searched():
    draft = DraftFactory()
    SentenceFactory(version=draft, text="Câu đang soát.")
    assert "Câu trong kế hoạch" not in hits("câu đang soát", person(Role.PLAN_OFFICER))


@pytest.mark.parametrize("words", ["", " ", "a", "\x00\x00", "%", "'"])
def test_too_little_to_search_for_finds_nothing(words, officer):
    assert search(words, officer) == []


def test_more_than_fit_are_counted(version, officer):
    for _ in range(MOST + 3):
        TaskFactory(version=version, name="Mở lớp nghề")
    (group,) = [group for group in search("lop nghe", officer) if group.title == "Nhiệm vụ"]
    assert (len(group.hits), group.count) == (MOST, MOST + 3)


def test_the_page_searches_what_was_typed_decomposed(client, version, officer):
    TargetFactory(version=version, name="Tỷ lệ lấp đầy")
    client.force_login(officer)
    page = client.get(reverse("monitoring:search"), {"q": "la\u0302\u0301p"}).text
    assert "Tỷ lệ lấp đầy" in page


def test_orders_and_indicators_are_found_each_within_ones_scope():
    leader, unit = leader_and_unit()
    given(leader, unit, what="Rà soát lô đất trống.")
    IndicatorFactory(name="Tỷ lệ lô đất trống")
    assert hits("lo dat trong", leader)["Việc giao"] == ["Rà soát lô đất trống."]
    found = hits("lo dat trong", person())
    assert "Việc giao" not in found
    assert found["Số liệu"] == ["Tỷ lệ lô đất trống"]


def test_the_page_asks_as_many_questions_however_many_are_found(client, version, officer, django_assert_num_queries):
    def more():
        for _ in range(MOST + 1):  # more than fit, so that both groups are counted
            TaskFactory(version=version, name="Mở lớp nghề")
            TargetFactory(version=version, name="Lớp nghề được mở")

    door = reverse("monitoring:search")
    client.force_login(officer)
    more()
    client.get(door, {"q": "lop nghe"})
    with CaptureQueriesContext(connection) as before:
        client.get(door, {"q": "lop nghe"})
    more()
    more()
    with django_assert_num_queries(len(before)):
        assert "Lớp nghề được mở" in client.get(door, {"q": "lop nghe"}).text
