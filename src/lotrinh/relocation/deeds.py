"""The deeds a page offers on one dossier or on many: which form each asks, who may, and the action behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lotrinh.organizations.permissions import cluster_officer, register_writer
from lotrinh.relocation import actions, forms


@dataclass(frozen=True, slots=True)
class DossierDeed:
    """`fn(rows=, by=, **form.cleaned_data)`; `on_many` tells whether the batch page offers it."""

    slug: str
    label: str
    fn: Callable
    form: type[forms.DeedForm]
    may: Callable[[Any], bool] = register_writer
    on_many: bool = True


DEEDS = {
    deed.slug: deed
    for deed in (
        DossierDeed("buoc", "Chuyển bước", actions.take_step, forms.StepForm),
        DossierDeed("phan-loai", "Phân loại", actions.classify, forms.ClassifyForm, cluster_officer),
        DossierDeed("phuong-an", "Chọn phương án", actions.choose_option, forms.OptionForm, cluster_officer),
        DossierDeed("giu-cho", "Giữ chỗ nơi đến", actions.reserve_plot, forms.ReserveForm, cluster_officer),
        DossierDeed("nhan-de-xuat", "Nhận đề xuất", actions.accept_proposals, forms.AcceptForm, cluster_officer),
        DossierDeed("phieu", "Lập phiếu hỗ trợ", actions.draw_up_sheets, forms.SheetForm, cluster_officer),
        DossierDeed("bao-chu", "Báo phương án cho chủ", actions.announce, forms.DayForm, cluster_officer),
        DossierDeed("tiep-xuc", "Ghi tiếp xúc", actions.log_contact, forms.ContactForm),
        DossierDeed("tu-choi", "Ghi từ chối, hạn chế", actions.note_refusal, forms.RefuseForm),
        DossierDeed("y-kien", "Nhận ý kiến của chủ", actions.receive_objection, forms.ObjectionForm, on_many=False),
        DossierDeed("da-ngung", "Ghi đã ngừng sản xuất", actions.tell_stopped, forms.DayForm),
        DossierDeed("tinh-trang", "Tình trạng riêng", actions.set_side, forms.SideForm, cluster_officer),
        DossierDeed("khoa", "Khoá phương án", actions.lock, forms.ReasonForm, cluster_officer),
        DossierDeed("mo-khoa", "Mở khoá", actions.unlock, forms.ReasonForm, cluster_officer),
        DossierDeed("lui-buoc", "Lùi một bước", actions.step_back, forms.BackForm, cluster_officer),
        DossierDeed("uoc-dan", "Ước tính dân cư", actions.estimate_residents, forms.DensityForm, cluster_officer),
    )
}
