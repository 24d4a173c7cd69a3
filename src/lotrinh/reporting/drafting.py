"""The words a new report starts from: those of the report before, else plain sentences around its figures."""

from collections.abc import Iterable

from lotrinh.reporting.choices import FigureKind, SectionKey
from lotrinh.reporting.models import FrozenFigure, Report
from lotrinh.reporting.words import names_in


def opening_words(report: Report, figures: Iterable[FrozenFigure], before: Report | None) -> dict[str, str]:
    """Section → words. Those of `before` stay but for the period's name; figures it did not speak of are added."""
    figures = list(figures)
    given = _moved_on(before, report) if before else {}
    plain = _plain_words(report)
    words = {key: given.get(key) or plain.get(key, "") for key in SectionKey.values}
    words[SectionKey.TARGETS] = _with_the_rest(words[SectionKey.TARGETS], figures)
    return words


def _moved_on(before: Report, report: Report) -> dict[str, str]:
    """The words of the report before, with this period's name where they named theirs."""
    words = dict(before.sections.values_list("key", "words"))
    return {key: text.replace(before.period.label, report.period.label) for key, text in words.items()}


def _plain_words(report: Report) -> dict[str, str]:
    unit = report.organization.name
    tasks = (
        "Trong kỳ theo dõi {{so:nhiem-vu-tong}}; đã hoàn thành {{so:nhiem-vu-xong}}, trễ hạn {{so:nhiem-vu-tre}}, "
        "đang vướng {{so:nhiem-vu-vuong}}. Chi tiết theo đơn vị ở bảng dưới đây."
    )
    return {
        SectionKey.SITUATION: f"Thực hiện {report.programme}, {unit} báo cáo tình hình {report.period.label} như sau.",
        SectionKey.TASKS: tasks if report.units else "",
        SectionKey.CLOSING: f"Trên đây là báo cáo {report.title[:1].lower()}{report.title[1:]} của {unit}.",
    }


def _with_the_rest(words: str, figures: list[FrozenFigure]) -> str:
    told = names_in(words)
    rest = [f for f in figures if f.kind == FigureKind.TARGET and f.name not in told]
    return "\n".join([*([words] if words else []), *(_sentence(figure) for figure in rest)])


def _sentence(figure: FrozenFigure) -> str:
    """A plain line that compares nothing which is not known."""
    name = figure.name
    if figure.value is None:
        latest = f"; gần nhất {{{{so:{name}:gan-nhat}}}}" if figure.latest is not None else ""
        return f"- {figure.label}: kỳ này chưa có số liệu{latest}; mức phải đạt {{{{so:{name}:ke-hoach}}}}."
    sides = [f"mức phải đạt {{{{so:{name}:ke-hoach}}}}"] if figure.plan is not None else []
    sides += [f"kỳ trước {{{{so:{name}:ky-truoc}}}}"] if figure.before is not None else []
    sides += [f"cùng kỳ năm trước {{{{so:{name}:cung-ky}}}}"] if figure.last_year is not None else []
    beside = f" ({'; '.join(sides)})" if sides else ""
    return f"- {figure.label}: {{{{so:{name}}}}}{beside}."
