"""What several pages say of a plan in the same words. Pure, and light enough for models to import."""

from lotrinh.core.vietnamese import format_number


def percent(share: float) -> str:
    """0.0123 → "1,23 %"; never negative."""
    return f"{format_number(round(100 * max(share, 0.0), 2))} %"


def gap_words(found: dict) -> str:
    """How far an answer's plan is from the best possible: both gaps, since the first is flattered by what nobody can
    avoid."""
    gap = found["gap"] or 0.0
    if gap < 1e-6:
        return "Đã chứng minh là tốt nhất."
    text = f"Không phương án nào tốt hơn quá {percent(gap)}."
    if (better := found["gap_on_improvement"]) is not None:
        text += f" So với phần có thể cải thiện thì không quá {percent(better)}."
    return text
