from django.db import models


class Role(models.TextChoices):
    """What a person is entrusted with at a unit for a period. Vietnamese: vai trò."""

    PLAN_OFFICER = "plan_officer", "cán bộ kế hoạch"
    """Runs the plan: compiles, assigns, follows, reports; writes in the whole territory of the unit."""
    DIVISIONAL_OFFICER = "divisional_officer", "cán bộ chuyên môn"
    """Keeps the registers of the field; writes in the whole territory of the unit."""
    WARD_OFFICER = "ward_officer", "cán bộ phường, xã"
    """Keeps the registers of one ward or commune."""
    LEADER = "leader", "lãnh đạo"
    """Sees, decides, signs; does not keep registers."""
    ADMINISTRATOR = "administrator", "quản trị viên"
    """Invites people, gives and ends roles; sees everything."""
    PARTNER = "partner", "đơn vị phối hợp"
    """Sees what concerns the unit; does not write."""


WRITING_ROLES = frozenset({Role.PLAN_OFFICER, Role.DIVISIONAL_OFFICER, Role.WARD_OFFICER, Role.ADMINISTRATOR})


class OrganizationLevel(models.TextChoices):
    """How high in the state. Vietnamese: cấp."""

    NATIONAL = "national", "trung ương"
    """Its people see every area."""
    PROVINCE = "province", "cấp tỉnh"
    DISTRICT = "district", "cấp huyện"
    """Ended on 1 July 2025."""
    COMMUNE = "commune", "cấp xã"


class OrganizationKind(models.TextChoices):
    """Which sort of body. Vietnamese: loại cơ quan."""

    PARTY = "party", "cơ quan của Đảng"
    COUNCIL = "council", "Hội đồng nhân dân"
    COMMITTEE = "committee", "Ủy ban nhân dân"
    OFFICE = "office", "văn phòng"
    DEPARTMENT = "department", "sở, ban, ngành"
    DIVISION = "division", "phòng chuyên môn"
    BOARD = "board", "ban quản lý"
    CENTRE = "centre", "trung tâm, đơn vị sự nghiệp"
    FRONT = "front", "Mặt trận Tổ quốc"
    UNION = "union", "tổ chức chính trị – xã hội"
    ASSOCIATION = "association", "hội, hiệp hội"
    ENTERPRISE = "enterprise", "doanh nghiệp"
    OTHER = "other", "khác"
