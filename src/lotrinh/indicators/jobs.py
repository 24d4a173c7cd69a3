from datetime import time

from lotrinh.core.jobs import job
from lotrinh.indicators import keeping


@job("Lưu số liệu trong đêm", retries=2, nightly=time(1, 30))
def keep_observations():
    """Every figure that is followed, as it is known tonight."""
    return {"figures": keeping.keep_all()}
