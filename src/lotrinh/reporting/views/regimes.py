"""What must be reported: the list of regimes, one regime, its Word template."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.core.keys import key_in
from lotrinh.core.registers import Refused
from lotrinh.documents.writing.templates import BadTemplate
from lotrinh.plans.models import Programme
from lotrinh.reporting import actions
from lotrinh.reporting.forms import RegimeForm, TemplateForm
from lotrinh.reporting.models import ReportRegime
from lotrinh.reporting.proposing import proposed_regime
from lotrinh.reporting.querysets import EDITORS, units_as

SECTIONS = (
    (
        "Báo cáo gì",
        ("programme", "name", "kind", "period_kind", "content", "legal_basis", "cut_off_basis", "is_active"),
    ),
    ("Ai báo cáo, ai ký", ("reporter", "superior", "issuer", "symbol", "place", "signer_lines", "signer_name")),
    ("Gửi ai, khi nào", ("addressees", "recipients", "recipient_units", "sending", "due_day", "due_months_after")),
)
TEMPLATE_NAMES = (
    ("co_quan_chu_quan, co_quan, so_ky_hieu, dia_danh_ngay_thang", "đầu văn bản"),
    ("trich_yeu, ky_bao_cao, tu_ngay, den_ngay", "tên và kỳ báo cáo"),
    ("can_cu, kinh_gui, noi_nhan, chuc_vu_ky, nguoi_ky", "căn cứ, nơi gửi, người ký (danh sách trừ nguoi_ky)"),
    (
        "muc.tinh_hinh, muc.chi_tieu, muc.nhiem_vu, muc.kho_khan, muc.phuong_huong, muc.kien_nghi, muc.ket",
        "lời từng mục: danh sách đoạn",
    ),
    ("chi_tieu", "danh sách: tt, ten, don_vi_tinh, muc_phai_dat, thuc_hien, luy_ke, phan_tram, cung_ky, tinh_trang"),
    ("nhiem_vu", "danh sách: don_vi, duoc_giao, hoan_thanh, tre_han, vuong"),
    ("vuong_mac, thay_doi", "danh sách vướng mắc và số liệu thay đổi"),
)


@require_GET
def regimes(request):
    found = ReportRegime.objects.visible_to(request.user).select_related("programme", "reporter", "template")
    units = units_as(request.user, EDITORS)
    return render(request, "reporting/regimes.html", {"regimes": found, "may_write": units is None or bool(units)})


@require_http_methods(["GET", "POST"])
def edit(request, pk=None):
    units = units_as(request.user, EDITORS)
    if units is not None and not units:
        raise PermissionDenied
    regime = get_object_or_404(ReportRegime.objects.editable_by(request.user), pk=pk) if pk else None
    form = RegimeForm(request.user, request.POST or None, instance=regime or _proposed(request))
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_regime(
                regime=form.save(commit=False), recipient_units=form.cleaned_data["recipient_units"], by=request.user
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi chế độ báo cáo.")
            return (
                redirect("reporting:regime", saved.pk)
                if pk
                else redirect(f"{reverse('reporting:new')}?regime={saved.pk}")
            )
    sections = [(title, [form[name] for name in names]) for title, names in SECTIONS]
    context = {"regime": regime, "form": form, "sections": sections, "template_names": TEMPLATE_NAMES}
    return render(request, "reporting/regime.html", context, status=422 if form.errors else 200)


def _proposed(request) -> ReportRegime | None:
    """The regime to begin a new form with, of the programme in the address; what the user runs is proposed in full."""
    key = key_in(request.GET.get("chuong-trinh", ""))
    programme = Programme.objects.editable_by(request.user).filter(pk=key).first()
    unit = programme.owner_on(localdate()) if programme else None
    return proposed_regime(programme, unit) if unit else None


@require_POST
def template(request, pk):
    regime = get_object_or_404(ReportRegime.objects.editable_by(request.user), pk=pk)
    form = TemplateForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, "Hãy chọn tệp Word (.docx).")
        return redirect("reporting:regime", pk)
    file = form.cleaned_data["file"]
    try:
        actions.set_template(regime=regime, file=file, name=file.name, by=request.user)
    except (Refused, BadTemplate) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã nhận mẫu. Báo cáo của chế độ này tải được theo mẫu đó.")
    return redirect("reporting:regime", pk)
