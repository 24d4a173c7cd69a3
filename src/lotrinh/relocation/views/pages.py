"""What officers read: the room's home, one dossier, the ranking, the papers."""

from django.db.models import Count, Q, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from lotrinh.core import vietnamese
from lotrinh.core.asked import day_asked
from lotrinh.core.downloads import download
from lotrinh.core.registers import register_of
from lotrinh.documents.models import StoredFile
from lotrinh.documents.writing.docx import to_docx
from lotrinh.establishments.choices import TradeType
from lotrinh.organizations.permissions import cluster_officer
from lotrinh.plans.models import Programme, TargetContract
from lotrinh.relocation import telling
from lotrinh.relocation.actions.stepping import FILES
from lotrinh.relocation.choices import Step
from lotrinh.relocation.deeds import DEEDS
from lotrinh.relocation.exposure import NOTICE
from lotrinh.relocation.forms import areas_of
from lotrinh.relocation.models import (
    Dossier,
    ExposureWeights,
    Finding,
    Objection,
    Sample,
    SupportItem,
)
from lotrinh.relocation.papers import decision, owner_sheet, support_sheet
from lotrinh.relocation.preparing import waiting
from lotrinh.relocation.screening import ranking
from lotrinh.relocation.sheets import sums
from lotrinh.relocation.steps import RULES, next_steps
from lotrinh.relocation.views.shared import owner_facts, staff, unread_letters, visible_dossier
from lotrinh.support.models import Payment, PurseYear

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHOWN = 100
HOW_TO_OBJECT = (
    "Chủ cơ sở có thể nêu ý kiến hoặc đề nghị sửa thông tin, kèm giấy tờ: trên trang riêng, bằng văn bản, hoặc tại trụ "
    "sở. Mỗi ý kiến được vào sổ, có hạn trả lời và có trả lời."
)


@staff
@require_GET
def index(request):
    """How many stand at which step, what waits for an answer, and the money promised beside the money there is."""
    today, mine = localdate(), Dossier.objects.visible_to(request.user)
    may_change = register_of(Dossier).may.change(request.user)
    at_step = dict(mine.values_list("step").annotate(count=Count("pk")))
    tally = mine.aggregate(
        all=Count("pk"),
        closed=Count("pk", filter=Q(verified_on__lte=today)),
        undecided=Count("pk", filter=Q(option="", verified_on=None)),
        unseen=Count("pk", filter=Q(stopped_on__isnull=False, verified_on=None)),
    )
    objections = Objection.objects.visible_to(request.user).open().select_related("dossier__establishment")
    items = SupportItem.objects.visible_to(request.user)
    promised = items.values_list("purse", "year").annotate(sum=Sum("amount_million")).order_by()
    promised = {(purse, year): total for purse, year, total in promised}
    purses = PurseYear.objects.visible_to(request.user).in_force_on(today).with_paid().select_related("purse")
    context = {
        "steps": [(step, at_step.get(step, 0)) for step in Step],
        "tally": tally,
        "frozen": mine.waiting().count(),
        "objections": list(objections.order_by("due_on")[:20]),
        "letters": unread_letters(request.user).count(),
        "purses": [
            (one, promised.get((one.purse_id, one.year)) or 0)
            for one in purses.filter(year__in=(today.year, today.year + 1)).order_by("year", "purse__name_sort")
        ],
        "today": today,
        "may_change": may_change,
        "waiting": waiting(request.user, today) if may_change else [],
        "targets": _promised(request.user),
    }
    return render(request, "relocation/index.html", context)


def _promised(who):
    """Targets of the plans that `who` sees which count what this room closes out."""
    seen = TargetContract.objects.filter(
        indicator__measure__startswith="relocation.",
        live_since__isnull=False,
        target__version__programme__in=Programme.objects.visible_to(who),
    )
    return seen.select_related("target", "indicator").order_by("target__by", "pk")[:6]


@staff
@require_GET
def dossier(request, pk):
    found = visible_dossier(request, pk)
    today, place = localdate(), found.establishment
    may_change = _may_write(request.user, found)
    context = {
        "dossier": found,
        "place": place,
        "owner": owner_facts(request, found),
        "decision": decision(found) if found.option else "",
        "told": telling.told(found, today),
        "steps": list(found.steps.select_related("entry__by").order_by("-on", "-pk")),
        "next": next_steps(found.step, found.option),
        "restrictions": list(found.restrictions.select_related("cluster").order_by("-stated_on")),
        "contacts": list(found.contacts.order_by("-on", "-pk")[:20]),
        "findings": list(Finding.objects.in_force_on(today).filter(establishment=place).select_related("limit")),
        "samples": list(
            Sample.objects.with_ratio().filter(establishment=place).select_related("limit").order_by("-taken_on")[:10]
        ),
        "sheet": list(found.support_items.select_related("purse", "rate").order_by("item", "part")),
        "payments": list(Payment.objects.filter(payee=place).select_related("purse").order_by("paid_on")),
        "photos": list(StoredFile.objects.of(FILES, found.pk)),
        "links": list(found.links.order_by("-pk")[:5]),
        "objections": list(found.objections.order_by("-received_on", "-pk")),
        "deeds": [deed for deed in DEEDS.values() if deed.may(request.user) and deed.fits(found)] if may_change else [],
        "may_change": may_change,
        "may_see_complainants": may_change and cluster_officer(request.user),
        "today": today,
    }
    return render(request, "relocation/dossier.html", context)


def _may_write(who, row: Dossier) -> bool:
    return register_of(Dossier).may.change(who) and Dossier.objects.editable_by(who).filter(pk=row.pk).exists()


@staff
@require_GET
def rules(request):
    """What may follow what, who takes each step, with which papers."""
    return render(request, "relocation/rules.html", {"rules": list(RULES.values())})


@staff
@require_GET
def exposure(request):
    """The ranking as of a day, each score opened term by term."""
    day, unread = day_asked(request)
    area = request.GET.get("dia_ban", "")
    area = int(area) if area.isdecimal() and len(area) < 18 else None
    trade = request.GET.get("loai", "")
    trade = trade if trade in TradeType.values else ""
    found = ranking(request.user, day, area=area, trade=trade)
    context = {
        "ranking": found,
        "shown": found.ranked[:SHOWN],
        "notice": NOTICE,
        "unread": unread,
        "area": area,
        "trade": trade,
        "areas": areas_of(request.user)[:SHOWN],
        "trades": TradeType.choices,
        "may_count": cluster_officer(request.user),
        "may_weigh": register_of(ExposureWeights).may.change(request.user),
    }
    return render(request, "relocation/exposure.html", context)


@staff
@require_GET
def sheet(request, pk):
    """The support sheet of one dossier as a Word file."""
    found = visible_dossier(request, pk)
    items = list(found.support_items.select_related("purse", "rate").order_by("item", "part"))
    text = support_sheet([found], items, _issuer(found), localdate().year)
    return _word(to_docx(text), f"phieu-ho-tro-{found.establishment.code}")


@staff
@require_GET
def sheets(request):
    """The sheets of all dossiers in scope that have one, with the totals per purse and year."""
    items = list(
        SupportItem.objects.visible_to(request.user)
        .select_related("purse", "rate", "dossier__establishment__area", "dossier__cluster")
        .order_by("dossier__establishment__name_sort", "item", "part")
    )
    dossiers = list({one.dossier_id: one.dossier for one in items}.values())
    if request.GET.get("tep") == "docx":
        issuer = _issuer(dossiers[0]) if dossiers else "Ủy ban nhân dân"
        return _word(to_docx(support_sheet(dossiers, items, issuer, localdate().year)), "phieu-ho-tro-di-doi")
    totals = sums((str(one.purse or "chưa định nguồn"), one.year, one.amount_million) for one in items)
    context = {
        "totals": totals,
        "count": len(dossiers),
        "all": sum(one.amount for one in totals),
    }
    return render(request, "relocation/sheets.html", context)


@staff
@require_GET
def owner_paper(request, pk):
    """The owner's page as a Word file, to be handed over on a visit."""
    found = visible_dossier(request, pk)
    text = owner_sheet(telling.told(found, localdate()), _issuer(found), HOW_TO_OBJECT)
    return _word(to_docx(text), f"phieu-thong-tin-{found.establishment.code}")


def _issuer(found: Dossier) -> str:
    return f"Ủy ban nhân dân {found.establishment.area.name[:1].lower()}{found.establishment.area.name[1:]}"


def _word(data: bytes, name: str) -> HttpResponse:
    return download(data, f"{vietnamese.fold(name).replace(' ', '-')}.docx", WORD)
