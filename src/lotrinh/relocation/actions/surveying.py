"""Finding establishments: street by street with a phone, or from what the register of establishments holds."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from lotrinh.areas.models import Area
from lotrinh.core.models import User
from lotrinh.core.registers import Invalid, Problem, audit, write
from lotrinh.documents.actions import store_file
from lotrinh.establishments.choices import Tristate
from lotrinh.establishments.models import Establishment
from lotrinh.organizations.models import Organization
from lotrinh.relocation.actions.stepping import FILES, PHOTOS, taken
from lotrinh.relocation.choices import CountMethod, Step
from lotrinh.relocation.exposure import HomeGrid, count_in_rings, estimate_from_density
from lotrinh.relocation.models import Dossier, Home, ResidentsNear, StepTaken


def open_dossiers(
    *, rows: Sequence[Establishment], on: date, by: User, keeper: Organization | None = None
) -> list[Dossier]:
    """A dossier for each establishment that has none; the others stay as they are. Raises NotAllowed, OutOfScope."""
    have = set(Dossier.objects.filter(establishment__in=rows).values_list("establishment", flat=True))
    if merged := [row for row in rows if row.merged_into_id]:
        raise Invalid(
            [Problem(row, "", f"{row}: đã gộp vào cơ sở khác; hãy lập hồ sơ cho cơ sở đó.") for row in merged]
        )
    made = [
        Dossier(establishment=row, keeper=keeper, stepped_on=on, is_sample=row.is_sample)
        for row in rows
        if row.pk not in have
    ]
    with audit("Lập hồ sơ di dời", by=by, register=FILES):
        write(made, by=by)
        write([StepTaken(dossier=row, step=Step.IDENTIFIED, on=on) for row in made], by=by)
    return made


def survey(
    *,
    code: str,
    name: str,
    trade: str,
    area: Area,
    on: date,
    by: User,
    existing: Establishment | None = None,
    address: str = "",
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
    land_area_m2: Decimal | None = None,
    in_residential_area: str = Tristate.UNKNOWN,
    on_urban_residential_land: str = Tristate.UNKNOWN,
    rings: tuple[int, int, int, int] | None = None,
    photo: BinaryIO | None = None,
    photo_name: str = "",
    paper: str = "",
) -> Dossier:
    """One visit: what was seen goes to the establishment (`existing` or new), its dossier is surveyed. All or none.

    The same code again changes what was entered before instead of entering it twice. Raises Refused.
    """
    if existing is None:
        existing = Establishment.objects.editable_by(by).filter(code=code, merged_into=None).first()
    place = existing or Establishment(code=code)
    place.name, place.trade, place.area = name, trade, area
    place.address = address or place.address
    if latitude is not None and longitude is not None:
        place.latitude, place.longitude = latitude, longitude
    place.land_area_m2 = land_area_m2 if land_area_m2 is not None else place.land_area_m2
    place.in_residential_area, place.on_urban_residential_land = in_residential_area, on_urban_residential_land
    place.surveyed_on = on
    with audit(f"Khảo sát tại chỗ: {name}", by=by, register=FILES):
        write(place, by=by)
        open_dossiers(rows=[place], on=on, by=by)
        dossier = Dossier.objects.select_related("establishment").get(establishment=place)
        if dossier.step == Step.IDENTIFIED:
            taken([dossier], Step.SURVEYED, on=on, by=by, paper=paper or f"khảo sát {on:%d/%m/%Y}", deed="Khảo sát")
        if rings is not None:
            _count(place, rings, on, by)
        if photo is not None:
            store_file(file=photo, name=photo_name, register=FILES, key=dossier.pk, by=by, kinds=PHOTOS)
    return dossier


def _count(place: Establishment, rings: tuple[int, int, int, int], on: date, by: User) -> None:
    row = ResidentsNear.objects.filter(establishment=place, counted_on=on).first()
    row = row or ResidentsNear(establishment=place, counted_on=on)
    write(_of_rings(row, rings, CountMethod.ON_SITE, "đếm khi khảo sát"), by=by)


def estimate_residents(
    *, places: Sequence[Establishment], per_km2: Decimal, basis: str, on: date, by: User
) -> list[ResidentsNear]:
    """Fill in residents from a density where nobody has counted yet; marked as an estimate. Returns what was made."""
    counted = set(ResidentsNear.objects.filter(establishment__in=places).values_list("establishment", flat=True))
    rings = estimate_from_density(float(per_km2))
    made = [
        _of_rings(ResidentsNear(establishment=place, counted_on=on), rings, CountMethod.DENSITY, basis)
        for place in places
        if place.pk not in counted
    ]
    write(made, by=by, deed="Ước tính dân cư quanh cơ sở theo mật độ", reason=basis)
    return made


def count_from_homes(*, places: Sequence[Establishment], on: date, by: User) -> list[ResidentsNear]:
    """Count residents from the points with people known by `on`. Returns what was written.

    What somebody counted on the spot stays; a place without a point within the last ring stays uncounted: there the
    points are missing, not the people. Raises NotAllowed, OutOfScope.
    """
    here = {place.pk: place for place in places if place.latitude is not None}
    latest = ResidentsNear.objects.latest_on(on, "counted_on").filter(establishment__in=here)
    before = {row.establishment_id: row for row in latest}
    homes = HomeGrid(
        (float(latitude), float(longitude), persons)
        for latitude, longitude, persons in Home.objects.visible_to(by)
        .known_on(on)
        .values_list("latitude", "longitude", "persons")
    )
    written = []
    for key, place in here.items():
        known = before.get(key)
        if known is not None and known.method == CountMethod.ON_SITE:
            continue
        point = float(place.latitude), float(place.longitude)
        near = homes.near(point)
        rings = count_in_rings(point, near)
        if not any(rings):
            continue
        row = (
            known if known is not None and known.counted_on == on else ResidentsNear(establishment=place, counted_on=on)
        )
        written.append(_of_rings(row, rings, CountMethod.POINTS, "đếm từ sổ điểm dân cư"))
    write(written, by=by, deed="Đếm dân cư quanh cơ sở từ điểm dân cư")
    return written


def _of_rings(row: ResidentsNear, rings: tuple[int, int, int, int], method: CountMethod, basis: str) -> ResidentsNear:
    row.within_50, row.within_100, row.within_200, row.within_500 = rings
    row.method, row.basis, row.is_sample = method, basis, row.establishment.is_sample
    return row
