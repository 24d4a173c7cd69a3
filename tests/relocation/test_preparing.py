"""Dossiers opened from the register, residents counted from points, what waits next."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from lotrinh.core.registers import Invalid, write
from lotrinh.organizations.choices import Role
from lotrinh.relocation.actions import count_from_homes, lift_orders
from lotrinh.relocation.exposure import HomeGrid, count_in_rings
from lotrinh.relocation.models import ClusterSupply, Dossier, Home, Precedence, ResidentsNear
from lotrinh.relocation.ordering import circle_through
from lotrinh.relocation.preparing import waiting
from tests.clusters.factories import ClusterFactory
from tests.core.factories import AuditEntryFactory
from tests.establishments.factories import EstablishmentFactory
from tests.organizations.factories import person
from tests.relocation.factories import DossierFactory, ResidentsFactory

pytestmark = pytest.mark.django_db
TODAY = localdate()


def among(area, **more):
    return EstablishmentFactory(area=area, in_residential_area="yes", **more)


def test_one_click_opens_a_dossier_for_everybody_among_homes(client, ward, officer):
    for _ in range(3):
        among(ward.area)
    EstablishmentFactory(area=ward.area, in_residential_area="no")
    client.force_login(officer)
    client.post(reverse("relocation:open"), {"tat_ca": "1"})
    assert Dossier.objects.count() == 3


def test_only_what_is_ticked_and_of_one_s_own_ward_is_opened(client, ward, officer):
    mine, left, foreign = among(ward.area), among(ward.area), among(EstablishmentFactory().area)
    client.force_login(officer)
    client.post(reverse("relocation:open"), {"dong": [mine.pk, foreign.pk]})
    assert [row.establishment for row in Dossier.objects.all()] == [mine]
    assert not Dossier.objects.filter(establishment=left).exists()


def test_nothing_ticked_opens_nothing(client, ward, officer):
    among(ward.area)
    client.force_login(officer)
    assert "Chưa chọn" in client.post(reverse("relocation:open")).content.decode()
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("name", ["open", "residents"])
def test_preparing_is_closed_to_other_wards_and_to_leaders(name, client, ward, stranger):
    among(ward.area, name="Xưởng Kín")
    client.force_login(stranger)
    answer = client.get(reverse(f"relocation:{name}"))
    assert answer.status_code == 200 and "Xưởng Kín" not in answer.content.decode()
    client.force_login(person(Role.LEADER, ward))
    assert client.get(reverse(f"relocation:{name}")).status_code == 404


@pytest.mark.parametrize(("name", "most"), [("open", 14), ("residents", 14)])
def test_preparing_asks_no_more_for_more_rows(name, most, client, ward, officer, django_assert_max_num_queries):
    for _ in range(12):
        among(ward.area)
    client.force_login(officer)
    with django_assert_max_num_queries(most):
        client.get(reverse(f"relocation:{name}"))


def home(area, latitude, persons=4, on=date(2026, 1, 1)):
    return Home.objects.create(
        code=f"N{latitude}", area=area, latitude=latitude, longitude="105.63", persons=persons, counted_on=on,
        basis="tổng điều tra thử", entry=AuditEntryFactory(),
    )  # fmt: skip


def test_people_are_counted_from_points_in_each_ring(ward, officer):
    place = among(ward.area, latitude="10.46", longitude="105.63")
    for latitude in ("10.4602", "10.4607", "10.461", "10.463", "10.48"):
        home(ward.area, latitude)
    [row] = count_from_homes(places=[place], on=TODAY, by=officer)
    assert row.rings == (4, 4, 4, 4) and row.method == "points"


def test_what_was_counted_on_the_spot_stays_and_no_point_near_is_not_nobody(ward, officer):
    counted, lonely = (among(ward.area, latitude=at, longitude="105.63") for at in ("10.46", "10.60"))
    ResidentsFactory(establishment=counted)
    home(ward.area, "10.4602")
    assert count_from_homes(places=[counted, lonely], on=TODAY, by=officer) == []
    assert not ResidentsNear.objects.filter(establishment=lonely).exists()


def test_an_estimate_gives_way_to_points_and_the_same_day_twice_is_one_row(ward, officer):
    place = among(ward.area, latitude="10.46", longitude="105.63")
    ResidentsFactory(establishment=place, method="density", counted_on=TODAY)
    home(ward.area, "10.4602")
    for _ in range(2):
        count_from_homes(places=[place], on=TODAY, by=officer)
    assert ResidentsNear.objects.get().rings == (4, 0, 0, 0)


def test_another_ward_s_points_are_not_counted_by_whoever_does_not_see_them(ward, officer, stranger):
    place = among(ward.area, latitude="10.46", longitude="105.63")
    home(EstablishmentFactory().area, "10.4602")
    assert count_from_homes(places=[place], on=TODAY, by=officer) == []


def test_the_grid_forgets_nobody_within_the_last_ring():
    homes = [(10 + i * 0.0011, 105 + j * 0.0013, 1) for i in range(-8, 9) for j in range(-8, 9)]
    for point in ((10.0, 105.0), (10.0029, 105.0031), (9.9941, 104.9959)):
        assert count_in_rings(point, HomeGrid(homes).near(point)) == count_in_rings(point, homes)


def test_what_waits_is_told_in_order_and_nothing_else(ward, officer, ward_officer):
    among(ward.area)
    row = DossierFactory(establishment=among(ward.area))
    ResidentsFactory(establishment=row.establishment)
    told = [(one.count, one.text.split(":")[0]) for one in waiting(officer, TODAY)]
    assert told == [
        (1, "cơ sở xen lẫn khu dân cư chưa có hồ sơ"),
        (1, "hồ sơ chưa khảo sát"),
        (1, "cơ sở chưa có số dân quanh đó"),
    ]
    assert [one.count for one in waiting(ward_officer, TODAY)] == [1, 1], (
        "what only the office may do is not for a ward"
    )


# --- registers that plans are made from ---


def supply(cluster, amount, day):
    return ClusterSupply(cluster=cluster, supply="power", available_from=day, amount=amount, basis="khai")


def test_a_later_total_is_never_smaller(ward, officer):
    cluster = ClusterFactory(area=ward.area)
    write(supply(cluster, 500, date(2027, 1, 1)), by=officer)
    with pytest.raises(Invalid, match="tổng mới"):
        write(supply(cluster, 300, date(2028, 1, 1)), by=officer)
    write(supply(cluster, 800, date(2028, 1, 1)), by=officer)
    with pytest.raises(Invalid, match="tổng mới"):
        write(supply(cluster, 900, date(2027, 6, 1)), by=officer)


def precedence(earlier, later):
    return Precedence(earlier=earlier, later=later, reason="đường vào", stated_on=date(2026, 1, 1))


def test_nobody_waits_for_itself_even_through_others(ward, officer):
    one, two, three = (among(ward.area) for _ in range(3))
    write([precedence(one, two), precedence(two, three)], by=officer)
    with pytest.raises(Invalid, match="vòng tròn"):
        write(precedence(three, one), by=officer)
    with pytest.raises(Invalid, match="chính nó"):
        write(precedence(one, one), by=officer)


def test_an_order_that_is_lifted_stands_no_more(ward, officer):
    one, two = (among(ward.area) for _ in range(2))
    write(precedence(one, two), by=officer)
    [row] = Precedence.objects.all()
    lift_orders(rows=[row], on=TODAY, reason="đã mở đường khác", by=officer)
    assert not Precedence.objects.standing_on(TODAY).exists()
    with pytest.raises(Invalid, match="đã hết"):
        lift_orders(rows=[row], on=TODAY, reason="lần nữa", by=officer)


def test_a_circle_is_found_however_long():
    assert circle_through((3, 1), [(1, 2), (2, 3)])
    assert not circle_through((1, 3), [(1, 2), (2, 3)])
