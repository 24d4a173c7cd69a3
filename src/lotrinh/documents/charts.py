"""Charts as SVG, drawn on the server; beside every one stands its table of numbers.

Tick labels are written here, since the library prints 2.5 and American dates. Colours differ in brightness too, and
every line is named: nothing is said by colour alone.
"""

import math
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import lets_plot as lp

from lotrinh.core import vietnamese

COLOURS = ("#0b5d4e", "#c46a00", "#3b4d8f", "#8a8f2e", "#7a3b69", "#56625e")
INK, LINE, THRESHOLD = "#1c2522", "#d9e0dd", "#a3211c"
FONTS = "'Liberation Sans', Arimo, Arial, 'DejaVu Sans', 'Noto Sans', sans-serif"
MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One named line through days; a None is a gap."""

    name: str
    points: tuple[tuple[date, float | None], ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A level to be reached, drawn across and named."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Ahead:
    """A forecast: the value expected on a day and the interval around it."""

    day: date
    low: float
    expected: float
    high: float


def line_chart(
    lines: Sequence[Line],
    *,
    unit: str = "",
    threshold: Threshold | None = None,
    ahead: Ahead | None = None,
    width: int = 720,
    height: int = 320,
) -> str:
    """Lines over time as SVG; "" when there is no value to draw. `ahead` goes on from the first line's last point."""
    known = [(line.name, day, value) for line in lines for day, value in line.points if value is not None]
    if not known:
        return ""
    days = [day for _, day, _ in known] + ([ahead.day] if ahead else [])
    values = [value for _, _, value in known] + ([ahead.low, ahead.high] if ahead else [])
    values += [threshold.value] if threshold else []
    low, high = _around(values)
    plot = lp.ggplot() + lp.geom_line(
        lp.aes("x", "y", group="segment", color="name"), data=_segments(lines), size=1.1, show_legend=len(lines) > 1
    )
    if ahead:
        plot += _fan(lines[0], ahead)
    plot += lp.geom_point(lp.aes("x", "y", color="name"), data=_columns(known), size=3, show_legend=False)
    if threshold:
        plot += lp.geom_hline(yintercept=threshold.value, color=THRESHOLD, linetype="dashed", size=0.8)
        said = f"{threshold.name}: {vietnamese.format_number(round(threshold.value, 4))} {unit}".strip()
        plot += lp.geom_text(
            x=_number(min(days)), y=threshold.value, label=said, hjust=0, vjust=-0.4, size=5.5, color=THRESHOLD
        )
    ticks = _days_shown(sorted(set(days)))
    plot += lp.scale_x_continuous(breaks=[_number(day) for day in ticks], labels=list(map(_said, ticks)))
    plot += lp.scale_color_manual(values=list(COLOURS), limits=[line.name for line in lines])
    return _finished(plot + _scale_y(low, high), unit, width, height)


def bar_chart(bars: Sequence[tuple[str, float | None]], *, unit: str = "", decimals: int = 1, width: int = 720) -> str:
    """Named quantities as bars lying down, in the given order from the top, each with its number; "" for none."""
    known = [(name, value) for name, value in bars if value is not None]
    if not known:
        return ""
    longest = max(12, width // 18)
    names = [name if len(name) <= longest else f"{name[: longest - 1]}…" for name, _ in known]
    data = {
        "y": [-place for place in range(len(known))],
        "x": [float(value) for _, value in known],
        "said": [f" {vietnamese.format_number(round(value, decimals))}" for _, value in known],
    }
    low, high = min(0.0, *data["x"]), max(0.0, *data["x"]) or 1.0
    plot = lp.ggplot(data) + lp.geom_bar(lp.aes("y", "x"), stat="identity", fill=COLOURS[0], width=0.65)
    plot += lp.geom_text(lp.aes("y", "x", label="said"), hjust=0, size=5.5, color=INK)
    plot += lp.scale_x_continuous(breaks=data["y"], labels=names)
    air = 0.12 if width > 500 else 0.35  # room for the number at the bar's end
    plot += _scale_y(low, high + (high - low) * air, ticks=5 if width > 500 else 2)
    plot += lp.coord_flip()
    return _finished(plot, unit, width, 70 + 30 * len(known))


def png(svg: str, *, pixels: int = 1440) -> bytes:
    """The chart as a picture for Word, `pixels` wide. The fonts are those of the machine, else typst's own."""
    import typst

    match = re.search(r'<svg[^>]* width="([\d.]+)"', svg)
    if not match:
        raise ValueError("not a chart of ours")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "chart.svg").write_text(svg, encoding="utf-8")
        page = Path(folder, "page.typ")
        page.write_text('#set page(width: auto, height: auto, margin: 0pt)\n#image("chart.svg", width: 360pt)')
        return typst.compile(page, format="png", ppi=pixels / 360 * 72)


def _segments(lines: Sequence[Line]) -> dict:
    """Points as columns; a gap begins a new segment of its line."""
    points = []
    for line in lines:
        piece = 0
        for day, value in sorted(line.points, key=lambda point: point[0]):
            if value is None:
                piece += 1
            else:
                points.append((line.name, day, value, f"{line.name}/{piece}"))
    return _columns(points) | {"segment": [point[3] for point in points]}


def _columns(points) -> dict:
    return {
        "name": [point[0] for point in points],
        "x": [_number(point[1]) for point in points],
        "y": [float(point[2]) for point in points],
    }


def _fan(line: Line, ahead: Ahead):
    day, value = max((point for point in line.points if point[1] is not None), key=lambda point: point[0])
    xs = [_number(day), _number(ahead.day)]
    ribbon = {"x": xs, "low": [value, ahead.low], "high": [value, ahead.high]}
    middle = {"x": xs, "y": [value, ahead.expected]}
    return lp.geom_ribbon(lp.aes("x", ymin="low", ymax="high"), data=ribbon, fill=COLOURS[0], alpha=0.15, size=0) + (
        lp.geom_line(lp.aes("x", "y"), data=middle, color=COLOURS[0], linetype="dotted", size=1.1)
    )


def _number(day: date) -> float:
    return float(day.toordinal())


def _said(day: date) -> str:
    """The end of a month is told as the month, any other day in full."""
    return f"{day:%m/%Y}" if (day + timedelta(days=1)).day == 1 else f"{day:%d/%m/%Y}"


def _days_shown(days: list[date]) -> list[date]:
    step = max(1, math.ceil(len(days) / MOST_TICKS))
    return days[::-1][::step][::-1]


def _around(values: Sequence[float]) -> tuple[float, float]:
    """The axis: all values with some air; from nothing when that is near."""
    low, high = min(values), max(values)
    air = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
    return (0.0 if 0 <= low <= (high - low) * 1.5 else low - air), high + air


def _scale_y(low: float, high: float, ticks: int = 5):
    breaks = nice_ticks(low, high, ticks)
    return lp.scale_y_continuous(
        limits=[low, high], breaks=breaks, labels=[vietnamese.format_number(b) for b in breaks]
    )


def nice_ticks(low: float, high: float, count: int = 5) -> list[float]:
    """About `count` round numbers from `low` to `high`: steps of 1, 2, 2,5 or 5 times a power of ten."""
    rough = (high - low) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    first = math.ceil(low / step)
    return [round(n * step, 10) for n in range(first, math.floor(high / step) + 1)]


def _finished(plot, unit: str, width: int, height: int) -> str:
    plot += lp.theme_minimal() + lp.theme(
        text=lp.element_text(color=INK, size=13),
        axis_title=lp.element_blank(),
        panel_grid_minor=lp.element_blank(),
        panel_grid_major=lp.element_line(color=LINE, size=0.6),
        plot_subtitle=lp.element_text(size=13, color=INK),
    )
    plot += lp.theme(legend_position="bottom", legend_title=lp.element_blank())
    plot += lp.labs(subtitle=unit) + lp.ggsize(width, height)
    svg = re.sub("font-family: ?sans-serif", f"font-family: {FONTS}", plot.to_svg())
    # Shown smaller on a phone, it keeps its shape only when it says what it shows.
    return svg.replace("<svg ", f'<svg viewBox="0 0 {width} {height}" ', 1)
