"""`lotrinh serve`: real work.

Refuses what is only fit for trying out, upgrades with a backup, asks for the first administrator.
"""

import argparse
import os
import sys
from datetime import datetime

from lotrinh.config.commands.manage import set_up
from lotrinh.config.serving import only_server_of, refuse_taken_port, run_server


def main(argv: list[str]) -> int:
    args = _arguments(argv)
    _refuse_trial_settings()
    refuse_taken_port(args.host, args.port)
    set_up()
    from django.conf import settings

    if (settings.DATA / "demo").exists():
        raise SystemExit(
            f"{settings.DATA} là thư mục của bản minh hoạ. Hãy đặt LOTRINH_DATA sang thư mục khác cho dữ liệu thật."
        )
    with only_server_of(settings.DATA):
        upgrade()
        refuse_demo_accounts()
        from lotrinh.config.first_administrator import ensure_administrator

        ensure_administrator(args)
        if args.prepare_only:
            return 0
        address = f"http://{args.host}:{args.port}/"
        return run_server(
            host=args.host,
            port=args.port,
            processes=args.processes,
            when_ready=lambda: print(f"Lộ Trình đang chạy tại {address}", flush=True),
        )


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="lotrinh serve", description="Chạy Lộ Trình cho một cơ quan.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1", help="mặc định chỉ máy này; proxy có TLS đứng trước")
    parser.add_argument("--processes", type=int, default=2, help="số tiến trình trả lời trang")
    parser.add_argument(
        "--prepare-only", action="store_true", help="chỉ chuẩn bị dữ liệu và quản trị viên, không phục vụ"
    )
    first = parser.add_argument_group("quản trị viên đầu tiên (khi không có người ngồi trả lời câu hỏi)")
    first.add_argument("--admin", metavar="TÊN_ĐĂNG_NHẬP", help="mật khẩu lấy từ biến LOTRINH_ADMIN_PASSWORD")
    first.add_argument("--admin-name", metavar="HỌ_TÊN", default="")
    first.add_argument("--unit", metavar="MÃ_ĐỊA_BÀN", help="mã đơn vị hành chính của cơ quan, ví dụ 29869")
    return parser.parse_args(argv)


def _refuse_trial_settings() -> None:
    from lotrinh.config import env

    for name in ("LOTRINH_DEBUG", "LOTRINH_DEMO"):
        if env.flag(name, default=False):
            raise SystemExit(f"{name} chỉ để thử, không dùng khi chạy thật. Hãy bỏ biến này rồi chạy lại.")


def upgrade() -> None:
    """Bring the database to this version; before an existing one is changed it is backed up."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending and executor.loader.applied_migrations:
        _back_up_first(len(pending))
    if pending:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_areas")
        call_command("load_rules")
        call_command("load_indicators")
    connection.close()


def _back_up_first(count: int) -> None:
    from django.conf import settings

    from lotrinh.config.archives import BadArchive, CopyFailed
    from lotrinh.config.commands.backup import back_up_to

    target = settings.DATA / "backups" / f"truoc-nang-cap-{datetime.now():%Y%m%d-%H%M%S}.zip"
    print(f"Cần nâng cấp dữ liệu ({count} bước); đang sao lưu trước vào {target}…", file=sys.stderr, flush=True)
    try:
        back_up_to(target)
    except (CopyFailed, BadArchive, OSError) as error:
        if os.environ.get("LOTRINH_UPGRADE_WITHOUT_BACKUP") == "1":
            print(f"Không sao lưu được ({error}); vẫn nâng cấp theo LOTRINH_UPGRADE_WITHOUT_BACKUP=1.", file=sys.stderr)
            return
        raise SystemExit(
            f"Không nâng cấp, vì không sao lưu được: {error}\n"
            "Nếu đã tự sao lưu, hãy đặt LOTRINH_UPGRADE_WITHOUT_BACKUP=1 rồi chạy lại."
        ) from error


def refuse_demo_accounts() -> None:
    """Their passwords are printed on every demo's start."""
    from lotrinh.core.models import User
    from lotrinh.demo.build import SIGN_INS

    passwords = {sign_in.username: sign_in.password for sign_in in SIGN_INS}
    known = User.objects.filter(username__in=passwords, is_active=True)
    if trial := [user.username for user in known if user.check_password(passwords[user.username])]:
        raise SystemExit(
            f"Cơ sở dữ liệu có tài khoản minh hoạ còn mật khẩu ai cũng biết: {', '.join(trial)}. "
            "Hãy khoá hoặc đổi mật khẩu các tài khoản ấy, hoặc dùng cơ sở dữ liệu khác."
        )
