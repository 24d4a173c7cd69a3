import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from lotrinh.organizations.choices import Role
from lotrinh.plans.choices import SentenceKind, VersionState
from tests.clusters.factories import LeaseFactory
from tests.monitoring.factories import DeclaredFigureFactory, LiveContractFactory
from tests.organizations.factories import person
from tests.plans.factories import (
    AssignmentFactory,
    DraftFactory,
    IndicatorFactory,
    ProgrammeFactory,
    SentenceFactory,
    TargetFactory,
    TaskFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    """A text with a target that is followed, a task and a sentence that nothing serves."""
    version = VersionFactory(issuer="Ủy ban nhân dân phường Thử")
    promise = SentenceFactory(version=version, kind=SentenceKind.PROMISE, text="Tỷ lệ lấp đầy đạt trên 80%.")
    target = TargetFactory(version=version, sentence=promise, name="Tỷ lệ lấp đầy Quảng Khánh")
    contract = LiveContractFactory(target=target)
    DeclaredFigureFactory(indicator=contract.indicator, value=61.7)
    order = SentenceFactory(version=version, text="Mở lớp nghề cho người lao động.")
    AssignmentFactory(task=TaskFactory(version=version, sentence=order, name="Mở lớp nghề"))
    SentenceFactory(version=version, text="Xây nhà kho bảo quản nông sản.")
    return version


@pytest.fixture
def programme(version):
    return version.programme


@pytest.fixture
def officer(client, programme):
    user = person(Role.PLAN_OFFICER, programme.owner_on(localdate()))
    client.force_login(user)
    return user


@pytest.fixture
def stranger(client):
    user = person()
    client.force_login(user)
    return user


def pages(programme):
    version = programme.versions.get()
    sentence, target = version.sentences.first(), version.targets.first()
    yield reverse("monitoring:dashboard", args=[programme.pk])
    yield reverse("monitoring:living", args=[programme.pk])
    yield reverse("monitoring:coverage", args=[programme.pk])
    yield reverse("monitoring:sentence", args=[programme.pk, sentence.pk])
    yield reverse("monitoring:target", args=[programme.pk, target.pk])


def test_anybody_sees_which_plans_there_are_and_what_they_promise(client, programme):
    page = client.get("/").text
    assert programme.name in page and "Ủy ban nhân dân phường Thử" in page
    assert "Tỷ lệ lấp đầy Quảng Khánh" in page and "trên 80 %" in page


def test_anybody_sees_no_figure_and_no_task(client, version):
    page = client.get("/").text
    assert "61,7" not in page and "Mở lớp nghề" not in page


def test_a_plan_still_in_review_is_not_public(client):
    draft = DraftFactory(programme__name="Kế hoạch kín")
    assert draft.programme.name not in client.get("/").text


def test_an_empty_house_answers_too(client, db):
    assert "Chưa có kế hoạch nào" in client.get("/").text


def test_whoever_runs_the_only_plan_starts_from_it(client, officer, programme):
    assert client.get("/").url == programme.get_absolute_url()


def test_a_ward_officer_starts_from_what_waits(client, programme):
    client.force_login(person(Role.WARD_OFFICER, programme.owner_on(localdate())))
    assert client.get("/").url == reverse("monitoring:my_work")


def test_whoever_runs_several_plans_chooses(client, officer, programme):
    VersionFactory(programme=ProgrammeFactory(owner=programme.owner_on(localdate()), name="Kế hoạch hai"))
    page = client.get("/").text
    assert programme.name in page and "Kế hoạch hai" in page


def test_every_page_opens_for_those_within_the_plan(client, officer, programme):
    assert [client.get(page).status_code for page in pages(programme)] == [200] * 5


def test_a_user_of_another_unit_is_refused_at_every_page(client, stranger, programme):
    assert [client.get(page).status_code for page in pages(programme)] == [404] * 5


def test_without_sign_in_every_page_asks_for_it(client, programme):
    assert {client.get(page).status_code for page in pages(programme)} == {302}


def test_a_sentence_of_another_plan_is_not_opened_through_this_one(client, officer, programme):
    other = SentenceFactory()
    assert client.get(reverse("monitoring:sentence", args=[programme.pk, other.pk])).status_code == 404


def test_the_figure_of_a_target_leads_to_its_rows(client, officer, programme, version):
    address = reverse("monitoring:target", args=[programme.pk, version.targets.get().pk])
    page = client.get(address, headers={"HX-Request": "true"}).text
    assert "<html" not in page
    assert "61,7 %" in page and "/chi-so/so-lieu/" in page and "Sao chép câu" in page


def test_rows_outside_ones_scope_are_counted_and_not_shown(client, officer, programme, version):
    address = reverse("monitoring:target", args=[programme.pk, version.targets.get().pk])
    page = client.get(address).text
    assert "1 dòng ngoài phạm vi của bạn" in page


def test_rows_within_ones_scope_are_shown_with_what_they_add(client, programme, version):
    indicator = version.targets.get().contract.indicator
    declarer = indicator.declared.get().organization
    programme.units.add(declarer)
    client.force_login(person(Role.LEADER, declarer))
    page = client.get(reverse("monitoring:target", args=[programme.pk, version.targets.get().pk])).text
    assert "/so/so-khai-bao/" in page and "<span>61,7</span>" in page


def test_plots_tell_whether_they_count(client, officer, programme, version):
    plot = LeaseFactory(plot__code="B7").plot
    indicator = IndicatorFactory(measure="cluster.fill_2024", nature="ratio")
    target = TargetFactory(version=version)
    LiveContractFactory(target=target, indicator=indicator, scope=f"cluster.{plot.cluster_id}")
    client.force_login(person(Role.ADMINISTRATOR))
    page = client.get(reverse("monitoring:target", args=[programme.pk, target.pk])).text
    assert "B7" in page and "tính vào" in page


def test_the_living_plan_shows_each_binding_sentence_with_its_state(client, officer, programme):
    page = client.get(reverse("monitoring:living", args=[programme.pk])).text
    assert "Xây nhà kho bảo quản nông sản." in page and "chưa ai được giao" in page


def test_the_living_plan_can_be_narrowed_to_what_nobody_looks_after(client, officer, programme):
    page = client.get(reverse("monitoring:living", args=[programme.pk]), {"loc": "ho"}).text
    assert "Xây nhà kho" in page and "Mở lớp nghề" not in page


def test_an_unknown_filter_shows_the_whole_text(client, officer, programme):
    page = client.get(reverse("monitoring:living", args=[programme.pk]), {"loc": "<b>"}).text
    assert "Mở lớp nghề" in page


def test_text_of_a_document_cannot_write_the_page(client, officer, version):
    SentenceFactory(version=version, text="<script>alert(1)</script> Giao phòng.")
    page = client.get(reverse("monitoring:living", args=[version.programme_id])).text
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_a_plan_without_a_text_in_force_has_no_living_page(client, officer, programme):
    programme.versions.update(state=VersionState.SUPERSEDED)
    assert client.get(reverse("monitoring:living", args=[programme.pk])).status_code == 404
    assert client.get(reverse("monitoring:dashboard", args=[programme.pk])).status_code == 200


def test_coverage_names_the_sentence_nothing_serves(client, officer, programme):
    response = client.get(reverse("monitoring:coverage", args=[programme.pk]))
    assert [line.text for line in response.context["unserved"]] == ["Xây nhà kho bảo quản nông sản."]


def test_my_work_of_a_unit_where_one_holds_no_role_is_refused(client, stranger, programme):
    owner = programme.owner_on(localdate())
    assert client.get(reverse("monitoring:my_work"), {"don-vi": owner.pk}).status_code == 404


def test_my_work_opens_for_somebody_without_a_role(client, django_user_model):
    client.force_login(django_user_model.objects.create(username="moi"))
    assert "chưa giữ vai trò" in client.get(reverse("monitoring:my_work")).text


@pytest.mark.parametrize("name", ["dashboard", "living", "coverage"])
def test_the_number_of_queries_does_not_grow_with_the_plan(
    client, officer, version, name, django_assert_max_num_queries
):
    for _ in range(15):
        AssignmentFactory(task=TaskFactory(version=version))
        TargetFactory(version=version)
    address = reverse(f"monitoring:{name}", args=[version.programme_id])
    with django_assert_max_num_queries(24):
        client.get(address)
