"""The demo is built by the deeds of officers, the same on every machine, and marked as invented wherever it shows."""

from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.urls import reverse

from lotrinh.clusters.models import Cluster, Plot
from lotrinh.core.models import AuditEntry, User
from lotrinh.demo.clusters import CITY_CLUSTER, QUANG_KHANH
from lotrinh.demo.offices import CITY_COMMITTEE, office_named, ward_area
from lotrinh.demo.sign_ins import DIVISION, LEADER, OLD_DIVISION, PLAN_OFFICER, SIGN_INS, WARD_OFFICERS, WARDS
from lotrinh.establishments.models import Establishment
from lotrinh.organizations.models import Organization
from lotrinh.organizations.scope import scope_of
from lotrinh.plans.choices import VersionState
from lotrinh.plans.models import Claim, Finding, PlanVersion, Target, TargetContract, TaskAssignment
from lotrinh.reporting.models import Report
from lotrinh.workforce.models import LabourReturn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]


def signed_in(client, sign_in):
    client.force_login(User.objects.get(username=sign_in.username))
    return client


def test_everybody_named_can_sign_in():
    for sign_in in SIGN_INS:
        assert authenticate(username=sign_in.username, password=sign_in.password), sign_in.username


def test_every_role_is_there():
    roles = {role for sign_in in SIGN_INS for role in scope_of(User.objects.get(username=sign_in.username)).roles}
    assert roles == {"plan_officer", "divisional_officer", "ward_officer", "leader", "administrator", "partner"}


def test_the_three_wards_stand_where_the_city_ended():
    assert not Organization.objects.filter(parent__name=CITY_COMMITTEE, valid_to=None).exists()
    successors = {step.successor.name for step in office_named(OLD_DIVISION).successions.all()}
    assert successors == {DIVISION.format(ward) for ward in WARDS}


def test_what_the_city_held_passed_on_and_says_from_whom():
    officer = User.objects.get(username=PLAN_OFFICER.username)
    assert {ward_area(ward).pk for ward in WARDS} <= scope_of(officer).area_ids
    assert TaskAssignment.objects.filter(taken_over_from=office_named(OLD_DIVISION)).exists()
    assert PlanVersion.objects.get().programme.owner_on(date(2024, 1, 1)).name == OLD_DIVISION


def test_the_plan_runs_with_a_contract_for_every_target():
    version = PlanVersion.objects.get()
    assert version.state == VersionState.PUBLISHED and version.dated is None
    kept = Target.objects.in_force()
    assert kept.count() == 5 and kept.filter(value=None).count() == 1
    assert TargetContract.objects.filter(target__in=kept).exclude(live_since=None).count() == 5


def test_the_faults_of_the_text_are_found():
    rules = set(Finding.objects.values_list("rule", flat=True))
    assert any(rule.startswith("C") for rule in rules) and any(rule.startswith("N") for rule in rules)
    assert Claim.objects.filter(whole__value=193).count() == 6


def test_a_wards_register_tells_a_third_number():
    counted = Establishment.objects.not_merged().exclude(code__startswith="DN").count()
    assert counted not in (193, 196) and 185 <= counted <= 205


def test_every_invented_row_says_so():
    for model in (Establishment, Cluster, Plot, LabourReturn):
        assert model.objects.exists() and not model.objects.filter(is_sample=False).exists(), model
    assert PlanVersion.objects.get().programme.is_sample


def test_nothing_is_known_of_the_cluster_that_is_not_founded():
    cluster = Cluster.objects.get(name=CITY_CLUSTER)
    assert cluster.stage == "proposed" and cluster.founded_on is None and not cluster.plots.exists()
    assert Cluster.objects.get(name=QUANG_KHANH).founding_decision == "1415/QĐ-UBND-HC"


def test_every_row_came_by_a_deed_of_somebody():
    people = AuditEntry.objects.filter(register__in=["co-so", "lo-dat", "phieu-khai-lao-dong"]).values_list("by")
    assert people and (None,) not in set(people)


def test_a_report_has_left_and_a_row_was_entered_since():
    report = Report.objects.get()
    assert report.issue.sha256 and report.issue.docx and report.issue.pdf


def test_the_first_page_names_the_programme_without_signing_in(client):
    page = client.get("/")
    assert page.status_code == 200 and "Cao Lãnh" in page.content.decode()


@pytest.mark.parametrize("sign_in", SIGN_INS, ids=[sign_in.username for sign_in in SIGN_INS])
def test_the_main_pages_answer_for_everybody(client, sign_in):
    signed_in(client, sign_in)
    for path in ("/", "/viec-cua-toi/", "/ke-hoach/", "/so/", "/chi-so/", "/bao-cao/", "/don-vi/", "/dia-ban/"):
        assert client.get(path, follow=True).status_code == 200, path


def test_invented_rows_are_marked_on_page_and_export(client, settings):
    settings.IS_DEMO = True
    signed_in(client, PLAN_OFFICER)
    assert "dữ liệu mẫu" in client.get(reverse("registers:rows", args=["co-so"])).content.decode()
    sheet = client.get(reverse("registers:export", args=["co-so", "xlsx"]))
    assert "du-lieu-mau" in sheet["Content-Disposition"]


def test_a_ward_officer_sees_the_own_ward_only():
    officer = User.objects.get(username=WARD_OFFICERS[1].username)
    areas = set(Establishment.objects.visible_to(officer).values_list("area__name", flat=True))
    assert areas == {"Phường Mỹ Ngãi"}


def test_the_leader_of_the_wards_sees_all_three():
    leader = User.objects.get(username=LEADER.username)
    assert Establishment.objects.visible_to(leader).values("area").distinct().count() == 3
    assert not Establishment.objects.editable_by(leader).exists()
