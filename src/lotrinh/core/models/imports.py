import uuid

from django.conf import settings
from django.db import models

from lotrinh.core.models.audit import AuditEntry
from lotrinh.core.models.jobs import Job


class ImportState(models.TextChoices):
    CHECKING = "checking", "đang kiểm tra"
    REFUSED = "refused", "không đọc được"
    """Nothing could be made of the file as a whole; `problem` says why."""
    CHECKED = "checked", "chờ xác nhận"
    WRITING = "writing", "đang ghi"
    WRITTEN = "written", "đã ghi"
    TAKEN_BACK = "taken_back", "đã thu hồi"


class RowState(models.TextChoices):
    NEW = "new", "thêm mới"
    CHANGED = "changed", "thay đổi"
    UNCHANGED = "unchanged", "giữ nguyên"
    WRONG = "wrong", "chưa nhận"
    OVERTAKEN = "overtaken", "người khác đã sửa"
    """Somebody changed or added the same row between check and confirmation, or confirmation and taking back."""


def _kept_as(batch, filename: str) -> str:
    """Uploads are kept under names that tell nothing and cannot be guessed; the person's own name is a column."""
    return f"nhap/{uuid.uuid4().hex}"


class ImportBatch(models.Model):
    """One uploaded file on its way into one register. Vietnamese: lần nhập từ tệp."""

    register = models.CharField("sổ", max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người nhập", related_name="+")
    created_at = models.DateTimeField("tải lên lúc", auto_now_add=True)
    filename = models.CharField("tên tệp", max_length=255)
    file = models.FileField("tệp", upload_to=_kept_as)
    state = models.CharField("trạng thái", max_length=12, choices=ImportState.choices, default=ImportState.CHECKING)
    job = models.ForeignKey(Job, models.SET_NULL, verbose_name="việc chạy nền", null=True, related_name="+")
    problem = models.TextField("lý do không đọc được", blank=True)
    notes = models.JSONField("lưu ý", default=list)
    columns = models.JSONField("các cột của tệp", default=list)
    """Paths of the register's columns found in the file, in the file's order."""
    counts = models.JSONField("số dòng theo loại", default=dict)
    entry = models.ForeignKey(AuditEntry, models.PROTECT, verbose_name="lần ghi", null=True, related_name="+")
    left = models.JSONField("các dòng không thu hồi được", default=list)
    """[key of the row, its name, why], each."""
    taken_back = models.ForeignKey(AuditEntry, models.PROTECT, verbose_name="lần thu hồi", null=True, related_name="+")

    class Meta:
        verbose_name = "lần nhập từ tệp"
        verbose_name_plural = "các lần nhập từ tệp"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.filename


class ImportRow(models.Model):
    """What one row of an uploaded file would do to the register. Vietnamese: dòng xem trước."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField("dòng trong tệp")
    state = models.CharField("loại", max_length=10, choices=RowState.choices)
    target = models.BigIntegerField("dòng của sổ", null=True)
    """Key of the stored row that it means; none for a new one."""
    token = models.BigIntegerField("phiên bản đã thấy", null=True)
    """Audit entry that had last written the stored row when the file was checked."""
    content = models.JSONField("nội dung", null=True)
    """New: the values by attribute. Changed: attribute → [before, after]. Wrong: the cells as in the file."""
    problems = models.JSONField("vấn đề", null=True)
    """[column path or "", message], each."""

    class Meta:
        verbose_name = "dòng xem trước"
        verbose_name_plural = "dòng xem trước"
        ordering = ["number"]
        indexes = [models.Index(fields=["batch", "state", "number"], name="import_row_by_state")]

    def __str__(self):
        return f"dòng {self.number}"
