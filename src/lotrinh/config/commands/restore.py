"""`lotrinh restore FILE`: an archive takes the place of what is there, which is kept beside it."""

import argparse
import sys
from pathlib import Path

from lotrinh.config.archives import BadArchive, CopyFailed, restore
from lotrinh.config.commands.manage import set_up
from lotrinh.config.database_copies import copier_for
from lotrinh.config.serving import only_server_of


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="lotrinh restore", description="Khôi phục từ tệp sao lưu.")
    parser.add_argument("file", type=Path, help="tệp .zip do lotrinh backup tạo")
    source = parser.parse_args(argv).file.absolute()
    set_up()
    from django.conf import settings
    from django.db import connections
    from django.db.migrations.loader import MigrationLoader

    uploads = Path(settings.MEDIA_ROOT)
    found = MigrationLoader(None).disk_migrations
    known = {f"{app}.{name}" for key, one in found.items() for app, name in [key, *one.replaces]}
    copier = copier_for(settings.DATABASES["default"])
    connections.close_all()
    with only_server_of(settings.DATA):
        try:
            kept = restore(source, copier=copier, uploads=uploads, known_migrations=known)
        except (CopyFailed, BadArchive, OSError) as error:
            print(f"Chưa khôi phục được, dữ liệu đang có vẫn nguyên: {error}", file=sys.stderr)
            return 1
    print(f"Đã khôi phục từ {source}. Dữ liệu trước đó được giữ ở {kept}; xoá thư mục ấy khi không cần nữa.")
    return 0
