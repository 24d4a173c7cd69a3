"""Sizes and places of an administrative document. Source: Nghị định 30/2020/NĐ-CP, Appendix I (docs/sources.md).

Where the decree leaves a range, one value of it is taken; lengths in millimetres, type sizes in points.
"""

PAGE_WIDTH, PAGE_HEIGHT = 210, 297
MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT = 20, 20, 30, 20
PAGE_NUMBER_FROM_EDGE = 10
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
ISSUER_WIDTH, MOTTO_WIDTH = 66, 94
"""The two halves of the letterhead: the national name in 12 points bold needs 88 mm in one line."""

FONT = "Times New Roman"
SAME_METRICS = ("Times New Roman", "Liberation Serif", "Tinos", "TeX Gyre Termes", "Libertinus Serif")
"""For PDF, first that the system has; the last one comes with typst."""

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

NATIONAL_NAME_PT = 12
MOTTO_PT = 13
ISSUER_PT = 12
NUMBER_PT = 13
PLACE_AND_DATE_PT = 13
KIND_PT = 14
ABSTRACT_PT = 14
BODY_PT = 14
SIGNATURE_PT = 14
RECIPIENTS_LABEL_PT = 12
RECIPIENTS_PT = 11
APPENDIX_PT = 14
PAGE_NUMBER_PT = 14
TABLE_PT = 12
"""The decree says nothing of tables; 12 keeps their columns readable."""

FIRST_LINE_INDENT = 12.7
PARAGRAPH_GAP_PT = 6
LINE_SPACING = 1.15
SHORT_RULE = 0.42
"""Length of the rule under issuer and abstract, as a share of the text's: the decree says a third to a half."""
RULE_PT = 0.75

_CAPITAL_EM, _SMALL_EM = 0.625, 0.45
"""Mean advance of a letter of the bold face in em, measured on Vietnamese headings."""


def text_width(text: str, size_pt: float, within: float) -> float:
    """About how long `text` is in bold, in millimetres; what is wider than `within` wraps and is that long."""
    ems = sum(_CAPITAL_EM if char.isupper() else _SMALL_EM for char in text)
    return min(ems * size_pt * 25.4 / 72, within)
