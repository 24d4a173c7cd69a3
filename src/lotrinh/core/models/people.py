from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person who signs in; what they may see and do comes from roles held for a period. Vietnamese: người dùng."""

    first_name = None  # a Vietnamese name is one field, family name first
    last_name = None
    full_name = models.CharField("họ và tên", max_length=150, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    wants_mail = models.BooleanField("nhận thư nhắc việc", default=True)
    """One mail a day at most, and only when something is due; where no mail server is set up, none at all."""
    mailed_on = models.DateField("nhắc bằng thư lần cuối ngày", null=True, blank=True, editable=False)

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def __str__(self):
        return self.full_name or self.username

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name.rsplit(" ", 1)[-1]
