from django.db import models


class DocumentKind(models.TextChoices):
    """Types of official documents, by the symbols of Nghị định 30/2020/NĐ-CP. Vietnamese: loại văn bản."""

    LAW = "law", "luật, nghị quyết của Quốc hội"
    DECREE = "decree", "nghị định"
    CIRCULAR = "circular", "thông tư"
    RESOLUTION = "resolution", "nghị quyết"
    DECISION = "decision", "quyết định"
    DIRECTIVE = "directive", "chỉ thị"
    CONCLUSION = "conclusion", "kết luận"
    PROGRAMME = "programme", "chương trình"
    PLAN = "plan", "kế hoạch"
    REPORT = "report", "báo cáo"
    SUBMISSION = "submission", "tờ trình"
    NOTIFICATION = "notification", "thông báo"
    GUIDANCE = "guidance", "hướng dẫn"
    MINUTES = "minutes", "biên bản"
    LETTER = "letter", "công văn"
    CONTRACT = "contract", "hợp đồng"
    OTHER = "other", "văn bản khác"


class FileKind(models.TextChoices):
    """What a stored file really is, by its content. Vietnamese: loại tệp."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"
    ODT = "odt", "OpenDocument (văn bản)"
    ODS = "ods", "OpenDocument (bảng tính)"
    JPEG = "jpeg", "ảnh JPEG"
    PNG = "png", "ảnh PNG"
    WEBP = "webp", "ảnh WebP"
    TEXT = "txt", "văn bản thuần"


CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.TEXT: "text/plain; charset=utf-8",
}
