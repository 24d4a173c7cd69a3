"""Pages of indicators and of single figures. A value shows wherever the programme does; rows show by scope."""

import tempfile
from dataclasses import replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods

from lotrinh.core import sheets, vietnamese
from lotrinh.core.registers import Refused, register_of, write
from lotrinh.indicators import keeping, labels, pages, proof, reading
from lotrinh.indicators.forms import DeclareForm
from lotrinh.indicators.measures import EVERYWHERE, Figure, FigureAddress, MeasureScope, measure_named
from lotrinh.indicators.models import DeclaredFigure, Indicator
from lotrinh.indicators.registers import indicator_keeper
from lotrinh.organizations.permissions import in_scope, only, register_writer

ROWS_SHOWN = 100


@require_GET
@only(in_scope)
def index(request):
    """All indicators, with their figure of this year."""
    rows = Indicator.objects.visible_to(request.user).with_owner()
    words = vietnamese.fold(request.GET.get("tim", "").replace("\x00", "")[:200])
    for word in words.split():
        rows = rows.filter(fold__contains=word)
    context = {"indicators": rows, "words": request.GET.get("tim", ""), "slug": register_of(Indicator).slug}
    return render(request, "indicators/index.html", context | {"may_change": indicator_keeper(request.user)})


@require_GET
def indicator(request, code):
    """One indicator: the official definition first, then its figure, its series and its parts."""
    found = _indicator(request, code)
    scope = _scope(found, request.GET.get("o", ""))
    kind = request.GET.get("ky", "year")
    kind = kind if kind in pages.KINDS else "year"
    measure, periods = reading.measure_of(found), pages.periods_of(kind, localdate())
    try:
        figures = reading.series_of(found, scope, periods)
    except ValueError as error:
        raise Http404(str(error)) from error
    latest = next((figure for figure in reversed(figures) if figure.is_known), figures[-1])
    by = request.GET.get("chia", "")
    parts = pages.parts_of(found, scope, periods[-1], by)
    context = {
        "indicator": found,
        "measure": measure,
        "scope": scope,
        "place": labels.scope_label(scope, measure),
        "figure": latest,
        "as_of": labels.as_of_words(latest),
        "sentence": labels.sentence(
            latest, labels.scope_label(scope, measure), request.build_absolute_uri(latest.address.url)
        ),
        "figures": figures[::-1],
        "has_values": latest.is_known,
        "has_parts": any(figure.denominator is not None for figure in figures),
        "kinds": [(key, label) for key, (label, _) in pages.KINDS.items()],
        "kind": kind,
        "groups": [(path, measure.group_label(path)) for path in measure.groups] if measure else [],
        "by": by,
        "parts": parts,
        "declared": reading.declared_beside(found, scope, periods)[::-1],
        "may_change": indicator_keeper(request.user),
        "may_declare": register_writer(request.user),
        "slug": register_of(Indicator).slug,
    }
    return render(request, "indicators/indicator.html", context)


def _indicator(request, code: str) -> Indicator:
    return get_object_or_404(Indicator.objects.visible_to(request.user).with_owner(), code=code)


def _scope(indicator: Indicator, text: str) -> MeasureScope:
    """The scope of an address; 404 for one over which the indicator cannot be counted."""
    if not text:
        return EVERYWHERE
    try:
        scope = MeasureScope.parse(text)
    except ValueError as error:
        raise Http404(str(error)) from error
    if why := reading.refusal_of(indicator, scope):
        raise Http404(why)
    return scope


@require_GET
def chart(request, code, scope, kind):
    """The series of an indicator, or its parts, as SVG; the same numbers stand in the table of the page."""
    found = _indicator(request, code)
    width = "hep" if "hep" in request.GET else "rong"
    if kind not in pages.KINDS:
        raise Http404
    periods = pages.periods_of(kind, localdate())
    try:
        if by := request.GET.get("chia", ""):
            svg = pages.parts_chart(pages.parts_of(found, _scope(found, scope), periods[-1], by), width)
        else:
            svg = pages.series_chart(found.name, reading.series_of(found, _scope(found, scope), periods), width)
    except ValueError as error:
        raise Http404(str(error)) from error
    if not svg:
        raise Http404
    answer = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"  # it is only ever a picture
    return answer


@require_http_methods(["GET", "POST"])
def declare(request, code):
    """Declare a value where no register counts yet; the same unit and period again changes what was declared."""
    found = _indicator(request, code)
    if not register_writer(request.user):
        raise Http404
    form = DeclareForm(request.POST or None, indicator=found, who=request.user)
    context = {"indicator": found, "form": form}
    if request.method == "POST" and form.is_valid():
        row = form.row()
        if row.pk and str(row.entry_id) != request.POST.get("thay"):
            context["stored"] = DeclaredFigure.objects.select_related("entry__by").get(pk=row.pk)
            if context["stored"].value != row.value:
                return render(request, "indicators/declare.html", context, status=409)
        try:
            written = write(row, by=request.user, deed=f"Khai {found.name}")
        except Refused as error:
            for problem in error.problems:
                form.add_error(problem.field if problem.field in form.fields else None, problem.message)
            if not error.problems:
                form.add_error(None, error.summary)
        else:
            messages.success(
                request, "Đã ghi số khai báo." if written.rows else "Số này đã được khai, không có gì đổi."
            )
            return redirect(found)
    status = 422 if form.is_bound else 200
    return render(request, "indicators/declare.html", context, status=status)


def opened_figure(measure: str, scope: str, period: str, known: str = "") -> Figure:
    """The figure of an address; 404 for one that names nothing."""
    try:
        return reading.figure_at(FigureAddress.of_parts(measure, scope, period, known))
    except (LookupError, ValueError) as error:
        raise Http404(str(error)) from error


class _Counted(Paginator):
    """Pages of rows whose number is known already."""

    def __init__(self, rows, size: int, count: int):
        super().__init__(rows, size)
        self.count = count


@require_GET
@only(in_scope)
def figure(request, measure, scope, period):
    """One number opened: formula, rule, what is missing, the other definitions, its rows."""
    found = opened_figure(measure, scope, period, request.GET.get("biet", ""))
    counted_by = None if found.declared else measure_named(found.measure)
    place = labels.scope_label(found.scope, counted_by)
    rows = found.rows(request.user)
    page = _Counted(rows.queryset, ROWS_SHOWN, rows.count).get_page(request.GET.get("trang"))
    indicator = reading.indicator_at(found.address)
    context = {
        "figure": found,
        "indicator": indicator,
        "kept": keeping.figures_kept(indicator, found) if indicator else [],
        "measure": counted_by,
        "place": place,
        "as_of": labels.as_of_words(found),
        "formula": labels.formula(found),
        "words": labels.words_of(found),
        "rows": rows,
        "row_count": len(rows),
        "heads": [column.label for column in proof.columns_of(rows, request.user)],
        "lines": list(proof.lines_of(rows, request.user, page.object_list)),
        "page": page,
        "others": other_readings(found),
        "now": reading.figure_at(replace(found.address, known_at=None)) if found.kept else None,
        "sentence": labels.sentence(found, place, request.build_absolute_uri(found.address.url)),
    }
    return render(request, "indicators/figure.html", context)


@require_GET
@only(in_scope)
def export(request, measure, scope, period, kind):
    """The rows behind a figure that this person may see, as a sheet that says how each counts."""
    found = opened_figure(measure, scope, period)
    rows = found.rows(request.user)
    if kind not in {"xlsx", "csv"} or rows.register is None or not rows.register.may.export(request.user):
        raise Http404
    heading, lines = proof.sheet_of(found, rows, request.user)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it when it has been sent
    if kind == "xlsx":
        title = ". ".join(filter(None, [proof.title_of(found), rows.note]))
        sheets.write_table(file, heading, lines, sheet="Dòng", title=title)
    else:
        sheets.write_csv(file, heading, lines)
    file.seek(0)
    sample = "-du-lieu-mau" if found.is_sample else ""
    return FileResponse(file, as_attachment=True, filename=f"{found.measure}-{found.period.key}{sample}.{kind}")


def other_readings(found: Figure) -> list[Figure]:
    """The same scope and period under the other definitions of the measure."""
    if found.declared:
        return []
    return [measure_named(name).at(found.scope, found.period) for name in measure_named(found.measure).others]
