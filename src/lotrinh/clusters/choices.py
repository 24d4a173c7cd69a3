from django.db import models


class ClusterStage(models.TextChoices):
    """Where a cluster stands in its life (ND 32/2024). Vietnamese: giai đoạn của cụm."""

    PROPOSED = "proposed", "trong phương án phát triển"
    CALLING = "calling", "mời gọi chủ đầu tư"
    DOSSIER = "dossier", "lập hồ sơ thành lập"
    APPRAISAL = "appraisal", "thẩm định"
    FOUNDED = "founded", "đã thành lập"
    DETAILED_PLAN = "detailed_plan", "quy hoạch chi tiết 1/500"
    INFRASTRUCTURE = "infrastructure", "dự án hạ tầng"
    LAND = "land", "thu hồi đất, giao đất"
    BUILDING = "building", "xây dựng hạ tầng"
    ACCEPTED = "accepted", "nghiệm thu hạ tầng"
    OPERATING = "operating", "cho thuê, hoạt động"
    ABOLISHED = "abolished", "bãi bỏ"


class ClusterKind(models.TextChoices):
    GENERAL = "general", "tổng hợp"
    CRAFT = "craft", "làng nghề"
    SPECIALISED = "specialised", "chuyên ngành"


class PlotPurpose(models.TextChoices):
    """Only industrial land counts in a fill rate. Vietnamese: mục đích sử dụng lô đất."""

    INDUSTRIAL = "industrial", "đất công nghiệp"
    SERVICE = "service", "dịch vụ"
    GREEN = "green", "cây xanh"
    ROAD = "road", "giao thông"
    TECHNICAL = "technical", "hạ tầng kỹ thuật"


class ApprovalKind(models.TextChoices):
    POLICY = "policy", "chấp thuận chủ trương đầu tư"
    CERTIFICATE = "certificate", "giấy chứng nhận đăng ký đầu tư"
