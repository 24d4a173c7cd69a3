from django.db import models


class Direction(models.TextChoices):
    """Which way is better. Vietnamese: chiều mong muốn."""

    RISE = "rise", "càng cao càng tốt"
    FALL = "fall", "càng thấp càng tốt"
    KEEP = "keep", "giữ ổn định"


class Nature(models.TextChoices):
    """What kind of quantity it is, which decides how progress is told. Vietnamese: tính chất."""

    RATIO = "ratio", "tỷ lệ"
    """Between 0 and 100 %."""
    LEVEL = "level", "mức tại một thời điểm"
    FLOW = "flow", "số của từng kỳ"
    """Begins anew each period: people given work in a year."""
    CUMULATIVE = "cumulative", "luỹ kế từ đầu kế hoạch"


class Occasion(models.TextChoices):
    """Why a figure was kept. Vietnamese: dịp lưu."""

    NIGHTLY = "nightly", "hằng đêm"
    CUT_OFF = "cut_off", "chốt kỳ báo cáo"
    ISSUE = "issue", "ban hành báo cáo"
