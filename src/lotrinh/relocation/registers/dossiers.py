"""Registers of dossiers: the dossiers, what belongs to one."""

from django.utils.timezone import localdate

from lotrinh.core.registers import Card, Deed, Due, May, Register, Section, register
from lotrinh.organizations.permissions import cluster_officer, in_scope, register_writer
from lotrinh.relocation import actions, forms
from lotrinh.relocation.models import Contact, Dossier, Objection, Restriction, StepTaken
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
