"""Dossiers, scenarios and owners' links in the hands of one officer, for the day that officer leaves."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.timezone import localdate

from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.organizations import leaving
from lotrinh.relocation.choices import Step
from lotrinh.relocation.models import Dossier, OwnerLink, Scenario, StepTaken


def dossiers_of(person: User):
    """Open dossiers on which the person took a step."""
    taken = StepTaken.objects.filter(leaving.done_by(person, "entry")).values("dossier")
    open_ones = Dossier.objects.filter(pk__in=taken).exclude(step=Step.CLOSED)
    return open_ones.select_related("establishment", "keeper").order_by("next_on", "pk")


def _page_of(dossier: Dossier) -> str:
    return reverse("relocation:dossier", args=[dossier.pk])


def scenarios_of(person: User):
    """Ways to move that the person set up and of which none was handed to the dossiers yet."""
    own = Scenario.objects.filter(leaving.done_by(person, "entry"))
    return own.exclude(runs__handed_over__isnull=False).distinct()


def links_of(person: User):
    """Owners' doors that the person opened and that are open still."""
    alive = OwnerLink.objects.filter(leaving.done_by(person, "made"), revoked=None, expires_on__gte=localdate())
    return alive.select_related("dossier__establishment")


def withdraw_links(rows: Iterable[OwnerLink], *, by: User) -> None:
    with audit("Thu hồi đường dẫn riêng của chủ cơ sở khi người cấp đi", by=by) as entry:
        OwnerLink.objects.filter(pk__in=[link.pk for link in rows], revoked=None).update(revoked=entry)


def told_by(person: User) -> list[str]:
    """Who told that production stopped stays who told it: the visit is another's."""
    count = Dossier.objects.filter(stopped_by=person, verified_on=None).count()
    return [f"{count} cơ sở người ấy ghi đã ngừng: tên người ghi giữ nguyên, người khác đến kiểm tra."] if count else []


def register() -> None:
    leaving.keeps(
        "dossiers",
        title="Hồ sơ di dời đang theo",
        find=dossiers_of,
        unit=lambda dossier: dossier.keeper,
        describe=lambda dossier: f"{dossier.establishment} – {dossier.get_step_display()}",
        link=_page_of,
    )
    leaving.keeps(
        "scenarios",
        title="Phương án di dời đang lập",
        find=scenarios_of,
        describe=lambda scenario: scenario.name,
    )
    leaving.withdraws(
        "owner-links",
        title="Đường dẫn riêng đã cấp cho chủ cơ sở",
        find=links_of,
        end=withdraw_links,
        describe=lambda link: f"{link.dossier.establishment}, đến {link.expires_on:%d/%m/%Y}",
        link=lambda link: _page_of(link.dossier),
        note="Thu hồi cùng lúc; cấp lại ở trang hồ sơ.",
    )
    leaving.stays(told_by)
