"""From the chosen reading to the nodes of a table of contents: which labelled lines are headings, and their words."""

import math
import re
from collections.abc import Sequence

from ..marks import Scheme
from ..reliability import reliability
from ..values import Block, BlockKind, Node, Place, Trace
from .candidates import Candidate
from .search import Choice, Reading

_ALWAYS = frozenset(
    {
        Scheme.PART, Scheme.CHAPTER, Scheme.SECTION, Scheme.CAPITAL, Scheme.ROMAN, Scheme.ARTICLE, Scheme.ANNEX,
        Scheme.ARABIC, Scheme.ARABIC_BRACKET, Scheme.DECIMAL,
    }
)  # fmt: skip
"""A line with such a label is a node even if its text is a whole sentence."""

_FIELD = re.compile(
    r"^(?:nhiệm vụ|nội dung(?: nhiệm vụ| thực hiện)?|(?:cơ quan|đơn vị)(?: chủ trì| phối hợp| thực hiện"
    r"| tham mưu)?|chủ trì|phối hợp|thời (?:gian|hạn)(?: thực hiện| hoàn thành)?"
    r"|sản phẩm|kết quả(?: đầu ra)?|kinh phí(?: thực hiện)?|nguồn lực|tiến độ|lộ trình|phân công(?: thực hiện)?"
    r"|trách nhiệm)\s*(?:\([^)]*\))?\s*(?::|$)",
    re.I,
)
"""Names of the fields of a task block; they recur from task to task and head nothing."""


def nodes_of(readings: Sequence[Reading], blocks: Sequence[Block]) -> list[Node]:
    """The nodes among the readings, in order."""
    choices = [reading.choice for reading in readings]
    slogans = _slogans(choices)
    titled = _titled_letters(choices, blocks)
    found: list[Node] = []
    for number, reading in enumerate(readings):
        if number in slogans or not _is_node(reading.choice, number in titled, blocks):
            continue
        if node := _node(reading, blocks):
            found.append(node)
    return found


def _is_node(choice: Choice, titled: bool, blocks: Sequence[Block]) -> bool:
    if choice.depth == 0:
        return False
    if choice.mark is None:
        return choice.rule in ("label lost", "annex") or _names_what_follows(choice.candidate, blocks)
    if choice.mark.scheme is Scheme.LETTER:
        return titled
    return (
        choice.mark.scheme in _ALWAYS
        or choice.mark.scheme is Scheme.STAR
        and _names_what_follows(choice.candidate, blocks)
    )


def _node(reading: Reading, blocks: Sequence[Block]) -> Node | None:
    choice = reading.choice
    block, mark = choice.candidate.block, choice.mark
    start = mark.end if mark and not block.automatic_label else 0
    place = Place(block.index, min(start, len(block.text)), len(block.text))
    if mark and mark.scheme is Scheme.ANNEX:
        place = _annex_title(block, start, blocks) or place
    elif mark and not block.text[start:].strip():
        place = _next_line(block, blocks) or place
    shown = title_of(_text(place, blocks))
    if not shown and mark is None:
        return None
    place = Place(place.block, place.start, place.start + len(shown))
    trace = Trace((_RULES.get(choice.rule, choice.rule),), _told(reading.rival))
    return Node(choice.depth, mark.label if mark else None, shown, place, confidence_of(reading), trace)


_RULES = {
    "next": "số kế tiếp",
    "first": "mở cấp mới",
    "skipped": "nhảy số",
    "repeated": "số lặp lại",
    "restarted": "đánh số lại từ đầu",
    "other parent": "số không theo mục trên",
    "label lost": "mất nhãn: câu đứng chỗ số bị thiếu",
    "style": "kiểu đề mục của tệp",
    "bold": "dòng đậm nêu tên phần sau",
    "annex": "tên phần đính kèm sau chữ ký",
}
"""The rules that make a node, as the reader is told them."""

_BASE = {
    "next": 0.99, "first": 0.98, "skipped": 0.93, "repeated": 0.85, "restarted": 0.75, "other parent": 0.75,
    "label lost": 0.72, "style": 0.8, "bold": 0.62, "annex": 0.8,
}  # fmt: skip
"""How much each rule is trusted beside the others. What that is worth is measured: lexicon/reliability.toml."""


def confidence_of(reading: Reading) -> float:
    """How often such a node is right: by the rule that made it, less where another reading was near."""
    base = _BASE.get(reading.choice.rule, 0.7)
    mark = reading.choice.mark
    if mark is not None and mark.scheme in (Scheme.LETTER, Scheme.STAR):
        base = min(base, 0.86)
    return reliability("node", base * (1 - 0.45 * math.exp(-reading.gap)))


def _told(rival: Choice | None) -> str:
    if rival is None:
        return ""
    if rival.depth == 0:
        return "không phải đề mục"
    return f"đề mục cấp {rival.depth}" + ("" if rival.mark else ", mất nhãn")


def _text(place: Place, blocks: Sequence[Block]) -> str:
    offset = blocks[0].index
    return blocks[place.block - offset].text[place.start : place.end] if blocks else ""


def title_of(text: str) -> str:
    """The words that name a heading: up to its colon or first stop; of a long sentence the first dozen words."""
    words = text.split()
    if len(words) <= 28:
        return text.rstrip(" :;.").rstrip("./") or text
    for stop in re.finditer(r"[:.](?=\s)", text):
        head = text[: stop.start()]
        if 3 <= len(head.split()) <= 28:
            return head
        if len(head.split()) > 28:
            break
    return text[: _end_of_words(text, 14)].rstrip(" ,;:")


def _end_of_words(text: str, count: int) -> int:
    for number, word in enumerate(re.finditer(r"\S+", text), start=1):
        if number == count:
            return word.end()
    return len(text)


_ENCLOSED = re.compile(r"^\W*(?:\(|Kèm theo|Ban hành kèm theo|Đính kèm)")


def _annex_title(block: Block, start: int, blocks: Sequence[Block]) -> Place | None:
    """The annex's title: on the label's own line, or the lines after it up to a table or running text."""
    rest = block.text[start:].strip(" .:-–")
    if rest and not _ENCLOSED.match(rest):
        at = block.text.index(rest)
        return Place(block.index, at, at + len(rest))
    offset = blocks[0].index
    for following in blocks[block.index - offset + 1 : block.index - offset + 4]:
        if following.kind is not BlockKind.PARAGRAPH or not following.text:
            return None
        if _ENCLOSED.match(following.text) or not any(char.isalpha() for char in following.text):
            continue
        return Place(following.index, 0, len(following.text))
    return None


def _next_line(block: Block, blocks: Sequence[Block]) -> Place | None:
    """A label alone on its line names the line after it."""
    at = block.index - blocks[0].index + 1
    if at < len(blocks) and blocks[at].kind is BlockKind.PARAGRAPH:
        return Place(blocks[at].index, 0, len(blocks[at].text))
    return None


_NEVER = re.compile(r"(?:Ghi chú|Lưu ý|Kính gửi|Nơi nhận|QUYẾT ĐỊNH|QUYẾT NGHỊ|Nguồn)")


def _names_what_follows(candidate: Candidate, blocks: Sequence[Block]) -> bool:
    """A short phrase without final stop that has something below it."""
    text = candidate.text.rstrip()
    if (
        not text
        or re.search(r"[.;!?,][”\"')]*$", text)
        or len(text.split()) > 30
        or _FIELD.match(text)
        or _NEVER.match(text)
    ):
        return False
    return candidate.block.index < blocks[-1].index


def _titled_letters(choices: Sequence[Choice], blocks: Sequence[Block]) -> set[int]:
    """Numbers of the letters that are titles: standing above text of their own, or naming it before a colon."""
    found: set[int] = set()
    for group in _letter_groups(choices):
        alone = {number for number in group if _stands_above(choices, number, blocks)}
        named = {number for number in group if _title_before_colon(choices[number].candidate.text)}
        found |= alone
        if alone or len(named) * 2 > len(group):
            found |= named
        else:
            found |= {number for number in named if _is_short_name(choices[number].candidate.text)}
        if alone and len(alone) * 2 >= len(group):
            found |= {number for number in group if _short_above_bullets(choices[number], blocks)}
    return found


def _is_short_name(text: str) -> bool:
    """ "b) Người phải kê khai: …" among points that are sentences: a few words, the first no verb."""
    head = text.partition(":")[0]
    return len(head.split()) <= _SHORT_NAME and not _OPENS_WITH_VERB.match(head)


_SHORT_NAME = 10


def _short_above_bullets(choice: Choice, blocks: Sequence[Block]) -> bool:
    """A title that somebody closed with a stop: short, and bullets follow."""
    text = choice.candidate.text
    at = choice.candidate.block.index - blocks[0].index + 1
    return (
        len(text.split()) <= 14
        and ";" not in text
        and not _is_sentence(text)
        and at < len(blocks)
        and bool(re.match(r"[-–+]\s", blocks[at].text))
    )


def _letter_groups(choices: Sequence[Choice]) -> list[list[int]]:
    """Letters under one parent."""
    groups: list[list[int]] = []
    open_at: dict[int, list[int]] = {}
    for number, choice in enumerate(choices):
        if choice.depth == 0:
            continue
        for depth in [depth for depth in open_at if depth > choice.depth]:
            del open_at[depth]
        if choice.mark and choice.mark.scheme is Scheme.LETTER:
            if choice.depth not in open_at or choice.rule == "first":
                open_at[choice.depth] = []
                groups.append(open_at[choice.depth])
            open_at[choice.depth].append(number)
        else:
            open_at.pop(choice.depth, None)
    return groups


_SENTENCE = re.compile(
    r"\b(?:chủ trì|phối hợp với|có trách nhiệm|tham mưu|chịu trách nhiệm|như sau|sau đây|bao gồm|gồm|quyết định"
    r"|sau)\s*:$"
    r"|\b(?:chủ trì|có trách nhiệm|chịu trách nhiệm|tham mưu|căn cứ)\b",
    re.I,
)
"""What only a sentence has that opens a list with its colon; a title with a colon names and orders nothing."""
_ORDERS = (
    r"(?:chỉ đạo|tổ chức|triển khai|thực hiện|tiếp tục|tăng cường|đẩy mạnh|hướng dẫn|rà soát|khẩn trương|chủ động"
    r"|tập trung|xây dựng|báo cáo|tổng hợp|bố trí|phân công|huy động|đề xuất|cập nhật|kiểm tra|giám sát|đôn đốc"
    r"|ban hành|đề nghị|yêu cầu|phối hợp)"
)
_SUBJECT_AND_VERB = re.compile(
    rf"^(?:(?:Các|Những)\s+)?(?:Bộ|Sở|Ban|Ủy ban|Uỷ ban|UBND|Ngân hàng|Công an|Cục|Chi cục|Phòng|Văn phòng|Trung tâm"
    rf"|Chủ tịch|Giám đốc|Mặt trận|Hội|Đoàn|Liên|Thanh tra|Kho bạc|Báo|Đài|cơ quan|đơn vị|địa phương)\b.*\s{_ORDERS}\b"
)
_OPENS_WITH_VERB = re.compile(rf"(?:{_ORDERS}|phấn đấu|bảo đảm|đảm bảo|hoàn thiện|nâng cao|hỗ trợ|đề cao)\b", re.I)
_PASSIVE = re.compile(r"\S+(?:\s+\S+){5,}\s+được\s+\S")
"""A long line in which something is done to its subject: a sentence, whatever it ends with."""


def _is_sentence(text: str) -> bool:
    """Whether the words before a colon, or a line of their own, say something and do not only name."""
    return bool(_SENTENCE.search(text) or _SUBJECT_AND_VERB.match(text) or _PASSIVE.match(text))


def _stands_above(choices: Sequence[Choice], number: int, blocks: Sequence[Block]) -> bool:
    choice = choices[number]
    text = choice.candidate.text
    if re.search(r"[.;,!?][”\"')]*$", text) or len(text.split()) > 22 or _FIELD.match(text) or not text:
        return False
    if text.endswith(":") and _is_sentence(text):
        return False
    at = choice.candidate.block.index - blocks[0].index + 1
    if at >= len(blocks):
        return False
    if number + 1 < len(choices):
        following = choices[number + 1]
        if following.candidate.block.index == blocks[at].index and following.depth and following.depth <= choice.depth:
            return False
    return True


def _title_before_colon(text: str) -> bool:
    head, colon, rest = text.partition(":")
    return (
        bool(colon and rest.strip())
        and len(head.split()) <= _LONGEST_TITLE
        and not _TIME_ALONE.match(head)
        and not _FIELD.match(text)
        and not _is_sentence(f"{head}:")
    )


_LONGEST_TITLE = 20
_TIME_ALONE = re.compile(r"(?:đến|trong|từ|trước|vào|sau|h[àằ]ng)\b.*(?:\d|năm|quý|tháng)\b[^:]*$", re.I)
"""Before a colon it says when, and names nothing: "Đến hết năm 2030: 60% …"."""


def _slogans(choices: Sequence[Choice]) -> set[int]:
    """Numbers of choices in a run of arabic points most of which are exclamations: slogans are no headings."""
    found: set[int] = set()
    run: list[int] = []
    for number, choice in enumerate([*choices, None]):
        if choice is not None and choice.depth == 0:
            continue
        numbered = (
            choice is not None
            and choice.mark is not None
            and choice.mark.scheme in (Scheme.ARABIC, Scheme.ARABIC_BRACKET)
        )
        if numbered and not (run and choice is not None and choice.rule == "first"):
            run.append(number)
            continue
        exclaimed = sum(choices[index].candidate.text.rstrip('”" ').endswith("!") for index in run)
        if len(run) >= 3 and exclaimed >= 0.6 * len(run):
            found.update(run)
        run = [number] if numbered else []
    return found
