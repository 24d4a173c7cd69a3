from django.conf import settings
from django.db import models
from django.db.models import Q


class JobStatus(models.TextChoices):
    WAITING = "waiting", "đang chờ"
    RUNNING = "running", "đang chạy"
    DONE = "done", "xong"
    FAILED = "failed", "hỏng"
    CANCELLED = "cancelled", "đã huỷ"


OPEN = (JobStatus.WAITING, JobStatus.RUNNING)


class Job(models.Model):
    """A piece of work done by the worker while people go on. Vietnamese: việc chạy nền."""

    task = models.CharField("hàm", max_length=200)
    """Module and name of the function, as `job` entered it in its list."""
    label = models.CharField("việc", max_length=200)
    arguments = models.JSONField("tham số", default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="người giao", null=True, related_name="+"
    )
    standing = models.JSONField("làm thay", null=True)
    """`core.acting.Standing` of whoever handed it over for another: what the job does is for that other too."""
    key = models.CharField("khoá", max_length=200, blank=True)
    """Of jobs with one key only one is open at a time; a second request joins the first."""
    slot = models.CharField("lượt", max_length=200, null=True, unique=True)
    """Task and day of a scheduled job, so that no night runs twice."""
    then = models.CharField("trang tiếp theo", max_length=300, blank=True)

    status = models.CharField("trạng thái", max_length=10, choices=JobStatus.choices, default=JobStatus.WAITING)
    run_after = models.DateTimeField("chạy từ")
    attempts = models.PositiveSmallIntegerField("số lần đã chạy", default=0)
    worker = models.CharField("tiến trình", max_length=100, blank=True)
    cancel_asked = models.BooleanField("đã yêu cầu huỷ", default=False)
    created_at = models.DateTimeField("giao lúc", auto_now_add=True)
    started_at = models.DateTimeField("bắt đầu lúc", null=True)
    finished_at = models.DateTimeField("kết thúc lúc", null=True)

    done = models.PositiveIntegerField("đã làm", default=0)
    total = models.PositiveIntegerField("tổng số", default=0)
    text = models.CharField("đang làm", max_length=200, blank=True)
    result = models.JSONField("kết quả", null=True)
    error = models.TextField("lỗi", blank=True)
    """What people are told. The trace below is for whoever mends it."""
    trace = models.TextField("vết lỗi", blank=True)

    class Meta:
        verbose_name = "việc chạy nền"
        verbose_name_plural = "việc chạy nền"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["status", "run_after"], name="job_next")]
        constraints = [
            models.UniqueConstraint(
                name="one_open_job_per_key", fields=["key"], condition=Q(status__in=OPEN) & ~Q(key="")
            ),
            models.CheckConstraint(
                name="a_job_is_open_until_it_ends",
                condition=Q(status__in=OPEN, finished_at=None) | (~Q(status__in=OPEN) & Q(finished_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def percent(self) -> int | None:
        """0–100; None while the amount of work is unknown."""
        return min(100, 100 * self.done // self.total) if self.total else None


class WorkerBeat(models.Model):
    """A sign of life of one worker process. Vietnamese: nhịp của tiến trình nền."""

    worker = models.CharField("tiến trình", max_length=100, primary_key=True)
    started_at = models.DateTimeField("bắt đầu lúc")
    beat_at = models.DateTimeField("nhịp gần nhất")

    class Meta:
        verbose_name = "nhịp của tiến trình nền"
        verbose_name_plural = "nhịp của tiến trình nền"

    def __str__(self):
        return self.worker
