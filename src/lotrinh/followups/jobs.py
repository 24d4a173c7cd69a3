from datetime import time

from django.utils.timezone import localdate

from lotrinh.core.jobs import job
from lotrinh.followups.escalating import pass_up_overdue


@job("Báo vướng mắc quá hạn lên cấp trên", retries=2, nightly=time(4, 30))
def pass_up_blocks() -> int:
    """Returns how many were passed up tonight."""
    return len(pass_up_overdue(localdate()))
