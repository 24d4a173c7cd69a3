"""The registers to read first: each is a model and one declaration."""

from lotrinh.clusters.actions import terminate_leases
from lotrinh.clusters.forms import TerminateForm
from lotrinh.clusters.models import Approval, Cluster, DeveloperReturn, Lease, Plot, TenantReturn
from lotrinh.core.periods import Period
from lotrinh.core.registers import Card, Deed, Due, May, Register, Section, register
from lotrinh.core.registers.spans import clashes
from lotrinh.organizations.permissions import cluster_officer, in_scope, register_writer


@register
class ClusterRegister(Register):
    """Sổ cụm công nghiệp"""

    model = Cluster
    key = ("name",)
    columns = ("name", "area", "stage", "planned_area_ha", "industrial_area_ha", "manager")
    totals = ("planned_area_ha", "industrial_area_ha")
    filters = ("area", "stage", "kind")
    card = Card("name", "stage", "industrial_area_ha")
    form = (
        Section("Cụm", "name", "area", "kind", "stage", "manager", "permitted_sectors"),
        Section("Thành lập", "founding_decision", "founded_on", "developer"),
        Section("Diện tích", "planned_area_ha", "industrial_area_ha"),
    )
    order = ("name_sort",)
    may = May(view=in_scope, change=cluster_officer)

    def check(self, batch):
        for row in batch.rows:
            if row.planned_area_ha and row.industrial_area_ha and row.industrial_area_ha > row.planned_area_ha:
                yield (
                    row,
                    "industrial_area_ha",
                    f"{row}: đất công nghiệp {row.industrial_area_ha} ha lớn hơn cả cụm ({row.planned_area_ha} ha).",
                )


@register
class PlotRegister(Register):
    """Sổ lô đất trong cụm công nghiệp"""

    model = Plot
    key = ("cluster", "code")
    columns = ("code", "cluster", "purpose", "area_ha", "serviced_on", "is_let", "is_approved")
    totals = ("area_ha",)
    shape, shade = "outline", "is_let"
    filters = ("cluster", "purpose")
    search = ("cluster",)
    card = Card("code", "cluster", "area_ha", "is_let", "is_approved")
    form = (
        Section("Lô đất", "cluster", "code", "purpose", "area_ha"),
        Section("Sẵn sàng", "cleared_on", "serviced_on"),
    )
    order = ("cluster__name_sort", "code_sort")
    labels = {"is_let": "đang cho thuê", "is_approved": "đã chấp thuận đầu tư"}
    may = May(view=in_scope, change=cluster_officer)
    has_days = True

    def rows(self, day):
        return Plot.objects.with_use_on(day)

    def check(self, batch):
        for row in batch.rows:
            if row.cleared_on and row.serviced_on and row.serviced_on < row.cleared_on:
                yield row, "serviced_on", f"{row}: có hạ tầng trước khi có mặt bằng; hãy xem lại hai ngày."


@register
class LeaseRegister(Register):
    """Sổ hợp đồng thuê lại đất trong cụm công nghiệp"""

    model = Lease
    key = ("plot", "contract_no")
    columns = ("contract_no", "plot__cluster", "plot", "tenant", "area_ha", "starts_on", "ends_on", "days_left")
    totals = ("area_ha",)
    shape = "plot__outline"
    filters = ("plot__cluster",)
    search = ("plot", "tenant")
    card = Card("tenant", "plot", "area_ha", "ends_on")
    form = (
        Section("Hợp đồng", "plot", "contract_no", "tenant", "area_ha"),
        Section("Thời hạn", "starts_on", "ends_on"),
    )
    labels = {"days_left": "còn (ngày)"}
    may = May(view=in_scope, change=cluster_officer)
    due = Due(on="ends_on", holder="plot__cluster__manager", text="Hợp đồng thuê đất sắp hết hạn", days_ahead=90)
    deeds = (Deed(terminate_leases, TerminateForm, "Chấm dứt hợp đồng", bulk=True),)
    has_days = True

    def rows(self, day):
        return Lease.objects.active_on(day).with_days_left(day)

    def check(self, batch):
        """A plot is let once at a time, and never more of it than there is."""
        for row in batch.rows:
            if row.ends_on and row.ends_on < row.starts_on:
                yield row, "ends_on", f"{row}: ngày kết thúc trước ngày bắt đầu."
        plots = {row.plot_id for row in batch.rows}
        size = dict(Plot.objects.filter(pk__in=plots).values_list("pk", "area_ha"))
        for row in batch.rows:
            if size.get(row.plot_id) is not None and row.area_ha > size[row.plot_id]:
                yield row, "area_ha", f"{row}: thuê {row.area_ha} ha, lô chỉ có {size[row.plot_id]} ha."
        stored = Lease.objects.filter(plot__in=plots).exclude(pk__in=batch.before)
        for row, other in clashes(batch.rows, stored, lambda r: r.plot_id, lambda r: (r.starts_on, r.ends_on)):
            yield (
                row,
                "starts_on",
                f"{row}: lô đang cho thuê theo hợp đồng {other.contract_no}; hãy chấm dứt hợp đồng đó trước.",
            )


@register
class ApprovalRegister(Register):
    """Sổ chấp thuận đầu tư trên lô đất"""

    model = Approval
    key = ("plot", "number")
    columns = ("number", "project", "kind", "plot__cluster", "plot", "decided_on", "withdrawn_on")
    filters = ("plot__cluster", "kind")
    search = ("plot",)
    card = Card("project", "number", "plot", "decided_on")
    form = (Section("Văn bản", "plot", "number", "kind", "project"), Section("Thời gian", "decided_on", "withdrawn_on"))
    may = May(view=in_scope, change=cluster_officer)

    def check(self, batch):
        for row in batch.rows:
            if row.withdrawn_on and row.withdrawn_on < row.decided_on:
                yield row, "withdrawn_on", f"{row}: ngày thu hồi trước ngày cấp."


def _wrong_periods(batch):
    """Half years and years by cut-off alone: one number given for two windows would be counted twice."""
    for row in batch.rows:
        period = Period.parse(row.period)
        if period.kind not in ("half", "year") or period.window != "report":
            right = f"{period.year}-H1r (6 tháng) hoặc {period.year}r (năm)"
            yield row, "period", f"{row}: phiếu lập theo 6 tháng hoặc năm, chốt số ngày 14; hãy ghi {right}."


@register
class TenantReturnRegister(Register):
    """Sổ phiếu Biểu 01: cơ sở sản xuất trong cụm"""

    model = TenantReturn
    key = ("establishment", "period")
    columns = ("establishment", "period", "revenue_billion", "budget_billion", "workers", "income_million")
    totals = ("revenue_billion", "budget_billion", "workers")
    filters = ("period", "establishment__area")
    search = ("establishment",)
    order = ("-period", "establishment")
    card = Card("establishment", "period", "revenue_billion", "workers")
    form = (
        Section("Phiếu", "establishment", "period"),
        Section("Số liệu trong kỳ", "revenue_billion", "budget_billion", "workers", "income_million"),
    )
    lock_day = "last_day"
    lock_unit = "establishment__area_id"
    may = May(view=in_scope, change=register_writer)

    def check(self, batch):
        yield from _wrong_periods(batch)
        for row in batch.rows:
            if row.budget_billion > row.revenue_billion > 0:
                yield row, "budget_billion", f"{row}: nộp ngân sách lớn hơn doanh thu; cả hai tính bằng tỷ đồng."
            if not row.workers and row.income_million:
                yield row, "income_million", f"{row}: có thu nhập bình quân nhưng không có lao động nào."


@register
class DeveloperReturnRegister(Register):
    """Sổ phiếu Biểu 02: chủ đầu tư hạ tầng cụm"""

    model = DeveloperReturn
    key = ("cluster", "period")
    columns = ("cluster", "period", "serviced_ha", "let_ha", "fill_percent", "projects", "workers")
    totals = ("serviced_ha", "let_ha", "projects", "workers")
    filters = ("period", "cluster")
    search = ("cluster",)
    order = ("-period", "cluster__name_sort")
    card = Card("cluster", "period", "let_ha", "projects")
    form = (
        Section("Phiếu", "cluster", "period"),
        Section("Hạ tầng", "approved_billion", "paid_billion", "serviced_ha", "let_ha"),
        Section("Dự án trong cụm", "projects", "foreign_projects", "operating_projects"),
        Section("Chủ đầu tư", "revenue_billion", "budget_billion", "workers", "income_million"),
        Section("Nước thải", "has_wastewater_plant", "plant_meets_standard"),
    )
    labels = {"fill_percent": "5. tỷ lệ lấp đầy (%)"}
    lock_day = "last_day"
    lock_unit = "cluster__area_id"
    may = May(view=in_scope, change=register_writer)

    def rows(self, day):
        return DeveloperReturn.objects.with_fill()

    def check(self, batch):
        yield from _wrong_periods(batch)
        for row in batch.rows:
            if row.let_ha > row.serviced_ha:
                yield row, "let_ha", f"{row}: đất cho thuê {row.let_ha} ha lớn hơn đất có hạ tầng {row.serviced_ha} ha."
            for name, words in (("foreign_projects", "có vốn nước ngoài"), ("operating_projects", "đang hoạt động")):
                if getattr(row, name) > row.projects:
                    yield row, name, f"{row}: {getattr(row, name)} dự án {words} trong {row.projects} dự án."
            if row.plant_meets_standard and not row.has_wastewater_plant:
                yield row, "plant_meets_standard", f"{row}: chưa có nhà máy thì nước thải chưa thể đạt quy chuẩn."
