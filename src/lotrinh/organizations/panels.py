"""What this room shows on the page of a unit of the map: its offices, and who sees what lies there."""

from django.template.loader import render_to_string

from lotrinh.areas.models import Area
from lotrinh.areas.panels import panel
from lotrinh.organizations.models import Organization
from lotrinh.organizations.permissions import in_scope


@panel
def offices(request, area: Area) -> str:
    """Offices of the territory, those that ended last; only for people who work here."""
    if not in_scope(request.user):
        return ""
    found = sorted(
        Organization.objects.visible_to(request.user).of_area(area), key=lambda unit: unit.valid_to is not None
    )
    return render_to_string("organizations/_offices.html", {"area": area, "offices": found}, request)
