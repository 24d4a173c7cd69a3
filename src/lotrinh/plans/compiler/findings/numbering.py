"""N: labels skipped, used twice, or lost, in headings and points."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..marks import Mark, Scheme, marks_of
from ..values import Block, BlockKind, Compiled, Node, Place, Severity, Skeleton
from .rule import Fault, rule
from .series import Broken, Slip, broken

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The order of points: đ follows d, and there is no f, j, w, z."""


@dataclass
class Series:
    """Siblings of one numbering: their numbers, and how many headings without label stand before each."""

    path: str
    scheme: Scheme
    numbers: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    lost_before: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class _Slip:
    """A slip of a series; `lost` headings without label stand where numbers are missing."""

    series: Series
    broken: Broken
    lost: int

    @property
    def at(self) -> int:
        return self.broken.at

    @property
    def missing(self) -> str:
        return ", ".join(_label(self.series, number) for number in self.broken.missing)


def _mark_of(node: Node, block: Block) -> Mark | None:
    """The reading of the printed label that the outline chose."""
    if node.label is None:
        return None
    text = f"{block.automatic_label} x" if block.automatic_label else block.text
    found = marks_of(text) or marks_of(f"{node.label} x")
    return next((mark for mark in found if mark.label == node.label), found[0] if found else None)


_CAPITALS = "ABCDEFGHIJ"


def _series(skeleton: Skeleton) -> list[Series]:
    """All series of headings of the outline, level by level."""
    found: list[Series] = []
    open_series: dict[int, Series] = {}
    lost: dict[int, int] = {}
    path: list[tuple[int, str]] = []
    for node in skeleton.outline:
        path = [step for step in path if step[0] < node.level]
        open_series = {level: series for level, series in open_series.items() if level <= node.level}
        lost = {level: count for level, count in lost.items() if level <= node.level}
        block = _label_block(node, skeleton)
        mark = _mark_of(node, block)
        if mark is None:
            lost[node.level] = lost.get(node.level, 0) + 1
            path.append((node.level, ""))
            continue
        if (
            mark.scheme in (Scheme.STAR, Scheme.BULLET, Scheme.LETTER, Scheme.ANNEX, Scheme.PARENTHESIS)
            or not mark.numbers
        ):
            continue
        number = mark.numbers[-1]
        level = 0 if mark.scheme is Scheme.ARTICLE else node.level  # articles are counted through all chapters
        series = open_series.get(level)
        if series is None or series.scheme is not mark.scheme or number == 1 and series.numbers:
            series = Series(_below(path), mark.scheme)
            found.append(series)
            open_series[level] = series
        series.numbers.append(number)
        series.labels.append((node.label or "").strip(" .):/"))
        series.places.append(Place(block.index, 0, max(len(node.label or ""), 1) if not block.automatic_label else 0))
        series.lost_before.append(lost.pop(node.level, 0))
        label = (node.label or "").strip(" .):/")
        path.append(
            (node.level, label.rpartition(".")[2] if mark.scheme is Scheme.DECIMAL and len(path) > 1 else label)
        )
    return _joined(found)


def _joined(found: list[Series]) -> list[Series]:
    """1, 1, 3 is no second list that begins with 1, 3 but one list in which 1 stands in the place of 2."""
    joined: list[Series] = []
    for series in found:
        before = joined[-1] if joined else None
        if (
            before
            and before.path == series.path
            and before.scheme is series.scheme
            and before.numbers == list(range(1, len(before.numbers) + 1))
            and series.numbers[:2] == [1, len(before.numbers) + 2]
        ):
            for name in ("numbers", "labels", "places", "lost_before"):
                getattr(before, name).extend(getattr(series, name))
        else:
            joined.append(series)
    return joined


def _label_block(node: Node, skeleton: Skeleton) -> Block:
    """The block that carries the label; the heading itself may stand on the next line."""
    for index in (node.place.block, node.place.block - 1, node.place.block - 2):
        if 0 <= index < len(skeleton.blocks):
            block = skeleton.blocks[index]
            if (
                node.label is None
                or block.automatic_label == node.label
                or block.text.replace(" ", "").startswith(node.label.replace(" ", ""))
            ):
                return block
    return skeleton.blocks[node.place.block]


def _letter_series(skeleton: Skeleton) -> list[Series]:
    """Points a), b), c) that follow each other under one heading."""
    found: list[Series] = []
    current: Series | None = None
    headings = {node.place.block: node for node in skeleton.outline}
    path: list[tuple[int, str]] = []
    for block in skeleton.blocks[skeleton.body.start : skeleton.body.stop]:
        if block.kind is not BlockKind.PARAGRAPH or block.index in skeleton.furniture:
            continue
        node = headings.get(block.index)
        letter = _letter(block)
        if node and not letter:
            path = [step for step in path if step[0] < node.level]
            label = (node.label or "").strip(" .):/")
            path.append((node.level, label.rpartition(".")[2] if "." in label and len(path) > 1 else label))
            current = None
        if not letter:
            continue
        if current is None or letter == "a" or _style(block) != current.scheme:
            current = Series(_below(path), _style(block))
            found.append(current)
        current.labels.append(letter)
        current.places.append(Place(block.index, 0, min(2, len(block.text))))
    return found


def _letter(block: Block) -> str:
    """ "a" of "a) …"; "" for anything else."""
    text = block.automatic_label or block.text[:4]
    match = re.match(r"([a-zđ])\s*[)./](?=\s|$|[^\w.])", text + (" " if block.automatic_label else ""))
    return match.group(1) if match and (block.automatic_label or len(block.text) > 3) else ""


def _style(block: Block) -> Scheme:
    text = block.automatic_label or block.text[:4]
    return Scheme.LETTER if ")" in text else Scheme.PARENTHESIS


def _slips(skeleton: Skeleton) -> Iterator[_Slip]:
    for series in _series(skeleton):
        for one in broken(series.numbers):
            at, missing = one.at, one.missing
            alone = not at and len(series.numbers) == 1 and series.scheme is not Scheme.ROMAN
            inline = missing and _printed_inline(skeleton, series, at, missing[0] - 1)
            if not alone and not inline and len(missing) <= 12:
                yield _Slip(series, one, series.lost_before[at])


def _printed_inline(skeleton: Skeleton, series: Series, at: int, before: int) -> bool:
    """Whether the missing label stands inside a paragraph that the carrier joined with the one before."""
    here = series.places[at].block
    start = series.places[at - 1].block if at else max(0, here - 3)
    label = re.escape(_label(series, before + 1))
    stop = "[.)]?" if series.scheme is Scheme.DECIMAL else "[.)]"
    pattern = re.compile(rf"\S\s+{label}{stop}\s+(?=[^\W\d])")
    return any(pattern.search(block.text) for block in skeleton.blocks[start:here] if not block.cells)


def _label(series: Series, number: int) -> str:
    """How the missing `number` would be printed beside its siblings."""
    if series.scheme in (Scheme.ROMAN, Scheme.PART, Scheme.CHAPTER):
        return _roman(number)
    if series.scheme is Scheme.CAPITAL and number <= len(_CAPITALS):
        return _CAPITALS[number - 1]
    if series.scheme is Scheme.DECIMAL:
        return f"{series.labels[0].rpartition('.')[0]}.{number}"
    if series.scheme is Scheme.ARTICLE:
        return f"Điều {number}"
    return str(number)


def _roman(number: int) -> str:
    """4 as "IV"; sections are never counted far."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _where(path: str) -> str:
    if not path:
        return ""
    whole = path[:2] in ("Ch", "Mụ", "Đi", "Ph", "PH") or path.startswith(("khoản", "điểm"))
    return f"{path}: " if whole else f"Mục {path}: "


def _below(path: Sequence[tuple[int, str]]) -> str:
    """The labels of a path in one: "II.3"; below an article as laws are cited: "khoản 2 Điều 10"."""
    labels = [label for _, label in path if label]
    article = next((at for at, label in enumerate(labels) if label.startswith(("Điều", "ĐIỀU"))), None)
    if article is None:
        return ".".join(labels)
    named = zip(("khoản", "điểm"), labels[article + 1 :], strict=False)
    return " ".join([*(f"{name} {label}" for name, label in reversed(list(named))), labels[article]])


def _around(series: Series, at: int) -> str:
    """The labels beside item `at`, as evidence."""
    if series.scheme is Scheme.ROMAN:
        return ", ".join(series.labels[: at + 1])
    return ", ".join(series.labels[max(0, at - 1) : at + 1])


@rule(
    "N001", Severity.ERROR, "Số thứ tự bị bỏ cách",
    reason="Người đọc không biết thiếu một mục hay chỉ đánh sai số; dẫn chiếu tới mục đó sẽ sai.",
    example="I, II, IV: không có mục III.",
    mend="Bổ sung mục còn thiếu hoặc đánh lại số thứ tự.",
    kind="numbering",
)  # fmt: skip
def skipped(compiled: Compiled) -> Iterator[Fault]:
    for gap in _slips(compiled.skeleton):
        if gap.broken.slip is Slip.GAP and not gap.lost:
            series = gap.series
            what = f"{_where(series.path)}số thứ tự đi {_around(series, gap.at)}; thiếu {gap.missing}."
            detail = f"{series.path}: {_around(series, gap.at)}; thiếu {gap.missing}".lstrip(": ")
            yield Fault(series.places[gap.at], what, detail)


@rule(
    "N002", Severity.ERROR, "Số thứ tự của đề mục bị mất",
    reason="Đề mục đứng giữa các mục có số mà không có số: thường do số tự động mất khi chuyển định dạng.",
    example="1, rồi ba đề mục không số, rồi 5.",
    mend="Ghi lại số cho các đề mục đó.",
    kind="numbering",
)  # fmt: skip
def lost(compiled: Compiled) -> Iterator[Fault]:
    for gap in _slips(compiled.skeleton):
        if gap.broken.slip is Slip.GAP and gap.lost:
            series = gap.series
            before = f"có {gap.lost} đề mục không số trước {series.labels[gap.at]}"
            what = f"{_where(series.path)}đề mục {gap.missing} không còn số ({before})."
            detail = f"{series.path}: {_around(series, gap.at)}; mất {gap.missing}".lstrip(": ")
            yield Fault(series.places[gap.at], what, detail)


@rule(
    "N003", Severity.ERROR, "Một số thứ tự dùng hai lần",
    reason="Hai mục cùng số: dẫn chiếu tới số đó không rõ là mục nào.",
    example="3.1, 3.2, 3.2, 3.3.",
    mend="Đánh lại số cho mục lặp và các mục sau.",
    kind="numbering",
)  # fmt: skip
def repeated(compiled: Compiled) -> Iterator[Fault]:
    for slip in _slips(compiled.skeleton):
        if slip.broken.slip is Slip.GAP:
            continue
        series, label = slip.series, slip.series.labels[slip.at]
        lacks = f", thiếu {slip.missing}" if slip.missing else ""
        what = f"{_where(series.path)}số {label} dùng hai lần{lacks}."
        yield Fault(series.places[slip.at], what, f"{series.path}: {label}, {label}{lacks}".lstrip(": "))


@rule(
    "N004", Severity.ERROR, "Thứ tự chữ cái của các điểm sai",
    reason="Điểm đánh theo thứ tự a, b, c, d, đ, e, g, h (Nghị định 30/2020/NĐ-CP): bỏ đ, dùng f, bỏ hoặc lặp "
        "một chữ đều là sai.",
    example="a, b, c, d, e: bỏ đ.",
    mend="Đánh lại các điểm theo thứ tự a, b, c, d, đ, e, g, h, i, k.",
    kind="numbering",
)  # fmt: skip
def letters(compiled: Compiled) -> Iterator[Fault]:
    for series in _letter_series(compiled.skeleton):
        missing, doubled, foreign = letter_faults(series.labels)
        if not (missing or doubled or foreign) or len(series.labels) < 2:
            continue
        if "đ" in missing and foreign:
            missing, foreign = ["đ"], []  # counted in Latin letters: one slip, whatever letters it led to
        said = [f"thiếu {', '.join(missing)}"] if missing else []
        said += [f"{', '.join(doubled)} dùng hai lần"] if doubled else []
        said += [f"{', '.join(foreign)} không có trong thứ tự tiếng Việt"] if foreign else []
        order = ", ".join(series.labels)
        what = f"{_where(series.path)}các điểm đi {order}: {'; '.join(said)}."
        yield Fault(series.places[-1], what, f"{series.path}: {order}; {'; '.join(said)}".lstrip(": "))


def letter_faults(labels: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Letters missing, used twice, and foreign to the Vietnamese order, up to the last one printed."""
    foreign = [label for label in labels if label not in LETTERS]
    own = [label for label in labels if label in LETTERS]
    if not own:
        return [], [], foreign
    last = max(LETTERS.index(label) for label in own)
    missing = [letter for letter in LETTERS[: last + 1] if letter not in own]
    doubled = sorted({label for label in own if own.count(label) > 1})
    return missing, doubled, foreign
