"""Every door of the plans' pages from both sides, and what each page costs."""

import io
import unicodedata
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lotrinh.organizations.choices import Role
from lotrinh.plans.actions.reviewing import header_token
from lotrinh.plans.choices import FindingState, Review, VersionState
from lotrinh.plans.models import (
    Claim,
    Contest,
    DutyProof,
    Finding,
    PlanVersion,
    Programme,
    Target,
    TargetContract,
    Task,
    TaskUpdate,
)
from tests.areas.factories import AreaFactory
from tests.clusters.factories import ClusterFactory
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import (
    AssignmentFactory,
    ClaimFactory,
    ContractFactory,
    DraftFactory,
    DutyFactory,
    IndicatorFactory,
    ProgrammeFactory,
    ProofFactory,
    SentenceFactory,
    TargetFactory,
    TaskFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return OrganizationFactory(name="Phòng Kinh tế phường Muối")


@pytest.fixture
def officer(owner):
    return person(Role.PLAN_OFFICER, owner)


@pytest.fixture
def programme(owner):
    return ProgrammeFactory(owner=owner, name="Phát triển nghề muối")


@pytest.fixture
def version(programme):
    return VersionFactory(programme=programme)


@pytest.fixture
def draft(programme):
    return DraftFactory(programme=programme, ordinal=2)


@pytest.fixture
def part(version):
    """A unit leads a task in force."""
    return AssignmentFactory(task=TaskFactory(version=version))


@pytest.fixture
def worker(part):
    return person(Role.WARD_OFFICER, part.organization)


def get(client, who, door, /, *args):
    client.force_login(who)
    return client.get(reverse(f"plans:{door}", args=args))


def post(client, who, door, /, *args, **data):
    client.force_login(who)
    return client.post(reverse(f"plans:{door}", args=args), data)


# --- who gets in -----------------------------------------------------------------------------------------------------


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


# --- what pages cost -------------------------------------------------------------------------------------------------


def test_the_list_costs_the_same_for_one_plan_and_for_five(client, officer, owner, django_assert_max_num_queries):
    for _ in range(5):
        VersionFactory(programme=ProgrammeFactory(owner=owner))
    client.force_login(officer)
    with django_assert_max_num_queries(12):
        client.get(reverse("plans:index"))


def test_the_review_costs_the_same_for_two_hundred_items(client, officer, draft, django_assert_max_num_queries):
    for _ in range(40):
        sentence = SentenceFactory(version=draft)
        AssignmentFactory(task=TaskFactory(version=draft, sentence=sentence, review=Review.PENDING))
        TargetFactory(version=draft, sentence=sentence, review=Review.PENDING)
    client.force_login(officer)
    with django_assert_max_num_queries(28):
        assert client.get(draft.get_absolute_url()).status_code == 200


def test_a_task_with_many_proofs_costs_no_more(client, part, worker, django_assert_max_num_queries):
    duty = DutyFactory(task=part.task)
    for month in range(1, 13):
        ProofFactory(duty=duty, organization=part.organization, period=f"2026-M{month:02}")
    client.force_login(worker)
    with django_assert_max_num_queries(30):
        client.get(part.task.get_absolute_url())


# --- bringing in -----------------------------------------------------------------------------------------------------


PLAN = "KẾ HOẠCH\nPhát triển nghề muối\n\nI. MỤC TIÊU\n\n- Đến năm 2030 trên 80% ruộng muối được trải bạt.\n".encode()


def upload(client, officer, owner, name="ke-hoach.txt", data=PLAN, token=None):
    return post(
        client,
        officer,
        "upload",
        tep=SimpleUploadedFile(name, data),
        don_vi=str(owner.pk),
        sent_as=str(token or uuid4()),
    )


@pytest.fixture
def at_once(settings, tmp_path):
    settings.JOBS_IMMEDIATE = True
    settings.MEDIA_ROOT = tmp_path


def test_a_document_that_was_brought_in_waits_for_review(client, officer, owner, at_once):
    response = upload(client, officer, owner)
    version = PlanVersion.objects.get()
    assert response["Location"] == version.get_absolute_url()
    assert version.state == VersionState.DRAFT
    assert "80" in client.get(version.get_absolute_url()).content.decode()


def test_a_second_click_brings_nothing_in_twice(client, officer, owner, at_once):
    token = uuid4()
    for _ in range(2):
        upload(client, officer, owner, token=token)
    assert (Programme.objects.count(), PlanVersion.objects.count()) == (1, 1)


def test_a_file_that_cannot_be_read_is_kept_and_says_why(client, officer, owner, at_once):
    upload(client, officer, owner, name="hong.docx", data=bytes(range(256)) * 8)
    version = PlanVersion.objects.get()
    assert version.state == VersionState.UNREADABLE
    page = client.get(version.get_absolute_url()).content.decode()
    assert version.problem in page and "Đọc lại" in page


def test_one_cannot_bring_a_plan_in_for_a_unit_of_others(client, officer, at_once):
    assert upload(client, officer, OrganizationFactory()).status_code == 422
    assert not Programme.objects.exists()


def test_a_ward_officer_brings_nothing_in(client, owner, at_once):
    assert upload(client, person(Role.WARD_OFFICER, owner), owner).status_code == 403


# --- reviewing -------------------------------------------------------------------------------------------------------


@pytest.fixture
def pending(draft):
    return TaskFactory(version=draft, name="Mở lớp", review=Review.PENDING)


@pytest.mark.parametrize(("deed", "review"), [("nhan", Review.ACCEPTED), ("bo", Review.REJECTED)])
def test_a_button_decides_an_item(client, officer, pending, deed, review):
    post(client, officer, "item", "nhiem-vu", pending.pk, lam=deed)
    pending.refresh_from_db()
    assert pending.review == review


def test_a_decided_card_comes_back_alone_with_the_count(client, officer, pending):
    client.force_login(officer)
    address = reverse("plans:item", args=["nhiem-vu", pending.pk])
    page = client.post(address, {"lam": "nhan"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page and "Đã soát 1/1 mục" in page


def correct(client, officer, task, **fields):
    given = {"lam": "sua", "name": "Mở hai lớp", "verb_class": "one_off", "seen": task.form_token} | fields
    return post(client, officer, "item", "nhiem-vu", task.pk, **given)


def test_an_item_is_corrected_with_vietnamese_dates(client, officer, pending):
    correct(client, officer, pending, due="05/03/2027")
    pending.refresh_from_db()
    assert (pending.name, pending.due, pending.review) == ("Mở hai lớp", date(2027, 3, 5), Review.CORRECTED)


def test_a_day_that_does_not_exist_is_named_at_its_field(client, officer, pending):
    response = correct(client, officer, pending, due="31/02/2027")
    assert response.status_code == 422
    assert "chỉ có 28 ngày" in response.content.decode()


def test_the_second_of_two_officers_sees_what_the_first_changed(client, officer, pending, owner):
    seen = pending.form_token
    correct(client, person(Role.PLAN_OFFICER, owner), pending, name="Mở ba lớp")
    response = correct(client, officer, pending, seen=seen)
    assert response.status_code == 409
    assert "Mở ba lớp" in response.content.decode()
    pending.refresh_from_db()
    assert pending.name == "Mở ba lớp"


def test_a_task_is_hung_on_a_target_of_its_own_text_only(client, officer, draft, version, pending):
    own, other = TargetFactory(version=draft), TargetFactory(version=version)
    assert correct(client, officer, pending, serves=other.pk).status_code == 422
    correct(client, officer, pending, serves=own.pk)
    pending.refresh_from_db()
    assert pending.serves == own


def test_the_second_of_two_editors_of_the_header_is_told(client, officer, draft):
    seen = header_token(draft)
    post(client, officer, "header", draft.pk, seen=seen, number="01/KH-UBND", title="Phát triển nghề muối")
    assert post(client, officer, "header", draft.pk, seen=seen, number="02/KH-UBND", title="Khác").status_code == 409
    draft.refresh_from_db()
    assert draft.number == "01/KH-UBND"


def test_what_was_dropped_is_not_shown_to_those_who_carry_out(client, version, worker, officer):
    TaskFactory(version=version, name="Việc đã bỏ khi soát", review=Review.REJECTED)
    assert "Việc đã bỏ khi soát" not in get(client, worker, "version", version.pk).content.decode()
    assert "Việc đã bỏ khi soát" in get(client, officer, "version", version.pk).content.decode()


def test_an_item_is_added_from_its_sentence_once(client, officer, draft):
    sentence = SentenceFactory(version=draft)
    for _ in range(2):
        post(
            client,
            officer,
            "add",
            draft.pk,
            "chi-tieu",
            cau=sentence.pk,
            name="Sản lượng",
            comparator=">=",
            value="1.234,5",
            sent_as="7f2c1d80-0000-4000-8000-000000000002",
        )
    target = Target.objects.get()
    assert (float(target.value), target.sentence, target.source) == (1234.5, sentence, "plan")


def test_a_printed_name_is_resolved_in_all_places_that_print_it(client, officer, draft):
    unit = OrganizationFactory()
    parts = [
        AssignmentFactory(
            task=TaskFactory(version=draft), organization=None, printed="Các ban, ngành", candidates=[unit.pk]
        )
        for _ in range(3)
    ]
    post(client, officer, "part", parts[0].pk, la=[unit.pk], tat_ca="on")
    for one in parts:
        one.refresh_from_db()
    assert [one.organization for one in parts] == [unit] * 3


def test_a_finding_is_dismissed_only_with_a_reason(client, officer, draft):
    finding = Finding.objects.create(version=draft, rule="C001", severity="error", message="Tổng lệch 3.")
    post(client, officer, "finding", finding.pk, lam="bo", ly_do="")
    finding.refresh_from_db()
    assert finding.state == FindingState.OPEN
    post(client, officer, "finding", finding.pk, lam="bo", ly_do="Đã đính chính.")
    finding.refresh_from_db()
    assert finding.state == FindingState.DISMISSED


def test_what_will_be_withdrawn_is_told_before_publishing(client, officer, version, draft):
    TaskFactory(version=version, name="Việc không còn trong bản mới")
    assert "Việc không còn trong bản mới" in get(client, officer, "publish", draft.pk).content.decode()


def test_publishing_goes_on_to_the_plan(client, officer, draft, pending):
    assert post(client, officer, "publish", draft.pk).status_code == 422
    post(client, officer, "item", "nhiem-vu", pending.pk, lam="nhan")
    assert post(client, officer, "publish", draft.pk)["Location"] == draft.programme.get_absolute_url()
    draft.refresh_from_db()
    assert draft.state == VersionState.PUBLISHED


def test_two_texts_are_compared_word_by_word(client, officer, version, draft):
    SentenceFactory(version=version, text="Đến năm 2030 trên 80% ruộng muối được trải bạt.")
    SentenceFactory(version=draft, text="Đến năm 2030 trên 85% ruộng muối được trải bạt.")
    page = get(client, officer, "compare", draft.pk).content.decode()
    assert '<del class="words-old">80%</del>' in page and '<ins class="words-new">85%</ins>' in page


# --- setting up ------------------------------------------------------------------------------------------------------


def test_units_are_added_and_taken_away(client, officer, programme):
    unit = OrganizationFactory()
    post(client, officer, "setup", programme.pk, lam="don_vi", unit=unit.pk)
    assert list(programme.units.all()) == [unit]
    post(client, officer, "setup", programme.pk, lam="bo_don_vi", dong=unit.pk)
    assert not programme.units.exists()


def test_the_second_of_two_editors_of_the_set_up_is_told(client, officer, programme):
    seen = programme.entry_id
    post(client, officer, "setup", programme.pk, lam="chung", name="Nghề muối", seen=seen)
    response = post(client, officer, "setup", programme.pk, lam="chung", name="Nghề cá", seen=seen)
    assert "vừa sửa" in response.content.decode()
    programme.refresh_from_db()
    assert programme.name == "Nghề muối"


def test_a_plan_does_not_change_hands_twice_on_one_day(client, officer, programme, owner):
    unit, third = OrganizationFactory(), OrganizationFactory()
    for _ in range(2):
        post(client, officer, "setup", programme.pk, lam="thuong_truc", organization=unit.pk, on="25/12/2026")
    response = post(client, officer, "setup", programme.pk, lam="thuong_truc", organization=third.pk, on="25/12/2026")
    assert response.status_code == 422
    assert programme.owners.count() == 2


def test_an_area_is_searched_where_there_are_many(client, officer, programme):
    areas = AreaFactory.create_batch(160)
    page = get(client, officer, "setup", programme.pk).content.decode()
    assert "Gõ để tìm, không cần dấu" in page and areas[0].full_name not in page
    post(client, officer, "setup", programme.pk, lam="dia_ban", area=areas[3].pk)
    assert list(programme.areas.all()) == [areas[3]]
    assert post(client, officer, "setup", programme.pk, lam="dia_ban").status_code == 422


def test_a_plan_changes_hands_on_a_day(client, officer, programme, owner):
    unit = OrganizationFactory()
    post(client, officer, "setup", programme.pk, lam="thuong_truc", organization=unit.pk, on="01/12/2026")
    assert programme.owner_on(date(2026, 11, 30)) == owner
    assert programme.owner_on(date(2026, 12, 1)) == unit


# --- targets ---------------------------------------------------------------------------------------------------------


def contract_fields(**fields):
    return {
        "definition": "Diện tích trải bạt trên diện tích làm muối.",
        "denominator": "diện tích làm muối",
        "unit": "%",
        "direction": "rise",
        "threshold": "80",
        "indicator": IndicatorFactory().pk,
        "baseline": "41,5",
        "contestant": OrganizationFactory().pk,
    } | fields


def test_a_complete_contract_makes_its_target_live(client, officer, version):
    target = TargetFactory(version=version)
    post(client, officer, "contract", target.pk, theo_doi="1", **contract_fields())
    contract = TargetContract.objects.get()
    assert contract.is_live and float(contract.baseline) == 41.5


def test_an_incomplete_contract_is_kept_and_says_what_is_missing(client, officer, version):
    target = TargetFactory(version=version)
    response = post(client, officer, "contract", target.pk, theo_doi="1", **contract_fields(denominator=""))
    assert response.status_code == 422
    assert "mẫu số" in response.content.decode()


def test_a_contract_may_name_a_part_of_the_territory(client, officer, version):
    target = TargetFactory(version=version)
    post(client, officer, "contract", target.pk, **contract_fields(scope="cluster.3"))
    assert TargetContract.objects.get().measure_scope.within == (("cluster", "3"),)


def test_the_parts_of_its_indicator_are_offered_to_choose(client, officer, version):
    cluster = ClusterFactory(name="Cụm Muối")
    version.programme.areas.add(cluster.area)
    contract = ContractFactory(target__version=version, indicator__measure="cluster.fill_2024")
    client.force_login(person(Role.ADMINISTRATOR))
    page = client.get(reverse("plans:contract", args=[contract.target_id])).content.decode()
    assert f'value="dia-ban.{cluster.area_id}~cluster.{cluster.pk}"' in page and "Cụm Muối" in page


def test_a_scope_over_which_the_indicator_is_not_counted_is_refused_at_its_field(client, officer, version):
    target = TargetFactory(version=version)
    counted = IndicatorFactory(measure="cluster.fill_2024")
    response = post(client, officer, "contract", target.pk, **contract_fields(indicator=counted.pk, scope="trade.x"))
    assert response.status_code == 422 and "không chia theo" in response.content.decode()


def test_an_indicator_given_another_measure_says_why_it_is_not_known(client, officer, version):
    contract = ContractFactory(target__version=version, scope="cluster.3", indicator__measure="cluster.fill_2024")
    type(contract.indicator).objects.update(measure="establishment.count")
    client.force_login(officer)
    page = client.get(reverse("plans:target", args=[contract.target_id]))
    assert page.status_code == 200 and "không chia theo" in page.content.decode()


def test_a_scope_that_makes_no_sense_is_refused(client, officer, version):
    target = TargetFactory(version=version)
    response = post(client, officer, "contract", target.pk, **contract_fields(scope="/khong/phai/so-lieu/"))
    assert response.status_code == 422


def test_only_the_unit_in_the_contract_is_offered_to_object(client, version, officer):
    contract = ContractFactory(target=TargetFactory(version=version))
    contestant = person(Role.WARD_OFFICER, contract.contestant)
    AssignmentFactory(task=TaskFactory(version=version), organization=contract.contestant)
    assert "Nêu ý kiến" in get(client, contestant, "target", contract.target.pk).content.decode()
    assert "Nêu ý kiến" not in get(client, officer, "target", contract.target.pk).content.decode()
    post(client, contestant, "contest", contract.target.pk, reason="Đếm cả ruộng bỏ hoang.")
    assert Contest.objects.get().organization == contract.contestant


# --- tasks -----------------------------------------------------------------------------------------------------------


def test_a_unit_tells_progress_from_the_page(client, part, worker):
    post(client, worker, "tell", part.task.pk, note="Đã mở lớp.", percent="50", on="01/11/2026")
    update = TaskUpdate.objects.get()
    assert (update.organization, update.percent, update.on) == (part.organization, 50, date(2026, 11, 1))


def test_a_task_added_at_execution_is_marked_as_such(client, officer, version):
    post(client, officer, "add", version.pk, "nhiem-vu", name="Việc phát sinh", verb_class="one_off")
    task = Task.objects.get()
    assert (task.source, task.sentence) == ("execution", None)
    assert "Bổ sung khi thực hiện" in client.get(task.get_absolute_url()).content.decode()


def test_a_task_added_by_mistake_is_dropped_for_a_reason(client, officer, version):
    task = TaskFactory(version=version, sentence=None, source="execution")
    for reason, review in (("", Review.ACCEPTED), ("Ghi trùng.", Review.REJECTED)):
        post(client, officer, "item", "nhiem-vu", task.pk, lam="bo", ly_do=reason)
        task.refresh_from_db()
        assert task.review == review


def test_the_words_of_the_plan_in_force_cannot_be_dropped(client, officer, version):
    task = TaskFactory(version=version)
    post(client, officer, "item", "nhiem-vu", task.pk, lam="bo", ly_do="Không thích.")
    task.refresh_from_db()
    assert task.review == Review.ACCEPTED


def test_decomposed_letters_are_composed(client, officer, version):
    post(
        client,
        officer,
        "add",
        version.pk,
        "nhiem-vu",
        name=unicodedata.normalize("NFD", "Mở lớp"),
        verb_class="one_off",
    )
    assert Task.objects.get().name == "Mở lớp"


def test_a_duty_is_set_and_its_periods_show(client, officer, part):
    post(
        client,
        officer,
        "duty",
        part.task.pk,
        period_kind="month",
        window="calendar",
        amount="1",
        unit="lần",
        proof="note",
        proves="Có thông tin.",
        starts_on="01/01/2026",
        each_unit="on",
    )
    assert "tháng 1/2026: bỏ lỡ" in client.get(part.task.get_absolute_url()).content.decode()


def a_photo() -> SimpleUploadedFile:
    from PIL import Image

    kept = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(kept, "JPEG")
    return SimpleUploadedFile("anh.jpg", kept.getvalue(), "image/jpeg")


def test_a_photo_and_a_number_prove_a_duty(client, part, worker, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    DutyFactory(task=part.task, proof="photo")
    response = post(client, worker, "prove", part.task.pk, amount="2", tep=a_photo(), sent_as=str(uuid4()))
    assert response["Location"] == part.task.get_absolute_url()
    proof = DutyProof.objects.get()
    assert (proof.amount, proof.organization, proof.latitude) == (2, part.organization, None)


def test_a_position_that_was_not_declared_is_not_kept(client, part, worker):
    DutyFactory(task=part.task)
    post(client, worker, "prove", part.task.pk, note="Đã họp.", amount="1", latitude="10.46", longitude="105.63")
    assert DutyProof.objects.get().latitude is None


def test_a_proof_without_its_photo_says_what_is_missing(client, part, worker):
    DutyFactory(task=part.task, proof="photo")
    response = post(client, worker, "prove", part.task.pk, amount="1")
    assert response.status_code == 422
    assert "ảnh" in response.content.decode()


# --- claims ----------------------------------------------------------------------------------------------------------


def test_said_summed_and_counted_stand_side_by_side(client, officer, version):
    whole = ClaimFactory(version=version, subject="cơ sở xen lẫn", value=193)
    for value in (52, 93, 12, 16, 21, 2):
        ClaimFactory(version=version, value=value, whole=whole)
    page = get(client, officer, "claims", version.programme_id).content.decode()
    assert "193 cơ sở" in page and "196 cơ sở" in page and "lệch 3" in page


def test_a_claim_is_linked_to_what_counts_it(client, officer, version):
    claim, indicator = ClaimFactory(version=version), IndicatorFactory()
    post(client, officer, "count", claim.pk, indicator=indicator.pk)
    assert Claim.objects.get().indicator == indicator
