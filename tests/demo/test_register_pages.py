"""Pages that registers lay beside their lists open for whoever they are shown to."""

import pytest
from django.urls import reverse

from lotrinh.core.registers import all_registers
from lotrinh.organizations.choices import Role
from tests.organizations.factories import person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role)
def test_a_page_beside_a_list_opens_for_whoever_it_is_shown_to(client, role):
    who = person(role)
    client.force_login(who)
    shown = [
        reverse(name) for register in all_registers() if register.may.change(who) for _, name in register.pages_for(who)
    ]
    assert {path: client.get(path).status_code for path in shown} == dict.fromkeys(shown, 200)
    assert bool(shown) == (role in {Role.PLAN_OFFICER, Role.DIVISIONAL_OFFICER, Role.WARD_OFFICER, Role.ADMINISTRATOR})
