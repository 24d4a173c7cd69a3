"""A report being read: its words, its figures with their rows, what is to be looked at."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from lotrinh.reporting import actions, matters, rounds
from lotrinh.reporting.choices import SectionKey
from lotrinh.reporting.models import FrozenFigure, Report
from lotrinh.reporting.text import before_and_after
from lotrinh.reporting.views.shared import frame, opened
from lotrinh.reporting.words import ASPECTS, Field, Said, pieces_of

ROWS_SHOWN = 200
ROUNDS_SHOWN = 40


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
        "claims": _claims_of(report),
    }
    return render(request, "reporting/checks.html", context)


def _claims_of(report: Report) -> list[tuple[str, Said]]:
    """(section, number stated by somebody else) in the order of the report."""
    by_key = dict(report.sections.values_list("key", "words"))
    return [
        (key.label, piece) for key in SectionKey for piece in pieces_of(by_key.get(key, "")) if isinstance(piece, Said)
    ]
