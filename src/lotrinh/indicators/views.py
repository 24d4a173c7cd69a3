"""Pages of indicators and of single figures. A value shows wherever the programme does; rows show by scope."""

import tempfile
from dataclasses import replace

from django.http import FileResponse, Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lotrinh.core import sheets
from lotrinh.indicators import labels, proof, reading
from lotrinh.indicators.measures import Figure, FigureAddress, MeasureScope, measure_named

ROWS_SHOWN = 100


def opened_figure(measure: str, scope: str, period: str, known: str = "") -> Figure:
    """The figure of an address; 404 for one that names nothing."""
    try:
        return reading.figure_at(FigureAddress.of_parts(measure, scope, period, known))
    except (LookupError, ValueError) as error:
        raise Http404(str(error)) from error


@require_GET
def figure(request, measure, scope, period):
    """One number opened: formula, rule, what is missing, the other definitions, its rows."""
    found = opened_figure(measure, scope, period, request.GET.get("biet", ""))
    declared_measure = None if found.declared else measure_named(found.measure)
    place = labels.scope_label(found.scope, declared_measure)
    rows = found.rows(request.user)
    url = request.build_absolute_uri(found.address.url)
    context = {
        "figure": found,
        "indicator": reading.indicator_at(found.address),
        "measure": declared_measure,
        "place": place,
        "as_of": labels.as_of_words(found),
        "formula": labels.formula(found),
        "words": labels.words_of(found),
        "rows": rows,
        "heads": [column.label for column in proof.columns_of(rows, request.user)],
        "lines": list(proof.lines_of(rows, request.user, most=ROWS_SHOWN)),
        "row_count": len(rows),
        "others": other_readings(found),
        "now": reading.figure_at(replace(found.address, known_at=None)) if found.kept else None,
        "sentence": labels.sentence(found, place, url),
    }
    return render(request, "indicators/figure.html", context)


@require_GET
def export(request, measure, scope, period, kind):
    """The rows behind a figure that this person may see, as a sheet that says how each counts."""
    found = opened_figure(measure, scope, period)
    rows = found.rows(request.user)
    if kind not in {"xlsx", "csv"} or rows.register is None or not rows.register.may.export(request.user):
        raise Http404
    heading, lines = proof.sheet_of(found, rows, request.user)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it when it has been sent
    if kind == "xlsx":
        notes = [proof.title_of(found), rows.note]
        sheets.write_table(file, heading, lines, sheet="Dòng", title=". ".join(filter(None, notes)))
    else:
        sheets.write_csv(file, heading, lines)
    file.seek(0)
    sample = "-du-lieu-mau" if found.is_sample else ""
    return FileResponse(file, as_attachment=True, filename=f"{found.measure}-{found.period.key}{sample}.{kind}")


def other_readings(found: Figure) -> list[Figure]:
    """The same scope and period under the other definitions of the measure."""
    if found.declared:
        return []
    others = map(measure_named, measure_named(found.measure).others)
    return [other.at(MeasureScope(found.scope.areas, found.scope.within), found.period) for other in others]
