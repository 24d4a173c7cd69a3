"""Who finds which door of a plan open."""

from uuid import uuid4

import pytest
from django.urls import reverse

from lotrinh.organizations.choices import Role
from lotrinh.plans.models import Contest, DutyProof, Finding
from tests.organizations.factories import person
from tests.plans.factories import (
    AssignmentFactory,
    ClaimFactory,
    ContractFactory,
    DutyFactory,
    ProgrammeFactory,
    ProofFactory,
    TargetFactory,
    TaskFactory,
    VersionFactory,
)
from tests.plans.views.asking import a_photo, get, post

pytestmark = pytest.mark.django_db


def doors(version, draft):
    """(name, arguments) of every page about one plan."""
    task = TaskFactory(version=version)
    duty = DutyFactory(task=task)
    contract = ContractFactory(target=TargetFactory(version=version))
    contest = Contest.objects.create(
        target=contract.target, organization=contract.contestant, reason="…", raised=contract.entry
    )
    part = AssignmentFactory(task=task)
    claim = ClaimFactory(version=version)
    finding = Finding.objects.create(version=draft, rule="C001", severity="error", message="Tổng lệch.")
    return [
        ("setup", version.programme_id),
        ("claims", version.programme_id),
        ("count", claim.pk),
        ("version", version.pk),
        ("version", draft.pk),
        ("original", version.pk),
        ("read_again", draft.pk),
        ("header", draft.pk),
        ("accept_all", draft.pk),
        ("publish", draft.pk),
        ("compare", draft.pk),
        ("add", draft.pk, "nhiem-vu"),
        ("item", "nhiem-vu", task.pk),
        ("item", "chi-tieu", contract.target.pk),
        ("item", "con-so", claim.pk),
        ("sentence", task.sentence_id),
        ("part", part.pk),
        ("unassign", part.pk),
        ("finding", finding.pk),
        ("target", contract.target.pk),
        ("contract", contract.target.pk),
        ("live", contract.target.pk),
        ("contest", contract.target.pk),
        ("answer", contest.pk),
        ("task", task.pk),
        ("tell", task.pk),
        ("finish", task.pk),
        ("reopen", task.pk),
        ("assign", task.pk),
        ("block", task.pk),
        ("duty", task.pk),
        ("prove", task.pk),
        ("withdraw", ProofFactory(duty=duty).pk),
    ]


def test_a_plan_officer_of_another_unit_finds_no_door_open(client, version, draft):
    client.force_login(person(Role.PLAN_OFFICER))
    for name, *args in doors(version, draft):
        address = reverse(f"plans:{name}", args=args)
        for method in (client.get, client.post):
            assert method(address).status_code in {404, 405}, (name, method)


def test_a_unit_with_a_part_reads_but_changes_nothing_of_the_plan(client, version, draft, worker):
    readable = {"claims", "version", "original", "target", "task"}
    for name, *args in doors(version, draft):
        status = get(client, worker, name, *args).status_code
        if name in readable and (name, *args) != ("version", draft.pk):
            # The stored file itself does not exist here.
            assert status == (404 if name == "original" else 200), name
        else:
            assert status in {404, 405}, name


def test_whoever_is_not_signed_in_is_sent_to_sign_in(client, version):
    assert client.get(version.get_absolute_url()).status_code == 302


def test_a_list_shows_only_plans_one_takes_part_in(client, version, worker):
    VersionFactory(programme=ProgrammeFactory(name="Kế hoạch của người khác"))
    page = get(client, worker, "index").content.decode()
    assert "Phát triển nghề muối" in page
    assert "người khác" not in page


def test_a_draft_is_not_listed_for_those_who_only_carry_out(client, version, draft, worker, officer):
    assert "đang soát" not in get(client, worker, "index").content.decode()
    assert "đang soát" in get(client, officer, "index").content.decode()


def test_a_file_of_a_proof_is_served_only_to_whoever_sees_the_task(client, part, worker, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    DutyFactory(task=part.task)
    post(client, worker, "prove", part.task.pk, note="Đã họp.", amount="1", tep=a_photo(), sent_as=str(uuid4()))
    (file,) = DutyProof.objects.get().files
    assert client.get(file.get_absolute_url())["Content-Disposition"].startswith("attachment")
    client.force_login(person(Role.PLAN_OFFICER))
    assert client.get(file.get_absolute_url()).status_code == 404
