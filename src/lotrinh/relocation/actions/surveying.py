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
from lotrinh.relocation.exposure import estimate_from_density
from lotrinh.relocation.models import Dossier, ResidentsNear, StepTaken


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
    row = row or ResidentsNear(establishment=place, counted_on=on, is_sample=place.is_sample)
    row.within_50, row.within_100, row.within_200, row.within_500 = rings
    row.method, row.basis = CountMethod.ON_SITE, "đếm khi khảo sát"
    write(row, by=by)


def estimate_residents(*, rows: Sequence[Dossier], per_km2: Decimal, basis: str, on: date, by: User) -> int:
    """Fill in residents from a density where nobody has counted yet; marked as an estimate. Returns how many."""
    places = {row.establishment_id: row.establishment for row in rows}
    counted = set(ResidentsNear.objects.filter(establishment__in=places).values_list("establishment", flat=True))
    rings = estimate_from_density(float(per_km2))
    made = [
        ResidentsNear(
            establishment=place, counted_on=on, within_50=rings[0], within_100=rings[1], within_200=rings[2],
            within_500=rings[3], method=CountMethod.DENSITY, basis=basis, is_sample=place.is_sample,
        )
        for key, place in places.items()
        if key not in counted
    ]  # fmt: skip
    write(made, by=by, deed="Ước tính dân cư quanh cơ sở theo mật độ", reason=basis)
    return len(made)
