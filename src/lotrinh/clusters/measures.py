"""Figures of clusters. The three fill rates answer one question by three definitions and never stand in one series."""

from django.db.models import F, Q

from lotrinh.clusters.models import Approval, Cluster, DeveloperReturn, Lease, Plot, TenantReturn
from lotrinh.indicators.measures import Ratio, Total, measure

IN_CLUSTER = ("cluster", "cluster__area", "cluster__kind")


class _Fill(Ratio):
    """Industrial land in use over industrial land; a plot counts whole and once."""

    weight, groups, missing = "area_ha", IN_CLUSTER, Q(area_ha=None)
    missing_means = "lô chưa ghi diện tích"

    def rows(self, span):
        return Plot.objects.industrial()


@measure("cluster.fill_2024", vi="Tỷ lệ lấp đầy (NĐ 32/2024)", unit="%", rule="cluster.fill_2024")
class Fill2024(_Fill):
    """Diện tích đất công nghiệp đã cho thuê, cho thuê lại hoặc đã có chấp thuận đầu tư, chia cho tổng diện tích đất
    công nghiệp của cụm. Lô vừa cho thuê vừa có chấp thuận chỉ tính một lần."""

    others = ("cluster.fill_2017", "cluster.fill_working")
    words = ("đất đã cho thuê hoặc đã có chấp thuận đầu tư (ha)", "tổng đất công nghiệp (ha)")

    def counts(self, span):
        return Q(pk__in=_let(span.last)) | Q(pk__in=Approval.objects.active_on(span.last).values("plot"))


@measure("cluster.fill_2017", vi="Tỷ lệ lấp đầy chỉ tính đất đã cho thuê", unit="%", rule="cluster.fill_2017")
class Fill2017(_Fill):
    """Diện tích đất công nghiệp đã cho thuê, cho thuê lại, chia cho tổng diện tích đất công nghiệp của cụm."""

    others = ("cluster.fill_2024", "cluster.fill_working")
    words = ("đất đã cho thuê (ha)", "tổng đất công nghiệp (ha)")

    def counts(self, span):
        return Q(pk__in=_let(span.last))


@measure("cluster.fill_working", vi="Tỷ lệ lấp đầy trên đất đã có hạ tầng", unit="%", rule="cluster.fill_working")
class FillWorking(_Fill):
    """Diện tích đất công nghiệp đã cho thuê, chia cho diện tích đất công nghiệp đã có hạ tầng. Cách tính của địa
    phương, không phải định nghĩa của nghị định."""

    others = ("cluster.fill_2024", "cluster.fill_2017")
    words = ("đất có hạ tầng đã cho thuê (ha)", "đất công nghiệp đã có hạ tầng (ha)")

    def rows(self, span):
        return Plot.objects.industrial().serviced_on(span.last)

    def counts(self, span):
        return Q(pk__in=_let(span.last))


class _Land(Total):
    """Hectares of industrial plots that answer a condition."""

    weight, groups, decimals = "area_ha", IN_CLUSTER, 2
    missing, missing_means = Q(area_ha=None), "lô chưa ghi diện tích"

    def rows(self, span):
        return Plot.objects.industrial()


@measure("cluster.land", vi="Đất công nghiệp trong sổ lô", unit="ha")
class Land(_Land):
    """Tổng diện tích các lô đất công nghiệp có trong sổ lô."""

    words = ("diện tích các lô đất công nghiệp (ha)", "")


@measure("cluster.land_let", vi="Đất công nghiệp đã cho thuê", unit="ha")
class LandLet(_Land):
    """Tổng diện tích các lô đất công nghiệp đang có hợp đồng thuê."""

    words = ("diện tích các lô đang cho thuê (ha)", "")

    def counts(self, span):
        return Q(pk__in=_let(span.last))


@measure("cluster.land_approved", vi="Đất công nghiệp đã có chấp thuận đầu tư", unit="ha")
class LandApproved(_Land):
    """Tổng diện tích các lô đất công nghiệp đang có chấp thuận chủ trương hoặc giấy chứng nhận đầu tư."""

    words = ("diện tích các lô đã có chấp thuận đầu tư (ha)", "")

    def counts(self, span):
        return Q(pk__in=Approval.objects.active_on(span.last).values("plot"))


@measure("cluster.land_serviced", vi="Đất công nghiệp đã có hạ tầng", unit="ha")
class LandServiced(_Land):
    """Tổng diện tích các lô đất công nghiệp đã có hạ tầng."""

    words = ("diện tích các lô đã có hạ tầng (ha)", "")

    def counts(self, span):
        return Q(serviced_on__lte=span.last)


@measure("cluster.land_cleared", vi="Đất công nghiệp đã có mặt bằng", unit="ha")
class LandCleared(_Land):
    """Tổng diện tích các lô đất công nghiệp đã giải phóng mặt bằng."""

    words = ("diện tích các lô đã có mặt bằng (ha)", "")

    def counts(self, span):
        return Q(cleared_on__lte=span.last)


@measure("cluster.land_planned", vi="Đất công nghiệp theo quy hoạch chi tiết", unit="ha")
class LandPlanned(Total):
    """Tổng diện tích đất công nghiệp mà quy hoạch chi tiết của các cụm đã xác định."""

    weight, groups, decimals = "industrial_area_ha", ("area", "kind", "stage"), 2
    missing, missing_means = Q(industrial_area_ha=None), "cụm chưa có diện tích theo quy hoạch chi tiết"
    words = ("đất công nghiệp theo quy hoạch (ha)", "")

    def rows(self, span):
        return Cluster.objects.all()


@measure("cluster.leased_newly", vi="Đất cho thuê mới trong kỳ", unit="ha")
class LeasedNewly(Total):
    """Tổng diện tích theo các hợp đồng thuê lại đất bắt đầu trong kỳ."""

    weight, groups, decimals = "area_ha", ("plot__cluster", "plot__cluster__area"), 2
    sample, is_flow = "plot__is_sample", True
    words = ("diện tích các hợp đồng bắt đầu trong kỳ (ha)", "")

    def rows(self, span):
        return Lease.objects.filter(starts_on__range=(span.first, span.last))


# --- returns of producers and developers (Biểu 01 and 02 of TT 14/2024) ----------------------------------------------

NO_RETURN = "Chưa có phiếu nào của kỳ này."
PRODUCER = ("establishment", "establishment__area")


class _OfReturns(Total):
    """Adds up what the returns of exactly this half year or year say; without any there is no nought, but no figure."""

    decimals, is_flow, none_means = 1, True, NO_RETURN


class _OfProducers(_OfReturns):
    groups = PRODUCER

    def rows(self, span):
        return TenantReturn.objects.of_span(span.first, span.last)


class _OfDevelopers(_OfReturns):
    groups = ("cluster", "cluster__area")

    def rows(self, span):
        return DeveloperReturn.objects.of_span(span.first, span.last)


@measure("cluster.revenue", vi="Doanh thu của cơ sở trong cụm (Biểu 01)", unit="tỷ đồng")
class ProducersRevenue(_OfProducers):
    """Tổng doanh thu trong kỳ theo phiếu Biểu 01 của các cơ sở sản xuất trong cụm."""

    weight, words = "revenue_billion", ("doanh thu theo phiếu Biểu 01 (tỷ đồng)", "")


@measure("cluster.budget", vi="Nộp ngân sách của cơ sở trong cụm (Biểu 01)", unit="tỷ đồng")
class ProducersBudget(_OfProducers):
    """Tổng số nộp ngân sách trong kỳ theo phiếu Biểu 01 của các cơ sở sản xuất trong cụm."""

    weight, words = "budget_billion", ("nộp ngân sách theo phiếu Biểu 01 (tỷ đồng)", "")


@measure("cluster.workers", vi="Lao động của cơ sở trong cụm (Biểu 01)", unit="người")
class ProducersWorkers(_OfProducers):
    """Tổng lao động theo hợp đồng cuối kỳ theo phiếu Biểu 01 của các cơ sở sản xuất trong cụm."""

    weight, decimals, is_flow, words = "workers", 0, False, ("lao động theo phiếu Biểu 01", "")


@measure("cluster.income", vi="Thu nhập bình quân trong cụm (Biểu 01)", unit="triệu đồng/người/tháng")
class ProducersIncome(Ratio):
    """Thu nhập bình quân của từng cơ sở nhân với lao động của cơ sở, chia cho tổng lao động của các cơ sở có ghi thu
    nhập: cơ sở nhiều lao động nặng hơn, không phải trung bình của các trung bình."""

    weight, part, groups, decimals = "workers", F("income_million") * F("workers"), PRODUCER, 2
    missing, missing_means = Q(income_million=None), "phiếu chưa ghi thu nhập bình quân"
    words, none_means = ("thu nhập bình quân × lao động", "lao động của các cơ sở có ghi thu nhập"), NO_RETURN

    def rows(self, span):
        return TenantReturn.objects.of_span(span.first, span.last)


@measure("cluster.developer_revenue", vi="Doanh thu của chủ đầu tư hạ tầng cụm (Biểu 02)", unit="tỷ đồng")
class DevelopersRevenue(_OfDevelopers):
    """Tổng doanh thu trong kỳ theo phiếu Biểu 02 của các chủ đầu tư hạ tầng cụm."""

    weight, words = "revenue_billion", ("doanh thu theo phiếu Biểu 02 (tỷ đồng)", "")


@measure("cluster.developer_budget", vi="Nộp ngân sách của chủ đầu tư hạ tầng cụm (Biểu 02)", unit="tỷ đồng")
class DevelopersBudget(_OfDevelopers):
    """Tổng số nộp ngân sách trong kỳ theo phiếu Biểu 02 của các chủ đầu tư hạ tầng cụm."""

    weight, words = "budget_billion", ("nộp ngân sách theo phiếu Biểu 02 (tỷ đồng)", "")


@measure("cluster.infrastructure_paid", vi="Vốn hạ tầng cụm đã thực hiện (Biểu 02)", unit="tỷ đồng")
class InfrastructurePaid(_OfDevelopers):
    """Vốn đầu tư hạ tầng đã thực hiện, luỹ kế đến cuối kỳ, theo phiếu Biểu 02."""

    weight, is_flow, words = "paid_billion", False, ("vốn đã thực hiện, luỹ kế (tỷ đồng)", "")


def _let(day):
    return Lease.objects.active_on(day).values("plot")
