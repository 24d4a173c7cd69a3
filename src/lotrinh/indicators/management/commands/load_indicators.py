from django.core.management.base import BaseCommand

from lotrinh.indicators.loading import load


class Command(BaseCommand):
    help = "Nạp một chỉ số cho mỗi số liệu tính từ sổ mà chưa chỉ số nào dùng. Chạy lại không đổi gì."

    def handle(self, **options):
        self.stderr.write(f"Chỉ số: {load()} dòng mới.")
