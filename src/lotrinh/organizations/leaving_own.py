"""What this room and the kernel below it keep in a person's name."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from lotrinh.core.models import ImportBatch, ImportState, Job, JobStatus, User
from lotrinh.core.registers import audit, register_named
from lotrinh.core.vietnamese import format_date
from lotrinh.organizations import leaving
from lotrinh.organizations.models import Deputising, RoleHolding
from lotrinh.organizations.scope import forget_scope


def roles_of(person: User):
    """Held today or later."""
    today = localdate()
    ended = Q(valid_to__lt=today)
    return person.role_holdings.exclude(ended).with_names().order_by("valid_from", "pk")


def give_roles(rows: Iterable[RoleHolding], taker: User, *, by: User) -> None:
    """The same role at the same unit until the same day; one the taker holds already is not doubled."""
    today = localdate()
    for one in rows:
        with audit(f"Giao vai trò {one.get_role_display()} cho {taker}", by=by) as entry:
            held = taker.role_holdings.filter(role=one.role, organization=one.organization, area=one.area)
            first = max(one.valid_from, today)
            if held.filter(Q(valid_to=None) | Q(valid_to__gte=first)).exists():
                continue
            RoleHolding.objects.create(
                user=taker,
                role=one.role,
                organization=one.organization,
                area=one.area,
                valid_from=first,
                valid_to=one.valid_to,
                entry=entry,
            )
    forget_scope(taker)


def imports_of(person: User):
    """Files that were checked and wait for a word."""
    return ImportBatch.objects.filter(by=person, state=ImportState.CHECKED)


def give_imports(rows: Iterable[ImportBatch], taker: User, *, by: User) -> None:
    """The taker confirms or throws away; what the file does is judged anew by what the taker may write."""
    with audit(f"Chuyển tệp nhập chờ xác nhận cho {taker}", by=by):
        ImportBatch.objects.filter(pk__in=[one.pk for one in rows]).update(by=taker)


def _title_of(batch: ImportBatch) -> str:
    try:
        return f"{batch.filename} ({register_named(batch.register).title})"
    except LookupError:
        return batch.filename


def deputisings_of(person: User):
    mine = Q(principal=person) | Q(deputy=person)
    return Deputising.objects.not_over(localdate()).filter(mine).with_names()


def end_deputisings(rows: Iterable[Deputising], *, by: User) -> None:
    with audit("Chấm dứt ủy quyền khi bàn giao", by=by) as entry:
        Deputising.objects.filter(pk__in=[one.pk for one in rows]).update(end_entry=entry)


def jobs_of(person: User) -> list[str]:
    count = Job.objects.filter(by=person, status__in=[JobStatus.WAITING, JobStatus.RUNNING]).count()
    done = person.audit_entries.count()
    lines = [f"{done} mục nhật ký người ấy đã ghi: lịch sử giữ tên người đã làm."] if done else []
    if count:
        lines.append(f"{count} việc chạy nền đang dở: chạy tiếp đến hết dưới tên người đã giao.")
    lines.append("Mật khẩu, lớp xác thực thứ hai và bản chưa gửi còn trên điện thoại của người ấy.")
    return lines


def _words_of(one: Deputising) -> str:
    return f"{one}, {format_date(one.valid_from)}–{format_date(one.valid_to)}, theo {one.document}"


def register() -> None:
    leaving.keeps(
        "roles",
        title="Vai trò",
        find=roles_of,
        unit=lambda one: one.organization,
        describe=lambda one: f"{one.get_role_display().capitalize()}, {one.organization.label}",
        link=lambda one: one.organization.get_absolute_url(),
        move=give_roles,
        note="Vai trò của người đi kết thúc ngay; để trống thì không ai nhận vai trò đó.",
    )
    leaving.keeps(
        "imports",
        title="Tệp nhập chờ xác nhận",
        find=imports_of,
        describe=_title_of,
        link=lambda one: reverse("registers:import-batch", args=[one.register, one.pk]),
        move=give_imports,
    )
    leaving.withdraws(
        "deputisings", title="Ủy quyền", find=deputisings_of, end=end_deputisings, describe=_words_of, link=lambda _: ""
    )
    leaving.stays(jobs_of)
