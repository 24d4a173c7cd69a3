"""`lotrinh demo`: the Cao Lãnh programme with sample registers, ready to look at."""

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

from lotrinh.config.commands.manage import set_up
from lotrinh.config.serving import only_server_of, refuse_taken_port, run_server

BUILT = "demo-built"
"""Name of the file that says the demo was built to the end; it holds the version that built it."""


def main(argv: list[str]) -> int:
    args = _arguments(argv)
    if args.plan and not args.plan.is_file():
        raise SystemExit(f"Không có tệp {args.plan}.")
    refuse_taken_port(args.host, args.port)
    data = Path(os.environ.get("LOTRINH_DATA") or Path("data") / "demo").resolve()
    if os.environ.pop("DATABASE_URL", None):
        _say("Bản minh hoạ luôn dùng SQLite của riêng nó; bỏ qua DATABASE_URL.")
    os.environ |= {"LOTRINH_DATA": str(data), "LOTRINH_DEMO": "1"}
    with only_server_of(data):
        prepare(data, fresh=args.fresh)
        path = _import(args.plan) if args.plan else "/"
        address = f"http://{'localhost' if args.host == '127.0.0.1' else args.host}:{args.port}"
        return run_server(host=args.host, port=args.port, processes=1, when_ready=lambda: _greet(address, path))


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="lotrinh demo", description="Chạy bản minh hoạ với số liệu mẫu.")
    parser.add_argument("--port", type=int, default=8000, help="cổng (mặc định 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="địa chỉ để nghe (mặc định chỉ máy này)")
    parser.add_argument("--plan", type=Path, metavar="TỆP", help="đọc văn bản này và mở trang rà soát của nó")
    parser.add_argument("--fresh", action="store_true", help="bỏ dữ liệu minh hoạ cũ, dựng lại từ đầu")
    return parser.parse_args(argv)


def prepare(data: Path, *, fresh: bool) -> None:
    """Database and sample registers; what an earlier start finished is kept, what it left half-built is built anew."""
    if fresh or not (data / BUILT).exists():
        _empty(data)
    set_up()
    from django.core.management import call_command

    from lotrinh import __version__

    started = time.monotonic()
    call_command("migrate", interactive=False, verbosity=0)
    if not (data / BUILT).exists():
        from lotrinh.demo.build import build_demo

        _say("Đang dựng chương trình Cao Lãnh và các sổ mẫu…")
        build_demo()
        (data / BUILT).write_text(__version__ + "\n")
        _say(f"Đã dựng xong sau {time.monotonic() - started:.0f} giây.")


def _empty(data: Path) -> None:
    """Take away an earlier demo. A folder with somebody's real data is left alone."""
    database = data / "lotrinh.sqlite3"
    if database.exists() and not (data / "demo").exists():
        raise SystemExit(
            f"{data} chứa dữ liệu thật (không do bản minh hoạ tạo ra). "
            "Hãy đặt LOTRINH_DATA sang thư mục khác để xem minh hoạ."
        )
    for name in ("lotrinh.sqlite3", "lotrinh.sqlite3-wal", "lotrinh.sqlite3-shm", BUILT):
        (data / name).unlink(missing_ok=True)
    shutil.rmtree(data / "files", ignore_errors=True)
    (data / "demo").write_text("Thư mục này của bản minh hoạ: lotrinh demo --fresh xoá và dựng lại nó.\n")


def _import(plan: Path) -> str:
    """Take the document in, once, for whoever runs plans in the demo; returns the address of its review."""
    import hashlib

    from django.core.files import File
    from django.urls import reverse

    from lotrinh.core.registers import Refused
    from lotrinh.demo.build import SIGN_INS
    from lotrinh.organizations.choices import Role
    from lotrinh.organizations.models import RoleHolding
    from lotrinh.plans.actions import import_document
    from lotrinh.plans.models import PlanVersion

    digest = hashlib.sha256(plan.read_bytes()).hexdigest()
    version = PlanVersion.objects.filter(sha256=digest).order_by("pk").last()
    if version is None:
        usernames = [sign_in.username for sign_in in SIGN_INS]
        held = RoleHolding.objects.filter(role=Role.PLAN_OFFICER, user__username__in=usernames)
        officer = held.select_related("user", "organization").order_by("pk").last()
        try:
            with plan.open("rb") as stream:
                file = File(stream, name=plan.name)
                version = import_document(file=file, filename=plan.name, owner=officer.organization, by=officer.user)
        except (Refused, OSError) as error:
            raise SystemExit(f"Không nhận được {plan}: {error}") from error
    return reverse("plans:version", args=[version.pk])


def _greet(address: str, path: str) -> None:
    from lotrinh.demo.build import SIGN_INS

    print(f"\nLộ Trình đang chạy tại {address}{path}")
    print("Mọi sổ là dữ liệu mẫu do người viết phần mềm đặt ra. Đăng nhập thử:\n")
    width = max(len(sign_in.label) for sign_in in SIGN_INS)
    for sign_in in SIGN_INS:
        print(f"  {sign_in.label:<{width}}  {sign_in.username:<16} {sign_in.password}")
    print("\nCtrl-C để dừng; lần chạy sau vẫn còn dữ liệu (--fresh để dựng lại).", flush=True)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
