"""Registers of what is known of an establishment, entered by its own ward; and how it is weighed."""

from django.utils.timezone import localdate

from lotrinh.core.registers import Card, May, Register, Section, register
from lotrinh.organizations.permissions import cluster_officer, in_scope, register_writer
from lotrinh.relocation.models import Complaint, ExposureWeights, Finding, Home, Needs, ResidentsNear, Sample
from lotrinh.relocation.registers.dossiers import PLACE


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
class HomeRegister(Register):
    """Sổ điểm dân cư"""

    model = Home
    key = ("code",)
    columns = ("code", "area", "persons", "counted_on", "basis")
    totals = ("persons",)
    shape = ("longitude", "latitude")
    filters = ("area",)
    card = Card("code", "area", "persons")
    form = (
        Section("Điểm", "code", "area", "latitude", "longitude", "persons"),
        Section("Nguồn", "counted_on", "basis"),
    )
    order = ("code",)
    may = May(view=register_writer, change=register_writer)
    """Where how many people sleep is nobody's to look at but those who count."""
    pages = (("Số dân quanh cơ sở", "relocation:residents"),)

    def pages_for(self, who):
        """Wards enter the points; the office that weighs them counts."""
        return self.pages if cluster_officer(who) else ()

    def check(self, batch):
        for row in batch.rows:
            if row.counted_on > localdate():
                yield row, "counted_on", f"{row}: ngày của số liệu ở tương lai."


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
