"""What this room keeps of its own: which items of a phone were taken, and what was answered."""

from django.conf import settings
from django.db import models


class SentItem(models.Model):
    """Something filled in on a phone without a network, taken once. Vietnamese: mục gửi từ điện thoại.

    A phone that got no answer sends again: it is answered from here, and nothing is written a second time.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người gửi", related_name="+")
    key = models.UUIDField("mã do máy đặt")
    """Made on the phone when the form was filled in. Unique for one person: nobody is answered with another's item."""
    address = models.CharField("biểu", max_length=300)
    """Path of the page that the form stands for."""
    digest = models.CharField("dấu nội dung", max_length=64)
    """SHA-256 of what was sent: one key may not mean two things."""
    said_at = models.DateTimeField("điền lúc, theo giờ của máy", null=True)
    ahead_seconds = models.BigIntegerField("giờ của máy nhanh hơn máy chủ (giây)", default=0)
    taken_at = models.DateTimeField("nhận lúc", auto_now_add=True)
    answer = models.JSONField("trả lời", default=dict)

    class Meta:
        verbose_name = "mục gửi từ điện thoại"
        verbose_name_plural = "các mục gửi từ điện thoại"
        ordering = ["-taken_at", "-pk"]
        constraints = [models.UniqueConstraint(name="one_item_a_key_and_person", fields=["by", "key"])]

    def __str__(self):
        return self.address


class FrozenBrief(models.Model):
    """How everything stood when a week began, as it was then. Vietnamese: tin thứ Hai đã lưu.

    `items` are those of `brief.items`, of every plan: whoever opens it is shown what lies within the own scope.
    """

    day = models.DateField("ngày", unique=True)
    items = models.JSONField("các mục", default=list)
    kept_at = models.DateTimeField("lưu lúc", auto_now_add=True)

    class Meta:
        verbose_name = "tin thứ Hai đã lưu"
        verbose_name_plural = "các tin thứ Hai đã lưu"
        ordering = ["-day"]

    def __str__(self):
        return f"Tin thứ Hai {self.day:%d/%m/%Y}"
