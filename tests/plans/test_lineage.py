"""A plan among plans: who sees which, who carries what, and what nobody took up."""

import pytest
from django.urls import reverse

from lotrinh.organizations.choices import Role
from lotrinh.plans import actions
from lotrinh.plans.choices import LinkKind
from lotrinh.plans.errors import NoSuchPlan, NotYourPlan
from lotrinh.plans.lineage import carried, family_of, settle_links
from lotrinh.plans.models import ProgrammeLink
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import AssignmentFactory, ProgrammeFactory, SentenceFactory, TaskFactory, VersionFactory

pytestmark = pytest.mark.django_db

TRAINING = "Mở lớp dạy nghề làm muối sạch cho diêm dân trong năm."
STORE = "Xây kho chứa muối chung tại bến cá trước mùa mưa."


@pytest.fixture
def boss():
    return person(Role.PLAN_OFFICER, OrganizationFactory(name="Sở Muối"))


@pytest.fixture
def upper(boss):
    owner = boss.role_holdings.get().organization
    return VersionFactory(programme=ProgrammeFactory(owner=owner, name="Nghề muối toàn tỉnh"), number="12/KH-SM")


@pytest.fixture
def lower():
    ward = OrganizationFactory(name="Ủy ban nhân dân phường Bãi Ngang")
    return VersionFactory(programme=ProgrammeFactory(owner=ward, name="Nghề muối phường Bãi Ngang"))


@pytest.fixture
def ward_officer(lower):
    return person(Role.PLAN_OFFICER, lower.programme.owners.get().organization)


@pytest.fixture
def linked(upper, lower):
    # Both officers take part in both plans.
    lower.programme.units.add(upper.programme.owners.get().organization)
    upper.programme.units.add(lower.programme.owners.get().organization)
    return ProgrammeLink.objects.create(programme=lower.programme, other=upper.programme, kind=LinkKind.PARENT)


def test_a_link_told_by_one_plan_is_seen_from_both(linked, upper, lower, boss, ward_officer):
    assert [kin.programme for kin in family_of(lower.programme, ward_officer).parents] == [upper.programme]
    assert [kin.programme for kin in family_of(upper.programme, boss).children] == [lower.programme]


def test_a_link_told_by_both_is_seen_once(linked, upper, lower, boss):
    ProgrammeLink.objects.create(programme=upper.programme, other=lower.programme, kind=LinkKind.PART)
    assert len(family_of(upper.programme, boss).children) == 1


def test_a_plan_out_of_sight_is_neither_opened_nor_named(upper, lower, ward_officer):
    ProgrammeLink.objects.create(programme=lower.programme, other=upper.programme, kind=LinkKind.PARENT)
    (kin,) = family_of(lower.programme, ward_officer).parents
    assert kin.programme is None
    assert "Nghề muối toàn tỉnh" not in kin.name


def test_a_sentence_is_taken_up_by_a_lower_plan_or_by_a_unit(linked, upper, lower, boss):
    task = TaskFactory(version=upper, sentence=SentenceFactory(version=upper, text="Rà soát ruộng bỏ hoang ven đê."))
    AssignmentFactory(task=task)
    for text in (TRAINING, STORE):
        SentenceFactory(version=upper, text=text)
    SentenceFactory(version=lower, text=TRAINING)
    told = carried(upper, family_of(upper.programme, boss).children)
    assert [(len(one.carriers), len(one.units)) for one in told] == [(0, 1), (1, 0), (0, 0)]


def test_a_parent_that_comes_in_later_finds_those_that_named_it(upper, lower):
    link = ProgrammeLink.objects.create(
        programme=lower.programme, printed="Kế hoạch 12/KH-SM của Sở Muối", kind=LinkKind.PARENT
    )
    assert settle_links(upper) == 1
    link.refresh_from_db()
    assert link.other == upper.programme


def test_nobody_links_a_plan_they_do_not_see_or_do_not_run(upper, lower, ward_officer, boss):
    with pytest.raises(NoSuchPlan):
        actions.link_programme(programme=lower.programme, other=upper.programme, kind=LinkKind.PARENT, by=ward_officer)
    with pytest.raises(NotYourPlan):
        actions.link_programme(programme=lower.programme, printed="Kế hoạch 1", kind=LinkKind.PARENT, by=boss)


def test_a_link_can_be_taken_back(client, linked, lower, ward_officer):
    client.force_login(ward_officer)
    client.post(reverse("plans:setup", args=[lower.programme_id]), {"lam": "bo_lien_ket", "dong": linked.pk})
    assert not ProgrammeLink.objects.exists()


def test_the_page_tells_what_nobody_took_up(client, linked, upper, lower, boss):
    SentenceFactory(version=upper, text=STORE)
    client.force_login(boss)
    page = client.get(reverse("plans:lineage", args=[upper.programme_id])).content.decode()
    assert "1 câu chưa ai nhận" in page
    assert STORE in page


def test_the_page_of_a_lower_plan_tells_what_it_leaves_out(client, linked, upper, lower, ward_officer):
    SentenceFactory(version=upper, text=STORE)
    client.force_login(ward_officer)
    page = client.get(reverse("plans:lineage", args=[lower.programme_id])).content.decode()
    assert "1 câu cấp trên giao mà kế hoạch này không mang" in page


def test_two_plans_stand_sentence_by_sentence(client, linked, upper, lower, ward_officer):
    SentenceFactory(version=upper, text=TRAINING)
    SentenceFactory(version=lower, text=f"Khuyến khích {TRAINING.lower()}")
    client.force_login(ward_officer)
    address = reverse("plans:alignment", args=[lower.programme_id, upper.programme_id])
    page = client.get(address).content.decode()
    assert "1 câu nhẹ hơn" in page
    assert "khuyến khích" in page.lower()
    assert client.get(address, {"loai": "dropped"}).content.decode().count("compare-row") == 0


@pytest.mark.parametrize("name", ["plans:lineage", "plans:alignment"])
def test_a_stranger_sees_neither_page(client, linked, upper, lower, name):
    client.force_login(person())
    keys = [lower.programme_id, upper.programme_id][: 2 if name.endswith("alignment") else 1]
    assert client.get(reverse(name, args=keys)).status_code == 404


def test_plans_that_are_not_linked_are_not_compared(client, upper, lower, boss):
    lower.programme.units.add(boss.role_holdings.get().organization)
    client.force_login(boss)
    address = reverse("plans:alignment", args=[lower.programme_id, upper.programme_id])
    assert client.get(address).status_code == 404


def test_many_lower_plans_cost_no_more_queries_than_one(client, linked, upper, boss, django_assert_max_num_queries):
    SentenceFactory(version=upper, text=TRAINING)
    for _ in range(3):
        version = VersionFactory()
        version.programme.units.add(boss.role_holdings.get().organization)
        SentenceFactory(version=version, text=TRAINING)
        ProgrammeLink.objects.create(programme=version.programme, other=upper.programme, kind=LinkKind.PARENT)
    client.force_login(boss)
    with django_assert_max_num_queries(30):
        client.get(reverse("plans:lineage", args=[upper.programme_id]))
