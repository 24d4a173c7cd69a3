from datetime import time

from django.core.management import call_command

from lotrinh.core.jobs import job


@job("Dọn phiên đăng nhập đã hết hạn", retries=2, nightly=time(2, 10))
def forget_ended_sessions():
    """Rows of sessions that ended stay in the database until somebody takes them out."""
    call_command("clearsessions")
