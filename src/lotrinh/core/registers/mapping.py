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


def feature(register: Register, row) -> dict | None:
    """The row as one GeoJSON feature; None when it has no shape."""
    geometry = _geometry(register, row) if register.shape else None
    if geometry is None:
        return None
    return {
        "type": "Feature",
        "id": row.pk,
        "geometry": geometry,
        "properties": {"name": str(row), "address": f"/so/{register.slug}/{row.pk}/"},
    }


def collection(listing: Listing) -> dict:
    """The list's rows that have a shape; says how many were left out when there are too many to draw."""
    register = listing.register
    features = []
    if register.shape:
        found = (feature(register, row) for row in listing.ordered[:MOST_FEATURES])
        features = [one for one in found if one is not None]
    return {
        "type": "FeatureCollection",
        "features": features,
        "numberMatched": listing.count,
        "numberReturned": len(features),
    }
