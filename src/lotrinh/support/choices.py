from django.db import models

YEARS = [(year, str(year)) for year in range(2020, 2051)]
"""Budget years, chosen and not typed: a year is no quantity and takes no thousands separator."""


class CostItem(models.TextChoices):
    """What support may be paid for. Vietnamese: khoản hỗ trợ.

    Every programme uses the same words, so that one thing paid by two programmes is found in the ledger.
    """

    DISMANTLING = "dismantling", "tháo dỡ, vận chuyển"
    INSTALLATION = "installation", "lắp đặt"
    WORKSHOP = "workshop", "nhà xưởng mới"
    RENT = "rent", "tiền thuê đất, thuê lại đất"
    INTEREST = "interest", "lãi vay"
    WAGES = "wages", "lương lao động trong lúc ngừng"
    RETRAINING = "retraining", "đào tạo lại"
    CHANGE_TRADE = "change_trade", "chuyển đổi ngành nghề"
    CLOSURE = "closure", "chấm dứt hoạt động"
    PREPARATION = "preparation", "lập dự án, phương án"
    TREATMENT = "treatment", "xử lý ô nhiễm, đổi công nghệ"
    LAND = "land", "bồi thường đất và tài sản trên đất"
    OTHER = "other", "khoản khác"


class PurseKind(models.TextChoices):
    """Where the money is from. Vietnamese: loại nguồn."""

    COMMUNE = "commune", "ngân sách phường, xã"
    DISTRICT = "district", "ngân sách cấp huyện (đến 30/06/2025)"
    PROVINCE = "province", "ngân sách tỉnh"
    CENTRAL = "central", "ngân sách trung ương"
    ENVIRONMENT = "environment", "quỹ bảo vệ môi trường"
    PROMOTION = "promotion", "kinh phí khuyến công"
    OTHER = "other", "nguồn khác"
