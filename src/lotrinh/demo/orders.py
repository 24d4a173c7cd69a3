"""A few orders, an open objection and last week's brief: invented, and marked so."""

from datetime import timedelta
from decimal import Decimal

from django.utils.timezone import localdate

from lotrinh.core.models import User
from lotrinh.demo.offices import office_named
from lotrinh.demo.progress import task_of
from lotrinh.demo.sign_ins import CLUSTER_OFFICER, COMMITTEE, DEPARTMENT_LEADER, DIVISION, FRONT, LEADER, WARD_OFFICERS
from lotrinh.followups.actions import About, give_order, take_step
from lotrinh.followups.choices import StepKind
from lotrinh.followups.matters import TARGET, TASK, open_matter
from lotrinh.followups.models import Order
from lotrinh.monitoring.brief.frozen import freeze_week
from lotrinh.plans import actions
from lotrinh.plans.models import Contest, PlanVersion, Target
from lotrinh.plans.views.contests import figure_now
from lotrinh.rules.calendar import office_calendar


def keep_last_week() -> None:
    """What stood a week ago, so that the first brief has something to compare with."""
    freeze_week(localdate() - timedelta(days=7))


def give_orders(version: PlanVersion) -> list[Order]:
    """One to be verified, one with a partner, one handed back for more."""
    leader = _person(LEADER.username)
    fill, land = _target(version, "lấp đầy", "Quảng Khánh"), task_of(version, "Chủ động chuẩn bị quỹ đất")
    day = localdate()
    in_days = office_calendar(day).add_workdays

    def give(register: str, key: int, **fields) -> Order:
        about = About.matter(open_matter(register, str(key), leader))
        return give_order(about=about, by=leader, is_sample=True, **fields)

    cluster = give(
        TARGET,
        fill.pk,
        unit=office_named(DIVISION.format("Mỹ Trà")),
        verifier=office_named(COMMITTEE.format("Mỹ Trà")),
        what="Báo cáo vì sao tỷ lệ lấp đầy cụm Quảng Khánh chưa đạt và lô nào có thể cho thuê trong quý tới (mẫu)",
        due=in_days(day, 5),
    )
    take_step(
        order=cluster,
        kind=StepKind.ANSWER,
        words="Còn ba lô chờ phê duyệt hồ sơ thuê; đã mời hai doanh nghiệp khảo sát (mẫu)",
        number=Decimal(3),
        number_unit="lô",
        by=_person(CLUSTER_OFFICER.username),
    )
    front = give(
        TASK,
        land.pk,
        unit=office_named(FRONT.format("Cao Lãnh")),
        what="Phối hợp vận động các hộ trong vùng quy hoạch, tổng hợp kiến nghị (mẫu)",
        due=in_days(day, 10),
    )
    ward = give(
        TASK,
        land.pk,
        unit=office_named(COMMITTEE.format("Mỹ Ngãi")),
        what="Gửi danh sách thửa đất cần kiểm đếm trong tháng (mẫu)",
        due=in_days(day, 3),
    )
    take_step(
        order=ward, kind=StepKind.ANSWER, words="Đã có danh sách 40 thửa (mẫu)", by=_person(WARD_OFFICERS[1].username)
    )
    take_step(order=ward, kind=StepKind.RETURN, words="Thiếu diện tích từng thửa (mẫu)", by=leader)
    return [cluster, front, ward]


def object_to_the_fill(version: PlanVersion) -> Contest:
    """The department counts otherwise; the plan's division has not ruled yet."""
    target = _target(version, "lấp đầy", "Quảng Khánh")
    return actions.contest(
        target=target,
        organization=target.contract.contestant,
        reason="Số của Sở không tính lô đã thuê nhưng chưa ký hợp đồng (mẫu)",
        value=Decimal("71.5"),
        unit="%",
        definition="Chỉ đếm lô đã ký hợp đồng thuê lại đất (mẫu)",
        stands=f"{figure_now(target.contract).text}; phải đạt {target.asked}",
        by=_person(DEPARTMENT_LEADER.username),
    )


def _person(username: str) -> User:
    return User.objects.get(username=username)


def _target(version: PlanVersion, *words: str) -> Target:
    found = Target.objects.filter(version=version).exclude(contract=None)
    for word in words:
        found = found.filter(sentence__text__contains=word)
    return found.filter(name__contains=words[0]).order_by("pk").first() or found.order_by("pk").first()
