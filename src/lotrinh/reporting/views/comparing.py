"""Two reports side by side, and the versions of one."""

from difflib import SequenceMatcher

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from lotrinh.core.keys import key_in
from lotrinh.reporting.choices import SectionKey
from lotrinh.reporting.models import Report
from lotrinh.reporting.views.lists import REPORTS_SHOWN
from lotrinh.reporting.views.shared import frame, opened
from lotrinh.reporting.words import worded


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
            found.append({"title": key.label, "lines": list(_differences(*lines))})
    return found


def _differences(before: list[str], after: list[str]):
    """(css, line) of every line: taken away, added, or the same."""
    for kind, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (("", line) for line in after[c:d])
            continue
        yield from (("diff-old", line) for line in before[a:b])
        yield from (("diff-new", line) for line in after[c:d])


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
        lines = list(_differences(old.get(key, "").splitlines(), after.words.get(key, "").splitlines()))
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
