from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from lotrinh.areas.loading import SHIPPED, load


class Command(BaseCommand):
    help = (
        "Nạp danh mục đơn vị hành chính (34 tỉnh, 3.321 xã; đơn vị cũ của thành phố Cao Lãnh). Chạy lại không đổi gì."
    )

    def add_arguments(self, parser):
        parser.add_argument("--from", dest="folder", type=Path, default=SHIPPED, metavar="THƯ_MỤC")

    def handle(self, *, folder: Path, **options):
        missing = [n for n in ("current.csv", "former.csv", "successions.csv") if not (folder / n).is_file()]
        if missing:
            raise CommandError(f"Thiếu {', '.join(missing)} trong {folder}. Hãy chọn thư mục có đủ ba tệp.")
        loaded = load(folder)
        self.stderr.write(
            f"Đơn vị hành chính: {loaded.created} mới, {loaded.changed} đổi, {loaded.unchanged} giữ nguyên; "
            f"{loaded.successions} bước kế tục."
        )
