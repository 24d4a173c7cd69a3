"""Builds the demo through the deeds that officers themselves use; only what it enters is invented."""

import random

from django.core.management import call_command

from lotrinh.core.models import User
from lotrinh.demo import clusters, establishments, labour, offices, people
from lotrinh.demo.sign_ins import PLAN_OFFICER, SIGN_INS

__all__ = ["SIGN_INS", "build_demo"]

SEED = 1415


def build_demo() -> None:
    """Fill an empty, migrated database. The same seed gives the same rows on every machine."""
    chance = random.Random(SEED)
    call_command("load_areas")
    call_command("load_rules")
    administrator = offices.found_administrator()
    offices.enter_offices(administrator)
    people.invite_people(administrator)
    offices.hand_over_city(administrator)
    _enter_registers(chance, administrator)


def _enter_registers(chance: random.Random, administrator: User) -> None:
    """Kept by the wards of today; what lay in the city still says in which of its units."""
    officer = User.objects.get(username=PLAN_OFFICER.username)  # read anew: the hand-over gave her the wards
    workshops = establishments.enter_workshops(chance, by=officer)
    tenants = establishments.enter_tenants(chance, by=officer)
    clusters.enter_clusters(tenants, chance, by=administrator)
    labour.enter_returns([*workshops, *tenants], chance, by=officer)
