"""Parts of a territory over which an indicator may be counted by itself, for a form to choose from."""

from lotrinh.areas.models import Area
from lotrinh.core.registers.columns import field_at
from lotrinh.core.registers.declaration import register_of
from lotrinh.indicators.measures import MeasureScope
from lotrinh.indicators.measures.declaration import Measure
from lotrinh.indicators.models import Indicator
from lotrinh.indicators.reading import measure_of

MOST = 200
"""Of one group; what stands beyond is reached by the address of its figure."""
Choices = list[tuple[str, str]]


def parts_offered(indicator: Indicator | None, whole: MeasureScope, who) -> list[tuple[str, Choices]]:
    """(what a group is called, [(key of the scope, its name)]): single units of `whole`, then the measure's own groups.

    Rows are those `who` sees; an indicator that is declared, or none, has units alone.
    """
    units = Area.objects.filter(pk__in=whole.areas) if len(whole.areas) > 1 else ()
    found = [("Một đơn vị", [(MeasureScope.of([unit]).key, unit.full_name) for unit in units])]
    measure = measure_of(indicator) if indicator else None
    for group in measure.groups if measure else ():
        keys = _keys(measure, group, who)
        found.append((measure.group_label(group), [(whole.narrowed(group, key).key, label) for key, label in keys]))
    return [(label, choices) for label, choices in found if choices]


def _keys(measure: Measure, group: str, who) -> list[tuple[object, str]]:
    f = field_at(measure.model, group)
    if f is None:
        return list(measure.group_words.get(group, {}).items())
    if not f.is_relation:
        return [(value, str(label)) for value, label in f.flatchoices or ()]
    if f.related_model is Area:  # offered as units
        return []
    target = register_of(f.related_model)
    return [(row.pk, str(row)) for row in target.visible(who).order_by(*target.default_order)[:MOST]]
