from django.db import models


class AreaKind(models.TextChoices):
    """What a unit is called by law. Vietnamese: loại đơn vị hành chính."""

    PROVINCE = "tinh", "tỉnh"
    CENTRAL_CITY = "thanh_pho_tw", "thành phố trực thuộc trung ương"
    PROVINCIAL_CITY = "thanh_pho", "thành phố thuộc tỉnh"
    """District level; ended on 1 July 2025."""
    TOWN = "thi_xa", "thị xã"
    DISTRICT = "huyen", "huyện"
    WARD = "phuong", "phường"
    COMMUNE = "xa", "xã"
    TOWNSHIP = "thi_tran", "thị trấn"
    SPECIAL_ZONE = "dac_khu", "đặc khu"


class Level(models.TextChoices):
    """How high in the territory. Vietnamese: cấp."""

    PROVINCE = "province", "cấp tỉnh"
    DISTRICT = "district", "cấp huyện"
    COMMUNE = "commune", "cấp xã"


LEVEL_OF = {
    AreaKind.PROVINCE: Level.PROVINCE,
    AreaKind.CENTRAL_CITY: Level.PROVINCE,
    AreaKind.PROVINCIAL_CITY: Level.DISTRICT,
    AreaKind.TOWN: Level.DISTRICT,
    AreaKind.DISTRICT: Level.DISTRICT,
    AreaKind.WARD: Level.COMMUNE,
    AreaKind.COMMUNE: Level.COMMUNE,
    AreaKind.TOWNSHIP: Level.COMMUNE,
    AreaKind.SPECIAL_ZONE: Level.COMMUNE,
}
