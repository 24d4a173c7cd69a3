"""A line of a report, opened again from the address that an order keeps: report/name of the figure in it."""

from django.urls import reverse

from lotrinh.core.keys import key_in
from lotrinh.followups.matters import REPORT_LINE, Matter, opens
from lotrinh.reporting.models import FrozenFigure, Report


def key_of(figure: FrozenFigure) -> str:
    return f"{figure.report_id}/{figure.name}"


@opens(REPORT_LINE)
def line(who, key: str) -> Matter | None:
    report, _, name = key.partition("/")
    reports = Report.objects.visible_to(who).filter(pk=key_in(report)).values("pk")
    found = FrozenFigure.objects.filter(report__in=reports, name=name).select_related("report__regime").first()
    if found is None:
        return None
    title = f"{found.label} ({found.report.title})"
    return Matter(REPORT_LINE, key, title, reverse("reporting:figure", args=[found.report_id, name]), found.text())


def sentence(figure: FrozenFigure, report: Report, url: str) -> str:
    """The line for a telephone call: value, day, report, definition, link."""
    day = f"{report.last_day:%d/%m/%Y}"
    source = f"; theo {figure.legal_version}" if figure.legal_version else ""
    definition = f"; {figure.definition.rstrip('.')}" if figure.definition else ""
    contested = f"; đang có ý kiến khác: {figure.contest_note.rstrip('.')}" if figure.contest_note else ""
    sample = "; DỮ LIỆU MẪU" if figure.is_sample else ""
    said = f"{figure.label}: {figure.text()}, tính đến ngày {day} ({report.title})"
    return f"{said}{definition}{source}{contested}{sample}. {url}"
