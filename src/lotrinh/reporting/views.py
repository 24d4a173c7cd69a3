"""Reading reports: lists, tabs, preview, files. Each asks `Report.objects.visible_to(user)`."""

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from lotrinh.core.keys import key_in
from lotrinh.core.periods import Period
from lotrinh.core.vietnamese import fold
from lotrinh.documents.choices import CONTENT_TYPES, FileKind
from lotrinh.documents.writing.docx import to_docx
from lotrinh.documents.writing.page import to_page
from lotrinh.documents.writing.pdf import to_pdf
from lotrinh.documents.writing.templates import BadTemplate, fill
from lotrinh.reporting import actions, matters, rights, rounds
from lotrinh.reporting.choices import ReportState, SectionKey
from lotrinh.reporting.forms import periods_of
from lotrinh.reporting.models import FrozenFigure, Report, ReportRegime
from lotrinh.reporting.querysets import EDITORS, units_as
from lotrinh.reporting.text import before_and_after, official_text, template_values
from lotrinh.reporting.words import ASPECTS, Field, Said, pieces_of, worded

ROWS_SHOWN = 200
REPORTS_SHOWN = 60
ROUNDS_SHOWN = 40


def opened(request, pk) -> Report:
    return get_object_or_404(Report.objects.visible_to(request.user).with_names(), pk=pk)


def frame(request, report: Report, tab: str) -> dict:
    """What every tab of a report shows around its own content."""
    return {
        "report": report,
        "tab": tab,
        "may_edit": rights.may_edit(request.user, report),
        "may_agree": rights.may_agree(request.user, report),
        "needs_another": rights.who_else_agrees(request.user, report),
        "issue": getattr(report, "issue", None),
        "replaced_by": getattr(report, "replaced_by", None),
        "replaced_answers": rounds.replaced_in(report),
        "last_return": report.steps.filter(state=ReportState.RETURNED).select_related("entry__by").first(),
    }


# --- lists -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Owed:
    """One report that is due, or will be, and has not left yet."""

    regime: ReportRegime
    period: Period
    due: date
    report: Report | None

    @property
    def is_late(self) -> bool:
        return self.due < localdate()


def owed_by(who, day: date) -> list[Owed]:
    """Of every regime that `who` writes for: the last period closed and the running one, unless their reports left."""
    regimes = list(ReportRegime.objects.editable_by(who).in_force().select_related("programme", "reporter"))
    standing = Report.objects.exclude(state=ReportState.WITHDRAWN).filter(regime__in=regimes)
    reports = {(report.regime_id, report.period_key): report for report in standing.select_related("regime")}
    owed = []
    for regime in regimes:
        for period in periods_of(regime.period_kind, day)[:2]:
            report = reports.get((regime.pk, period.key))
            if report is None or not report.has_left:
                owed.append(Owed(regime, period, regime.due_on(period), report))
    return sorted(owed, key=lambda one: one.due)


@require_GET
def index(request):
    reports = Report.objects.visible_to(request.user).with_names()
    state = request.GET.get("trang-thai", "")
    if state in ReportState.values:
        reports = reports.filter(state=state)
    reports = list(reports[:REPORTS_SHOWN])
    units = units_as(request.user, EDITORS)
    context = {
        "reports": reports,
        "resting": rounds.resting_on_replaced(reports),
        "states": ReportState.choices,
        "chosen": state,
        "owed": owed_by(request.user, localdate()),
        "waiting": Report.objects.agreeable_by(request.user).filter(state=ReportState.SUBMITTED).with_names(),
        "may_write": units is None or bool(units),
    }
    return render(request, "reporting/index.html", context)


@require_GET
def compare(request):
    """Two reports side by side: figures, then the words of each section."""
    seen = Report.objects.visible_to(request.user).with_names()
    keys = [key_in(request.GET.get(side, "")) for side in ("a", "b")]
    chosen = [get_object_or_404(seen, pk=key) for key in keys if key is not None]
    context = {"reports": seen[:REPORTS_SHOWN], "chosen": chosen}
    if len(chosen) == 2:
        context |= {
            "a": chosen[0],
            "b": chosen[1],
            "figures": _figures_beside(*chosen),
            "sections": _words_beside(*chosen),
        }
    return render(request, "reporting/compare.html", context)


def _figures_beside(a: Report, b: Report) -> list[dict]:
    left = {figure.name: figure for figure in a.figures.all()}
    right = {figure.name: figure for figure in b.figures.all()}
    lines = []
    for name in dict.fromkeys([*left, *right]):
        texts = [side[name].text() if name in side else "không có" for side in (left, right)]
        label = (right.get(name) or left[name]).label
        lines.append({"label": label, "left": texts[0], "right": texts[1], "differs": texts[0] != texts[1]})
    return lines


def _words_beside(a: Report, b: Report) -> list[dict]:
    left, right = (dict(report.sections.values_list("key", "words")) for report in (a, b))
    known = [{figure.name: figure.known for figure in report.figures.all()} for report in (a, b)]
    found = []
    for key in SectionKey:
        lines = [
            [worded(line, values) for line in side.get(key, "").splitlines()]
            for side, values in zip((left, right), known, strict=True)
        ]
        if lines[0] != lines[1]:
            found.append({"title": key.label, "lines": list(differences(*lines))})
    return found


def differences(before: list[str], after: list[str]):
    """(css, line) of every line: taken away, added, or the same."""
    for kind, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (("", line) for line in after[c:d])
            continue
        yield from (("diff-old", line) for line in before[a:b])
        yield from (("diff-new", line) for line in after[c:d])


# --- tabs ------------------------------------------------------------------------------------------------------------


@require_GET
def words(request, pk):
    report = opened(request, pk)
    context = frame(request, report, "loi") | words_context(request, report)
    return render(request, "reporting/words.html", context)


def words_context(request, report: Report) -> dict:
    """The sections with their words, chips for the figures in them, and what is noticed."""
    figures = list(report.figures.all())
    known = {figure.name: figure.known for figure in figures}
    noticed = actions.all_notices(report)
    by_key = {section.key: section for section in report.sections.select_related("entry__by")}
    sections = [
        {
            "section": by_key[key],
            "title": key.label,
            "lines": [[_chip(piece, known) for piece in pieces_of(line)] for line in by_key[key].words.splitlines()],
            "notices": noticed.get(key, []),
        }
        for key in SectionKey
        if key in by_key
    ]
    chips = {
        f"{name}:{aspect}".rstrip(":"): {"text": text, "label": f"{one.label} ({ASPECTS[aspect]})"}
        for name, one in known.items()
        for aspect, text in one.texts.items()
    }
    return {"sections": sections, "figures": figures, "chips": chips, "aspects": ASPECTS}


def _chip(piece, known) -> dict:
    match piece:
        case Field():
            one = known.get(piece.name)
            label = f"{one.label} ({ASPECTS.get(piece.aspect, '?')})" if one else "không có số liệu này"
            return {
                "kind": "so",
                "text": one.text(piece.aspect) if one else piece.source,
                "label": label,
                "link": one.link if one else "",
            }
        case Said():
            return {"kind": "khai", "text": piece.text, "label": f"theo {piece.who}" if piece.who else "chưa ghi nguồn"}
    return {"kind": "", "text": piece.text}


@require_GET
def figures(request, pk):
    report = opened(request, pk)
    own = report.figures.prefetch_related("marks__source__report__issue", "marks__source__report__regime")
    context = frame(request, report, "so-lieu") | {
        "figures": own,
        "before_after": list(before_and_after(report)) if report.replaces_id else [],
        "collected": [(told, rounds.sentence(told)) for told in report.collected],
    }
    if context["may_edit"] and report.is_open:
        context |= {"rounds": list(report.rounds.all()), "offered": rounds.offered(report, request.user)[:ROUNDS_SHOWN]}
    return render(request, "reporting/figures.html", context)


@require_GET
def figure(request, pk, name):
    """One figure with the rows that were counted; what the rows are is shown by their own registers, by scope."""
    report = opened(request, pk)
    frozen = get_object_or_404(FrozenFigure, report=report, name=name)
    rows = [dict(zip(("register", "key", "weight", "counted"), row, strict=True)) for row in frozen.rows[:ROWS_SHOWN]]
    rounds.name_units(rows)
    context = frame(request, report, "so-lieu") | {"figure": frozen, "rows": rows, "is_whole": frozen.is_whole}
    context["line_key"] = matters.key_of(frozen)
    context["sentence"] = matters.sentence(frozen, report, request.build_absolute_uri(request.path))
    return render(request, "reporting/figure.html", context)


@require_GET
def checks(request, pk):
    report = opened(request, pk)
    noticed = actions.all_notices(report)
    sections = [{"key": key, "title": key.label, "notices": noticed[key]} for key in SectionKey if noticed.get(key)]
    own = report.figures.all()
    context = frame(request, report, "soat") | {
        "sections": sections,
        "must": sum(n.must_be_mended for found in noticed.values() for n in found),
        "unknown": [figure for figure in own if figure.value is None],
        "marked": [figure for figure in own.filter(marks__isnull=False).distinct()],
        "samples": any(figure.is_sample for figure in own),
        "uncertain_window": report.period.window_is_uncertain,
        "claims": claims_of(report),
    }
    return render(request, "reporting/checks.html", context)


def claims_of(report: Report) -> list[tuple[str, Said]]:
    """(section, number stated by somebody else) in the order of the report."""
    by_key = dict(report.sections.values_list("key", "words"))
    return [
        (key.label, piece) for key in SectionKey for piece in pieces_of(by_key.get(key, "")) if isinstance(piece, Said)
    ]


@require_GET
def versions(request, pk):
    report = opened(request, pk)
    context = frame(request, report, "cac-ban")
    steps = list(report.steps.select_related("entry__by"))
    chosen = request.GET.get("ban", "")
    current = next((step for step in steps if str(step.ordinal) == chosen), None)
    context |= {"steps": steps, "current": current}
    if current is not None:
        earlier = next((step for step in steps if step.ordinal == current.ordinal - 1), None)
        context |= {
            "earlier": earlier,
            "words": _changed_words(earlier, current),
            "numbers": _changed_numbers(earlier, current),
        }
    return render(request, "reporting/versions.html", context)


def _changed_words(before, after) -> list[dict]:
    old = before.words if before else {}
    found = []
    for key in SectionKey:
        lines = list(differences(old.get(key, "").splitlines(), after.words.get(key, "").splitlines()))
        if any(css for css, _ in lines):
            found.append({"title": key.label, "lines": lines})
    return found


def _changed_numbers(before, after) -> list[tuple[str, str, str]]:
    old = before.figures if before else {}
    return [
        (label, old.get(name, ["", "–"])[1], text)
        for name, (label, text) in after.figures.items()
        if old.get(name, ["", "–"])[1] != text
    ]


# --- the paper -------------------------------------------------------------------------------------------------------


@require_GET
def preview(request, pk):
    report = opened(request, pk)
    return render(
        request, "reporting/preview.html", frame(request, report, "xem") | {"page": to_page(official_text(report))}
    )


@require_GET
def docx(request, pk):
    """The Word file. `?mau` fills the office's own template instead of the form of the decree."""
    report = opened(request, pk)
    text = official_text(report)
    if "mau" in request.GET and report.regime.template is not None:
        try:
            with report.regime.template.file.open("rb") as template:
                data = fill(template.read(), template_values(text, report))
        except BadTemplate as error:
            messages.error(request, str(error))
            return redirect("reporting:preview", pk)
        return as_file(report, data, FileKind.DOCX)
    return as_file(report, to_docx(text), FileKind.DOCX)


@require_GET
def pdf(request, pk):
    report = opened(request, pk)
    return as_file(report, to_pdf(official_text(report)), FileKind.PDF)


def as_file(report: Report, data: bytes, kind: FileKind) -> HttpResponse:
    response = HttpResponse(data, content_type=CONTENT_TYPES[kind])
    name = f"{fold(report.title).replace(' ', '-')[:80]}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
