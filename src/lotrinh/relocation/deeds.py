"""The deeds a page offers on one dossier or on many: which form each asks, who may, and the action behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lotrinh.organizations.permissions import cluster_officer, register_writer
from lotrinh.relocation import actions, forms
from lotrinh.relocation.choices import CHOOSING, MOVES, Step
from lotrinh.relocation.models import Dossier
from lotrinh.relocation.steps import next_steps


@dataclass(frozen=True, slots=True)
class DossierDeed:
    """`fn(rows=, by=, **form.cleaned_data)`; `on_many` tells whether the batch page offers it."""

    slug: str
    label: str
    fn: Callable
    form: type[forms.DeedForm]
    may: Callable[[Any], bool] = register_writer
    on_many: bool = True
    fits: Callable[[Dossier], bool] = lambda row: True
    """Whether it makes sense on the page of this dossier; the deed itself refuses what it must."""


def _not_over(row: Dossier) -> bool:
    return row.verified_on is None


def _undecided(row: Dossier) -> bool:
    return row.step in CHOOSING and not row.is_locked


DEEDS = {
    deed.slug: deed
    for deed in (
        DossierDeed(
            "buoc",
            "Chuyển bước",
            actions.take_step,
            forms.StepForm,
            fits=lambda row: any(not rule.own_deed for rule in next_steps(row.step, row.option)),
        ),
        DossierDeed(
            "phan-loai",
            "Phân loại",
            actions.classify,
            forms.ClassifyForm,
            cluster_officer,
            fits=lambda row: row.step == Step.SURVEYED,
        ),
        DossierDeed(
            "phuong-an", "Chọn phương án", actions.choose_option, forms.OptionForm, cluster_officer, fits=_undecided
        ),
        DossierDeed(
            "giu-cho",
            "Giữ chỗ nơi đến",
            actions.reserve_plot,
            forms.ReserveForm,
            cluster_officer,
            fits=lambda row: row.step == Step.OPTION_CHOSEN and row.option in MOVES,
        ),
        DossierDeed(
            "nhan-de-xuat",
            "Nhận đề xuất",
            actions.accept_proposals,
            forms.AcceptForm,
            cluster_officer,
            fits=lambda row: bool(row.proposed_option),
        ),
        DossierDeed(
            "phieu",
            "Lập phiếu hỗ trợ",
            actions.draw_up_sheets,
            forms.SheetForm,
            cluster_officer,
            fits=lambda row: bool(row.option) and row.step in CHOOSING,
        ),
        DossierDeed(
            "bao-chu",
            "Báo phương án cho chủ",
            actions.announce,
            forms.DayForm,
            cluster_officer,
            fits=lambda row: bool(row.option) and row.announced_on is None,
        ),
        DossierDeed("tiep-xuc", "Ghi tiếp xúc", actions.log_contact, forms.ContactForm),
        DossierDeed("tu-choi", "Ghi từ chối, hạn chế", actions.note_refusal, forms.RefuseForm, fits=_not_over),
        DossierDeed("y-kien", "Nhận ý kiến của chủ", actions.receive_objection, forms.ObjectionForm, on_many=False),
        DossierDeed("da-ngung", "Ghi đã ngừng sản xuất", actions.tell_stopped, forms.DayForm, fits=_not_over),
        DossierDeed(
            "tinh-trang", "Tình trạng riêng", actions.set_side, forms.SideForm, cluster_officer, fits=_not_over
        ),
        DossierDeed(
            "khoa",
            "Khoá phương án",
            actions.lock,
            forms.ReasonForm,
            cluster_officer,
            fits=lambda row: bool(row.option) and not row.is_locked and _not_over(row),
        ),
        DossierDeed(
            "mo-khoa", "Mở khoá", actions.unlock, forms.ReasonForm, cluster_officer, fits=lambda row: row.is_locked
        ),
        DossierDeed(
            "lui-buoc",
            "Lùi một bước",
            actions.step_back,
            forms.BackForm,
            cluster_officer,
            fits=lambda row: row.step not in {Step.IDENTIFIED, Step.CLEARED},
        ),
    )
}
