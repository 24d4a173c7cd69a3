"""Figures of relocation: how many are out, by which way, and how many are left of those the plan's words mean."""

from django.db.models import Case, Q, Value, When

from lotrinh.establishments.choices import Tristate
from lotrinh.establishments.models import Establishment
from lotrinh.indicators.measures import Count, Ratio, measure
from lotrinh.relocation.choices import Option
from lotrinh.relocation.models import Dossier, Finding

BY = ("establishment__area", "establishment__old_area", "establishment__trade", "option")
PLACES = ("establishment__area", "establishment__old_area")


class _Dossiers:
    """Dossiers opened by the day; a dossier counts where its establishment lies, on the map of today or of 2022."""

    groups, areas = BY, PLACES

    def rows(self, span):
        merged_away = Establishment.objects.merged_away()
        return Dossier.objects.exclude(establishment__in=merged_away.values("pk"))


@measure("relocation.dossiers", vi="Số hồ sơ di dời", unit="cơ sở")
class Dossiers(_Dossiers, Count):
    """Số cơ sở có hồ sơ di dời trong sổ."""

    words = ("cơ sở có hồ sơ", "")


@measure("relocation.closed_out", vi="Số cơ sở đã ra khỏi nơi cũ", unit="cơ sở")
class ClosedOut(_Dossiers, Count):
    """Số cơ sở đã ngừng sản xuất ở nơi cũ và đã có người khác đến kiểm tra, chụp ảnh, tính đến ngày cuối kỳ."""

    words = ("cơ sở đã ngừng và đã kiểm tra", "")
    others = ("relocation.closed_in_period",)

    def counts(self, span):
        return Q(verified_on__lte=span.last)


@measure("relocation.closed_in_period", vi="Số cơ sở ra khỏi nơi cũ trong kỳ", unit="cơ sở")
class ClosedInPeriod(_Dossiers, Count):
    """Số cơ sở có ngày kiểm tra đã ngừng nằm trong kỳ."""

    is_flow = True
    words = ("cơ sở được kiểm tra đã ngừng trong kỳ", "")

    def counts(self, span):
        return Q(verified_on__range=(span.first, span.last))


@measure("relocation.share_closed_out", vi="Tỷ lệ cơ sở đã ra khỏi nơi cũ, so với sổ", unit="%")
class ShareClosedOut(_Dossiers, Ratio):
    """Số cơ sở đã ngừng và đã kiểm tra, chia cho số cơ sở có hồ sơ di dời trong sổ."""

    words = ("cơ sở đã ngừng và đã kiểm tra", "cơ sở có hồ sơ")

    def counts(self, span):
        return Q(verified_on__lte=span.last)


@measure("relocation.share_into_cluster", vi="Tỷ lệ vào cụm trong số cơ sở đã ra khỏi nơi cũ", unit="%")
class ShareIntoCluster(_Dossiers, Ratio):
    """Số cơ sở di dời vào cụm công nghiệp, chia cho số cơ sở đã ra khỏi nơi cũ bằng mọi phương án."""

    words = ("cơ sở đã vào cụm", "cơ sở đã ra khỏi nơi cũ")

    def rows(self, span):
        return super().rows(span).closed_out_on(span.last)

    def counts(self, span):
        return Q(option=Option.CLUSTER)


class _InPlanWords(Count):
    """The plan's own words: in the urban residential area, with a finding of risk.

    Over the city of 2022 as scope it is told by the old map alone: what a ward of today took in from outside the city
    was never promised.
    """

    groups, areas = ("old_area", "area", "trade"), ("area", "old_area")
    missing = Q(is_assessed=False) | Q(on_urban_residential_land=Tristate.UNKNOWN) | Q(old_area=None)
    missing_means = "cơ sở chưa có căn cứ nào được xét, chưa rõ có trong khu dân cư đô thị, hoặc chưa ghi địa bàn 2022"

    def rows(self, span):
        """Whoever closed before anybody looked belongs to nothing that can be told any more."""
        assessed = Q(pk__in=Finding.objects.in_force_on(span.last).values("establishment"))
        known = Case(When(assessed, then=Value(True)), default=Value(False))
        found = Establishment.objects.not_merged().annotate(is_assessed=known)
        return found.exclude(Q(closed_on__lt=span.last) & ~assessed)

    def risky(self, span):
        risky = Finding.objects.risky_on(span.last).values("establishment")
        return Q(on_urban_residential_land=Tristate.YES, pk__in=risky)

    def out(self, span):
        closed = Dossier.objects.closed_out_on(span.last).values("establishment")
        return Q(pk__in=closed) | Q(closed_on__isnull=False, closed_on__lt=span.last)


@measure("relocation.meant_by_plan", vi="Số cơ sở thuộc diện di dời theo lời kế hoạch", unit="cơ sở")
class MeantByPlan(_InPlanWords):
    """Số cơ sở trong khu dân cư đô thị (bản đồ 2022) có ít nhất một căn cứ nguy cơ ô nhiễm, kể cả cơ sở đã ra."""

    words = ("cơ sở thuộc diện di dời", "")
    others = ("relocation.left_of_plan", "establishment.on_urban_residential_land")

    def counts(self, span):
        return self.risky(span)


@measure("relocation.left_of_plan", vi="Số cơ sở thuộc diện di dời còn ở nơi cũ", unit="cơ sở")
class LeftOfPlan(_InPlanWords):
    """Số cơ sở trong khu dân cư đô thị (bản đồ 2022) có ít nhất một căn cứ nguy cơ ô nhiễm, chưa ngừng hoặc chưa được
    kiểm tra là đã ngừng."""

    words = ("cơ sở còn ở nơi cũ", "")
    others = ("relocation.meant_by_plan",)

    def counts(self, span):
        return self.risky(span) & ~self.out(span)
