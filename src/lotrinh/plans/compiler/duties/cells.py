"""The units of a cell or of a field's value, which may say the roles itself."""

import re
from collections.abc import Iterator, Sequence

from ..remembering import pattern_of
from ..units import Named, read_list
from ..words import flat
from .frames import PARTNERS, SUPPORT_WORDS
from .parts import IMPLEMENT, LEAD, SUPPORT, Part

_PICKED = re.compile(
    r"\s+(?:được (?:giao|phân công)|có)(?!\s+liên quan|\s+chức năng|\s+thẩm quyền)(?:\s+[^\s;,.:()]+){2,12}"
)
"""What makes somebody of a rest: "các đơn vị được giao thực hiện …"."""

_ROLE_LABEL = re.compile(
    r"(?<!\w)[-–+•]?\s*(?:(?:các )?(?:cơ quan|đơn vị|phòng|bộ phận)\s+)?"
    r"(?:(?P<lead>chủ trì|đầu mối)|(?P<support>phối hợp|tham gia)|thực hiện)(?: thực hiện)?\s*:\s*"
)
"""A cell that says the roles before the names: "Chủ trì: Sở A; Phối hợp: Sở B"."""


_BRACKET_ROLE = re.compile(
    r"\s*\((?:(?:cơ quan|đơn vị)\s+)?"
    r"(?:(?P<lead>chủ trì|đầu mối)|(?P<support>phối hợp|tham gia)|thực hiện)(?: thực hiện)?\)"
)
"""The role behind a name: "Sở A (chủ trì)"."""


def unit_parts(block: int, text: str, start: int, role: str, rule: str) -> Iterator[Part]:
    """The units of a cell or field; "X chủ trì, phối hợp với Y" and "Chủ trì: X; phối hợp: Y" say the roles."""
    labels = list(_ROLE_LABEL.finditer(flat(text))) if ":" in text else []
    ends = [*(label.start() for label in labels), len(text)]
    yield from _named_parts(block, text[: ends[0]], 0, start, role, rule)
    for label, end in zip(labels, ends[1:], strict=True):
        own = LEAD if label["lead"] else SUPPORT if label["support"] else IMPLEMENT
        yield from _named_parts(block, text[:end], label.end(), start, own, rule)


def _named_parts(block: int, text: str, position: int, start: int, role: str, rule: str) -> Iterator[Part]:
    first = position
    while position < len(text):
        names, end = read_list(text, position, closed=True)
        if not names:
            mark = pattern_of(r"[-–+•]\s*|[^;.,\n:]*[;.,\n:]\s*[-–+•]?\s*").match(text, position)
            if not mark or mark.end() == position:
                return
            position = mark.end()
            continue
        own = _said_role(flat(text[end : end + 60]).lstrip(" :,"), role, position - first)
        picked = _PICKED.match(text, end)
        if names[-1].is_rest and picked:
            whole = Named(names[-1].start, picked.end(), text[names[-1].start : picked.end()], "group")
            names, end = (*names[:-1], whole), picked.end()
        bracketed = _bracketed(text, names, role)
        for name in names:
            if not name.is_rest:
                yield Part(
                    name, bracketed.get(name.start, own), block, start + name.start, start + name.end, rule, 0.95
                )
        rest = pattern_of(r"[^;\n]*").match(text, end)
        stop = rest.end() if rest else end
        for match in PARTNERS.finditer(flat(text), end, stop):
            for name in read_list(text[:stop], match.end(), closed=True)[0]:
                if not name.is_rest:
                    yield Part(name, SUPPORT, block, start + name.start, start + name.end, rule, 0.9)
            role = SUPPORT  # "phối hợp với A; B; C": what follows the semicolon goes on with the partners
        position = len(text) - len(text[stop + 1 :].lstrip(" -–+•"))


def _bracketed(text: str, names: Sequence[Named], role: str) -> dict[int, str]:
    """Roles in brackets by where their names begin: "Sở A (chủ trì); Sở B, Sở C (phối hợp)"."""
    found: dict[int, str] = {}
    waiting: list[int] = []
    for name in names:
        said = _BRACKET_ROLE.match(flat(text), name.end)
        waiting.append(name.start)
        if said:
            own = LEAD if said["lead"] else SUPPORT if said["support"] else IMPLEMENT
            begins = waiting if found or own == role else waiting[-1:]
            found.update(dict.fromkeys(begins, own))
        if said or pattern_of(r"\s*(?:\([^()]*\))?\s*[;\n]").match(text, name.end):
            waiting = []
    return found


def _said_role(follows: str, role: str, position: int) -> str:
    """The role the words after the names give, else that of the column or field."""
    if re.match(SUPPORT_WORDS, follows):
        return SUPPORT
    if re.match("chủ trì", follows):
        return LEAD
    if role == LEAD and position and re.match(r"(?:tổ chức )?thực hiện", follows):
        return IMPLEMENT
    return role
