"""The first person of an empty office: asked for at a terminal, or named by arguments and environment."""

import getpass
import os
import sys
from argparse import Namespace
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from lotrinh.areas.models import Area
from lotrinh.core.models import User
from lotrinh.core.registers import audit, write
from lotrinh.core.vietnamese import fold
from lotrinh.organizations.choices import OrganizationKind, OrganizationLevel, Role
from lotrinh.organizations.models import Organization, RoleHolding

MOST_SHOWN = 15


@dataclass(frozen=True)
class Newcomer:
    username: str
    full_name: str
    password: str
    unit: Area


def ensure_administrator(args: Namespace) -> None:
    """Nothing to do once somebody administers. Ends the program, saying how, when nobody can be asked."""
    if User.objects.filter(is_superuser=True, is_active=True).exists():
        return
    if args.admin:
        newcomer = _from_arguments(args)
    elif sys.stdin.isatty():
        newcomer = _from_questions()
    else:
        raise SystemExit(
            "Chưa có quản trị viên. Hãy chạy lệnh này ở cửa sổ dòng lệnh để trả lời vài câu hỏi, hoặc: "
            "LOTRINH_ADMIN_PASSWORD=… lotrinh serve --admin TÊN --admin-name 'HỌ TÊN' --unit MÃ_ĐỊA_BÀN"
        )
    found_office(newcomer)
    print(f"Đã tạo quản trị viên “{newcomer.username}” của {newcomer.unit}.", file=sys.stderr)


def found_office(newcomer: Newcomer) -> User:
    """The account, the unit's People's Committee, and the role that joins them, in one deed."""
    user = User(username=newcomer.username, full_name=newcomer.full_name, is_superuser=True, is_staff=True)
    user.set_password(newcomer.password)
    user.save()
    with audit("Lập cơ quan và quản trị viên đầu tiên", by=user) as entry:
        office = _committee_of(newcomer.unit, by=user)
        RoleHolding.objects.create(
            user=user, role=Role.ADMINISTRATOR, organization=office, valid_from=localdate(), entry=entry
        )
    return user


def _committee_of(unit: Area, *, by: User) -> Organization:
    name = f"Ủy ban nhân dân {unit}"[:250]
    if office := Organization.objects.filter(name=name).first():
        return office
    level = OrganizationLevel.PROVINCE if unit.parent_id is None else OrganizationLevel.COMMUNE
    office = Organization(
        name=name,
        short_name=f"UBND {unit.name}"[:80],
        kind=OrganizationKind.COMMITTEE,
        level=level,
        area=unit,
        valid_from=unit.valid_from,
    )
    write(office, by=by)
    return office


def _units(day: date):
    return Area.objects.valid_on(day).order_by("sort_key")


def _from_arguments(args: Namespace) -> Newcomer:
    unit = _units(localdate()).filter(code=args.unit or "").first()
    if unit is None:
        raise SystemExit(f"--unit {args.unit}: không có đơn vị hành chính nào đang tồn tại mang mã ấy.")
    password = os.environ.get("LOTRINH_ADMIN_PASSWORD", "")
    if problem := _password_problem(password):
        raise SystemExit(f"LOTRINH_ADMIN_PASSWORD không dùng được: {problem}")
    return Newcomer(args.admin, args.admin_name or args.admin, password, unit)


def _from_questions() -> Newcomer:
    print("Cơ quan chưa có ai. Xin cho biết quản trị viên đầu tiên.", file=sys.stderr)
    unit = _ask_unit()
    username = _ask("Tên đăng nhập")
    full_name = _ask("Họ và tên")
    while problem := _password_problem(password := getpass.getpass("Mật khẩu (không hiện khi gõ): ")):
        print(problem, file=sys.stderr)
    return Newcomer(username, full_name, password, unit)


def _ask_unit() -> Area:
    """Part of a name, with or without tone marks, until one unit of the list is chosen."""
    while True:
        wanted = fold(_ask("Cơ quan thuộc tỉnh, phường hoặc xã nào (gõ một phần tên)"))
        found = list(_units(localdate()).filter(fold__contains=wanted)[: MOST_SHOWN + 1])
        for number, unit in enumerate(found[:MOST_SHOWN], 1):
            print(f"  {number}. {unit}", file=sys.stderr)
        if len(found) > MOST_SHOWN:
            print("  … còn nữa; hãy gõ thêm chữ.", file=sys.stderr)
        if not found:
            print("  Không có tên nào như vậy.", file=sys.stderr)
            continue
        choice = input("Số thứ tự (Enter để tìm lại): ").strip()
        if choice.isdecimal() and 1 <= int(choice) <= min(len(found), MOST_SHOWN):
            return found[int(choice) - 1]


def _ask(question: str) -> str:
    while not (answer := input(f"{question}: ").strip()):
        pass
    return answer


def _password_problem(password: str) -> str:
    try:
        validate_password(password)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
