"""The words of a report and the figures within them. Pure: no Django.

A figure is never typed: `{{so:chi-tieu-12}}` stands for it, `{{so:chi-tieu-12:cung-ky}}` for one of its other sides.
A number that comes from elsewhere is marked as somebody's claim: `{{khai:1.234 tỷ đồng|Chi cục Thống kê}}`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

ASPECTS = {
    "": "thực hiện trong kỳ",
    "luy-ke": "luỹ kế từ đầu năm",
    "ke-hoach": "mức phải đạt",
    "dat": "% so với mức phải đạt",
    "ky-truoc": "kỳ trước",
    "cung-ky": "cùng kỳ năm trước",
    "gan-nhat": "gần nhất, khi kỳ này chưa có số",
}
"""The sides of a figure, by the word after its name."""

_MARK = re.compile(
    r"\{\{\s*(?:so:(?P<name>[a-z0-9-]+)(?::(?P<aspect>[a-z-]+))?|khai:(?P<said>[^{}|]+)\|(?P<source>[^{}|]*))\s*\}\}"
)


@dataclass(frozen=True, slots=True)
class Plain:
    text: str

    @property
    def source(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Field:
    """A live figure. Vietnamese: ô số liệu."""

    name: str
    aspect: str
    source: str


@dataclass(frozen=True, slots=True)
class Said:
    """A number somebody states, and who. Vietnamese: số nêu theo nguồn khác."""

    text: str
    who: str
    source: str


Piece = Plain | Field | Said


@dataclass(frozen=True, slots=True)
class Known:
    """What a live field can say: one figure of the report with its sides, worded."""

    name: str
    label: str
    texts: Mapping[str, str]
    value: Decimal | None = None
    before: Decimal | None = None
    last_year: Decimal | None = None
    link: str = ""
    why: str = ""
    """Why it has no value."""

    def text(self, aspect: str) -> str:
        return self.texts.get(aspect) or "–"


Rule = Literal["unknown", "empty", "typed", "unsourced", "carried", "trend"]
MUST_BE_MENDED: tuple[Rule, ...] = ("unknown", "typed", "unsourced")
"""What keeps a report from being submitted; the others are pointed out."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the words that the officer should look at, with what would mend it. Vietnamese: điểm cần soát."""

    rule: Rule
    text: str
    message: str
    start: int = 0
    """Where in the words, in characters."""
    offers: tuple[str, ...] = ()
    """Replacements for `text`."""

    @property
    def must_be_mended(self) -> bool:
        return self.rule in MUST_BE_MENDED


def pieces_of(words: str) -> tuple[Piece, ...]:
    """The words cut at their marks; joined again they are the same words."""
    return tuple(piece for _, piece in _placed(words))


def _placed(words: str) -> Iterator[tuple[int, Piece]]:
    at = 0
    for match in _MARK.finditer(words):
        if match.start() > at:
            yield at, Plain(words[at : match.start()])
        if match["name"]:
            yield match.start(), Field(match["name"], match["aspect"] or "", match[0])
        else:
            yield match.start(), Said(match["said"].strip(), match["source"].strip(), match[0])
        at = match.end()
    if at < len(words):
        yield at, Plain(words[at:])


def worded(words: str, known: Mapping[str, Known]) -> str:
    """The words as they are printed, every field by its value."""
    return "".join(text_of(piece, known) for piece in pieces_of(words))


def text_of(piece: Piece, known: Mapping[str, Known]) -> str:
    match piece:
        case Field():
            return known[piece.name].text(piece.aspect) if piece.name in known else "–"
        case Said() | Plain():
            return piece.text


def names_in(words: str) -> frozenset[str]:
    return frozenset(piece.name for piece in pieces_of(words) if isinstance(piece, Field))


# --- what to point out -----------------------------------------------------------------------------------------------


def notices(words: str, known: Mapping[str, Known], names: Iterable[str] = (), before: str = "") -> list[Notice]:
    """Everything to look at in one section, in the order of the words.

    `names`: of plans, offices, figures, as they stand elsewhere; a number within one is no figure of this report.
    `before`: the words of this section in the report before; a claim that still reads the same is pointed out.
    """
    names = [*names, *(figure.label for figure in known.values())]
    found = [
        *_about_fields(words, known),
        *_carried_claims(words, before),
        *_typed_numbers(words, known, names),
        *_false_trends(words, known),
    ]
    return sorted(found, key=lambda notice: notice.start)


def _about_fields(words: str, known: Mapping[str, Known]) -> Iterator[Notice]:
    for start, piece in _placed(words):
        match piece:
            case Field() if piece.name not in known or piece.aspect not in ASPECTS:
                yield Notice("unknown", piece.source, "Báo cáo này không có số liệu tên như vậy; hãy chọn lại.", start)
            case Field() if known[piece.name].text(piece.aspect) == "–":
                figure = known[piece.name]
                side = ASPECTS[piece.aspect]
                why = figure.why if not piece.aspect else ""
                message = f"“{figure.label}” ({side}) chưa có số. {why}".strip()
                yield Notice("empty", piece.source, message, start)
            case Said() if not piece.who:
                yield Notice("unsourced", piece.source, "Số nêu theo nguồn khác phải ghi nguồn.", start)
            case _:
                pass


def _carried_claims(words: str, before: str) -> Iterator[Notice]:
    """A live figure renews itself; what somebody said last period does not."""
    old = {piece.source for piece in pieces_of(before) if isinstance(piece, Said)}
    for start, piece in _placed(words):
        if isinstance(piece, Said) and piece.who and piece.source in old:
            told = f"Số theo {piece.who} lấy nguyên từ báo cáo trước; hãy hỏi lại nguồn hoặc giữ nếu vẫn đúng."
            yield Notice("carried", piece.text, told, start)


_UPPER = "A-ZĐĂÂÊÔƠƯ"
_NO_FIGURE = re.compile(
    "|".join(
        (
            r"^[ \t]*(?:\d+(?:\.\d+)*[.)]|[a-zđ]\))(?=\s)",  # the label of a point
            r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}",  # a date
            r"(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])",
            r"(?<![\d/])\d{1,2}/(?:19|20)\d\d(?![\d/])",  # a month
            rf"\d+(?:/\d{{4}})?/[{_UPPER}][\w.\-]*",  # number of a document
            rf"\d+-[{_UPPER}]{{2,4}}/[{_UPPER}]{{2,4}}",  # of a Party document
            r"\b(?:ngày|mùng)\s+\d{1,2}(?:\s+tháng\s+\d{1,2})?(?:\s+năm\s+\d{4})?",
            r"\btháng\s+\d{1,2}\b(?:\s*[-–]\s*\d{1,2}\b)?",
            r"\b(?:năm|giai đoạn|thời kỳ|nhiệm kỳ|niên độ)\s+(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?\b",
            r"\b(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d\b",
            r"\b(?:đến|tới|trước|sau|từ|tầm nhìn)\s+(?:19|20)\d\d\b(?!\s*(?:%|ha|người|hộ|cơ sở|tỷ|triệu))",
            r"\bquý\s+\d\b",
            r"\b(?:3|6|9|12)\s+tháng\s+(?:đầu|cuối)\b",
            r"\b(?:điều|khoản|điểm|mục|tiểu mục|chương|phụ lục|bảng|biểu|mẫu số|hình)\s+(?:số\s+)?\d+(?:\.\d+)*\b",
            r"\b(?:phường|xã|khóm|ấp|tổ|thôn|lô|hẻm|khu vực|khóa|khoá|lần thứ|thứ)\s+(?:số\s+)?\d+\w*\b",
            r"\b(?:quốc lộ|đường tỉnh|tỉnh lộ)\s+\d+\w*\b",
            r"\b(?:QL|ĐT|ISO|TCVN|QCVN)\.?\s*\d+(?:[:-]\d+)*\b",
            r"\b[45]\.0\b",
        )
    ),
    re.IGNORECASE | re.MULTILINE,
)
_NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:[.,]\d+)*(?:\s?%)?(?![\w/]|[.,]\d)")


def _typed_numbers(words: str, known: Mapping[str, Known], names: Iterable[str]) -> Iterator[Notice]:
    for start, piece in _placed(words):
        if not isinstance(piece, Plain):
            continue
        hidden = piece.text
        for name in sorted(filter(None, names), key=len, reverse=True):
            hidden = hidden.replace(name, "_" * len(name))
        hidden = _NO_FIGURE.sub(lambda match: "_" * len(match[0]), hidden)
        for match in _NUMBER.finditer(hidden):
            offers = tuple(_fields_saying(match[0], known))
            told = "Số gõ tay: hãy thay bằng số liệu của báo cáo, hoặc đánh dấu là số nêu theo nguồn khác."
            yield Notice("typed", match[0], told, start + match.start(), offers)


def _fields_saying(number: str, known: Mapping[str, Known]) -> Iterator[str]:
    """Fields whose value reads like the typed number."""
    bare = number.rstrip("% \u00a0")
    for figure in known.values():
        for aspect, text in figure.texts.items():
            if text.split(" ")[0] == bare:
                yield f"{{{{so:{figure.name}{':' if aspect else ''}{aspect}}}}}"


_UP = r"tăng(?! cường| trưởng| tốc| gia)|cao hơn|nhiều hơn|vượt"
_DOWN = r"giảm(?! nghèo| thiểu| phát| nhẹ)|thấp hơn|ít hơn|sụt"
_TREND = re.compile(
    rf"(?P<not>(?:không|chưa|chẳng)\s+(?:còn\s+)?)?\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[;!?\n]|[.](?=\s|$)")
_LAST_YEAR = re.compile(r"cùng kỳ|năm trước|năm ngoái", re.IGNORECASE)


def _false_trends(words: str, known: Mapping[str, Known]) -> Iterator[Notice]:
    for start, end in _clauses(words):
        trends = [match for match in _TREND.finditer(words, start, end) if not match["not"]]
        fields = [
            (at, piece) for at, piece in _placed(words[start:end]) if isinstance(piece, Field) and not piece.aspect
        ]
        against_last_year = bool(_LAST_YEAR.search(words, start, end))
        for at, field in fields:
            if not trends or field.name not in known:
                continue
            nearest = min(trends, key=lambda match: abs(match.start() - start - at))
            if notice := _contradicted(nearest, known[field.name], against_last_year=against_last_year):
                yield notice


def _clauses(words: str) -> Iterator[tuple[int, int]]:
    start = 0
    hidden = _MARK.sub(lambda match: "_" * len(match[0]), words)
    for match in _CLAUSE_END.finditer(hidden):
        yield start, match.start()
        start = match.end()
    yield start, len(words)


def _contradicted(trend: re.Match[str], figure: Known, *, against_last_year: bool) -> Notice | None:
    """The notice when the word says one way and the figure went the other."""
    before = figure.last_year if against_last_year else figure.before
    if figure.value is None or before is None:
        return None
    rose, fell = figure.value > before, figure.value < before
    if rose if trend["up"] else fell:
        return None
    went = "tăng" if rose else "giảm" if fell else "không đổi"
    side = "cung-ky" if against_last_year else "ky-truoc"
    told = f"Viết “{trend[0].strip()}” nhưng “{figure.label}” {went}: {figure.text(side)} → {figure.text('')}."
    return Notice("trend", trend[0].strip(), told, trend.start())
