"""The invented people who sign in to the demo, and the roles they hold."""

from datetime import date

from django.contrib.auth.hashers import make_password

from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.demo.offices import REFORM, office_named
from lotrinh.demo.sign_ins import ADMINISTRATOR, OLD_DIVISION, PASSWORD, SIGN_INS, SignIn
from lotrinh.organizations.actions import give_role, invite

PLAN_SINCE = date(2022, 4, 1)
"""From when the city's Economic Division kept the plan."""


def invite_people(by: User) -> dict[str, User]:
    """Everybody who signs in, by username."""
    with audit("Mời người dùng của bản minh hoạ", by=by):
        hashed = make_password(PASSWORD)  # once: a hash is slow on purpose
        people = {one.username: _invite(one, hashed, by=by) for one in SIGN_INS if one != ADMINISTRATOR}
        people[ADMINISTRATOR.username] = by
        for sign_in in SIGN_INS:
            for role, unit in sign_in.roles:
                since = PLAN_SINCE if unit == OLD_DIVISION else REFORM
                person = people[sign_in.username]
                give_role(user=person, role=role, organization=office_named(unit), valid_from=since, by=by)
    return people


def _invite(sign_in: SignIn, hashed: str, *, by: User) -> User:
    user = invite(username=sign_in.username, full_name=sign_in.full_name, by=by)
    user.password = hashed
    user.save(update_fields=["password"])
    return user
