"""Legal bases: every document named in the preamble, by its number; a law without one by its name."""

import re
from collections.abc import Iterable, Sequence

from .citations import DOCUMENT_NUMBER, any_date, printed
from .values import Block, LegalBasis, Place

_LAW_END = r"\s*,?\s+(?:ngày|năm \d|số:? ?\d|do|có hiệu lực|\()|\s*[;.]|$"
_LAW = re.compile(
    rf"(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp)\s+(?:[Ss]ửa đổi[^;]*?(?={_LAW_END})"
    rf"|(?!này|số\b|nói trên)[^;]*?(?={_LAW_END}|\s+(?:được|đã|của Quốc hội)|\s*,\s*(?:Luật|Bộ luật|Nghị|Pháp)"
    r"|\s+và\s+(?:Luật|Bộ luật|Nghị|Pháp|được)))"
)
"""The name of a law; one that amends others is named by all of them."""
_ITEM_START = re.compile(r"(?:^|[;,]|\bvà|Căn cứ|căn cứ|Thực hiện|Theo|Triển khai)\s*(?:các\s+)?$")
_KIND = re.compile(
    r"((?:Nghị quyết|Nghị định|Quyết định|Chỉ thị|Kết luận|Kế hoạch|Chương trình(?: hành động)?"
    r"|Thông tư(?: liên tịch)?|Công văn|Công điện|Hướng dẫn|Thông báo"
    r"|Tờ trình|Báo cáo|Đề án|Quy định|Quy chế|Luật|Bộ luật|Văn bản|Pháp lệnh|Thông tri|Phương án"
    r"|Lệnh)[^;:()]{0,80}?)\s*(?:số\s*)?:?\s*$",
    re.I,
)
_NAMED_KIND = re.compile(
    r"^(Nghị quyết|Nghị định|Quyết định|Chỉ thị|Kết luận|Kế hoạch|Chương trình hành động|Chương trình"
    r"|Thông tư liên tịch|Thông tư|Công văn|Công điện|Hướng dẫn|Thông báo|Tờ trình|Báo cáo|Đề án|Quy định"
    r"|Quy chế|Bộ luật|Luật|Văn bản|Pháp lệnh|Thông tri|Phương án|Lệnh)",
    re.I,
)
_ISSUER = re.compile(
    r"\s*(?:,?\s*(?:ngày|năm"
    r"|tháng)\s*[\d/.\s-]*(?:tháng\s*\d+\s*năm\s*\d+)?\s*,?\s*)?của\s+([^;,.()]{3,80}?)(?=\s+(?:về|phê|ban hành"
    r"|quy định|hướng dẫn|thực hiện|triển khai)\b|[;,.(]|$)"
)


def read_legal_bases(preamble: Sequence[Block]) -> tuple[LegalBasis, ...]:
    """Each document named in the blocks of the preamble, once, in the order of the text."""
    found: dict[str, LegalBasis] = {}
    for block in preamble:
        for basis in sorted(_in_block(block), key=lambda basis: basis.place):
            found.setdefault(basis.citation.upper(), basis)
    return tuple(found.values())


def _in_block(block: Block) -> Iterable[LegalBasis]:
    text = block.text
    numbered: list[tuple[int, int]] = []
    for match in DOCUMENT_NUMBER.finditer(text):
        if _is_address_or_date(text, match):
            continue
        numbered.append(match.span())
        before, after = text[: match.start()], text[match.end() : match.end() + 140]
        kind = _KIND.search(before[-110:])
        named = _NAMED_KIND.match(kind[1]) if kind else None
        body = _ISSUER.match(after)
        yield LegalBasis(
            printed(match),
            Place(block.index, *match.span()),
            kind=named[1].capitalize() if named else "",
            issuer=body[1].strip() if body else "",
            dated=any_date(after[:45]),
        )
    yield from _laws(block, numbered)


def _is_address_or_date(text: str, match: re.Match[str]) -> bool:
    """12/NGÀY and the like: a number must have a code of capitals; months and years have none."""
    return match["rest"].upper() in {"NGÀY", "THÁNG", "NĂM"}


def _laws(block: Block, numbered: list[tuple[int, int]]) -> Iterable[LegalBasis]:
    """Laws that open an item of the list; one inside another document's title is not cited for itself."""
    for match in _LAW.finditer(block.text):
        if not _ITEM_START.search(block.text[: match.start()]):
            continue
        until = block.text.find(";", match.start())
        item_end = len(block.text) if until < 0 else until
        if any(match.start() <= start < min(item_end, match.end() + 25) for start, _ in numbered):
            continue
        item_start = block.text.rfind(";", 0, match.start()) + 1
        if any(item_start <= start < match.start() for start, _ in numbered):
            continue  # the laws that a numbered document amends
        name = match[0].strip(" ,.")
        kind = "Bộ luật" if name.startswith("Bộ luật") else name.split()[0]
        yield LegalBasis(
            name, Place(block.index, match.start(), match.start() + len(name)), kind=kind,
            dated=any_date(block.text[match.end() : match.end() + 60]),
        )  # fmt: skip
