"""R: documents that were no longer in force on the day of the plan, as a register of documents tells."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from ..values import Compiled, EndedDocument, Reference, Severity
from .about import cited, text_of
from .rule import Fault, rule

_NAMES_ITS_YEAR = re.compile(r"/(?:19|20)\d\d/")
_OF_ITS_END = re.compile(r"hết hiệu lực|thay thế|bãi bỏ|hủy bỏ|huỷ bỏ|sửa đổi|đính chính|trước đây", re.I)
"""Words beside a citation that is meant to be of the past."""
_BESIDE = 120


@rule(
    "R008", Severity.WARNING, "Viện dẫn văn bản đã hết hiệu lực",
    reason="Căn cứ đã hết hiệu lực vào ngày ban hành thì việc giao theo nó không còn cơ sở. Quy tắc chỉ biết những gì "
    "sổ văn bản của cơ quan đã ghi; không có sổ thì không nói gì.",
    example="Căn cứ một nghị định mà sổ văn bản ghi đã hết hiệu lực trước ngày ký.",
    mend="Viện dẫn văn bản đang có hiệu lực, hoặc nói rõ vì sao vẫn theo văn bản cũ.",
)  # fmt: skip
def ended(compiled: Compiled) -> Iterator[Fault]:
    day = compiled.skeleton.header.dated
    if day is None or not compiled.ended:
        return
    known: dict[str, list[EndedDocument]] = defaultdict(list)
    for document in compiled.ended:
        known[_key(document.number)].append(document)
    told: set[tuple[str, date]] = set()
    for reference in cited(compiled):
        for document in known.get(_key(reference.citation), ()):
            named = (_key(document.number), document.issued_on)
            if named in told or document.ended_on > day or not _is_this(reference, document):
                continue
            if not _is_of_the_past(compiled, reference):
                told.add(named)
                yield _fault(reference, document)


def _fault(reference: Reference, document: EndedDocument) -> Fault:
    since = f"hết hiệu lực từ ngày {document.ended_on:%d/%m/%Y}"
    by = f" (theo {document.ended_by})" if document.ended_by else ""
    return Fault(
        reference.place,
        f"Văn bản {reference.citation} {since}{by}, trước ngày của văn bản này.",
        f"{reference.citation}: {since}",
    )


def _key(number: str) -> str:
    return "".join(number.upper().split())


def _is_this(reference: Reference, document: EndedDocument) -> bool:
    """Numbers begin anew each year and in each office: without its day only a number that names its year is one."""
    if reference.dated:
        return reference.dated == document.issued_on
    return bool(_NAMES_ITS_YEAR.search(reference.citation))


def _is_of_the_past(compiled: Compiled, reference: Reference) -> bool:
    text, place = text_of(compiled, reference), reference.place
    return bool(_OF_ITS_END.search(text[max(0, place.start - _BESIDE) : place.end + _BESIDE]))
