"""How scopes and formulas are said in Vietnamese."""

from lotrinh.areas.models import Area
from lotrinh.core import vietnamese
from lotrinh.indicators.measures.declaration import Measure, measure_named
from lotrinh.indicators.measures.figures import Figure
from lotrinh.indicators.measures.scopes import MeasureScope


def scope_label(scope: MeasureScope, measure: Measure | None = None) -> str:
    """Where a figure is counted, in words: “Phường Mỹ Trà; cụm: Quảng Khánh”."""
    names = list(Area.objects.filter(pk__in=scope.areas).values_list("full_name", flat=True)) if scope.areas else []
    parts = ["; ".join(sorted(names, key=vietnamese.sort_key))] if names else []
    for group, key in scope.within:
        if measure is None:
            parts.append(f"{group}: {key}")
            continue
        label = measure.group_labels(group, [int(key) if key.isdecimal() else key]).popitem()[1]
        parts.append(f"{measure.group_label(group)}: {label}")
    return "; ".join(parts) or "toàn bộ địa bàn"


def as_of_words(figure: Figure) -> str:
    """“tính đến ngày 31/12/2025”, and that the period still runs where it does."""
    words = f"tính đến ngày {vietnamese.format_date(figure.as_of)}"
    return f"{words}, kỳ chưa kết thúc" if figure.is_provisional else words


def formula(figure: Figure) -> str:
    """The formula with the numbers in it: “8,5 ÷ 10,25 × 100 = 82,9 %”."""
    if figure.value is None:
        return ""
    if figure.parts:
        numbers = zip(measure_named(figure.measure).of, (part.number for part in figure.parts), strict=True)
        return f"{measure_named(figure.measure).pattern.format(**dict(numbers))} = {figure.text}"
    if figure.numerator is None:
        return ""
    numerator = vietnamese.format_number(figure.numerator)
    if figure.denominator is None:
        return f"= {numerator} {figure.unit}".strip()
    times = " × 100" if figure.unit == "%" else ""
    return f"{numerator} ÷ {vietnamese.format_number(figure.denominator)}{times} = {figure.text}"


def words_of(figure: Figure) -> tuple[str, str]:
    """What numerator and denominator are called."""
    if figure.declared:
        return "tử số", "mẫu số"
    try:
        return measure_named(figure.measure).words
    except LookupError:
        return "tử số", "mẫu số"


def sentence(figure: Figure, place: str, url: str) -> str:
    """The one sentence for a telephone call or a report: value, day, place, definition's source, link."""
    what = f"{figure.label} ({place}): {figure.text}, {as_of_words(figure)}"
    if figure.denominator is not None and figure.value is not None:
        numerator, denominator = (vietnamese.format_number(n) for n in (figure.numerator, figure.denominator))
        what += f" ({numerator} trên {denominator})"
    source = f"; theo {figure.legal_version}" if figure.legal_version else ""
    declared = "; số khai báo, chưa có sổ" if figure.declared else "; tính từ sổ"
    missing = f"; còn {vietnamese.format_number(figure.missing)} {figure.missing_means}" if figure.missing else ""
    sample = "; DỮ LIỆU MẪU" if figure.is_sample else ""
    return f"{what}{source}{declared}{missing}{sample}. {url}"
