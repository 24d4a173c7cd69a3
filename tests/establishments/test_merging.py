"""Merging and separating through the one writer, and the page for it."""

from datetime import date

import pytest
from django.urls import reverse

from lotrinh.core.periods import Period
from lotrinh.core.registers import Invalid, OutOfScope
from lotrinh.establishments.actions import keep_apart, merge_establishments, separate_establishments
from lotrinh.establishments.models import DistinctPair, Establishment
from lotrinh.indicators.measures import EVERYWHERE, measure_named
from lotrinh.organizations.choices import Role
from tests.areas.factories import AreaFactory
from tests.establishments.factories import EstablishmentFactory, SectorFactory
from tests.organizations.factories import OrganizationFactory, person
from tests.workforce.factories import LabourReturnFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return AreaFactory()


@pytest.fixture
def officer(ward):
    return person(Role.WARD_OFFICER, OrganizationFactory(area=ward))


@pytest.fixture
def twins(ward):
    return EstablishmentFactory(name="Cơ sở Út Bảy", area=ward), EstablishmentFactory(name="Út Bảy", area=ward)


def test_merged_counts_once_and_separated_counts_twice(twins, officer):
    count = measure_named("establishment.count")
    keep, drop = twins
    merge_establishments(rows=[drop], into=keep, reason="cùng chủ", by=officer)
    assert count.at(EVERYWHERE, Period("year", 2025)).value == 1
    separate_establishments(rows=[drop], reason="hai xưởng", by=officer)
    assert count.at(EVERYWHERE, Period("year", 2025)).value == 2
    told = list(Establishment.history.filter(id=drop.pk).order_by("history_date").values_list("merged_into", flat=True))
    assert told == [keep.pk, None]


def test_the_return_of_a_duplicate_speaks_for_the_one_that_is_kept(twins, officer):
    keep, drop = twins
    SectorFactory(establishment=keep)
    LabourReturnFactory(establishment=drop, as_of=date(2025, 12, 31))
    merge_establishments(rows=[drop], into=keep, reason="cùng chủ", by=officer)
    employment = measure_named("workforce.employment").at(EVERYWHERE, Period("year", 2025))
    assert (employment.value, employment.missing) == (10, 0)


def test_what_was_merged_before_goes_along(twins, officer, ward):
    first, second = twins
    third = EstablishmentFactory(area=ward)
    merge_establishments(rows=[first], into=second, reason="x", by=officer)
    second.refresh_from_db()
    merge_establishments(rows=[second], into=third, reason="x", by=officer)
    assert set(third.merged.all()) == {first, second}


@pytest.mark.parametrize("case", ["itself", "into a merged one", "merged before"])
def test_a_merge_that_makes_no_sense_is_refused(twins, officer, case):
    one, other = twins
    if case != "itself":
        merge_establishments(rows=[other], into=one, reason="x", by=officer)
    rows, into = {"itself": ([one], one), "into a merged one": ([one], other), "merged before": ([other], one)}[case]
    with pytest.raises(Invalid):
        merge_establishments(rows=rows, into=into, reason="x", by=officer)


def test_nobody_merges_into_another_ward(twins, officer):
    with pytest.raises(OutOfScope):
        merge_establishments(rows=[twins[0]], into=EstablishmentFactory(), reason="x", by=officer)


def test_kept_apart_once_whatever_the_order(twins, officer):
    one, other = twins
    assert keep_apart(one=other, other=one, reason="x", by=officer) == keep_apart(
        one=one, other=other, reason="x", by=officer
    )
    assert DistinctPair.objects.count() == 1


def test_the_page_shows_pairs_and_merges_them(client, twins, officer):
    client.force_login(officer)
    page = reverse("establishments:duplicates")
    assert "cùng tên" in client.get(page).content.decode()
    data = {"giu": twins[0].pk, "bo": twins[1].pk}
    client.post(reverse("establishments:merge"), data)
    assert Establishment.objects.not_merged().count() == 2, "no reason, no merge"
    client.post(reverse("establishments:merge"), data | {"reason": "cùng chủ"})
    assert "Đã gộp" in client.get(page).content.decode()
    client.post(reverse("establishments:separate"), {"bo": twins[1].pk, "reason": "nhầm"})
    client.post(reverse("establishments:keep-apart"), data | {"reason": "hai xưởng"})
    assert "cùng tên" not in client.get(page).content.decode()


def test_a_stranger_finds_no_pair_and_merges_none(client, twins):
    client.force_login(person(Role.WARD_OFFICER))
    assert "Út Bảy" not in client.get(reverse("establishments:duplicates")).content.decode()
    data = {"giu": twins[0].pk, "bo": twins[1].pk, "reason": "x"}
    assert client.post(reverse("establishments:merge"), data).status_code == 404


def test_a_leader_has_no_such_page(client, twins, ward):
    client.force_login(person(Role.LEADER, OrganizationFactory(area=ward)))
    assert client.get(reverse("establishments:duplicates")).status_code == 404


def test_the_page_takes_few_queries(client, officer, ward, django_assert_max_num_queries):
    for n in range(12):
        EstablishmentFactory.create_batch(2, name=f"Út Bảy {n}", area=ward)
    client.force_login(officer)
    with django_assert_max_num_queries(11):
        client.get(reverse("establishments:duplicates"))


def test_the_register_offers_the_merge_and_the_page(client, twins, officer):
    client.force_login(officer)
    keep, drop = twins
    assert (
        reverse("establishments:duplicates") in client.get(reverse("registers:rows", args=["co-so"])).content.decode()
    )
    deed = reverse("registers:deed", args=["co-so", 0])
    sent = {"dong": drop.pk, "_sent": "1", "reason": "cùng chủ"}
    assert client.post(deed, sent | {"code": "không có"}).status_code == 422
    client.post(deed, sent | {"code": keep.code})
    drop.refresh_from_db()
    assert drop.merged_into == keep


def test_either_of_the_two_may_be_kept(client, twins, officer):
    client.force_login(officer)
    url = reverse("establishments:merge")
    client.post(f"{url}?doi", {"giu": twins[0].pk, "bo": twins[1].pk, "reason": "cùng chủ"})
    assert Establishment.objects.get(pk=twins[0].pk).merged_into == twins[1]
