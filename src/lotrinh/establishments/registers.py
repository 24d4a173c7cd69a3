from django.utils.timezone import localdate

from lotrinh.core.registers import Card, Deed, May, Register, Section, register
from lotrinh.core.registers.spans import clashes
from lotrinh.establishments.actions import merge_into_code
from lotrinh.establishments.forms import MergeForm
from lotrinh.establishments.models import DistinctPair, Establishment, LegalForm, Sector
from lotrinh.organizations.permissions import in_scope, register_writer


@register
class EstablishmentRegister(Register):
    """Sổ cơ sở sản xuất"""

    model = Establishment
    key = ("code",)
    columns = ("name", "trade", "area", "old_area", "in_residential_area", "land_area_m2", "code")
    totals = ("land_area_m2",)
    personal = ("owner_name", "tax_code", "phone")
    shape, shade = ("longitude", "latitude"), "in_residential_area"
    filters = ("area", "trade", "in_residential_area", "priority")
    card = Card("name", "trade", "area", "in_residential_area")
    form = (
        Section("Cơ sở", "code", "name", "trade", "priority", "opened_on", "closed_on"),
        Section("Nơi sản xuất", "area", "old_area", "address", "latitude", "longitude", "land_area_m2"),
        Section("Khu dân cư", "in_residential_area", "on_urban_residential_land", "surveyed_on"),
        Section("Chủ cơ sở (dữ liệu cá nhân)", "owner_name", "tax_code", "phone"),
    )
    order = ("name_sort",)
    may = May(view=in_scope, change=register_writer, personal=register_writer)
    phone = True
    deeds = (Deed(merge_into_code, MergeForm, "Gộp vào cơ sở khác", bulk=True),)
    pages = (("Cơ sở có thể trùng", "establishments:duplicates"),)
    has_days = True

    def rows(self, day):
        return Establishment.objects.not_merged().operating_on(day)

    def check(self, batch):
        today = localdate()
        for row in batch.rows:
            if row.opened_on and row.opened_on > today:
                yield (
                    row,
                    "opened_on",
                    f"{row}: ngày hoạt động {row.opened_on:%d/%m/%Y} ở tương lai; hãy ghi khi cơ sở đã hoạt động.",
                )
            if row.opened_on and row.closed_on and row.closed_on < row.opened_on:
                yield row, "closed_on", f"{row}: ngày ngừng trước ngày hoạt động."
            if (row.latitude is None) != (row.longitude is None):
                yield row, "latitude", f"{row}: toạ độ cần đủ cả vĩ độ và kinh độ, hoặc để trống cả hai."


@register
class DistinctPairRegister(Register):
    """Sổ cặp cơ sở không trùng"""

    model = DistinctPair
    key = ("first", "second")
    columns = ("first", "second", "reason")
    search = ("first", "second")
    card = Card("first", "second", "reason")
    form = (Section("Cặp", "first", "second", "reason"),)
    may = May(view=in_scope, change=register_writer)

    def check(self, batch):
        for row in batch.rows:
            if row.first_id >= row.second_id:
                yield row, "second", f"{row}: hãy ghi cơ sở vào sổ trước ở cột đầu, và hai cơ sở phải khác nhau."


@register
class LegalFormRegister(Register):
    """Sổ loại hình pháp lý theo thời gian"""

    model = LegalForm
    key = ("establishment", "valid_from")
    columns = ("establishment", "kind", "valid_from", "valid_to", "paper")
    filters = ("kind",)
    search = ("establishment",)
    card = Card("establishment", "kind", "valid_from")
    form = (Section("Loại hình", "establishment", "kind", "paper"), Section("Thời gian", "valid_from", "valid_to"))
    may = May(view=in_scope, change=register_writer)

    def check(self, batch):
        """Two forms of one establishment never overlap."""
        for row in batch.rows:
            if row.valid_to and row.valid_to < row.valid_from:
                yield row, "valid_to", f"{row}: ngày hết hiệu lực trước ngày bắt đầu."
        owners = {row.establishment_id for row in batch.rows}
        stored = LegalForm.objects.filter(establishment__in=owners).exclude(pk__in=batch.before)
        for row, other in clashes(
            batch.rows, stored, lambda r: r.establishment_id, lambda r: (r.valid_from, r.valid_to)
        ):
            yield (
                row,
                "valid_from",
                f"{row}: trùng với “{other}” từ {other.valid_from:%d/%m/%Y}; hãy ghi ngày kết thúc cho loại hình cũ.",
            )


@register
class SectorRegister(Register):
    """Sổ ngành nghề của cơ sở"""

    model = Sector
    key = ("establishment", "version", "code")
    columns = ("establishment", "code", "name", "version", "is_main")
    filters = ("version", "is_main")
    search = ("establishment",)
    card = Card("establishment", "code", "name")
    form = (Section("Ngành nghề", "establishment", "version", "code", "name", "is_main"),)
    may = May(view=in_scope, change=register_writer)

    def check(self, batch):
        for row in batch.rows:
            if not row.code.isdigit() or not 2 <= len(row.code) <= 5:
                yield row, "code", f"{row}: mã ngành gồm 2 đến 5 chữ số, ví dụ 1610."
