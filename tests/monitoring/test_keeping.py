import pytest

from lotrinh.indicators.keeping import what_to_keep
from lotrinh.monitoring.keeping import followed
from tests.areas.factories import AreaFactory
from tests.monitoring.factories import LiveContractFactory
from tests.plans.factories import ContractFactory, DraftFactory, IndicatorFactory, TargetFactory, VersionFactory

pytestmark = pytest.mark.django_db


def test_the_figure_of_a_live_target_is_kept_in_the_programmes_territory():
    version = VersionFactory()
    version.programme.areas.add(area := AreaFactory())
    contract = LiveContractFactory(target=TargetFactory(version=version))
    scope = f"dia-ban.{area.pk}"
    assert [(indicator, where.key) for indicator, where in followed()] == [(contract.indicator, scope)]
    assert (contract.indicator, scope) in [(indicator, where.key) for indicator, where in what_to_keep()]


def test_what_is_not_live_or_not_in_force_is_not_followed():
    ContractFactory(target=TargetFactory(version=VersionFactory()))
    LiveContractFactory(target=TargetFactory(version=DraftFactory()))
    assert list(followed()) == []


@pytest.mark.parametrize("scope", ["cluster.7", "???"])
def test_a_scope_that_does_not_fit_is_left_out(scope):
    indicator = IndicatorFactory(measure="workforce.trained", nature="ratio")
    LiveContractFactory(target=TargetFactory(version=VersionFactory()), indicator=indicator, scope=scope)
    assert list(followed()) == []
