from django.core.management.base import BaseCommand

from lotrinh.rules.loading import load


class Command(BaseCommand):
    help = "Nạp các quy định đi kèm phần mềm (tỷ lệ, ngưỡng, định nghĩa có ngày hiệu lực). Chạy lại không đổi gì."

    def handle(self, **options):
        self.stderr.write(f"Quy định: {load()} dòng mới.")
