"""The header's fields read off the head, the preamble and the signature."""

import re
from collections.abc import Sequence

from . import issuer
from .head import Head, Role, Segment, kind_of
from .kinds import kind_of_number
from .citations import BLANK_NUMBER, DOCUMENT_NUMBER, any_date, long_date, printed
from .text import is_capitals
from .truecase import TrueCase
from .values import Block, Header

_PLACE_NAME = re.compile(r"^\s*([^,]{2,40}?)\s*,\s*ngày", re.I)


def read_header(
    head: Head, preamble: Sequence[Block], case: TrueCase, page: dict[str, str], signer: str | None
) -> Header:
    """The header of the document; `page` holds what a crawled page says about it (number, kind, issuer, date)."""
    number, symbol = _number(head)
    number = number or page.get("number")
    kind, title = _kind_and_title(head, case, number)
    place = _place(head)
    if title is None and page.get("title"):
        title = page["title"]
    return Header(
        kind=kind or page.get("kind"),
        number=number,
        issuer=_issuer(head, preamble, case, place) or page.get("issuer"),
        dated=_dated(head) or (any_date(page["date"]) if page.get("date") else None),
        title=title,
        symbol=None if number else symbol,
        place_name=place,
        signer=signer or page.get("signer"),
    )


def _number(head: Head) -> tuple[str | None, str | None]:
    """The number as printed, and the suffix of one that was left blank."""
    for segment in (*head.before_kind, *head.title):
        if segment.role is Role.NUMBER and (found := DOCUMENT_NUMBER.search(segment.text)):
            return printed(found), None
    for segment in (*head.before_kind, *head.title):
        if segment.role is Role.BLANK_NUMBER and (blank := BLANK_NUMBER.search(segment.text)):
            return None, re.sub(r"\s+", "", blank["symbol"])
    return None, None


def _dated(head: Head):  # type: ignore[no-untyped-def]
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
    return case.sentence(title) if title else None


def _abstract(segment: Segment, head: Head) -> str:
    """The abstract of a letter with the lines that continue it, without "V/v"."""
    at = head.before_kind.index(segment)
    parts = [segment.text]
    for following in head.before_kind[at + 1 :]:
        if following.role is not Role.OTHER or is_capitals(following.text) or following.text[:1].isupper():
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
    return title.strip(" -")


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
            lines.append(segment.text)
    return lines


def _issuer(head: Head, preamble: Sequence[Block], case: TrueCase, place: str | None) -> str | None:
    name = issuer.issuer_of(issuer.bodies(_issuer_lines(head)))
    if name:
        written = case.sentence(name)
        return written if issuer.names_its_place(written) else _completed(written, preamble, place)
    if head.authority:
        return _completed(case.sentence(head.authority[0].text), preamble, place)
    spoken = _spoken(preamble)
    return issuer.with_place(spoken, place) if spoken else None


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
