from django.db import models


class Step(models.TextChoices):
    """How far one establishment has come. Vietnamese: bước của hồ sơ."""

    IDENTIFIED = "identified", "đã phát hiện"
    SURVEYED = "surveyed", "đã khảo sát"
    CLASSIFIED = "classified", "đã phân loại"
    LISTED = "listed", "trong danh sách được duyệt"
    OPTION_CHOSEN = "option_chosen", "đã chọn phương án"
    PLOT_RESERVED = "plot_reserved", "đã giữ chỗ nơi đến"
    SUPPORT_PLANNED = "support_planned", "đã lập phương án hỗ trợ"
    APPROVED = "approved", "phương án được duyệt"
    AGREED = "agreed", "đã ký thoả thuận"
    PAYING = "paying", "đang chi hỗ trợ"
    MOVED = "moved", "đã dọn đi"
    RUNNING = "running", "nơi mới đã hoạt động"
    CLEARED = "cleared", "nơi cũ đã kiểm tra, không còn sản xuất"
    LAND_SETTLED = "land_settled", "đã định việc dùng đất cũ"
    CLOSED = "closed", "đã xong"


class Side(models.TextChoices):
    """What stands beside the steps. Vietnamese: tình trạng riêng."""

    NONE = "", "bình thường"
    REFUSED = "refused", "chủ cơ sở từ chối"
    APPEALED = "appealed", "đang khiếu nại"
    SUSPENDED = "suspended", "tạm dừng"
    EXEMPTED = "exempted", "được miễn sau khi khắc phục"


class Option(models.TextChoices):
    """What becomes of the establishment. Vietnamese: phương án."""

    CLUSTER = "cluster", "di dời vào cụm công nghiệp"
    ELSEWHERE = "elsewhere", "di dời đến nơi khác theo quy hoạch"
    CONVERT = "convert", "đổi công nghệ, ở lại"
    CHANGE_TRADE = "change_trade", "đổi ngành nghề"
    CLOSE = "close", "chấm dứt hoạt động"


MOVES = (Option.CLUSTER, Option.ELSEWHERE)
"""Options after which the old site is empty and a new one runs."""


CHOOSING = (Step.LISTED, Step.OPTION_CHOSEN, Step.PLOT_RESERVED, Step.SUPPORT_PLANNED)
"""Steps at which an option may be chosen, or chosen anew: from the list until the support plan is approved."""


class FileGroup(models.TextChoices):
    """State of the legal file, as one recent scheme sorts it. Vietnamese: nhóm hồ sơ pháp lý."""

    ELIGIBLE = "eligible", "đủ điều kiện, đang hoạt động"
    INCOMPLETE = "incomplete", "thiếu hồ sơ pháp lý"
    NO_LAND_PAPER = "no_land_paper", "không có giấy chứng nhận đất"
    IDLE = "idle", "đã ngừng hoặc không hoạt động"
    EXPIRED = "expired", "hết thời hạn thuê, thời hạn hoạt động"
    VIOLATING = "violating", "đang vi phạm"
    UNFIT = "unfit", "ngành không hợp nơi đến"


class Fact(models.TextChoices):
    """The four separate facts about pollution; never one flag. Vietnamese: căn cứ về ô nhiễm."""

    SECTOR = "sector", "loại hình có nguy cơ"
    EXCEEDANCE = "exceedance", "đo vượt giới hạn"
    DISTANCE = "distance", "không đủ khoảng cách tới nhà ở"
    COMPLAINTS = "complaints", "khiếu nại, vi phạm"


class Answer(models.TextChoices):
    """What was found of one fact. Vietnamese: kết luận về một căn cứ."""

    YES = "yes", "có"
    NO = "no", "không"
    UNKNOWN = "unknown", "chưa kết luận được"


class Nuisance(models.TextChoices):
    """What people complain of. Vietnamese: nội dung khiếu nại."""

    NOISE = "noise", "tiếng ồn"
    DUST = "dust", "bụi"
    SMELL = "smell", "mùi"
    SMOKE = "smoke", "khói"
    WATER = "water", "nước thải"
    VIBRATION = "vibration", "rung"
    TRAFFIC = "traffic", "lấn chiếm, cản trở giao thông"
    OTHER = "other", "khác"


class Averaging(models.TextChoices):
    """Over how long a value is the mean. Vietnamese: thời gian lấy trung bình."""

    SPOT = "spot", "tức thời"
    HOUR = "hour", "1 giờ"
    DAY = "day", "24 giờ"
    YEAR = "year", "năm"


class Channel(models.TextChoices):
    """How two sides spoke. Vietnamese: cách tiếp xúc."""

    VISIT = "visit", "gặp tại cơ sở"
    OFFICE = "office", "gặp tại cơ quan"
    PHONE = "phone", "điện thoại"
    LETTER = "letter", "văn bản"
    MEETING = "meeting", "họp dân"
    LINK = "link", "qua đường dẫn riêng"


class Source(models.TextChoices):
    """Who or what limits the choice. Vietnamese: do đâu."""

    OWNER = "owner", "chủ cơ sở từ chối"
    DESTINATION = "destination", "ngành không được nhận ở nơi đến"
    TECHNICAL = "technical", "điều kiện kỹ thuật"
    LEGAL = "legal", "hồ sơ pháp lý"
    OTHER = "other", "lý do khác"


class ObjectionKind(models.TextChoices):
    OBJECTION = "objection", "không đồng ý"
    CORRECTION = "correction", "đề nghị sửa thông tin"


class Outcome(models.TextChoices):
    """How an objection was answered. Vietnamese: kết quả giải quyết."""

    OPEN = "", "chưa trả lời"
    UPHELD = "upheld", "chấp nhận"
    PARTLY = "partly", "chấp nhận một phần"
    REJECTED = "rejected", "không chấp nhận"


class CountMethod(models.TextChoices):
    """How residents were counted; the last two are estimates and say so. Vietnamese: cách đếm."""

    POINTS = "points", "đếm từ toạ độ nhà"
    ON_SITE = "on_site", "đếm tại chỗ"
    BUILDINGS = "buildings", "số nhà nhân số người mỗi hộ"
    DENSITY = "density", "mật độ dân số nhân diện tích"


ESTIMATES = (CountMethod.BUILDINGS, CountMethod.DENSITY)


class NeedMethod(models.TextChoices):
    DECLARED = "declared", "cơ sở khai"
    MEASURED = "measured", "đo, theo hoá đơn"
    NORM = "norm", "ước tính theo định mức ngành"


class RateUnit(models.TextChoices):
    """What a rate is multiplied by. Vietnamese: đơn vị tính mức hỗ trợ."""

    PER_M2 = "per_m2", "đồng/m²"
    PERCENT = "percent", "% chi phí thực tế"
    PER_WORKER_MONTH = "per_worker_month", "đồng/lao động/tháng"
    LUMP = "lump", "đồng/cơ sở"


class Supply(models.TextChoices):
    """What a cluster gives besides land, with its unit. Vietnamese: hạ tầng của cụm."""

    POWER = "power", "điện (kW)"
    WATER = "water", "nước sạch (m³/ngày)"
    WASTEWATER = "wastewater", "xử lý nước thải (m³/ngày)"
