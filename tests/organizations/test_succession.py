"""A unit ends: what it holds passes on in one batch that somebody reviewed."""

from datetime import date

import pytest
from django.urls import reverse

from lotrinh.core.models import AuditEntry
from lotrinh.organizations.choices import Role
from lotrinh.organizations.models import OrganizationSuccession
from lotrinh.organizations.scope import scope_of
from lotrinh.organizations.succession import HoldsMore, NotAdministrator, apply_succession, plan_succession
from tests.areas.factories import AreaFactory, AreaSuccessionFactory, FormerAreaFactory
from tests.clusters.factories import ClusterFactory
from tests.organizations.factories import OrganizationFactory, person

pytestmark = pytest.mark.django_db
REFORM = date(2025, 7, 1)
ACT = "Nghị quyết 1663/NQ-UBTVQH15"


@pytest.fixture
def administrator():
    return person(Role.ADMINISTRATOR)


@pytest.fixture
def city():
    """The city's division, which ends, and the divisions of the two wards that its land went to."""
    land = [AreaFactory(name="Phường Mỹ Trà"), AreaFactory(name="Phường Mỹ Ngãi")]
    former = FormerAreaFactory(name="Thành phố Cũ")
    for ward in land:
        AreaSuccessionFactory(predecessor=former, successor=ward)
    division = OrganizationFactory(name="Phòng Kinh tế thành phố", area=former)
    return division, [OrganizationFactory(area=ward) for ward in land]


def as_proposed(batch, otherwise=None):
    return {item.key: item.proposed or otherwise for item in batch.items}


def test_a_row_is_proposed_to_the_unit_in_whose_territory_it_lies(city):
    division, (my_tra, my_ngai) = city
    cluster = ClusterFactory(area=my_ngai.area, manager=division)
    batch = plan_succession(division, on=REFORM, successors=[my_tra, my_ngai])
    item = next(item for item in batch.items if item.row == cluster)
    assert item.proposed == my_ngai and "Phường Mỹ Ngãi" in item.why


def test_what_no_place_decides_is_proposed_to_nobody(city):
    division, successors = city
    person(Role.PLAN_OFFICER, division)
    (item,) = plan_succession(division, on=REFORM, successors=successors).items
    assert item.proposed is None and "không gắn địa bàn" in item.why


def test_planning_writes_nothing(city):
    division, successors = city
    ClusterFactory(manager=division)
    before = AuditEntry.objects.count()
    plan_succession(division, on=REFORM, successors=successors)
    assert AuditEntry.objects.count() == before and not OrganizationSuccession.objects.exists()


def test_rows_rights_and_the_end_of_the_unit_are_one_entry_that_cites_the_act(city, administrator):
    division, (my_tra, my_ngai) = city
    cluster = ClusterFactory(area=my_tra.area, manager=division)
    officer = person(Role.PLAN_OFFICER, division, valid_from=date(2022, 1, 1))
    batch = plan_succession(division, on=REFORM, successors=[my_tra, my_ngai])
    entry = apply_succession(batch, as_proposed(batch, my_tra), legal_act=ACT, by=administrator)
    cluster.refresh_from_db()
    division.refresh_from_db()
    assert cluster.manager == my_tra and cluster.entry == entry and ACT in entry.reason
    assert division.valid_to == date(2025, 6, 30)
    old, new = officer.role_holdings.order_by("valid_from")
    assert (old.valid_to, old.end_entry) == (date(2025, 6, 30), entry)
    assert (new.organization, new.valid_from) == (my_tra, REFORM)


def test_history_tells_what_the_officer_could_see_before(city, administrator):
    division, (my_tra, my_ngai) = city
    officer = person(Role.PLAN_OFFICER, division, valid_from=date(2022, 1, 1))
    batch = plan_succession(division, on=REFORM, successors=[my_tra, my_ngai])
    apply_succession(batch, as_proposed(batch, my_tra), legal_act=ACT, by=administrator)
    assert division.pk in scope_of(officer, date(2024, 1, 1)).organization_ids
    assert my_tra.pk in scope_of(officer, date(2026, 1, 1)).organization_ids
    assert my_ngai.pk not in scope_of(officer, date(2026, 1, 1)).organization_ids


def test_a_thing_left_behind_stays_with_the_former_unit(city, administrator):
    division, (my_tra, my_ngai) = city
    cluster = ClusterFactory(area=my_tra.area, manager=division)
    batch = plan_succession(division, on=REFORM, successors=[my_tra, my_ngai])
    apply_succession(batch, {item.key: None for item in batch.items}, legal_act=ACT, by=administrator)
    cluster.refresh_from_db()
    assert cluster.manager == division


def test_what_came_after_the_review_is_shown_and_not_handed_over_unseen(city, administrator):
    division, (my_tra, my_ngai) = city
    reviewed = as_proposed(plan_succession(division, on=REFORM, successors=[my_tra, my_ngai]))
    cluster = ClusterFactory(area=my_tra.area, manager=division)
    batch = plan_succession(division, on=REFORM, successors=[my_tra, my_ngai])
    with pytest.raises(HoldsMore) as more:
        apply_succession(batch, reviewed, legal_act=ACT, by=administrator)
    assert [item.row for item in more.value.items] == [cluster]
    division.refresh_from_db()
    assert division.valid_to is None


def test_nobody_but_an_administrator_hands_over(city, client):
    division, successors = city
    officer = person(Role.PLAN_OFFICER, division)
    batch = plan_succession(division, on=REFORM, successors=successors)
    with pytest.raises(NotAdministrator):
        apply_succession(batch, as_proposed(batch), legal_act=ACT, by=officer)
    client.force_login(officer)
    for name in ("prepare_succession", "review_succession"):
        assert client.get(reverse(f"organizations:{name}", args=[division.pk])).status_code == 403


def test_the_pages_lead_from_the_act_to_the_hand_over(city, client, administrator):
    division, (my_tra, my_ngai) = city
    cluster = ClusterFactory(area=my_tra.area, manager=division)
    client.force_login(administrator)
    form = {"on": "01/07/2025", "legal_act": ACT, "successors": [my_tra.pk, my_ngai.pk]}
    review = client.post(reverse("organizations:prepare_succession", args=[division.pk]), form).url
    page = client.get(review).content.decode()
    (item,) = plan_succession(division, on=REFORM, successors=[my_tra, my_ngai]).items
    assert str(cluster) in page and ACT in page
    answer = client.post(review, {item.key: my_tra.pk}, follow=True)
    cluster.refresh_from_db()
    assert cluster.manager == my_tra and "Đã bàn giao" in answer.content.decode()


def test_a_page_that_is_out_of_date_is_shown_again_with_what_is_new(city, client, administrator):
    division, (my_tra, my_ngai) = city
    client.force_login(administrator)
    form = {"on": "01/07/2025", "legal_act": ACT, "successors": [my_tra.pk]}
    review = client.post(reverse("organizations:prepare_succession", args=[division.pk]), form).url
    ClusterFactory(area=my_tra.area, manager=division)
    answer = client.post(review, {})
    assert answer.status_code == 409 and "đơn vị giữ thêm 1 mục" in answer.content.decode()


def test_without_a_successor_or_an_act_nothing_is_reviewed(city, client, administrator):
    division, _ = city
    client.force_login(administrator)
    answer = client.post(reverse("organizations:prepare_succession", args=[division.pk]), {"on": "31/02/2025"})
    assert answer.status_code == 200 and "chỉ có 28 ngày" in answer.content.decode()
    assert client.get(reverse("organizations:review_succession", args=[division.pk])).status_code == 302
