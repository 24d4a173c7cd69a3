from django.db import models


class LegalFormKind(models.TextChoices):
    """Form of ownership and registration. Vietnamese: loại hình pháp lý."""

    HOUSEHOLD = "household", "hộ kinh doanh"
    PRIVATE = "private", "doanh nghiệp tư nhân"
    LIMITED = "limited", "công ty trách nhiệm hữu hạn"
    JOINT_STOCK = "joint_stock", "công ty cổ phần"
    PARTNERSHIP = "partnership", "công ty hợp danh"
    COOPERATIVE = "cooperative", "hợp tác xã"
    GROUP = "group", "tổ hợp tác"
    STATE = "state", "doanh nghiệp nhà nước"
    UNKNOWN = "unknown", "chưa rõ"


class PriorityField(models.TextChoices):
    """The plan's priority fields. Vietnamese: lĩnh vực ưu tiên."""

    PHARMA = "pharma", "hoá dược và sản phẩm liên quan"
    HIGH_TECH = "high_tech", "công nghệ cao"
    CLEAN = "clean", "công nghiệp sạch"
    SUPPORTING = "supporting", "công nghiệp hỗ trợ"
    PRESERVATION = "preservation", "bảo quản, chế biến nông sản sau thu hoạch"
    BY_PRODUCT = "by_product", "chế biến phụ phẩm"
    LOGISTICS = "logistics", "hậu cần công nghiệp"


class TradeType(models.TextChoices):
    """The six types of the plan's footnote, and the rest. Vietnamese: loại cơ sở theo kế hoạch."""

    SAWMILL = "sawmill", "cưa xẻ gỗ"
    MECHANICAL = "mechanical", "cơ khí (hàn tiện, sửa chữa ô tô)"
    BRICK_KILN = "brick_kiln", "lò gạch"
    VERMICELLI = "vermicelli", "sản xuất bún"
    SCRAP = "scrap", "kinh doanh phế liệu"
    LIME_KILN = "lime_kiln", "lò vôi"
    OTHER = "other", "loại khác"


class VsicVersion(models.TextChoices):
    """The same code may mean another trade in the other list. Vietnamese: phiên bản hệ thống ngành."""

    V2018 = "2018", "VSIC 2018"
    V2025 = "2025", "VSIC 2025"


class Tristate(models.TextChoices):
    YES = "yes", "có"
    NO = "no", "không"
    UNKNOWN = "unknown", "chưa khảo sát"


ENTERPRISE_FORMS = (
    LegalFormKind.PRIVATE,
    LegalFormKind.LIMITED,
    LegalFormKind.JOINT_STOCK,
    LegalFormKind.PARTNERSHIP,
    LegalFormKind.STATE,
)
"""What a household business becomes when it becomes an enterprise."""

INDUSTRIAL_TRADES = (TradeType.SAWMILL, TradeType.BRICK_KILN, TradeType.VERMICELLI, TradeType.LIME_KILN)
"""Types of the plan that are manufacturing whatever their code. Mechanical and scrap hold makers, repairers and traders."""
