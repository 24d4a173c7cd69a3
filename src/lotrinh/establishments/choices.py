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
"""Types of the plan that are manufacturing whatever their code; mechanical and scrap hold others too."""

DIVISIONS = {
    "08": "khai khoáng khác",
    "10": "chế biến thực phẩm",
    "11": "sản xuất đồ uống",
    "13": "dệt",
    "14": "may trang phục",
    "15": "da và sản phẩm từ da",
    "16": "chế biến gỗ, tre, nứa",
    "17": "giấy và sản phẩm từ giấy",
    "18": "in, sao chép bản ghi",
    "20": "hoá chất",
    "21": "thuốc, hoá dược, dược liệu",
    "22": "cao su và nhựa",
    "23": "sản phẩm từ khoáng phi kim loại",
    "24": "kim loại",
    "25": "sản phẩm từ kim loại đúc sẵn",
    "26": "điện tử, máy vi tính, quang học",
    "27": "thiết bị điện",
    "28": "máy móc, thiết bị khác",
    "29": "xe có động cơ",
    "30": "phương tiện vận tải khác",
    "31": "giường, tủ, bàn, ghế",
    "32": "chế biến, chế tạo khác",
    "33": "sửa chữa, lắp đặt máy móc",
    "35": "điện, khí đốt, hơi nước",
    "36": "nước",
    "37": "thoát nước, xử lý nước thải",
    "38": "thu gom, xử lý rác, tái chế phế liệu",
    "39": "xử lý ô nhiễm",
    "45": "bán, sửa chữa xe có động cơ (VSIC 2018)",
    "46": "bán buôn",
    "47": "bán lẻ",
    "52": "kho bãi, hỗ trợ vận tải",
    "95": "sửa chữa đồ dùng, xe (VSIC 2025 gồm cả xe)",
}
"""What two-digit divisions are called, in short; a division without a name is shown by its number."""
