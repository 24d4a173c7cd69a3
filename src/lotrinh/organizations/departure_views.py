"""Pages where an administrator hands over what is in somebody's name, and where the successor finds it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.core.keys import key_in
from lotrinh.core.models import User
from lotrinh.organizations import actions
from lotrinh.organizations.departure import (
    CannotTake,
    Departure,
    HoldsMore,
    NotYourPeople,
    hand_over,
    plan_departure,
    possible_takers,
)
from lotrinh.organizations.forms import StyledForm
from lotrinh.organizations.models import HandedOver
from lotrinh.organizations.people_views import LAST_ADMINISTRATOR
from lotrinh.organizations.permissions import administrator, only
from lotrinh.organizations.reach import looks_after
from lotrinh.organizations.scope import holder_of

MOST_TAKERS = 8


class PrepareForm(StyledForm):
    """Who takes over, by which decision, and whether the account is closed."""

    reason = forms.CharField(label="Theo quyết định, lý do", max_length=300)
    successor = forms.ModelChoiceField(
        User.objects.none(), label="Người nhận chính", help_text="Được đề xuất cho mọi việc; từng việc đổi được ở sau."
    )
    others = forms.ModelMultipleChoiceField(
        User.objects.none(), label="Người nhận khác", required=False, widget=forms.CheckboxSelectMultiple
    )
    closes = forms.BooleanField(
        label="Khoá tài khoản (nghỉ hẳn, chuyển đi); bỏ chọn nếu người ấy còn làm ở đơn vị khác",
        required=False,
        initial=True,
    )

    def __init__(self, *args, takers: list[User], **kwargs):
        super().__init__(*args, **kwargs)
        found = User.objects.filter(pk__in=[user.pk for user in takers]).order_by("full_name")
        self.fields["successor"].queryset = self.fields["others"].queryset = found
        self.fields["others"].widget.attrs["class"] = self.fields["closes"].widget.attrs["class"] = "form-check-input"


def _person(request, pk) -> User:
    """Somebody `request.user` looks after; others are no more found than nobody."""
    person = get_object_or_404(User, pk=pk)
    if not looks_after(request.user, person):
        raise PermissionDenied(f"Bạn không phụ trách {person}.")
    return person


@require_http_methods(["GET", "POST"])
@only(administrator)
def prepare(request, pk):
    person = _person(request, pk)
    takers = possible_takers(person, request.user)
    form = PrepareForm(request.POST or None, takers=takers)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        keys = dict.fromkeys([chosen["successor"].pk, *(user.pk for user in chosen["others"])])
        asked = {"theo": chosen["reason"], "cho": ",".join(map(str, list(keys)[:MOST_TAKERS]))}
        if not chosen["closes"]:
            asked["giu"] = "1"
        return redirect(f"{reverse('organizations:review_departure', args=[pk])}?{urlencode(asked)}")
    context = {"person": person, "form": form, "has_takers": bool(takers)}
    return render(request, "organizations/prepare_departure.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@only(administrator)
def review(request, pk):
    """Each thing with who takes it, to be changed and confirmed; the address carries to whom, by which decision."""
    person = _person(request, pk)
    reason, takers = request.GET.get("theo", "").strip()[:300], _takers(request, person)
    if not (reason and takers):
        return redirect("organizations:prepare_departure", pk)
    departure = plan_departure(person, takers=takers, by=request.user)
    closes, added, problem = "giu" not in request.GET, frozenset(), ""
    choices = _choices(request.POST, departure) if request.method == "POST" else {}
    if request.method == "POST":
        try:
            hand_over(departure, choices, reason=reason, closes=closes, by=request.user)
        except HoldsMore as error:
            added, problem = error.keys, str(error)
        except (CannotTake, NotYourPeople) as error:
            problem = str(error)
        except actions.LastAdministrator:
            problem = LAST_ADMINISTRATOR
        else:
            passed = sum(1 for taker in choices.values() if taker)
            messages.success(request, f"Đã bàn giao {passed} mục của {person}; mọi phiên và đường dẫn đã mất hiệu lực.")
            return redirect("organizations:person", pk) if pk != request.user.pk else redirect("account_login")
    context = {
        "person": person,
        "departure": departure,
        "passing": _with_choices(departure, choices),
        "reason": reason,
        "closes": closes,
        "added": added,
        "problem": problem,
    }
    return render(request, "organizations/review_departure.html", context, status=409 if problem else 200)


def _takers(request, person: User) -> list[User]:
    """Those of the address who may take over, in its order."""
    keys = [key for text in request.GET.get("cho", "").split(",")[:MOST_TAKERS] if (key := key_in(text)) is not None]
    possible = {user.pk: user for user in possible_takers(person, request.user)}
    return [possible[key] for key in keys if key in possible]


def _choices(posted, departure: Departure) -> dict[str, User | None]:
    """What the page chose for each item it showed; an item the page did not show is left out."""
    takers = {str(user.pk): user for user in departure.takers}
    return {item.key: takers.get(posted[item.key]) for item in departure.items if item.key in posted}


def _with_choices(departure: Departure, choices) -> list[tuple]:
    """Kinds with their items, each with who is chosen or proposed."""
    first = departure.takers[0]
    return [
        (kind, [(item, choices.get(item.key, None if item.key in choices else first)) for item in items])
        for kind, items in departure.passing
    ]


@require_GET
def taken(request):
    """What was handed over to me: what waits for a look, then what I have looked at."""
    mine = HandedOver.objects.filter(taker=holder_of(request.user)).select_related("giver", "entry")
    context = {"fresh": mine.filter(seen_at=None), "seen": mine.exclude(seen_at=None).order_by("-seen_at")[:100]}
    return render(request, "organizations/taken.html", context)


@require_POST
def look_at(request):
    """One thing, or all that stood on the page: looked at, off the list."""
    keys = [key for text in request.POST.getlist("muc")[:2000] if (key := key_in(text)) is not None]
    if not keys:
        raise Http404
    mine = HandedOver.objects.filter(taker=holder_of(request.user), seen_at=None, pk__in=keys)
    count = mine.update(seen_at=timezone.now())
    messages.success(request, f"Đã xem {count} mục nhận bàn giao.")
    return redirect("organizations:taken")
