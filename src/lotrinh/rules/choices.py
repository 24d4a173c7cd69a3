from django.db import models


class Certainty(models.TextChoices):
    """How far the rule was compared with its document. Vietnamese: độ chắc chắn."""

    CONFIRMED = "confirmed", "đã đối chiếu văn bản"
    SECONDARY = "secondary", "theo nguồn thứ cấp"
    UNCONFIRMED = "unconfirmed", "chưa đối chiếu, cần kiểm tra"
    """Editable until somebody has read the document: pages show it beside every figure that uses the rule."""


class DayKind(models.TextChoices):
    """What a day is that differs from its weekday. Vietnamese: loại ngày."""

    OFF = "off", "ngày nghỉ"
    WORKED = "worked", "ngày làm bù"
