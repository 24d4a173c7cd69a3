"""Figures of establishments: how many, of which trade, form and field, and which stand among homes."""

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Left

from lotrinh.establishments.choices import (
    DIVISIONS,
    ENTERPRISE_FORMS,
    LegalFormKind,
    PriorityField,
    Tristate,
    VsicVersion,
)
from lotrinh.establishments.models import Establishment, LegalForm, Sector
from lotrinh.indicators.measures import Count, Ratio, measure

BY = ("area", "old_area", "trade", "priority", "in_residential_area")
PLACES = ("area", "old_area")


class _Establishments(Count):
    """Establishments at work on the day, suspected duplicates that were merged counted once."""

    groups, areas = BY, PLACES

    def rows(self, span):
        return Establishment.objects.not_merged().operating_on(span.last)


@measure("establishment.count", vi="Số cơ sở đang hoạt động", unit="cơ sở")
class Operating(_Establishments):
    """Số cơ sở trong sổ còn hoạt động vào ngày cuối kỳ; cơ sở đã gộp vì trùng chỉ đếm một lần."""

    words = ("cơ sở đang hoạt động", "")


@measure("establishment.in_residential_area", vi="Số cơ sở xen lẫn khu dân cư", unit="cơ sở")
class InResidentialArea(_Establishments):
    """Số cơ sở đang hoạt động mà sổ ghi là xen lẫn khu dân cư."""

    missing, missing_means = Q(in_residential_area=Tristate.UNKNOWN), "cơ sở chưa khảo sát có xen lẫn khu dân cư không"
    words = ("cơ sở xen lẫn khu dân cư", "")
    others = ("establishment.on_urban_residential_land",)

    def counts(self, span):
        return Q(in_residential_area=Tristate.YES)


@measure("establishment.on_urban_residential_land", vi="Số cơ sở trong khu dân cư đô thị", unit="cơ sở")
class OnUrbanResidentialLand(_Establishments):
    """Số cơ sở đang hoạt động mà sổ ghi là nằm trong khu dân cư đô thị."""

    missing = Q(on_urban_residential_land=Tristate.UNKNOWN)
    missing_means = "cơ sở chưa khảo sát có nằm trong khu dân cư đô thị không"
    words = ("cơ sở trong khu dân cư đô thị", "")
    others = ("establishment.in_residential_area",)

    def counts(self, span):
        return Q(on_urban_residential_land=Tristate.YES)


@measure("establishment.priority_share", vi="Tỷ lệ cơ sở thuộc lĩnh vực ưu tiên", unit="%")
class PriorityShare(Ratio):
    """Số cơ sở thuộc các lĩnh vực ưu tiên của kế hoạch, chia cho số cơ sở đang hoạt động."""

    groups, areas = ("area", "old_area", "trade"), PLACES
    words = ("cơ sở thuộc lĩnh vực ưu tiên", "cơ sở đang hoạt động")

    def rows(self, span):
        return Establishment.objects.not_merged().operating_on(span.last)

    def counts(self, span):
        return Q(priority__in=PriorityField.values)


@measure("establishment.opened", vi="Số cơ sở bắt đầu hoạt động trong kỳ", unit="cơ sở")
class Opened(_Establishments):
    """Số cơ sở có ngày hoạt động nằm trong kỳ."""

    is_flow = True
    words = ("cơ sở mở trong kỳ", "")

    def rows(self, span):
        return Establishment.objects.not_merged().filter(opened_on__range=(span.first, span.last))


@measure("establishment.closed", vi="Số cơ sở ngừng hoạt động trong kỳ", unit="cơ sở")
class Closed(_Establishments):
    """Số cơ sở có ngày ngừng nằm trong kỳ."""

    is_flow = True
    words = ("cơ sở ngừng trong kỳ", "")

    def rows(self, span):
        return Establishment.objects.not_merged().filter(closed_on__range=(span.first, span.last))


@measure("establishment.enterprises", vi="Số doanh nghiệp đang hoạt động", unit="doanh nghiệp")
class Enterprises(_Establishments):
    """Số cơ sở đang hoạt động có loại hình doanh nghiệp vào ngày cuối kỳ."""

    groups = ("area", "old_area", "trade", "priority", "form_on_day")
    group_names, group_words = {"form_on_day": "loại hình"}, {"form_on_day": dict(LegalFormKind.choices)}
    missing, missing_means = Q(form_on_day=None), "cơ sở chưa ghi loại hình pháp lý"
    words = ("doanh nghiệp", "")

    def rows(self, span):
        return super().rows(span).with_form_on(span.last)

    def counts(self, span):
        return Q(form_on_day__in=ENTERPRISE_FORMS)


@measure("establishment.conversions", vi="Số hộ kinh doanh chuyển thành doanh nghiệp trong kỳ", unit="cơ sở")
class Conversions(Count):
    """Số cơ sở mà loại hình doanh nghiệp bắt đầu trong kỳ và loại hình ngay trước đó là hộ kinh doanh."""

    groups = ("kind", "establishment__area", "establishment__trade")
    areas, sample = ("establishment__area", "establishment__old_area"), "establishment__is_sample"
    is_flow = True
    words = ("lần chuyển từ hộ kinh doanh thành doanh nghiệp", "")

    def rows(self, span):
        before = LegalForm.objects.filter(
            establishment=OuterRef("establishment"), valid_from__lt=OuterRef("valid_from")
        )
        begun = LegalForm.objects.filter(kind__in=ENTERPRISE_FORMS, valid_from__range=(span.first, span.last))
        return begun.filter(establishment__merged_into=None).annotate(
            form_before=Subquery(before.order_by("-valid_from").values("kind")[:1])
        )

    def counts(self, span):
        return Q(form_before=LegalFormKind.HOUSEHOLD)


class _MainSectors(Count):
    """Establishments at work by main sector, in one version of the classification: two versions are never mixed."""

    version = VsicVersion.V2018
    groups = ("division", "code", "establishment__area")
    group_names, group_words = {"division": "ngành cấp 2"}, {"division": DIVISIONS}
    areas, sample = ("establishment__area", "establishment__old_area"), "establishment__is_sample"
    words = ("cơ sở có ngành chính đã ghi", "")

    def rows(self, span):
        operating = Establishment.objects.not_merged().operating_on(span.last)
        main = Sector.objects.filter(is_main=True, version=self.version, establishment__in=operating)
        return main.annotate(division=Left("code", 2))


@measure("establishment.main_sectors_2018", vi="Số cơ sở theo ngành chính (VSIC 2018)", unit="cơ sở")
class MainSectors2018(_MainSectors):
    """Số cơ sở đang hoạt động đã ghi ngành chính theo VSIC 2018."""


@measure("establishment.main_sectors_2025", vi="Số cơ sở theo ngành chính (VSIC 2025)", unit="cơ sở")
class MainSectors2025(_MainSectors):
    """Số cơ sở đang hoạt động đã ghi ngành chính theo VSIC 2025."""

    version = VsicVersion.V2025
