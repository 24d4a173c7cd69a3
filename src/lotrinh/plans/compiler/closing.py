"""The end of a document: the recipients under "Nơi nhận", and who signed."""

import re
from dataclasses import dataclass

from .kinds import kind_alone
from .text import is_capitals, pattern, starts_small
from .values import Block, BlockKind, Place, Recipient

_OPENING = pattern(r"^\W*N[oơ]i\s+nh[aậ]n\s*:?\s*", re.I)
_OPENING_INSIDE = pattern(r"(?<!\w)N[ơo]i\s+nhận\s*:")
_FILING = pattern(r"^\W*L[ưu]u\b\s*:?", re.I)
_DASH = pattern(r"^\s*(?:[-–—−+•*·]|\d{1,2}[.)])\s*(?=\S)")
_ENTRY = pattern(r"(?<=[;.,:)])\s+[-–—+]\s*(?=\S)|\s+[-–—]\s*(?=L[ưu]u\b)|;\s*(?=L[ưu]u\s*:)")
_AUTHORITY = pattern(
    r"^\W*(?:(?:T\s?/?\s?M|K\s?/?\s?T|TL|TUQ|T/L|Q)\s*\.|[TK]/[MTL]\s)\s*[[:upper:]]"
    r"|^\W*(?:PHÓ\s+)?(?:CHỦ TỊCH|BỘ TRƯỞNG"
    r"|THỨ TRƯỞNG|GIÁM ĐỐC|TRƯỞNG BAN|CHÁNH VĂN PHÒNG"
    r"|BÍ THƯ|TRƯỞNG PHÒNG|THỦ TƯỚNG|CỤC TRƯỞNG|HIỆU TRƯỞNG|TRƯỞNG TIỂU BAN|CHỦ NHIỆM|TỔNG GIÁM ĐỐC|VIỆN TRƯỞNG"
    r"|CHI CỤC TRƯỞNG|TỔ TRƯỞNG|THỦ TRƯỞNG|VỤ TRƯỞNG|CHỈ HUY TRƯỞNG|TỔNG THANH TRA|CHÁNH THANH TRA|THỐNG ĐỐC)\b"
)
_BEGINS_SIGNATURE = pattern(f"{_AUTHORITY.pattern}|^\\W*(?:TM|KT|TL|TUQ)\\s*\\.?\\s*$")
_AUTHORITY_INSIDE = pattern(
    r"(?:\s|(?<=[.;]))"
    r"(?=(?:(?:TM|KT|TL|TUQ)\s?\.|[TK]\s?/\s?[MT]\s?\.?)\s?[[:upper:]]{2}|(?:PHÓ\s+)?(?:CHỦ TỊCH|THỦ TƯỚNG"
    r"|BỘ TRƯỞNG|THỨ TRƯỞNG|GIÁM ĐỐC|BÍ THƯ"
    r"|TRƯỞNG BAN|CHÁNH VĂN PHÒNG|CHỦ NHIỆM|CỤC TRƯỞNG|TRƯỞNG PHÒNG|HIỆU TRƯỞNG|TRƯỞNG TIỂU BAN"
    r"|THỦ TRƯỞNG|VỤ TRƯỞNG|CHI CỤC TRƯỞNG|VIỆN TRƯỞNG)(?:\s|$))"
)
"""Where a signature begins in a line that also holds recipients."""
_NAME = pattern(r"(?:[[:upper:]][[:lower:]]+\.?\s+){1,4}[[:upper:]][[:lower:]]+|(?:[[:upper:]]+\s+){1,4}[[:upper:]]+")
_NAME_AT_END = pattern(r"(?<=[[:upper:]]\s)((?:[[:upper:]][[:lower:]]+\s+){1,4}[[:upper:]][[:lower:]]+)$")
_NO_NAME = re.compile(r"(?:ỦY|UỶ|NHÂN|THƯỜNG|VIỆT|PHÓ|TRƯỞNG|CHỦ)\b")
_SIGN = pattern(r"[(\[]?(?:Đã ký|đã ký|Ký tên|Chữ ký|ĐÃ KÝ)[^[:upper:]]*[)\]]?")


@dataclass(frozen=True, slots=True)
class Closing:
    """Recipients, signer, and the blocks that hold them (half open); `start` equals `end` where nothing was found."""

    start: int
    end: int
    recipients: tuple[Recipient, ...] = ()
    signer: str | None = None


def read_closing(blocks: tuple[Block, ...], after: int) -> Closing:
    """The first recipients' list from block `after` on, with the signature around it."""
    opening = next(
        (block.index for block in blocks[after:] if block.kind is BlockKind.PARAGRAPH and _opens(block)), None
    )
    if opening is None:
        return _signature_only(blocks, after)
    recipients, end = _recipients(blocks, opening)
    start = _signature_before(blocks, opening, after)
    end = _signature_end(blocks, end)
    return Closing(start, end, recipients, _signer(blocks[start:end], {entry.place for entry in recipients}))


def _opens(block: Block) -> bool:
    return bool(_OPENING.match(block.text)) and (":" in block.text[:14] or len(block.text) < 12)


def _recipients(blocks: tuple[Block, ...], opening: int) -> tuple[tuple[Recipient, ...], int]:
    """The entries, and the block after the last of them. Lines the layout broke are joined to the entry before."""
    entries: list[tuple[str, Place]] = []
    at = opening
    filed = False
    dashed = _uses_dashes(blocks, opening)
    runs_on = blocks[opening].text.count(";") >= 2
    inline = runs_on and not dashed
    while at < len(blocks) and len(entries) < 60:
        block = blocks[at]
        if block.kind is not BlockKind.PARAGRAPH:
            break
        opened = _OPENING.match(block.text) if at == opening else None
        offset = opened.end() if opened else 0
        signature = _AUTHORITY_INSIDE.search(block.text, offset)
        listed = block.text[: signature.start()] if signature else block.text
        if at != opening and (_ends_list(block, in_lines=not runs_on) or (filed and _begins_new(block, dashed))):
            goes_on = None if filed else _list_goes_on(blocks, at)
            if goes_on is None:
                break
            at = goes_on
            continue
        for start, end in _spans(listed, offset, inline=inline):
            if at == opening and start == offset and _BEGINS_SIGNATURE.match(listed[start:end]):
                continue  # the signature's first line, read across from the other column
            end = _without_name(listed, start, end)
            text = listed[start:end]
            bullet = _DASH.match(text)
            is_new = bool(bullet) or block.automatic_label in "-–+•" and bool(block.automatic_label) or start > offset
            line = _bare(text)
            if not line:
                continue
            place = Place(block.index, start + (bullet.end() if bullet else 0), end)
            if (
                entries
                and not is_new
                and (dashed or not entries[-1][0].rstrip().endswith((";", ".")))
                and start == offset
            ):
                entries[-1] = (f"{entries[-1][0]} {text.strip()}", entries[-1][1])
            elif not (filed and not bullet):
                entries.append((text.strip(), place))
            filed = filed or bool(_FILING.match(line))
        at += 1
        if signature and filed:
            break
    return tuple(Recipient(_bare(text), place) for text, place in entries if _bare(text)), at


_LONGEST_SIGNATURE = 7
"""Lines from the authority to the name."""


def _list_goes_on(blocks: tuple[Block, ...], at: int) -> int | None:
    """The block where the entries go on behind lines of the signature, when both columns were read as one."""
    if not _AUTHORITY.match(blocks[at].text) or len(blocks[at].text.split()) > 12:
        return None
    for block in blocks[at : at + _LONGEST_SIGNATURE]:
        if _DASH.match(block.text) or starts_small(block.text) and block.text[-1] in ";.":
            return block.index
        if not _is_signature_line(block):
            return None
    return None


def _uses_dashes(blocks: tuple[Block, ...], opening: int) -> bool:
    following = blocks[opening + 1 : opening + 6]
    return sum(bool(_DASH.match(block.text) or block.automatic_label) for block in following) >= min(2, len(following))


def _spans(text: str, start: int, *, inline: bool) -> list[tuple[int, int]]:
    """The entries of a line that holds several: "- A; - B; - Lưu: VT"; `inline`: the whole list is one paragraph."""
    spans: list[tuple[int, int]] = []
    end = start
    for match in _separators(text, start, inline):
        spans.append((end, match.start()))
        end = match.start() + (1 if match[0].startswith(";") else 0)
        end += len(text[end:]) - len(text[end:].lstrip())
    spans.append((end, len(text)))
    return [(a, b) for a, b in spans if text[a:b].strip()]


def _separators(text: str, start: int, inline: bool) -> list[re.Match[str]]:
    """Where entries of one line meet: at marks and dashes; in a whole list without one of the two, at the other."""
    found = list(_ENTRY.finditer(text, start))
    listed = text[start:]
    if inline and not _DASHED.search(listed) and not _DASH.match(listed):
        return list(_MARKED.finditer(text, start))
    if not _FILED_INSIDE.search(text, start):
        return found
    if ";" not in listed and len(_DASHED.findall(f" {listed}")) >= 3:
        return list(_DASHED.finditer(text, start))
    if listed.count(";") >= 2 and not _DASHED.search(listed) and not _DASH.match(listed):
        return list(_MARKED.finditer(text, start))
    return found


_FILED_INSIDE = pattern(r"\sL[ưu]u\b\s*:?")
_DASHED = pattern(r"\s+[-–—+]\s+(?=[[:upper:]])")
_MARKED = pattern(r";\s*(?=[[:upper:]])")


def _without_name(text: str, start: int, end: int) -> int:
    """The end of an entry before the signer's name, which a reader across both columns put behind its mark."""
    found = _NAME_BEHIND.search(text, start, end)
    return found.start() + 1 if found and not _NO_NAME.match(found[1]) else end


_NAME_BEHIND = pattern(r"[;.]\s+((?:[[:upper:]][[:lower:]]+\s+){2,3}[[:upper:]][[:lower:]]+)\s*$")


def _bare(text: str) -> str:
    """An entry without its dash and closing mark."""
    return _DASH.sub("", text.strip()).strip(" ;.,\t").replace(" ;", ";").rstrip("./ ").strip()


def _ends_list(block: Block, *, in_lines: bool) -> bool:
    """Signature, annex or running text; `in_lines`: each entry has a line, so that a long one is none."""
    text = block.text
    if _AUTHORITY.match(text) or re.match(r"^\W*(?:PHỤ LỤC|KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN)\b", text):
        return True
    return len(text.split()) > 40 and not _DASH.match(text) and (in_lines or text.count(";") < 2)


def _begins_new(block: Block, dashed: bool) -> bool:
    """After the filing line only its own broken end may follow: short, small letters or codes, no signer's name."""
    if _NAME.fullmatch(block.text.strip(" .")):
        return True
    if _DASH.match(block.text):
        return not _FILING.match(block.text) and dashed
    return block.text[:1].isupper() and not re.fullmatch(r"[\w.,;&()\s-]{1,25}", block.text) or is_capitals(block.text)


def _signature_before(blocks: tuple[Block, ...], opening: int, after: int) -> int:
    """Signature lines may stand before the recipients (right column read first)."""
    start = opening
    while start > after and start > opening - 10 and _is_signature_line(blocks[start - 1]):
        start -= 1
    return start if any(_AUTHORITY.match(block.text) for block in blocks[start:opening]) else opening


def _signature_end(blocks: tuple[Block, ...], end: int) -> int:
    at = end
    named = False
    while at < len(blocks) and at < end + 10 and _is_signature_line(blocks[at]):
        text = blocks[at].text.strip(" .")
        names = bool(_NAME.fullmatch(text)) and not _NO_NAME.match(text)
        if named and not names and not _AUTHORITY.match(text) and not _SIGN.match(text):
            break  # capitals under the signer's name are the title of what hangs behind
        named = named or names or bool(_AUTHORITY.match(text) and _NAME_AT_END.search(text))
        at += 1
    return at


def _is_signature_line(block: Block) -> bool:
    text = block.text
    if kind_alone(text):
        return False
    if _AUTHORITY.match(text) and len(text.split()) <= 30:
        return True
    if block.kind is not BlockKind.PARAGRAPH or len(text.split()) > 12 or re.match(r"^\W*PHỤ LỤC|^\W*[IVX]+\.", text):
        return False
    return bool(_AUTHORITY.match(text) or _NAME.fullmatch(text.strip(" .")) or _SIGN.match(text) or is_capitals(text))


def _signer(blocks: tuple[Block, ...], recipients: set[Place]) -> str | None:
    """The name under the last line of authority."""
    taken = {place.block for place in recipients}
    seen = False
    for block in blocks:
        text = _SIGN.sub("", block.text).strip(" .")
        inside = _AUTHORITY_INSIDE.search(text)
        if block.index in taken and not inside:
            continue
        if inside or _AUTHORITY.match(text):
            seen = True
            if (name := _NAME_AT_END.search(text)) and len(text.split()) > 4:
                return str(name[1])
        elif seen and _NAME.fullmatch(text) and not _NO_NAME.match(text):
            return text if not text.isupper() else text.title()
    return None


def _signature_only(blocks: tuple[Block, ...], after: int) -> Closing:
    """Without recipients: the last signature of the document."""
    for block in reversed(blocks[after:]):
        if block.kind is BlockKind.PARAGRAPH and _AUTHORITY.match(block.text) and len(block.text.split()) <= 12:
            start = block.index
            while start > after and _is_signature_line(blocks[start - 1]):
                start -= 1
            end = _signature_end(blocks, start)
            return Closing(start, end, (), _signer(blocks[start:end], set()))
    return Closing(len(blocks), len(blocks))
