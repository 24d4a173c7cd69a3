"""What plans claim, beside what is counted."""

import pytest

from lotrinh.plans.models import Claim
from tests.plans.factories import ClaimFactory, IndicatorFactory
from tests.plans.views.asking import get, post

pytestmark = pytest.mark.django_db


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
