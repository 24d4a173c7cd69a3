from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.timezone import now

from lotrinh.monitoring.models import SentItem
from lotrinh.monitoring.phone.cleaning import KEPT, forget_old_items
from tests.organizations.factories import person

pytestmark = pytest.mark.django_db


def taken(days_ago: int) -> SentItem:
    found = SentItem.objects.create(by=person(), key=uuid4(), address="/nhiem-vu/1/", digest="0" * 64)
    SentItem.objects.filter(pk=found.pk).update(taken_at=now() - timedelta(days=days_ago))
    return found


def test_what_a_phone_sent_long_ago_is_forgotten_and_the_rest_is_not_taken_twice():
    taken(KEPT.days + 1)
    recent = taken(KEPT.days - 1)
    assert forget_old_items(now()) == 1
    assert SentItem.objects.get() == recent


def test_with_nothing_old_nothing_is_forgotten():
    taken(0)
    assert forget_old_items(now()) == 0
