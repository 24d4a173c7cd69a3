from django.utils.timezone import localdate

from lotrinh.core.registers import Card, Deed, Due, May, Register, Section, register
from lotrinh.organizations.permissions import cluster_officer, in_scope, register_writer
from lotrinh.relocation import actions, forms
from lotrinh.relocation.models import (
    Complaint,
    Contact,
    Dossier,
    ExposureWeights,
    Finding,
    Needs,
    Objection,
    ResidentsNear,
    Restriction,
    Sample,
    StepTaken,
    SupportItem,
    SupportRate,
)
from lotrinh.relocation.rights import by_deed

PLACE = ("establishment__area", "establishment__trade")


@register
class DossierRegister(Register):
    """Sổ hồ sơ di dời"""

    model = Dossier
    key = ("establishment",)
    columns = (
        "establishment", "establishment__trade", "establishment__area", "step", "stepped_on", "side", "option",
        "cluster", "decided_quarter", "is_frozen", "verified_on",
    )  # fmt: skip
    shape, shade = ("establishment__longitude", "establishment__latitude"), "step"
    filters = ("step", "side", "option", *PLACE)
    search = ("establishment",)
    card = Card("establishment", "step", "side", "option", "next_on")
    form = (
        Section("Hồ sơ", "establishment", "keeper", "file_group", "may_stay"),
        Section("Hẹn với chủ cơ sở", "next_on", "next_what"),
    )
    labels = {"is_frozen": "không được mở rộng", "establishment__area": "địa bàn"}
    order = ("establishment__name_sort",)
    may = May(view=in_scope, change=register_writer, delete=cluster_officer)
    due = Due(on="next_on", holder="keeper", text="Hẹn với chủ cơ sở phải di dời", days_ahead=14)
    pages = (("Trang di dời", "relocation:index"), ("Khảo sát tại chỗ", "relocation:survey"))
    own_page = "relocation:dossier"

    def rows(self, day):
        return Dossier.objects.with_freeze()

    def check(self, batch):
        for row in batch.rows:
            if row.stepped_on is None:
                row.stepped_on = localdate()
            if bool(row.next_on) != bool(row.next_what):
                yield row, "next_what", f"{row.establishment}: ngày hẹn và việc hẹn đi cùng nhau."
            if row.pk is None and row.establishment.merged_into_id:
                yield row, "establishment", f"{row.establishment}: đã gộp vào cơ sở khác."


class OfDossier(Register):
    """What belongs to a dossier is searched and sorted by its establishment."""

    search = ("dossier",)
    may = May(view=in_scope, change=register_writer)


@register
class StepTakenRegister(OfDossier):
    """Sổ các bước đã qua của hồ sơ di dời"""

    model = StepTaken
    columns = ("dossier", "step", "on", "paper", "note")
    filters = ("step",)
    card = Card("dossier", "step", "on", "paper")
    order = ("-on", "-pk")
    may = May(view=in_scope, change=by_deed(register_writer))


@register
class RestrictionRegister(OfDossier):
    """Sổ từ chối và hạn chế lựa chọn"""

    model = Restriction
    key = ("dossier", "number")
    columns = (
        "dossier",
        "source",
        "option",
        "cluster",
        "not_before",
        "cause",
        "would_change",
        "stated_on",
        "lifted_on",
    )
    filters = ("source", "option", "cluster")
    card = Card("dossier", "option", "not_before", "cause")
    form = (
        Section("Hạn chế", "dossier", "number", "source", "option", "cluster", "not_before"),
        Section("Vì sao", "cause", "would_change", "stated_on"),
    )
    order = ("-stated_on",)
    deeds = (Deed(actions.lift_restrictions, forms.LiftForm, "Ghi hết hạn chế", bulk=True),)

    def check(self, batch):
        for row in batch.rows:
            if not row.option and row.not_before is None:
                yield row, "option", f"{row.dossier}: hãy ghi phương án không dùng được, hoặc ngày sớm nhất."


class OfEstablishment(Register):
    """Facts about an establishment, which its own ward enters."""

    search = ("establishment",)
    may = May(view=in_scope, change=register_writer)


@register
class FindingRegister(OfEstablishment):
    """Sổ căn cứ về ô nhiễm của từng cơ sở"""

    model = Finding
    key = ("establishment", "fact", "found_on")
    columns = ("establishment", "fact", "answer", "value", "unit", "limit", "found_on", "paper")
    filters = ("fact", "answer", *PLACE)
    card = Card("establishment", "fact", "answer", "found_on")
    form = (
        Section("Căn cứ", "establishment", "fact", "answer", "found_on"),
        Section("Số đo và giới hạn", "value", "unit", "limit"),
        Section("Giấy tờ", "paper", "document", "note"),
    )
    labels = {"establishment__area": "địa bàn"}

    def check(self, batch):
        for row in batch.rows:
            if row.found_on and row.found_on > localdate():
                yield row, "found_on", f"{row}: ngày kết luận ở tương lai."


@register
class SampleRegister(OfEstablishment):
    """Sổ mẫu quan trắc"""

    model = Sample
    key = ("establishment", "code", "parameter")
    columns = ("establishment", "code", "parameter", "value", "unit", "averaging", "ratio", "taken_on", "lab")
    filters = ("parameter", "averaging", *PLACE)
    card = Card("establishment", "parameter", "value", "ratio", "taken_on")
    form = (
        Section("Mẫu", "establishment", "code", "taken_on", "place", "receptor"),
        Section("Kết quả", "parameter", "value", "unit", "averaging", "limit"),
        Section("Đơn vị đo", "lab", "accreditation", "paper"),
    )
    labels = {"ratio": "so với giới hạn (lần)", "establishment__area": "địa bàn"}
    order = ("-taken_on", "code")

    def rows(self, day):
        return Sample.objects.with_ratio()

    def check(self, batch):
        for row in batch.rows:
            if row.taken_on > localdate():
                yield row, "taken_on", f"{row}: ngày lấy mẫu ở tương lai."
            if row.limit and not row.limit.holds_on(row.taken_on):
                yield (
                    row,
                    "limit",
                    f"{row}: giới hạn này không có hiệu lực vào ngày lấy mẫu; hãy chọn dòng của ngày đó.",
                )
            if row.limit and row.limit.unit and row.limit.unit != row.unit:
                yield row, "unit", f"{row}: giới hạn tính bằng {row.limit.unit}, kết quả ghi bằng {row.unit}."


@register
class ComplaintRegister(OfEstablishment):
    """Sổ khiếu nại, phản ánh về cơ sở"""

    model = Complaint
    key = ("establishment", "number")
    columns = ("establishment", "number", "received_on", "about", "content", "handled_on", "is_violation")
    personal = ("complainant_name", "complainant_phone")
    filters = ("about", "is_violation", *PLACE)
    card = Card("establishment", "about", "received_on", "handled_on")
    form = (
        Section("Phản ánh", "establishment", "number", "received_on", "about", "content"),
        Section("Xử lý", "handled_on", "outcome", "is_violation"),
    )
    labels = {"establishment__area": "địa bàn"}
    order = ("-received_on",)
    may = May(view=in_scope, change=register_writer)
    """Nobody's `personal`: the names stand in no column, form, sheet, history or API; `relocation:complainants` shows
    them, to few, and notes each look."""

    def check(self, batch):
        for row in batch.rows:
            if row.received_on > localdate():
                yield row, "received_on", f"{row}: ngày nhận ở tương lai."
            if row.handled_on and row.handled_on < row.received_on:
                yield row, "handled_on", f"{row}: xử lý trước ngày nhận."


@register
class ResidentsRegister(OfEstablishment):
    """Sổ dân cư quanh cơ sở"""

    model = ResidentsNear
    key = ("establishment", "counted_on")
    columns = ("establishment", "within_50", "within_100", "within_200", "within_500", "method", "counted_on")
    filters = ("method", *PLACE)
    card = Card("establishment", "within_50", "within_100", "method")
    form = (
        Section("Đếm", "establishment", "counted_on", "method", "basis"),
        Section("Số người trong từng vành", "within_50", "within_100", "within_200", "within_500"),
    )
    labels = {"establishment__area": "địa bàn"}


@register
class NeedsRegister(OfEstablishment):
    """Sổ nhu cầu của cơ sở tại nơi đến"""

    model = Needs
    key = ("establishment", "declared_on")
    columns = (
        "establishment",
        "area_m2",
        "power_kw",
        "water_m3_day",
        "wastewater_m3_day",
        "workers",
        "method",
        "declared_on",
    )
    totals = ("area_m2", "power_kw", "water_m3_day", "wastewater_m3_day", "workers")
    filters = ("method", *PLACE)
    card = Card("establishment", "area_m2", "workers", "method")
    form = (
        Section("Nhu cầu", "establishment", "declared_on", "method", "basis"),
        Section("Cần bao nhiêu", "area_m2", "power_kw", "water_m3_day", "wastewater_m3_day", "workers"),
    )
    labels = {"establishment__area": "địa bàn"}


@register
class WeightsRegister(Register):
    """Sổ trọng số sàng lọc phơi nhiễm"""

    model = ExposureWeights
    key = ("area", "valid_from")
    columns = ("valid_from", "area", "basis", "band_50", "band_100", "band_200", "band_500")
    card = Card("valid_from", "area", "basis")
    form = (
        Section("Phiên bản", "area", "valid_from", "basis"),
        Section("Theo khoảng cách", "band_50", "band_100", "band_200", "band_500"),
        Section("Theo loại cơ sở", "sawmill", "mechanical", "brick_kiln", "vermicelli", "scrap", "lime_kiln", "other"),
    )
    order = ("-valid_from",)
    may = May(view=in_scope, change=cluster_officer)

    def check(self, batch):
        """A ranking of a past day must stay what it was: a version is changed only before its day."""
        today = localdate()
        for row in batch.rows:
            before = batch.before.get(row.pk)
            if before is not None and before.valid_from <= today:
                yield row, "valid_from", f"{row} đã áp dụng; hãy thêm một phiên bản mới thay vì sửa."
            weights = (row.band_50, row.band_100, row.band_200, row.band_500)
            if any(nearer < farther for nearer, farther in zip(weights, weights[1:], strict=False)):
                yield row, "band_50", f"{row}: vành gần không thể có trọng số nhỏ hơn vành xa."


@register
class ContactRegister(OfDossier):
    """Sổ tiếp xúc với chủ cơ sở"""

    model = Contact
    key = ("dossier", "number")
    columns = ("dossier", "on", "channel", "officer", "said", "asked")
    filters = ("channel",)
    card = Card("dossier", "on", "channel", "officer")
    form = (
        Section("Lần tiếp xúc", "dossier", "number", "on", "channel", "officer"),
        Section("Nội dung", "said", "asked"),
    )
    order = ("-on", "-pk")


@register
class ObjectionRegister(OfDossier):
    """Sổ ý kiến của chủ cơ sở"""

    model = Objection
    key = ("dossier", "number")
    columns = ("dossier", "kind", "received_on", "due_on", "content", "answered_on", "outcome")
    filters = ("kind", "outcome")
    card = Card("dossier", "kind", "due_on", "answered_on")
    form = (Section("Ý kiến", "dossier", "number", "kind", "received_on", "due_on", "content"),)
    order = ("due_on",)
    deeds = (Deed(actions.answer_objections, forms.AnswerForm, "Trả lời", bulk=True),)

    def check(self, batch):
        for row in batch.rows:
            if row.due_on < row.received_on:
                yield row, "due_on", f"{row}: hạn trả lời trước ngày nhận."


@register
class SupportRateRegister(Register):
    """Sổ mức hỗ trợ di dời"""

    model = SupportRate
    key = ("area", "item", "option", "valid_from")
    columns = (
        "item",
        "option",
        "rate",
        "unit",
        "cap_million",
        "purse",
        "area",
        "valid_from",
        "valid_to",
        "legal_basis",
    )
    filters = ("item", "option", "area")
    card = Card("item", "rate", "unit", "legal_basis")
    form = (
        Section("Mức", "area", "item", "option", "unit", "rate", "cap_million", "first_percent"),
        Section("Điều kiện", "condition", "evidence", "purse"),
        Section("Hiệu lực", "legal_basis", "valid_from", "valid_to"),
    )
    order = ("item", "option", "valid_from")
    may = May(view=in_scope, change=cluster_officer)
    has_days = True

    def rows(self, day):
        return SupportRate.objects.in_force_on(day)

    def check(self, batch):
        for row in batch.rows:
            if row.valid_to and row.valid_to < row.valid_from:
                yield row, "valid_to", f"{row}: ngày hết hiệu lực trước ngày bắt đầu."
            if row.unit == "percent" and row.rate > 100:
                yield row, "rate", f"{row}: {row.rate} % là quá 100 %."


@register
class SupportItemRegister(OfDossier):
    """Sổ các khoản trong phiếu hỗ trợ"""

    model = SupportItem
    key = ("dossier", "item", "part")
    columns = ("dossier", "item", "part", "amount_million", "year", "purse", "how")
    totals = ("amount_million",)
    filters = ("item", "year", "purse")
    card = Card("dossier", "item", "amount_million", "year")
    order = ("year", "item", "part")
    may = May(view=in_scope, change=by_deed(cluster_officer))
