"""What rooms keep in a person's name, declared by each of them for the day that person leaves.

    leaving.keeps("report-drafts", title="Báo cáo đang soạn", find=drafts_of, unit=lambda report: report.organization)
    leaving.withdraws("personal-links", title="Đường dẫn riêng", find=links_of, end=withdraw_all)
    leaving.stays(words_about)

`find(person)` gives what is still open in the person's name. `unit` is the unit that holds a thing: its taker must act
there. With `move(rows, taker, by=)` a column is rewritten; without it the unit holds the thing, and the taker finds it
in the own list. What `withdraws` ends with the person. `stays(person)` gives sentences on what nobody can take over.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from lotrinh.core.models import User
from lotrinh.organizations.choices import WRITING_ROLES, Role
from lotrinh.organizations.models import Organization, RoleHolding


def _address(row: Any) -> str:
    return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""


@dataclass(frozen=True)
class Kept:
    """One kind of thing kept in a person's name."""

    name: str
    title: str
    find: Callable[[User], Iterable]
    unit: Callable[[Any], Organization | None] = lambda row: None
    describe: Callable[[Any], str] = str
    link: Callable[[Any], str] = _address
    move: Callable[..., Any] | None = None
    end: Callable[..., Any] | None = None
    """Set for what ends with the person."""
    note: str = ""
    """What whoever reviews should know about this kind."""

    @property
    def ends(self) -> bool:
        return self.end is not None


_kinds: dict[str, Kept] = {}
_staying: list[Callable[[User], Iterable[str]]] = []


def keeps(name: str, *, title: str, find: Callable[[User], Iterable], **how: Any) -> None:
    """Something open that somebody must take over; called where a room's app gets ready."""
    _kinds[name] = Kept(name, title, find, **how)


def withdraws(name: str, *, title: str, find: Callable[[User], Iterable], end: Callable[..., Any], **how: Any) -> None:
    """A door of the person's that closes: `end(rows, by=)`."""
    _kinds[name] = Kept(name, title, find, end=end, **how)


def stays(words: Callable[[User], Iterable[str]]) -> None:
    """What cannot be handed over, in sentences."""
    if words not in _staying:
        _staying.append(words)


def kinds() -> Sequence[Kept]:
    return list(_kinds.values())


def done_by(person: User, path: str) -> Q:
    """Rows whose audit entry at `path` is the person's deed, done by them or for them by a deputy."""
    return Q(**{f"{path}__by": person}) | Q(**{f"{path}__for_whom": person})


def written_units(person: User) -> frozenset[int]:
    """Keys of the units where the person holds a role that writes, administration aside."""
    return frozenset(_writing().filter(user=person).values_list("organization", flat=True))


def alone_at(person: User) -> frozenset[int]:
    """Those of them where nobody else does: all that the unit has open is in this person's hands."""
    units = written_units(person)
    return units - set(
        _writing().filter(organization__in=units).exclude(user=person).values_list("organization", flat=True)
    )


def _writing():
    return RoleHolding.objects.held_on(localdate()).filter(role__in=WRITING_ROLES - {Role.ADMINISTRATOR})


def staying_of(person: User) -> list[str]:
    return [line for words in _staying for line in words(person)]
