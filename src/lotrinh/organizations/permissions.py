"""Who may: predicates for `May` and for views. Territory is another matter: that is `visible_to` and `editable_by`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied

from lotrinh.organizations.choices import Role
from lotrinh.organizations.scope import may_administer, scope_of

Predicate = Callable[[Any], bool]


def in_scope(who) -> bool:
    """Holds any role today."""
    return bool(scope_of(who).roles)


def role_in(*roles: Role) -> Predicate:
    """Holds one of `roles` today. An administrator may what any role may."""
    wanted = frozenset(roles) | {Role.ADMINISTRATOR}

    def holds_one(who) -> bool:
        return bool(scope_of(who).roles & wanted)

    return holds_one


administrator = may_administer
plan_officer = role_in(Role.PLAN_OFFICER)
divisional_officer = role_in(Role.DIVISIONAL_OFFICER)
ward_officer = role_in(Role.WARD_OFFICER)
leader = role_in(Role.LEADER)
partner = role_in(Role.PARTNER)
cluster_officer = role_in(Role.PLAN_OFFICER, Role.DIVISIONAL_OFFICER)
register_writer = role_in(Role.PLAN_OFFICER, Role.DIVISIONAL_OFFICER, Role.WARD_OFFICER)
"""Whoever keeps registers."""


def only(predicate: Predicate):
    """View decorator: others get 403."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not predicate(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate
