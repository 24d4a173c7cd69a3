"""Pages where administrators look after people, and the pages where people look after their own account."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lotrinh.areas.models import Area
from lotrinh.core.models import User
from lotrinh.core.vietnamese import sort_key
from lotrinh.organizations import actions
from lotrinh.organizations.forms import EndRoleForm, InviteForm, RoleForm
from lotrinh.organizations.models import Organization, RoleHolding
from lotrinh.organizations.permissions import administrator, only
from lotrinh.organizations.reach import Reach, looks_after, reach_of

PAGE = 50
NOT_YOURS = (
    "Người này còn giữ vai trò ở đơn vị bạn không phụ trách: tài khoản do quản trị viên phụ trách cả các đơn vị ấy lo."
)
OUT_OF_REACH = (
    "Bạn chỉ giao và kết thúc vai trò ở đơn vị và địa bàn mình phụ trách; hãy nhờ quản trị viên ở đó hoặc cấp trên."
)
LAST_ADMINISTRATOR = "Không làm được: sẽ không còn ai quản trị. Hãy giao vai trò quản trị viên cho người khác trước."


@require_GET
@only(administrator)
def people(request):
    words = request.GET.get("tim", "").strip()[:100]
    found = User.objects.all()
    if words:
        found = found.filter(
            Q(full_name__icontains=words)
            | Q(username__icontains=words)
            | Q(role_holdings__organization__name__icontains=words)
        ).distinct()
    today = RoleHolding.objects.held_on(localdate()).select_related("organization")
    found = found.prefetch_related(Prefetch("role_holdings", today, to_attr="current")).annotate(
        has_second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP))
    )
    page = Paginator(sorted(found, key=_by_given_name), PAGE).get_page(request.GET.get("trang"))
    return render(request, "organizations/people.html", {"page": page, "words": words})


def _by_given_name(user: User) -> tuple:
    """Open accounts first, then as Vietnamese lists go: the given name, which stands last, before the family name."""
    return not user.is_active, sort_key(user.get_short_name()), sort_key(str(user)), user.pk


@require_http_methods(["GET", "POST"])
@only(administrator)
def invite(request):
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.invite(**form.cleaned_data, by=request.user)
        except actions.UsernameTaken:
            form.add_error("username", "Tên đăng nhập này đã có người dùng; hãy chọn tên khác.")
        else:
            _hand_link(request, user, actions.password_link(user))
            return redirect("organizations:person", user.pk)
    return render(request, "organizations/invite.html", {"form": form, "mails": actions.has_mail_server()})


@require_http_methods(["GET", "POST"])
@only(administrator)
def person(request, pk):
    """One person: roles past and present, a form to give another, and what to do when a password or phone is lost."""
    user = get_object_or_404(User, pk=pk)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_role(user=user, **form.cleaned_data, by=request.user)
        except actions.OutOfReach:
            form.add_error("organization", OUT_OF_REACH)
        except actions.RoleAlreadyHeld:
            form.add_error(None, "Người này đã giữ vai trò đó ở đơn vị đó trong khoảng ngày trùng.")
        else:
            messages.success(request, "Đã giao vai trò.")
            return redirect("organizations:person", pk)
    day, reach = localdate(), reach_of(request.user)
    holdings = user.role_holdings.with_names().order_by("-valid_from", "-pk")
    context = {
        "person": user,
        "form": form,
        "holdings": [(holding, reach.takes_in(holding.organization)) for holding in holdings],
        "day": day,
        "has_second_factor": Authenticator.objects.filter(user=user).exists(),
        "link": request.session.pop(_link_key(pk), None),
        "link_days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        "looks_after": looks_after(request.user, user),
        "deputies": user.deputies.not_over(day).with_names(),
        "organizations": _units_of(reach).valid_on(day).values_list("name", flat=True)[:500],
    }
    return render(request, "organizations/person.html", context, status=422 if form.errors else 200)


def _units_of(reach: Reach):
    return Organization.objects.all() if reach.units is None else Organization.objects.filter(pk__in=reach.units)


@require_http_methods(["GET", "POST"])
@only(administrator)
def end_role(request, pk):
    holding = get_object_or_404(RoleHolding.objects.with_names(), pk=pk)
    if not reach_of(request.user).takes_in(holding.organization):
        messages.error(request, OUT_OF_REACH)
        return redirect("organizations:person", holding.user_id)
    form = EndRoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_role(holding=holding, **form.cleaned_data, by=request.user)
        except actions.OutOfReach:
            form.add_error(None, OUT_OF_REACH)
        except actions.LastAdministrator:
            form.add_error(None, LAST_ADMINISTRATOR)
        else:
            messages.success(request, "Đã kết thúc vai trò.")
            return redirect("organizations:person", holding.user_id)
    return render(request, "organizations/end_role.html", {"holding": holding, "form": form})


@require_POST
@only(administrator)
def deed(request, pk, name):
    """One press of a button on a person's page."""
    user = get_object_or_404(User, pk=pk)
    reason = request.POST.get("reason", "")[:500]
    try:
        if name == "mat-khau":
            _hand_link(request, user, actions.reset_password(user=user, by=request.user, reason=reason))
        elif name == "lop-thu-hai":
            actions.reset_second_factor(user=user, by=request.user, reason=reason)
            messages.success(request, "Đã gỡ lớp xác thực thứ hai. Lần tới chỉ cần mật khẩu.")
        elif name == "khoa":
            actions.close_account(user=user, by=request.user, reason=reason)
            messages.success(request, "Đã khoá tài khoản; mọi phiên đang mở đã mất quyền.")
        else:
            actions.open_account(user=user, by=request.user, reason=reason)
            messages.success(request, "Đã mở lại tài khoản.")
    except actions.LastAdministrator:
        messages.error(request, LAST_ADMINISTRATOR)
    except actions.NotAdministrator:
        messages.error(request, NOT_YOURS)
    return redirect("organizations:person", pk)


def _hand_link(request, user, path) -> None:
    """Mail the address to its owner; without a mail server show it once, to be handed over in person."""
    address = request.build_absolute_uri(path)
    if actions.mail_password_link(user, address):
        messages.success(request, f"Đã gửi địa chỉ đặt mật khẩu tới {user.email}.")
    else:
        request.session[_link_key(user.pk)] = address


def _link_key(pk: int) -> str:
    return f"password_link_{pk}"


@require_GET
def mine(request):
    """One's own account: roles held, password, second factor."""
    day = localdate()
    context = {
        "deputies": request.user.deputies.not_over(day).with_names(),
        "deputising_for": [(one, one.is_on(day)) for one in request.user.deputising_for.not_over(day).with_names()],
        "mails": actions.has_mail_server(),
        "taken_over": request.user.taken_over.filter(seen_at=None).count(),
        "holdings": request.user.role_holdings.held_on(day).with_names(),
        "has_second_factor": Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists(),
    }
    return render(request, "organizations/mine.html", context)


@require_POST
def mail(request):
    """Whether reminders come by mail too."""
    wanted = request.POST.get("nhan") == "1"
    User.objects.filter(pk=request.user.pk).update(wants_mail=wanted)
    messages.success(request, "Từ nay bạn nhận thư nhắc việc." if wanted else "Từ nay bạn không nhận thư nhắc việc.")
    return redirect("accounts:mine")


@method_decorator(login_not_required, name="dispatch")
class SetPassword(PasswordResetConfirmView):
    """Where the one-time address leads: Django's own view, which keeps the token out of addresses sent on."""

    template_name = "organizations/set_password.html"
    success_url = reverse_lazy("account_login")

    def form_valid(self, form):
        messages.success(self.request, "Đã đặt mật khẩu. Xin mời đăng nhập.")
        return super().form_valid(form)


@login_not_required
@require_GET
def forgotten(request):
    """There is no self-service: an administrator hands out a new address."""
    return render(request, "organizations/forgotten.html")


@require_GET
@only(administrator)
def area_names(request):
    """Full names of areas for the list under a field, as options."""
    found = Area.objects.valid_on(localdate()).told(request.GET.get("area", ""))[:15]
    return render(request, "organizations/_names.html", {"names": [area.full_name for area in found]})
