"""The pages of a register, each asked by somebody who may and by somebody of another ward."""

import pytest
from django.urls import reverse

from lotrinh.core.models import AuditEntry
from lotrinh.core.registers import write
from lotrinh.establishments.models import Establishment
from lotrinh.organizations.choices import Role
from tests.areas.factories import AreaFactory
from tests.establishments.factories import EstablishmentFactory
from tests.organizations.factories import OrganizationFactory, person

pytestmark = pytest.mark.django_db
SLUG = "co-so"


@pytest.fixture
def officer():
    return person(Role.WARD_OFFICER)


@pytest.fixture
def ward(officer):
    return officer.role_holdings.get().organization.area


@pytest.fixture
def stranger():
    return person(Role.WARD_OFFICER)


@pytest.fixture
def row(officer, ward):
    return write(
        Establishment(code="CS1", name="Lò bún Đào", area=ward, owner_name="Trần Thị Đào"), by=officer
    ).created[0]


def signed_in(client, user):
    client.force_login(user)
    return client


def url(name, *args):
    return reverse(f"registers:{name}", args=[SLUG, *args])


def test_the_list_shows_what_is_in_scope_only(client, officer, row):
    EstablishmentFactory(name="Của phường khác")
    page = signed_in(client, officer).get(url("rows")).content.decode()
    assert "Lò bún Đào" in page
    assert "Của phường khác" not in page


@pytest.mark.parametrize("words", ["lo bun dao", "LÒ BÚN", "đào", "dao cs1"])
def test_search_needs_no_tone_marks(client, officer, row, words):
    assert "Lò bún Đào" in signed_in(client, officer).get(url("rows"), {"tim": words}).content.decode()


def test_names_sort_by_the_vietnamese_alphabet(client, officer, ward):
    names = ["Đồng", "Dung", "Ân", "An", "Ăn"]
    write([Establishment(code=f"C{n}", name=name, area=ward) for n, name in enumerate(names)], by=officer)
    page = signed_in(client, officer).get(url("rows")).content.decode()
    assert sorted(names, key=lambda name: page.index(f">{name}</a>")) == ["An", "Ăn", "Ân", "Dung", "Đồng"]


def test_the_list_takes_the_same_few_queries_however_long(client, officer, ward, django_assert_max_num_queries):
    write([Establishment(code=f"C{n}", name=f"Xưởng {n}", area=ward) for n in range(60)], by=officer)
    signed_in(client, officer).get(url("rows"))
    with django_assert_max_num_queries(9):
        client.get(url("rows"))


def test_a_filter_that_makes_no_sense_finds_nothing_and_breaks_nothing(client, officer, row):
    answer = signed_in(client, officer).get(
        url("rows"), {"area": "999999999999", "trade": "khong-co", "ngay": "31/02/2026", "trang": "-4"}
    )
    assert answer.status_code == 200
    assert "31/02/2026" in answer.content.decode()


@pytest.mark.parametrize("name", ["detail", "edit"])
def test_a_stranger_finds_no_such_row(client, stranger, row, name):
    assert signed_in(client, stranger).get(url(name, row.pk)).status_code == 404


def test_a_stranger_can_neither_change_nor_remove(client, stranger, row, ward):
    signed_in(client, stranger)
    data = {"code": "CS1", "name": "Cướp", "area": ward.pk, "trade": "other", "in_residential_area": "unknown"}
    assert client.post(url("edit", row.pk), data).status_code == 404
    assert client.post(url("remove", row.pk)).status_code == 404
    assert Establishment.objects.get().name == "Lò bún Đào"


@pytest.mark.parametrize("name", ["rows", "shapes"])
def test_list_and_map_give_a_stranger_nothing(client, stranger, row, name):
    assert "Lò bún" not in signed_in(client, stranger).get(url(name)).content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_gives_a_stranger_the_header_alone(client, stranger, row, kind):
    answer = signed_in(client, stranger).get(url("export", kind))
    assert "Lò bún".encode() not in b"".join(answer.streaming_content)


def test_what_was_known_gives_a_stranger_nothing(client, stranger, row):
    assert "Lò bún" not in signed_in(client, stranger).get(url("known"), {"biet": "31/12/2099"}).content.decode()


def test_form_choices_are_those_in_scope(client, stranger, row):
    signed_in(client, stranger)
    picked = client.get(
        reverse("registers:pick", args=[SLUG]), {"truong": "tenant", "tenant__tim": "bun"}
    ).content.decode()
    assert "Lò bún" not in picked


def test_bulk_edit_leaves_a_strangers_rows_alone(client, stranger, row):
    data = {"dong": row.pk, "buoc": "xac_nhan", "moi-dat_trade": "on", "moi-trade": "sawmill", "moi-_reason": "thử"}
    signed_in(client, stranger).post(reverse("registers:bulk", args=[SLUG]), data)
    assert Establishment.objects.get().trade == "other"


def test_bulk_edit_previews_then_writes_under_one_entry(client, officer, ward):
    write([Establishment(code=f"C{n}", name=f"Xưởng {n}", area=ward) for n in range(3)], by=officer)
    signed_in(client, officer)
    keys = list(Establishment.objects.values_list("pk", flat=True))
    data = {"dong": keys, "moi-dat_trade": "on", "moi-trade": "sawmill", "moi-_reason": "khảo sát tháng 11"}
    preview = client.post(reverse("registers:bulk", args=[SLUG]), data | {"buoc": "xem"}).content.decode()
    assert "3 dòng đổi" in preview
    assert not Establishment.objects.filter(trade="sawmill").exists()
    entries = AuditEntry.objects.count()
    client.post(reverse("registers:bulk", args=[SLUG]), data | {"buoc": "xac_nhan"})
    assert Establishment.objects.filter(trade="sawmill").count() == 3
    assert AuditEntry.objects.count() == entries + 1
    assert AuditEntry.objects.first().reason == "khảo sát tháng 11"


def form_of(row, **changes):
    data = {"code": row.code, "name": row.name, "area": row.area_id, "trade": row.trade}
    return (
        data
        | {"in_residential_area": "unknown", "on_urban_residential_land": "unknown", "_seen": row.entry_id}
        | changes
    )


def test_a_form_that_changes_nothing_writes_nothing(client, officer, row):
    entries = AuditEntry.objects.filter(deed__startswith="Sửa").count()
    signed_in(client, officer).post(url("edit", row.pk), form_of(row, owner_name=row.owner_name))
    assert AuditEntry.objects.filter(deed__startswith="Sửa", rows__gt=0).count() == entries


def test_the_second_person_on_a_form_sees_what_changed(client, officer, row):
    theirs = Establishment.objects.get()
    theirs.name = "Lò bún của người thứ nhất"
    write(theirs, by=officer)
    answer = signed_in(client, officer).post(url("edit", row.pk), form_of(row, name="Lò bún của tôi"))
    assert answer.status_code == 409
    assert "Lò bún của người thứ nhất" in answer.content.decode()
    assert Establishment.objects.get().name == "Lò bún của người thứ nhất"


def test_a_number_is_read_the_vietnamese_way(client, officer, row):
    signed_in(client, officer).post(url("edit", row.pk), form_of(row, land_area_m2="1.234,5", opened_on="05/03/2020"))
    stored = Establishment.objects.get()
    assert (str(stored.land_area_m2), stored.opened_on.month) == ("1234.5", 3)


def test_personal_columns_are_hidden_from_who_has_no_right_to_them(client, row, officer):
    reader = person(Role.LEADER, officer.role_holdings.get().organization)
    signed_in(client, reader)
    assert "Trần Thị Đào" not in client.get(url("detail", row.pk)).content.decode()
    assert "Trần Thị Đào".encode() not in b"".join(client.get(url("export", "csv")).streaming_content)


def test_a_look_at_personal_columns_is_logged(client, row, officer):
    signed_in(client, officer).get(url("detail", row.pk))
    assert AuditEntry.objects.filter(deed="Xem dữ liệu cá nhân", by=officer).count() == 1


def test_history_tells_who_changed_what(client, officer, row):
    changed = Establishment.objects.get()
    changed.name = "Lò bún Hồng"
    write(changed, by=officer, reason="đổi chủ")
    page = signed_in(client, officer).get(url("detail", row.pk)).content.decode()
    assert "đổi chủ" in page
    assert '<span class="diff-old">Lò bún Đào</span> → <span class="diff-new">Lò bún Hồng</span>' in page


def test_nobody_without_a_role_sees_a_register(client, row):
    from tests.core.factories import UserFactory

    assert signed_in(client, UserFactory()).get(url("rows")).status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in(client, row):
    assert client.get(url("rows")).status_code == 302


def test_a_province_sees_its_wards(client, row, ward):
    ward.parent = AreaFactory(kind="province")
    ward.path = f"{ward.parent.path}{ward.path}"
    ward.save()
    department = OrganizationFactory(area=ward.parent, level="province")
    page = signed_in(client, person(Role.DIVISIONAL_OFFICER, department)).get(url("rows")).content.decode()
    assert "Lò bún Đào" in page


def test_the_map_tells_the_facts_of_the_card_and_what_colours_it(client, officer, ward):
    write(Establishment(code="CS2", name="Lò gạch", area=ward, latitude="10.45", longitude="105.63"), by=officer)
    shapes = signed_in(client, officer).get(url("shapes")).json()
    (feature,) = shapes["features"]
    assert shapes["shadedBy"] == "Xen lẫn khu dân cư"
    assert feature["properties"]["shade"] == "chưa khảo sát"
    assert feature["properties"]["facts"]
