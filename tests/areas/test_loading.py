from datetime import date

import pytest

from lotrinh.areas.choices import Level
from lotrinh.areas.loading import load
from lotrinh.areas.models import Area, AreaSuccession
from lotrinh.areas.territory import within
from lotrinh.core.models import AuditEntry

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """The whole table once for the module; each test rolls its own changes back."""
    with django_db_blocker.unblock():
        load()
        yield
        AreaSuccession.objects.all().delete()
        for level in (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE):
            Area.objects.at_level(level).delete()
        Area.history.all().delete()
        AuditEntry.objects.all().delete()


@pytest.fixture(autouse=True)
def vietnam(_loaded, db):
    pass


def test_the_current_map_has_34_provinces_and_3321_communes():
    today = Area.objects.valid_on(TODAY)
    assert today.at_level(Level.PROVINCE).count() == 34
    assert today.at_level(Level.COMMUNE).count() == 3321
    assert not today.at_level(Level.DISTRICT).exists()


def test_the_city_had_15_units_until_2024_and_13_in_its_last_half_year():
    city = Area.objects.get(code="866")
    counts = [city.children.valid_on(day).count() for day in (date(2022, 1, 1), date(2024, 12, 31), date(2025, 1, 1))]
    assert counts == [15, 15, 13]


def test_loading_again_changes_nothing():
    before = AuditEntry.objects.count(), Area.history.count()
    again = load()
    assert (again.created, again.changed, again.unchanged) == (0, 0, Area.objects.count())
    assert Area.history.count() == before[1]


def test_loading_mends_a_row_and_keeps_what_it_was():
    Area.objects.filter(code="29888", valid_to=None).update(name="Phường Sai")
    assert load().changed == 1
    assert Area.objects.get(code="29888", valid_to=None).name == "Phường Mỹ Trà"


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("82", "Tỉnh Tiền Giang", "Tỉnh Đồng Tháp"),
        ("29869", "Phường 1", "Phường Cao Lãnh"),
        ("29884", "Xã Mỹ Tân", "Phường Mỹ Ngãi"),
        ("29888", "Phường Mỹ Phú", "Phường Mỹ Trà"),
    ],
)
def test_a_code_used_again_means_what_it_meant_on_the_day(code, old, new):
    named = [Area.objects.valid_on(day).get(code=code).name for day in (date(2025, 6, 30), date(2025, 7, 1))]
    assert named == [old, new]


def test_every_unit_of_the_former_city_has_a_successor():
    city = Area.objects.get(code="866")
    assert not city.children.filter(successions=None).exists()


def test_a_province_holds_its_communes_and_the_former_provinces_with_theirs():
    province = Area.objects.get(code="82", valid_to=None)
    names = set(Area.objects.filter(pk__in=within([province.pk])[province.pk]).values_list("name", flat=True))
    assert {"Phường Mỹ Trà", "Phường 2", "Thành phố Cao Lãnh", "Tỉnh Tiền Giang"} <= names


def test_units_are_found_without_tone_marks_and_by_code():
    today = Area.objects.valid_on(TODAY)
    assert [area.code for area in today.told("my tra dong thap").filter(kind="phuong")] == ["29888"]
    assert today.told("29869").get().name == "Phường Cao Lãnh"


def test_full_names_tell_every_unit_apart():
    assert Area.objects.get(full_name="Phường Mỹ Trà, tỉnh Đồng Tháp").code == "29888"
    assert Area.objects.filter(full_name__startswith="Phường 1, thành phố Cao Lãnh").count() == 2
