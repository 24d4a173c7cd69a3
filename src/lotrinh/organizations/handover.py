"""What passes to a successor when a unit ends. Rooms above add what they hold: open tasks, duties, follow-ups.

    handover.register("task", title="Nhiệm vụ đang mở", find=open_tasks_of, move=hand_tasks)

`find(organization)` gives the rows it holds that are still open; `move(rows, successor, by=)` gives them to the
successor inside the deed's audit entry; `place(row)` is the area a row lies in, for the first proposal.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models

from lotrinh.areas.models import Area
from lotrinh.core.models import AuditEntry
from lotrinh.core.registers import all_registers, register_of, write
from lotrinh.organizations.models import Organization, RoleHolding


@dataclass(frozen=True)
class Provider:
    """One kind of thing that a unit holds."""

    name: str
    title: str
    find: Callable[[Organization], Iterable]
    move: Callable[..., Any]
    place: Callable[[Any], Area | None] = lambda row: None
    describe: Callable[[Any], str] = str


_providers: dict[str, Provider] = {}


def register(name: str, *, title: str, find, move, place=lambda row: None, describe=str) -> None:
    """Add what a room holds for units; called where its app gets ready."""
    _providers[name] = Provider(name, title, find, move, place, describe)


def providers() -> list[Provider]:
    """Those registered by rooms, then registers with a `Due`, then rights."""
    return [*_providers.values(), *_register_providers(), ROLES]


# --- rows of registers -----------------------------------------------------------------------------------------------


def _register_providers() -> list[Provider]:
    """One for each column that names the holder of something due; several registers may follow one column."""
    holders = dict.fromkeys(_holder_of(register) for register in all_registers() if register.due is not None)
    return [_provider_of(model, field) for model, field in holders if model is not None]


def _holder_of(register) -> tuple[type[models.Model] | None, str]:
    """The model and column where the path to the holder ends: a lease is held through its cluster's manager."""
    *way, last = register.due.holder.split("__")
    model = register.model
    for name in way:
        model = model._meta.get_field(name).related_model
    field = model._meta.get_field(last)
    return (model, last) if field.related_model is Organization else (None, last)


def _provider_of(model: type[models.Model], field: str) -> Provider:
    def find(organization):
        return model._default_manager.filter(**{field: organization})

    def move(rows, successor, *, by):
        for row in rows:
            setattr(row, field, successor)
        write(rows, by=by, deed=f"Bàn giao {register_of(model).title}")

    title = f"{register_of(model).title} ({model._meta.get_field(field).verbose_name})"
    return Provider(f"{model._meta.label_lower}.{field}", title, find, move, place=_place)


def _place(row) -> Area | None:
    """The area a row lies in, by the path its queryset asks scope with."""
    path = getattr(type(row)._default_manager.all(), "scope", None)
    path = path[0] if isinstance(path, tuple) and path else path
    value = row if path else None
    for name in path.split("__") if path else ():
        value = getattr(value, name, None)
    return value if isinstance(value, Area) else None


# --- rights ----------------------------------------------------------------------------------------------------------


def _roles_of(organization: Organization):
    return RoleHolding.objects.filter(organization=organization, valid_to=None).with_names()


def _move_roles(rows: Iterable[RoleHolding], successor: Organization, *, by, on: date, entry: AuditEntry) -> None:
    """The right at the former unit ends, the same right at the successor begins; history tells both."""
    for holding in rows:
        holding.valid_to, holding.end_entry = max(on - timedelta(days=1), holding.valid_from), entry
        holding.save(update_fields=["valid_to", "end_entry"])
        RoleHolding.objects.create(
            user=holding.user,
            role=holding.role,
            organization=successor,
            valid_from=max(on, holding.valid_from),
            entry=entry,
        )


ROLES = Provider(
    "roles",
    "Vai trò của người",
    _roles_of,
    _move_roles,
    describe=lambda holding: f"{holding.user} – {holding.get_role_display()}",
)
