"""Rows as GeoJSON: a stored outline, or a point from two columns."""

from lotrinh.core.registers.declaration import Register
from lotrinh.core.registers.listing import Listing

MOST_FEATURES = 5_000


def _geometry(register: Register, row):
    if isinstance(register.shape, tuple):
        longitude, latitude = (register.column(path).value(row) for path in register.shape)
        if longitude is None or latitude is None:
            return None
        return {"type": "Point", "coordinates": [float(longitude), float(latitude)]}
    return register.column(register.shape).value(row) or None


def feature(register: Register, row, who=None) -> dict | None:
    """The row as one GeoJSON feature, with the facts of its card that `who` may see; None when it has no shape."""
    geometry = _geometry(register, row) if register.shape else None
    if geometry is None:
        return None
    return {
        "type": "Feature",
        "id": row.pk,
        "geometry": geometry,
        "properties": {
            "name": str(row),
            "address": f"/so/{register.slug}/{row.pk}/",
            "facts": _facts(register, row, who),
            "shade": register.column(register.shade).text(row) if register.shade else "",
        },
    }


def _facts(register: Register, row, who) -> list[list[str]]:
    names = register.card.columns if register.card else ()
    columns = [register.column(name) for name in names if register.lets_see(who, name)]
    return [[column.label, column.text(row)] for column in columns]


def collection(listing: Listing) -> dict:
    """The list's rows that have a shape; says how many were left out when there are too many to draw."""
    register = listing.register
    features = []
    if register.shape:
        found = (feature(register, row, listing.who) for row in listing.ordered[:MOST_FEATURES])
        features = [one for one in found if one is not None]
    return {
        "type": "FeatureCollection",
        "shadedBy": register.column(register.shade).label if register.shade else "",
        "features": features,
        "numberMatched": listing.count,
        "numberReturned": len(features),
    }
