from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from lotrinh.core.keys import key_in
from lotrinh.plans.comparing import compare, counted
from lotrinh.plans.models import PlanVersion


@require_GET
def comparison(request, pk):
    """A text beside an earlier one of the same plan: `voi`, else the one in force, else the one before it."""
    versions = PlanVersion.objects.visible_to(request.user).select_related("programme")
    new = get_object_or_404(versions, pk=pk)
    others = versions.filter(programme=new.programme_id).exclude(pk=new.pk).order_by("-ordinal")
    asked = request.GET.get("voi", "")
    earlier = others.filter(ordinal__lt=new.ordinal)
    old = others.filter(pk=key_in(asked)).first() if asked else earlier.published().first() or earlier.first()
    if old is None:
        raise Http404
    compared = compare(old, new)
    context = {
        "new": new,
        "old": old,
        "others": others,
        "compared": compared,
        "counts": counted(compared),
        "is_unchanged": all(one.is_same for one in compared),
        "with_same": "ca" in request.GET,
    }
    return render(request, "plans/compare.html", context)
