"""Deeds on people: only an administrator's, and one of them always remains."""

from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.timezone import localdate

from lotrinh.areas.models import Area
from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.organizations.choices import Role
from lotrinh.organizations.models import Organization, RoleHolding
from lotrinh.organizations.reach import looks_after, reach_of
from lotrinh.organizations.scope import forget_scope, may_administer


class NotAdministrator(Exception):
    """Only an administrator invites people and gives or ends roles."""


class OutOfReach(Exception):
    """The role is at a unit, or for an area, whose people this administrator does not look after."""


class UsernameTaken(Exception):
    """Somebody has this username already."""


class LastAdministrator(Exception):
    """Without this role, or this account, nobody could administer any more."""


class RoleAlreadyHeld(Exception):
    """The person holds this role at this unit already, on a day of that period."""


def invite(*, username: str, full_name: str, email: str = "", phone: str = "", by: User) -> User:
    """Open an account without a password; `password_link` lets its owner set one. Raises UsernameTaken."""
    _only_administrators(by)
    with audit(f"Mời {full_name} ({username})", by=by):
        if User.objects.filter(username__iexact=username).exists():
            raise UsernameTaken(username)
        user = User(username=username, full_name=full_name, email=email, phone=phone)
        user.set_unusable_password()
        user.save()
    return user


def password_link(user: User) -> str:
    """The address where `user` sets a password: good once, for settings.PASSWORD_RESET_TIMEOUT seconds."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("accounts:set_password", args=[key, default_token_generator.make_token(user)])


def has_mail_server() -> bool:
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def mail_password_link(user: User, address: str) -> bool:
    """Send the full `address` to its owner. False without a mail server or an address of theirs: then show it."""
    if not (has_mail_server() and user.email):
        return False
    text = (
        f"Kính gửi {user},\n\nHãy mở địa chỉ sau để đặt mật khẩu cho tài khoản “{user.username}”. Địa chỉ dùng được "
        f"một lần, trong {settings.PASSWORD_RESET_TIMEOUT // 86400} ngày:\n\n{address}\n\n"
        "Nếu ông/bà không chờ thư này, xin bỏ qua và báo cho quản trị viên.\n"
    )
    return send_mail("Đặt mật khẩu Lộ Trình", text, None, [user.email], fail_silently=True) == 1


@transaction.atomic
def give_role(
    *,
    user: User,
    role: Role,
    organization: Organization,
    area: Area | None = None,
    valid_from: date,
    valid_to: date | None = None,
    by: User,
    reason: str = "",
) -> RoleHolding:
    """Entrust `user` with `role` at `organization` for a period. Raises OutOfReach, RoleAlreadyHeld."""
    _only_within_reach(organization, area, by)
    held = user.role_holdings.filter(role=role, organization=organization, area=area)
    until = valid_to or date.max
    if held.filter(valid_from__lte=until).filter(Q(valid_to=None) | Q(valid_to__gte=valid_from)).exists():
        raise RoleAlreadyHeld
    with audit(f"Giao vai trò {Role(role).label} cho {user}", by=by, reason=reason) as entry:
        holding = RoleHolding.objects.create(
            user=user,
            role=role,
            organization=organization,
            area=area,
            valid_from=valid_from,
            valid_to=valid_to,
            entry=entry,
        )
    forget_scope(user)
    return holding


@transaction.atomic
def end_role(*, holding: RoleHolding, last_day: date | None = None, by: User, reason: str = "") -> RoleHolding:
    """End a role after `last_day`; without one at once: access is gone with the next page.

    Raises OutOfReach, LastAdministrator.
    """
    _only_within_reach(holding.organization, None, by)
    holding = RoleHolding.objects.select_for_update().get(pk=holding.pk)
    last_day = last_day or localdate() - timedelta(days=1)
    if holding.role == Role.ADMINISTRATOR:
        keep_one_administrator(besides=holding, on=max(last_day + timedelta(days=1), localdate()))
    deed = f"Kết thúc vai trò {holding.get_role_display()} của {holding.user}"
    with audit(deed, by=by, reason=reason) as entry:
        holding.valid_to, holding.end_entry = last_day, entry
        holding.save(update_fields=["valid_to", "end_entry"])
    forget_scope(holding.user)
    return holding


@transaction.atomic
def close_account(*, user: User, by: User, reason: str = "") -> None:
    """Nobody signs in with this account any more, and whoever is signed in is out. Raises LastAdministrator."""
    _only_who_looks_after(user, by)
    keep_one_administrator(besides=user, on=localdate())
    with audit(f"Khoá tài khoản {user}", by=by, reason=reason):
        user.is_active = False
        user.save(update_fields=["is_active"])
        end_sessions(user)
    forget_scope(user)


def open_account(*, user: User, by: User, reason: str = "") -> None:
    _only_who_looks_after(user, by)
    with audit(f"Mở lại tài khoản {user}", by=by, reason=reason):
        user.is_active = True
        user.save(update_fields=["is_active"])
    forget_scope(user)


def reset_password(*, user: User, by: User, reason: str = "") -> str:
    """Take the password away, which ends all sessions, and give the address where a new one is set."""
    _only_who_looks_after(user, by)
    with audit(f"Đặt lại mật khẩu của {user}", by=by, reason=reason):
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return password_link(user)


def reset_second_factor(*, user: User, by: User, reason: str = "") -> int:
    """For a lost phone: take away all second factors; the password alone lets in until a new one is set up."""
    _only_who_looks_after(user, by)
    with audit(f"Gỡ lớp xác thực thứ hai của {user}", by=by, reason=reason):
        count, _ = Authenticator.objects.filter(user=user).delete()
    return count


def _only_administrators(who: User) -> None:
    if not may_administer(who):
        raise NotAdministrator


def _only_within_reach(organization: Organization, area: Area | None, who: User) -> None:
    """Else an administrator of one ward could make anybody the administrator of all."""
    _only_administrators(who)
    if not reach_of(who).takes_in(organization, area):
        raise OutOfReach


def _only_who_looks_after(user: User, who: User) -> None:
    """An account is its holder's whole access: who administers only some of its units may end roles there, no more."""
    _only_administrators(who)
    if not looks_after(who, user):
        raise NotAdministrator


def end_sessions(user: User) -> int:
    """Whoever is signed in with this account is out at the next click, also should it be opened again; how many."""
    found = [one.pk for one in Session.objects.iterator() if one.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=found).delete()
    return len(found)


def keep_one_administrator(*, besides: RoleHolding | User, on: date, unless: bool = False) -> None:
    """Somebody must still administer on `on` without this role, or without this account; `unless` one is made now."""
    if unless:
        return
    roles = RoleHolding.objects.filter(role=Role.ADMINISTRATOR).held_on(on)
    superusers = User.objects.filter(is_superuser=True, is_active=True)
    if isinstance(besides, RoleHolding):
        roles = roles.exclude(pk=besides.pk)
    else:
        roles, superusers = roles.exclude(user=besides), superusers.exclude(pk=besides.pk)
    if not (roles.exists() or superusers.exists()):
        raise LastAdministrator
