"""Figures for programs: the value of an address shows to whoever holds a role, its rows within the asker's scope."""

from datetime import date, datetime
from decimal import Decimal

from django.http import Http404
from django.utils.timezone import localdate
from ninja import Field, Router, Schema

from lotrinh.core.periods import Period
from lotrinh.indicators import pages, proof, reading
from lotrinh.indicators.measures import Figure, FigureAddress, MeasureScope
from lotrinh.indicators.models import Indicator
from lotrinh.organizations.permissions import in_scope

router = Router(tags=["figures"])
ROWS_A_PAGE = 200
MOST_PERIODS = 60


class IndicatorOut(Schema):
    code: str
    name: str
    definition: str
    unit: str
    nature: str
    direction: str
    measure: str = Field(description="Empty: its figures are declared by units.")


class FigureOut(Schema):
    measure: str
    label: str
    scope: str
    period: str
    as_of: date
    value: Decimal | None
    unit: str
    numerator: Decimal | None
    denominator: Decimal | None
    rule: str
    legal_version: str
    missing: int = Field(description="Rows that ought to count and cannot; missing_means says what they lack.")
    missing_means: str
    total: int
    why: str = Field(description="Why there is no value.")
    known_at: datetime
    is_sample: bool
    declared: bool
    kept: bool
    address: str


class FigureRowOut(Schema):
    slug: str = Field(description="The register it is kept in.")
    id: int
    label: str
    weight: Decimal | None
    counted: Decimal | None
    is_missing: bool


class FigureRowsOut(Schema):
    figure: FigureOut
    outside: int = Field(description="Rows of the figure outside your scope.")
    count: int
    page: int
    page_size: int
    rows: list[FigureRowOut]


def _asked(who, measure: str, scope: str, period: str, known_at: str = "") -> Figure:
    if not in_scope(who):
        raise Http404
    try:
        return reading.figure_at(FigureAddress.of_parts(measure, scope, period, known_at))
    except (LookupError, ValueError) as error:
        raise Http404(str(error)) from error


def _out(figure: Figure) -> FigureOut:
    own = {name: getattr(figure, name) for name in FigureOut.model_fields if name not in {"scope", "period", "address"}}
    return FigureOut(**own, scope=figure.scope.key, period=figure.period.key, address=figure.address.url)


@router.get("/indicators", response=list[IndicatorOut], summary="All indicators")
def indicators(request):
    return list(Indicator.objects.visible_to(request.user))


@router.get("/indicators/{code}/series", response=list[FigureOut], summary="One figure a period")
def series(request, code: str, periods: str = "", scope: str = "tat-ca"):
    """`periods`: keys with commas between, as 2024,2025,2026-Q1; without them the last years."""
    found = Indicator.objects.visible_to(request.user).filter(code=code).first()
    if found is None:
        raise Http404
    try:
        keys = [key for key in periods.split(",") if key][:MOST_PERIODS]
        asked = [Period.parse(key) for key in keys] or pages.periods_of("year", localdate())
        return [_out(figure) for figure in reading.series_of(found, MeasureScope.parse(scope), asked)]
    except ValueError as error:
        raise Http404(str(error)) from error


@router.get("/{measure}/{scope}/{period}", response=FigureOut, summary="One figure, as known now or at an instant")
def figure(request, measure: str, scope: str, period: str, known_at: str = ""):
    return _out(_asked(request.user, measure, scope, period, known_at))


@router.get("/{measure}/{scope}/{period}/rows", response=FigureRowsOut, summary="Its rows within your scope")
def rows(request, measure: str, scope: str, period: str, page: int = 1):
    found = _asked(request.user, measure, scope, period)
    behind, page = found.rows(request.user), min(max(page, 1), 100_000)
    first = (page - 1) * ROWS_A_PAGE
    return FigureRowsOut(
        figure=_out(found),
        outside=behind.outside,
        count=len(behind),
        page=page,
        page_size=ROWS_A_PAGE,
        rows=[
            FigureRowOut(
                slug=behind.register.slug,
                id=row.pk,
                label=str(row),
                weight=proof.weight_of(found, row),
                counted=proof.counted_of(found, row),
                is_missing=getattr(row, "is_missing", False),
            )
            for row in behind.queryset[first : first + ROWS_A_PAGE]
        ],
    )
