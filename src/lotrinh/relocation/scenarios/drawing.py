"""Charts of a plan as SVG drawn by hand: money by year against what there is, budget against exposure. Pure.

Every chart stands beside its table; nothing is said by colour alone.
"""

from collections.abc import Sequence
from html import escape

from lotrinh.core.vietnamese import format_number

INK, LINE, USED, HELD, PARTS = "#1c2522", "#d9e0dd", "#0b5d4e", "#c9d8d3", "#c46a00"
WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 300, 70, 46, 30
FONT = 'font-family="Liberation Sans, Arial, sans-serif"'


def money_chart(bars: Sequence[tuple[str, float, float, float]]) -> str:
    """Per year (label, money there is, used by the plan, paid in parts), million đồng; "" for nothing to draw."""
    top = max((max(bar[1:]) for bar in bars), default=0.0)
    if not top:
        return ""
    step = (WIDTH - LEFT - 10) / len(bars)
    shapes = _axis(top)
    for place, (label, held, used, parts) in enumerate(bars):
        x = LEFT + place * step + step * 0.12
        shapes += [
            _bar(x, step * 0.28, held, top, HELD),
            _bar(x + step * 0.28, step * 0.22, used, top, USED),
            _bar(x + step * 0.52, step * 0.22, parts, top, PARTS),
            _text(LEFT + place * step + step * 0.5, HEIGHT - BOTTOM + 18, label, anchor="middle"),
        ]
    legend = (("có trong năm", HELD), ("phương án dùng", USED), ("chi theo đợt", PARTS))
    for place, (word, colour) in enumerate(legend):
        x = LEFT + place * 190
        shapes += [
            f'<rect x="{x}" y="6" width="14" height="12" fill="{colour}"/>',
            _text(x + 20, 17, word),
        ]
    return _svg(shapes, "Kinh phí từng năm: có, phương án dùng, chi theo đợt (triệu đồng)")


def front_chart(points: Sequence[tuple[float, float, float]]) -> str:
    """(budget, exposure of the plan, proven bound) as two lines; "" for fewer than two points."""
    if len(points) < 2:
        return ""
    high = max(max(p[1:]) for p in points) or 1.0
    wide = max(p[0] for p in points) or 1.0

    def at(budget: float, value: float) -> tuple[float, float]:
        return LEFT + (WIDTH - LEFT - 30) * budget / wide, HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / high

    shapes = _axis(high)
    for index, colour, dash in ((2, PARTS, ' stroke-dasharray="5 4"'), (1, USED, "")):
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(p[0], p[index]) for p in points))
        shapes.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
    for point in points:
        x, y = at(point[0], point[1])
        shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{USED}"/>')
        shapes.append(_text(x, HEIGHT - BOTTOM + 18, format_number(round(point[0])), anchor="middle"))
    shapes += [
        _text(WIDTH / 2, HEIGHT - 6, "kinh phí (triệu đồng)", anchor="middle"),
        _text(LEFT, 16, "tác động còn lại (người-quý): nét liền là phương án, nét đứt là mức không thể thấp hơn"),
    ]
    return _svg(shapes, "Kinh phí càng nhiều, tác động còn lại càng ít")


def change_chart(points: Sequence[tuple[float, float]]) -> str:
    """(exposure of those whose plan changes, value of the plan) as one line; "" for fewer than two different points.

    The axis of values begins near the lowest, since all plans of one problem lie close together.
    """
    points = sorted(set(points))
    if len(points) < 2:
        return ""
    low, high = min(value for _, value in points), max(value for _, value in points)
    low = max(0.0, low - max(high - low, 1.0) * 0.25)
    wide = max(changed for changed, _ in points) or 1.0

    def at(changed: float, value: float) -> tuple[float, float]:
        share = (value - low) / (high - low)
        return LEFT + (WIDTH - LEFT - 30) * changed / wide, HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * share

    places = [at(*point) for point in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    shapes = _axis(high, low)
    shapes.append(f'<polyline points="{line}" fill="none" stroke="{USED}" stroke-width="2"/>')
    free = 0.0
    for (x, y), (changed, _) in zip(places, points, strict=True):
        shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{USED}"/>')
        if x >= free:  # names of points that lie together would cover one another
            shapes.append(_text(x, HEIGHT - BOTTOM + 18, format_number(round(changed)), anchor="middle"))
            free = x + 60
    shapes += [
        _text(WIDTH / 2, HEIGHT - 6, "tác động do các cơ sở bị đổi gây ra (người-quý)", anchor="middle"),
        _text(LEFT, 16, "giá trị cả phương án (người-quý quy đổi): càng thấp càng tốt"),
    ]
    return _svg(shapes, "Đổi càng nhiều điều đã báo, phương án càng tốt")


def _axis(top: float, low: float = 0.0) -> list[str]:
    shapes = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * share
        shapes.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - 10}" y2="{y:.1f}" stroke="{LINE}"/>')
        shapes.append(_text(LEFT - 6, y + 4, format_number(round(low + (top - low) * share)), anchor="end"))
    return shapes


def _bar(x: float, width: float, value: float, top: float, colour: str) -> str:
    height = (HEIGHT - BOTTOM - TOP) * value / top
    y = HEIGHT - BOTTOM - height
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="12" {FONT} fill="{INK}" text-anchor="{anchor}">{escape(text)}</text>'
    )


def _svg(shapes: list[str], title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-label="{escape(title)}"><title>{escape(title)}</title>{"".join(shapes)}</svg>'
    )
