"""The proof of a standing duty, filled in on a phone."""

from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.timezone import localdate

from lotrinh.core import vietnamese
from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.core.registers.errors import Refused
from lotrinh.monitoring.phone.errors import Mend, gone, of_form, of_refusal
from lotrinh.monitoring.phone.offers import Offer, values_of
from lotrinh.monitoring.phone.receiving import Item
from lotrinh.plans.actions import prove_duty
from lotrinh.plans.models import Task
from lotrinh.plans.views.proofs import accepted, proof_form, rows_offered
from lotrinh.plans.working import Work


def offer(who: User, asked: QueryDict, templates: dict[str, str], pk: int) -> Offer | None:
    """None where `who` may not prove for any unit."""
    work = _work(who, pk)
    if work is None:
        return None
    duty, name = work.duty, f"minh-chung-{pk}"
    day = _day(asked)
    form = proof_form(duty, day=day)
    context = {"duty": duty, "work": work, "form": form, "rows": rows_offered(who, duty), "accept": accepted(duty)}
    templates[name] = render_to_string("plans/_prove_fields.html", context)
    values = values_of(form)
    return Offer(work.task.name, name, note="", whole=True, values=values, today="" if day else "on")


def take(item: Item, by: User, pk: int) -> dict[str, Any]:
    """Raises Mend."""
    work = _work(by, pk)
    if work is None:
        raise gone("Việc này")
    form = proof_form(work.duty, item.data)
    if not form.is_valid():
        raise of_form(form)
    chosen = item.data.get("don_vi")
    units = work.my_units
    unit = units[0] if len(units) == 1 else next((one for one in units if str(one.pk) == chosen), None)
    if unit is None:
        raise Mend("Hãy chọn đơn vị đã làm.", {"don_vi": "Chưa chọn đơn vị."})
    given = form.cleaned_data
    position = given["latitude"], given["longitude"]
    try:
        with audit(f"Minh chứng từ điện thoại: {work.task}", by=by, reason=item.when):
            proof = prove_duty(
                duty=work.duty,
                organization=unit,
                by=by,
                on=given["on"],
                amount=given["amount"],
                note=given["note"],
                files=item.files.getlist("tep"),
                rows=[(work.duty.register, key) for key in item.data.getlist("dong")],
                position=position if "vi_tri" in item.data and None not in position else None,
                sent_as=item.key,
            )
    except Refused as refused:
        raise of_refusal(refused, form.fields) from refused
    return {"message": f"Đã gửi minh chứng ngày {proof.on:%d/%m/%Y}.", "link": work.task.get_absolute_url()}


def _work(who: User, pk: int) -> Work | None:
    tasks = Task.objects.visible_to(who).select_related("version__programme", "duty")
    task = tasks.filter(pk=pk).first()
    work = task and Work(task, who, localdate())
    return work if work and work.duty and work.my_units else None


def _day(asked: QueryDict):
    """Of a period that was missed, when the address names one."""
    try:
        return min(vietnamese.parse_date(asked.get("ngay", "")), localdate())
    except ValueError:
        return None
