"""Rounds in a report: their totals as figures that open into units, and who is missing from them.

A report keeps the version of every answer it added; when one is replaced afterwards, the report says so.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.timezone import localdate

from lotrinh.collection.adding import MEAN, RATIO, Cells
from lotrinh.collection.choices import RoundState, UnitState
from lotrinh.collection.models import Question, Round, RoundUnit
from lotrinh.collection.told import reader_of
from lotrinh.collection.totals import Stale, Total, stale_among, totals_of
from lotrinh.core.vietnamese import format_date
from lotrinh.documents.writing.structure import Appendix, Column, Paragraph, Table
from lotrinh.reporting.choices import FigureKind
from lotrinh.reporting.models import FrozenFigure, Report

ANSWERS = "tra-loi-dot"
"""Under this name the rows of such a figure are lines of a round: one for each unit that told a number."""
DECIMALS = 2
NOBODY = "Chưa đơn vị nào có số được nhận."
NAMED = 40
"""Units that one sentence names; how many more there are is said."""


def offered(report: Report, who) -> list[Round]:
    """Rounds that `who` may put into the report: opened, with totals, asked by one's own unit; same period first."""
    rounds = Round.objects.asked_by(who).exclude(state=RoundState.PREPARED)
    rounds = rounds.exclude(pk__in=report.rounds.values("pk")).select_related("asker")
    return sorted(rounds[:200], key=lambda one: (one.period != report.period_key, -one.due.toordinal(), -one.pk))


def figures_of(round: Round) -> Iterator[FrozenFigure]:
    """The totals of a round as they are now, each with the answers it was added from."""
    read = reader_of(round)
    told = [
        (line, read(content))
        for line, content in round.units.exclude(accepted=None).values_list("pk", "accepted__content").order_by("pk")
    ]
    return (_frozen(round, total, told) for total in totals_of(round).totals)


def _frozen(round: Round, total: Total, told: Iterable[tuple[int, Cells]]) -> FrozenFigure:
    question = total.question
    return FrozenFigure(
        name=name_of(round, question),
        kind=FigureKind.ROUND,
        label=question.label if round.register else f"{question.key}. {question.label}",
        definition=f"Đợt thu thập “{round.title}”, {round.span.label}; {question.get_adding_display()}.",
        unit=question.unit,
        decimals=DECIMALS,
        value=total.value,
        numerator=total.sum.numerator,
        denominator=total.sum.denominator,
        missing=total.lacking,
        missing_means="đơn vị chưa có số",
        why="" if total.value is not None else NOBODY,
        known_at=timezone.now(),
        is_sample=round.is_sample,
        rows=[
            [ANSWERS, str(line), _text(weight), _text(counted)]
            for line, cells in told
            for weight, counted in _parts(question, cells)
        ],
    )


def name_of(round: Round, question: Question) -> str:
    return f"dot-{round.pk}-{question.place + 1}"


def _parts(question: Question, cells: Cells) -> Iterator[tuple[Decimal | None, Decimal]]:
    """(weight, number counted) of one answer, where it told what is needed."""
    key, over, under = question.key, question.numerator, question.denominator
    if question.adding == RATIO:
        if over in cells and under in cells:
            yield cells[under], cells[over]
    elif question.adding == MEAN:
        if key in cells and under in cells:
            yield cells[under], cells[key] * cells[under]
    elif key in cells:
        yield None, cells[key]


def _text(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"


def told_of(round: Round) -> dict:
    """What a report says of a round beside its figures, as JSON: who answered, who is late, which versions."""
    found, day = totals_of(round), localdate()
    lacking = list(round.units.filter(accepted=None).select_related("unit").order_by("unit__sort_key"))
    late = [line for line in lacking if day > round.due and line.state in UnitState.owing()]
    return {
        "round": round.pk,
        "title": round.title,
        "period": round.span.label,
        "due": round.due.isoformat(),
        "asked": found.unit_count,
        "accepted": found.accepted_count,
        "late": [line.unit.label for line in late],
        "lacking": [line.unit.label for line in lacking if line not in late],
        "versions": found.sources,
        "is_register": bool(round.register),
        "is_sample": round.is_sample,
    }


def replaced_in(report: Report) -> list[tuple[dict, list[Stale]]]:
    """Rounds of the report some of whose answers were replaced since, with which. One query; none without rounds."""
    if not report.collected:
        return []
    stale = stale_among([told["versions"] for told in report.collected])
    return [(told, found) for told, found in zip(report.collected, stale, strict=True) if found]


def resting_on_replaced(reports: Iterable[Report]) -> set[int]:
    """Keys of those reports that added an answer which was replaced since. One query for all."""
    several = [(report.pk, told["versions"]) for report in reports for told in report.collected]
    stale = stale_among([versions for _, versions in several])
    return {pk for (pk, _), found in zip(several, stale, strict=True) if found}


def name_units(rows: Iterable[dict]) -> None:
    """Give those rows that are lines of a round the name of their unit. One query, none without such rows."""
    keys = [int(row["key"]) for row in rows if row["register"] == ANSWERS]
    names = dict(RoundUnit.objects.filter(pk__in=keys).values_list("pk", "unit__name")) if keys else {}
    for row in rows:
        if row["register"] == ANSWERS:
            row["unit"] = names.get(int(row["key"]), "")


def changes_of(report: Report) -> Iterator[tuple[FrozenFigure, FrozenFigure]]:
    """(as reported, as the round gives it now) of every total that reads otherwise than printed."""
    if not report.collected:
        return
    frozen = {figure.name: figure for figure in report.figures.filter(kind=FigureKind.ROUND)}
    for round in report.rounds.all():
        for now in figures_of(round):
            if (old := frozen.get(now.name)) is not None and old.text() != now.text():
                yield old, now


# --- words and tables ------------------------------------------------------------------------------------------------

COLUMNS = (
    Column("Mục", 0.6),
    Column("Nội dung", 4),
    Column("Đơn vị tính", 1),
    Column("Tổng", 1.3, True),
    Column("Đơn vị có số", 1.1, True),
)


def sentence(told: dict) -> str:
    """How many of how many, and who is missing by name: a late unit is never a nought."""
    parts = [f"{told['title']}, {told['period']}: đã nhận {told['accepted']}/{told['asked']} đơn vị."]
    if told["late"]:
        parts.append(f"Trễ hạn {format_date(date.fromisoformat(told['due']))}: {_names(told['late'])}.")
    if told["lacking"]:
        parts.append(f"Chưa có số được nhận: {_names(told['lacking'])}.")
    if told["late"] or told["lacking"]:
        parts.append("Các đơn vị này không tính là 0.")
    return " ".join(parts)


def _names(units: list[str]) -> str:
    more = len(units) - NAMED
    return ", ".join(units[:NAMED]) + (f" và {more} đơn vị khác" if more > 0 else "")


def paragraphs_of(report: Report) -> list[Paragraph]:
    return [Paragraph.of(sentence(told), "-") for told in report.collected]


def appendices_of(report: Report, figures: Iterable[FrozenFigure]) -> Iterator[Appendix]:
    """A table of totals for each round, with how many units told each."""
    own = [figure for figure in figures if figure.kind == FigureKind.ROUND]
    for told in report.collected:
        rows = tuple(rows_of(told, own))
        if rows:
            note = " ".join([sentence(told), *([SAMPLE] if told["is_sample"] else [])])
            yield Appendix(f"Tổng hợp {told['title']}, {told['period']}", (Table(COLUMNS, rows, note=note),))


SAMPLE = "Có dữ liệu mẫu do người viết phần mềm đặt ra, không phải số liệu thật."


def rows_of(told: dict, figures: Iterable[FrozenFigure]) -> Iterator[tuple[str, ...]]:
    for figure in figures:
        if figure.name.startswith(f"dot-{told['round']}-"):
            key, label = _numbered(figure, told)
            number = figure.text().removesuffix(figure.unit).strip() if figure.value is not None else "–"
            yield key, label, figure.unit, number, f"{told['asked'] - figure.missing}/{told['asked']}"


def _numbered(figure: FrozenFigure, told: dict) -> tuple[str, str]:
    """The number printed before an item and its words; columns of a register are numbered as they come."""
    if told["is_register"]:
        return figure.name.rpartition("-")[2], figure.label[:1].upper() + figure.label[1:]
    key, _, label = figure.label.partition(". ")
    return key, label


def template_values(report: Report, figures: Iterable[FrozenFigure]) -> list[dict[str, object]]:
    """What the office's own Word template may loop over, under the name `dot_thu_thap`."""
    names, figures = ("muc", "noi_dung", "don_vi_tinh", "tong", "don_vi_co_so"), list(figures)
    return [
        {
            "ten": told["title"],
            "ky": told["period"],
            "so_don_vi": told["asked"],
            "da_nhan": told["accepted"],
            "tre_han": list(told["late"]),
            "chua_co_so": list(told["lacking"]),
            "tong_hop": [dict(zip(names, row, strict=True)) for row in rows_of(told, figures)],
        }
        for told in report.collected
    ]
