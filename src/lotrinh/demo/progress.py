"""The demo's plan being carried out: who does what, duties proved or missed, tasks late, one that cannot go on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timezone import localdate

from lotrinh.core.models import User
from lotrinh.core.periods import Period
from lotrinh.demo.offices import CULTURE, office_named
from lotrinh.demo.sign_ins import DEPARTMENT, DIVISION, FRONT, WARD_OFFICERS, WARDS
from lotrinh.plans import actions
from lotrinh.plans.choices import PeriodKind, TaskRole, VerbClass
from lotrinh.plans.models import PlanVersion, Task


@dataclass(frozen=True)
class Given:
    """A task of the plan given to an office of each ward at execution: the plan itself names nobody for it."""

    words: str
    lead: str = DIVISION
    support: str = ""
    due: date | None = None
    """Agreed at execution too."""
    is_standing: bool = False
    """Read as something to be done once, yet meant for all the time."""


GIVEN = (
    Given("Thường xuyên thông tin", lead=CULTURE, support=FRONT, is_standing=True),
    Given("Đầu tư hai cụm", due=date(2025, 12, 31)),
    Given("Phối hợp thực hiện chương trình khuyến công", due=date(2026, 12, 15)),
    Given("Chủ động chuẩn bị quỹ đất", due=date(2026, 10, 31)),
    Given("Đồng hành với nhà đầu tư", is_standing=True),
    Given("giao một đầu mối", due=date(2026, 6, 30)),
    Given("Tăng cường giám sát", is_standing=True),
    Given("Khuyến khích ý tưởng khởi nghiệp", support=FRONT),
    Given("Tuyên truyền về chuyển đổi số", lead=CULTURE),
    Given("Phối hợp bồi dưỡng kiến thức", due=date(2026, 12, 20)),
)


@dataclass(frozen=True)
class Kept:
    """A standing duty: how often, what proves it, and in which periods a ward did nothing."""

    words: str
    kind: PeriodKind
    proves: str
    unit: str
    note: str
    starts_on: date
    office: str = DIVISION
    missed: tuple[tuple[str, str], ...] = ()
    """(ward, period)."""


KEPT = (
    Kept(
        words="Thường xuyên thông tin",
        kind=PeriodKind.QUARTER,
        proves="Ít nhất một lượt truyền thông về phát triển công nghiệp mỗi quý",
        unit="lượt",
        note="Phát thanh và bài trên trang tin của phường về phát triển công nghiệp (mẫu)",
        starts_on=date(2025, 7, 1),
        office=CULTURE,
        missed=(("Mỹ Ngãi", "2026-Q2"), ("Mỹ Trà", "2026-Q3")),
    ),
    Kept(
        words="Đồng hành với nhà đầu tư",
        kind=PeriodKind.MONTH,
        proves="Gặp hoặc liên hệ ít nhất một nhà đầu tư mỗi tháng, có ghi chép",
        unit="cuộc",
        note="Gặp nhà đầu tư đang khảo sát lô đất trong cụm (mẫu)",
        starts_on=date(2026, 1, 1),
        missed=(("Mỹ Ngãi", "2026-M08"), ("Mỹ Ngãi", "2026-M09"), ("Mỹ Ngãi", "2026-M10")),
    ),
    Kept(
        words="Tăng cường giám sát",
        kind=PeriodKind.HALF,
        proves="Một đợt kiểm tra cơ sở xen lẫn khu dân cư mỗi sáu tháng",
        unit="đợt",
        note="Kiểm tra theo kế hoạch, đã lập biên bản (mẫu)",
        starts_on=date(2025, 7, 1),
    ),
)


def give_tasks(version: PlanVersion, *, by: User) -> None:
    """While the text is reviewed, so that the wards are asked about it from the beginning of each duty."""
    for given in GIVEN:
        task = task_of(version, given.words)
        for ward in WARDS:
            actions.assign(task=task, organization=office_named(given.lead.format(ward)), role=TaskRole.LEAD, by=by)
            if given.support:
                unit = office_named(given.support.format(ward))
                actions.assign(task=task, organization=unit, role=TaskRole.SUPPORT, by=by)
        if given.due:
            actions.correct(item=task, by=by, due=given.due)
        if given.is_standing and task.verb_class != VerbClass.STANDING:
            actions.correct(item=task, by=by, verb_class=VerbClass.STANDING)


def keep_duties(version: PlanVersion, officers: dict[str, User], *, by: User) -> None:
    """Proofs by each ward's officer for all periods that are over, but for those that were missed."""
    for kept in KEPT:
        task = task_of(version, kept.words)
        duty = actions.set_duty(
            task=task, by=by, period_kind=kept.kind, proves=kept.proves, unit=kept.unit, starts_on=kept.starts_on
        )
        for ward, period in _proved(kept):
            actions.prove_duty(
                duty=duty,
                organization=office_named(kept.office.format(ward)),
                by=officers[ward],
                on=period.first + timedelta(days=9),
                note=kept.note,
            )


def tell_progress(version: PlanVersion, *, by: User) -> None:
    """Updates out of a year and a half, one task done, and one that waits for somebody else."""
    ward = {name: office_named(DIVISION.format(name)) for name in WARDS}
    clusters = task_of(version, "Đầu tư hai cụm")
    for day, percent, note in (
        (date(2025, 9, 20), 55, "Hạ tầng giai đoạn 1 cụm Quảng Khánh đã nghiệm thu hai tuyến đường (mẫu)"),
        (date(2026, 3, 18), 60, "Trạm xử lý nước thải vận hành thử; cụm thứ hai chưa lập hồ sơ thành lập (mẫu)"),
        (date(2026, 10, 12), 65, "Đã cho thuê thêm một lô; cụm thứ hai đang chờ phương án phát triển của tỉnh (mẫu)"),
    ):
        actions.tell(task=clusters, organization=ward["Mỹ Trà"], on=day, percent=percent, note=note, by=by)
    window = task_of(version, "giao một đầu mối")
    actions.finish(
        task=window, by=by, on=date(2026, 5, 28), result="Mỗi phường có một cán bộ làm đầu mối cho nhà đầu tư (mẫu)"
    )
    land = task_of(version, "Chủ động chuẩn bị quỹ đất")
    actions.tell(
        task=land,
        organization=ward["Mỹ Ngãi"],
        on=date(2026, 9, 8),
        percent=20,
        note="Đã rà soát 12 ha; chưa kiểm đếm vì thiếu kinh phí (mẫu)",
        by=by,
    )
    actions.block_task(
        task=land,
        organization=ward["Mỹ Ngãi"],
        why="Chưa có kinh phí đo đạc, kiểm đếm để lập phương án bồi thường (mẫu)",
        clearer=office_named(DEPARTMENT),
        by_when=localdate() + timedelta(days=14),
        by=by,
    )


def task_of(version: PlanVersion, words: str) -> Task:
    """The one task of the text whose name holds these words."""
    return Task.objects.get(version=version, name__contains=words)


def officers_of_wards() -> dict[str, User]:
    """Ward → who keeps its registers."""
    users = {user.username: user for user in User.objects.all()}
    return {ward: users[sign_in.username] for ward, sign_in in zip(WARDS, WARD_OFFICERS, strict=True)}


def _proved(kept: Kept) -> Iterator[tuple[str, Period]]:
    period = Period.covering(kept.starts_on, kept.kind)
    while period.last < localdate():
        yield from ((ward, period) for ward in WARDS if (ward, period.key) not in kept.missed)
        period = period.next()
