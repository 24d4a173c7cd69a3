"""`lotrinh backup FILE`: database and uploaded files into one archive, while people go on working."""

import argparse
import sys
from pathlib import Path

from lotrinh import __version__
from lotrinh.config.archives import BadArchive, CopyFailed, Manifest, back_up
from lotrinh.config.commands.manage import set_up
from lotrinh.config.database_copies import copier_for


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="lotrinh backup", description="Sao lưu cơ sở dữ liệu và tệp đính kèm.")
    parser.add_argument("file", type=Path, help="tệp .zip sẽ tạo")
    target = parser.parse_args(argv).file.absolute()
    if target.exists():
        print(f"Đã có {target}. Hãy chọn tên khác; bản sao lưu cũ không bị ghi đè.", file=sys.stderr)
        return 1
    set_up()
    try:
        manifest = back_up_to(target)
    except (CopyFailed, BadArchive, OSError) as error:
        print(f"Chưa sao lưu được: {error}", file=sys.stderr)
        return 1
    rows = f", {sum(manifest.counts.values())} dòng" if manifest.counts else ""
    print(f"{target}: cơ sở dữ liệu{rows}, {len(manifest.sha256) - 1} tệp đính kèm; đã đọc lại và khớp.")
    return 0


def back_up_to(target: Path) -> Manifest:
    from django.conf import settings

    copier = copier_for(settings.DATABASES["default"])
    return back_up(target, copier=copier, uploads=Path(settings.MEDIA_ROOT), version=__version__)
