"""What others wait for: orders on which it is the unit's turn, blocks it can clear, objections it has to rule on."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from lotrinh.core.models import User
from lotrinh.followups.choices import WITH_THE_UNIT, OrderState
from lotrinh.followups.models import Block, Order
from lotrinh.monitoring.choices import State
from lotrinh.monitoring.errands import Errand
from lotrinh.monitoring.states.tasks import open_on
from lotrinh.plans.models import Contest, Programme

_DEEDS = {
    OrderState.GIVEN: "Trả lời",
    OrderState.RETURNED: "Làm thêm và gửi lại",
    OrderState.ASKED: "Trả lời câu hỏi",
    OrderState.ANSWERED: "Xem trả lời",
    OrderState.VERIFIED: "Kết thúc",
}


def orders_waiting(who: User, keys: frozenset[int], day: date) -> Iterator[Errand]:
    """Orders to carry out, with their day; answers and questions that wait for a look have none."""
    for order in Order.objects.visible_to(who).waiting_for(keys).with_units():
        is_ours = order.state in WITH_THE_UNIT
        link = order.get_absolute_url()
        reminded = " Bên giao đã nhắc." if is_ours and order.reminded_id else ""
        yield Errand(
            kind="việc được giao" if is_ours else f"việc đã giao: {order.get_state_display()}",
            title=order.what,
            link=link,
            on=order.due if is_ours else day,
            note=f"{order.giver.label} giao về: {order.subject}.{reminded}",
            unit=order.turn,
            state=State.LATE if is_ours and order.due < day else None,
            deed=_DEEDS[order.stand],
            deed_link=link,
        )


def blocks_to_clear(who: User, keys: frozenset[int], day: date) -> Iterator[Errand]:
    """Those the unit is asked to clear, and those passed up to it because nobody did."""
    asked = Block.objects.visible_to(who).filter(Q(clearer__in=keys) | Q(superior__in=keys))
    for block in open_on(asked, day).select_related("unit", "clearer", "superior"):
        is_passed_up = block.clearer_id not in keys
        link = reverse("followups:block", args=[block.pk])
        waited = f"{block.clearer.label} chưa gỡ: " if is_passed_up else ""
        yield Errand(
            kind="vướng mắc quá hạn, báo lên" if is_passed_up else "vướng mắc của đơn vị khác",
            title=block.subject,
            link=block.link or link,
            on=block.by_when,
            note=f"{block.unit.label} đang chờ: {waited}{block.why}",
            unit=block.superior if is_passed_up else block.clearer,
            state=State.LATE if block.by_when < day else State.BLOCKED,
            deed="Gỡ",
            deed_link=link,
        )


def contests_to_rule(who: User, keys: frozenset[int], day: date) -> Iterator[Errand]:
    """Asked of the named decider; of those raised before there was one, of whoever runs the programme."""
    mine = Programme.objects.editable_by(who).values("pk")
    asked = Q(decider__in=keys) | Q(decider=None, target__version__programme__in=mine)
    contests = Contest.objects.visible_to(who).open().filter(asked)
    for contest in contests.select_related("target", "organization", "decider"):
        link = contest.get_absolute_url()
        yield Errand(
            kind="ý kiến khác về chỉ tiêu" if contest.target_id else "ý kiến khác về số liệu",
            title=contest.about,
            link=link,
            on=contest.decide_by,
            note=f"{contest.organization.label}: {contest.reason}",
            unit=contest.decider,
            state=State.LATE if contest.decide_by and contest.decide_by < day else State.CONTESTED,
            deed="Phân xử",
            deed_link=link,
        )
