"""Contracts of targets on their pages."""

import pytest
from django.urls import reverse

from lotrinh.organizations.choices import Role
from lotrinh.plans.models import Contest, TargetContract
from tests.clusters.factories import ClusterFactory
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import AssignmentFactory, ContractFactory, IndicatorFactory, TargetFactory, TaskFactory
from tests.plans.views.asking import get, post

pytestmark = pytest.mark.django_db


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


def test_a_target_has_its_sentence_to_copy_with_day_and_link(client, officer, version):
    contract = ContractFactory(target__version=version, indicator__measure="establishment.count")
    client.force_login(officer)
    page = client.get(reverse("plans:target", args=[contract.target_id])).text
    sentence = page.partition('id="cau">')[2].partition("</p>")[0]
    assert "tính từ sổ" in sentence and "http://testserver/chi-so/" in sentence
    assert 'data-copy="#cau"' in page


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
