"""Builds the demo through the deeds that officers themselves use; only what it enters is invented."""

import random

from django.core.management import call_command

from lotrinh.core.models import User
from lotrinh.demo import (
    clusters,
    dossiers,
    establishments,
    figures,
    labour,
    offices,
    orders,
    people,
    plan,
    planning,
    progress,
    relocation_money,
    reports,
    rounds,
    scenarios,
)
from lotrinh.demo.sign_ins import DEPARTMENT, DIVISION, OLD_DIVISION, PLAN_OFFICER, SIGN_INS
from lotrinh.plans.models import PlanVersion

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
    version = _publish_plan()
    offices.hand_over_city(administrator)
    _enter_registers(chance, administrator)
    _run_plan(version, administrator)


def _publish_plan() -> PlanVersion:
    """In the city's time: its Economic Division keeps the plan."""
    officer = _officer()
    version = plan.take_in(offices.office_named(OLD_DIVISION), by=officer)
    progress.give_tasks(version, by=officer)
    plan.publish(version, by=officer)
    return version


def _enter_registers(chance: random.Random, administrator: User) -> None:
    """Kept by the wards of today; what lay in the city still says in which of its units."""
    officer = _officer()
    workshops = establishments.enter_workshops(chance, by=officer)
    establishments.merge_one_pair(workshops, by=officer)
    tenants = establishments.enter_tenants(chance, by=officer)
    clusters.enter_clusters(tenants, chance, by=administrator)
    relocation_money.enter_money(by=administrator)
    dossiers.enter_dossiers(random.Random(SEED), by=officer)
    planning.enter_planning(by=officer, administrator=administrator)
    labour.enter_returns([*workshops, *tenants], chance, by=officer)


def _run_plan(version: PlanVersion, administrator: User) -> None:
    officer = _officer()
    figures.enter_indicators(by=officer)
    figures.declare(by=administrator)
    figures.set_beside_claims(version, by=officer)
    division = offices.office_named(DIVISION.format("Cao Lãnh"))
    plan.agree_on_targets(version, finder=division, contestant=offices.office_named(DEPARTMENT), by=officer)
    progress.keep_duties(version, progress.officers_of_wards(), by=officer)
    progress.tell_progress(version, by=officer)
    reports.issue_last_quarter(version.programme, by=officer)
    clusters.enter_late_approval(by=officer)
    figures.keep_observations()
    rounds.ask_for_the_quarter(by=officer)
    scenarios.plan_relocation(version.programme, by=officer)
    orders.keep_last_week()
    orders.give_orders(version)
    orders.object_to_the_fill(version)


def _officer() -> User:
    """Read anew each time: what she may do changed when the city handed over."""
    return User.objects.get(username=PLAN_OFFICER.username)
