"""The header's fields read off the head, the preamble and the signature."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from . import issuer
from .citations import BLANK_NUMBER, DOCUMENT_NUMBER, any_date, long_date, printed
from .head import BASIS, Head, Role, Segment, kind_of
from .kinds import kind_of_number
from .text import ends_sentence, healed, is_capitals, pattern
from .truecase import TrueCase
from .values import Block, Header


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, and the lines that say for whom."""

    signer: str | None = None
    lines: tuple[str, ...] = ()


_PLACE_NAME = re.compile(r"^\s*([^,]{2,40}?)\s*,\s*ngày", re.I)


def read_header(
    head: Head, preamble: Sequence[Block], texts: Iterable[str], page: dict[str, str], signature: Signature
) -> Header:
    """The header of the document; `texts` is its running text, by whose spelling capitals are written small.

    `page` holds what a crawled page says about the document (number, kind, issuer, date); it stands in for what is not
    printed in the document itself.
    """
    texts = list(texts)
    number, symbol = _number(head)
    number = number or page.get("number")
    place = _place(head)
    segments = (*head.before_kind, *head.title, *head.authority)
    lines = [healed(segment.text) for segment in segments] + [
        block.text for block in preamble if len(block.text) < 2_000
    ]
    case = TrueCase([*_spellings(place), *texts], lines)
    kind, title = _kind_and_title(head, case, number)
    announced = _announced(preamble) if kind is None and title is None else None
    if announced:
        kind, title = announced
    elif kind is None and title is None and number is None and "kind" not in page:
        kind = _calls_itself(texts)
    return Header(
        kind=kind or page.get("kind"),
        number=number,
        issuer=_with_place_of_text(
            _speaking(_issuer(head, preamble, case, place, page), head, signature, texts), texts
        ),
        dated=_dated(head) or (any_date(page["date"]) if page.get("date") else None),
        title=title or page.get("title"),
        symbol=None if number else symbol,
        place_name=place,
        signer=signature.signer or page.get("signer"),
    )


_SIGNED_FOR = pattern(r"^\W*T\s?/?\s?M\s*\.?\s*(BAN THƯỜNG VỤ|BỘ CHÍNH TRỊ|BAN BÍ THƯ)\b")
_NOTICE_OF = pattern(
    r"^(?P<body>(?:Văn phòng|Ban|Sở|Bộ|Ủy ban|Tòa án|Hội|Đoàn|Thanh tra|Cục|Chi cục)\s[^,;.:]{3,90}?)"
    r"\s+(?:xin\s+)?(?:trân trọng\s+)?thông báo\b"
)


_PARTY_COMMITTEE = pattern(r"(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) [ủu][yỷ]\b", re.I)


def _speaking(name: str | None, head: Head, signature: Signature, texts: Sequence[str]) -> str | None:
    """The body that signs for a committee, or announces at the end what another concluded, speaks in the document."""
    signed = next((found[1] for line in signature.lines if (found := _SIGNED_FOR.match(line))), None)
    if signed and name and name.lower().startswith("ban chấp hành"):
        return _PARTY_BODIES.get(signed) or f"Ban Thường vụ{name[len('ban chấp hành') :]}"
    if signed == "BAN THƯỜNG VỤ" and name and _PARTY_COMMITTEE.match(name):
        return f"Ban Thường vụ {name}"
    if head.first(Role.NUMBER) is None and not _issuer_lines(head):
        announced = (found["body"] for text in reversed(texts) if (found := _NOTICE_OF.match(text)))
        return next(announced, name)
    return name


_PARTY_BODIES = {"BỘ CHÍNH TRỊ": "Bộ Chính trị", "BAN BÍ THƯ": "Ban Bí thư"}


def _spellings(place: str | None) -> list[str]:
    """The place's own spelling, as it would stand after each word for a unit."""
    if not place or not place[:1].isupper():
        return []
    levels = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
    return [f"của {level} {place} và" for level in levels for _ in range(2)]


def _with_place_of_text(name: str | None, texts: Sequence[str]) -> str | None:
    """A department named without its province, completed as the text writes it elsewhere."""
    if name is None or issuer.names_its_place(name):
        return name
    place = next((found for text in texts if (found := issuer.place_in(name, text))), None)
    return f"{name} {place}" if place else name


def _issuer_of_page(page: dict[str, str]) -> str | None:
    """What the page names as issuer; many name only the province."""
    name = page.get("issuer")
    if name and re.match(r"(?:Tỉnh|Thành phố|TP\.?)\s", name) and not re.match(r"(?:Tỉnh|Thành) [uủ][ỷy]", name, re.I):
        return f"Ủy ban nhân dân {name[:1].lower()}{name[1:]}"
    return name


_ANNOUNCED = pattern(
    r"(?:ban hành|xây dựng|lập|triển khai)\s+(?P<kind>Kế hoạch|Chương trình hành động|Chương trình|Đề án"
    r"|Phương án|Hướng dẫn|kế hoạch)"
    r"\s+(?P<title>[^;:]{12,400}?)\s*(?:,?\s*(?:với|cụ thể|như sau|gồm|theo)\b[^;:]{0,80})?[:.]?\s*$"
)


_SPREAD = pattern(
    r"^(?P<kind>Nghị quyết|Kết luận|Chỉ thị|Quy định|Hướng dẫn|Thông báo|Kế hoạch|Quyết định) này"
    r" (?:được )?(?:phổ biến|có hiệu lực|thay thế)\b"
)


def _calls_itself(texts: Sequence[str]) -> str | None:
    """The kind by the clause that closes a paper of the Party whose head is not there: "Nghị quyết này phổ biến …"."""
    return next((found["kind"] for text in reversed(texts[-30:]) if (found := _SPREAD.match(text))), None)


def _announced(preamble: Sequence[Block]) -> tuple[str, str] | None:
    """Kind and title from the sentence that announces the plan, when the head itself was lost."""
    for block in reversed(preamble):
        if found := _ANNOUNCED.search(block.text):
            title = found["title"].strip(' ,“”"')
            return found["kind"].capitalize(), title[:1].upper() + title[1:]
    return None


def _number(head: Head) -> tuple[str | None, str | None]:
    """The number as printed, and the suffix of one that was left blank."""
    for segment in (*head.before_kind, *head.title):
        if segment.role is Role.NUMBER and (found := DOCUMENT_NUMBER.search(segment.text)):
            return printed(found), None
    for segment in (*head.before_kind, *head.title):
        if segment.role is Role.BLANK_NUMBER and (blank := BLANK_NUMBER.search(segment.text)):
            return None, re.sub(r"\s+", "", blank["symbol"])
    return None, None


def _dated(head: Head) -> date | None:
    segment = head.first(Role.DATE)
    return long_date(segment.text) if segment else None


def _place(head: Head) -> str | None:
    segment = head.first(Role.DATE)
    found = _PLACE_NAME.match(segment.text) if segment else None
    return found[1].strip(" *_.") if found else None


def _kind_and_title(head: Head, case: TrueCase, number: str | None) -> tuple[str | None, str | None]:
    if head.kind is None:
        abstract = [segment for segment in head.before_kind if segment.role is Role.ABSTRACT]
        title = _abstract(abstract[-1], head) if abstract else None
        return kind_of_number(number) or ("Công văn" if head.first(Role.ADDRESSEE) else None), case_of(title, case)
    kind = kind_of(head.kind)
    lines = [segment.text for segment in head.title if segment.role in (Role.OTHER, Role.ABSTRACT)]
    title = _without_authority(" ".join(lines), head)
    coded = kind_of_number(number)
    if coded and coded != kind and kind.startswith(coded + " ") and coded in ("Thông báo",):
        title = f"{kind.removeprefix(coded).strip().upper()} {title}" if is_capitals(title) else title
        kind = coded
    return kind, case_of(title, case) or None


def case_of(title: str | None, case: TrueCase) -> str | None:
    if not title:
        return None
    written = case.sentence(healed(title))
    return written[:1].upper() + written[1:]


def _abstract(segment: Segment, head: Head) -> str:
    """The abstract of a letter with the lines that continue it, without "V/v"."""
    at = head.before_kind.index(segment)
    parts = [segment.text]
    for following in head.before_kind[at + 1 :]:
        alone = sum(other.place.block == following.place.block for other in head.before_kind) == 1
        new = following.text[:1].isupper() and (not alone or ends_sentence(parts[-1]) or BASIS.match(following.text))
        if following.role is not Role.OTHER or is_capitals(following.text) or new:
            break
        parts.append(following.text)
    return re.sub(r"^(?:V/v|V/V|Về việc)\s*:?\s*", "", " ".join(parts))


def _without_authority(title: str, head: Head) -> str:
    """The body that decides, run together with the title, cut from its end: it is the letterhead's own name."""
    names = issuer.bodies(_issuer_lines(head))
    for name in (" ".join(names), *names):
        for front in ("CHỦ TỊCH ", ""):
            end = front + name
            if len(end.split()) >= 3 and title.endswith(" " + end) and len(title) > len(end) + 20:
                return title[: -len(end)].strip(" ,-")
    return _DECIDING_BODY.sub("", title).strip(" -")


_DECIDING_BODY = pattern(r"(?<!CỦA)\s+CHỦ TỊCH (?:ỦY|UỶ) BAN NHÂN DÂN(?: [[:upper:]]+){1,6}$")
"""The chairman who decides, run together with the end of a title in capitals."""


def _issuer_lines(head: Head) -> list[str]:
    """The capitals before the kind that are neither nation nor number."""
    lines: list[str] = []
    for segment in head.before_kind:
        if segment.role is Role.ABSTRACT:
            continue
        if (
            segment.role is Role.OTHER
            and is_capitals(segment.text)
            and not re.fullmatch(r"(?:HỎA TỐC|KHẨN|MẬT|DỰ THẢO|TỐI MẬT).*", segment.text)
        ):
            lines.append(healed(segment.text))
    return lines


def _issuer(
    head: Head, preamble: Sequence[Block], case: TrueCase, place: str | None, page: dict[str, str]
) -> str | None:
    """The letterhead's body; else the one that decides, the page's, or the one that speaks in the preamble."""
    name = issuer.issuer_of(issuer.bodies(_issuer_lines(head))) or (head.authority[0].text if head.authority else None)
    if name:
        written = issuer.in_office_case(case.sentence(name))
        return written if issuer.names_its_place(written) else _completed(written, preamble, place)
    if spoken := _spoken(preamble):
        full = issuer.with_place(case.sentence(spoken), place)
        if issuer.names_its_place(full) or not page.get("issuer"):
            return full
    return _issuer_of_page(page)


def _spoken(preamble: Sequence[Block]) -> str | None:
    for block in reversed(preamble):
        if found := issuer.speaker(block.text):
            return found
    return None


def _completed(name: str, preamble: Sequence[Block], place: str | None) -> str:
    """A name without its place, completed from the preamble's last sentence or the date line."""
    name = issuer.with_place(name, place)
    if issuer.names_its_place(name):
        return name
    spoken = _spoken(preamble)
    if spoken and spoken.lower().startswith(name.lower()) and issuer.names_its_place(spoken):
        return spoken
    return name
