from django import forms
from django.utils.timezone import localdate

from lotrinh.areas.models import Area
from lotrinh.core import vietnamese
from lotrinh.organizations.choices import Role
from lotrinh.organizations.models import Organization


class StyledForm(forms.Form):
    """Bootstrap's classes, and help told to screen readers."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            is_select = isinstance(field.widget, forms.Select)
            field.widget.attrs.setdefault("class", "form-select" if is_select else "form-control")


class DayField(forms.DateField):
    """A day written as people write it; the message says how."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "ngày/tháng/năm"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            return vietnamese.parse_date(value)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value):
        return vietnamese.format_date(value) if hasattr(value, "year") else value


class NamedField(forms.CharField):
    """An object named by typing: its full name, or words that fit one object only."""

    def __init__(self, *, queryset, exact: str, address: str, **kwargs):
        self.queryset, self.exact = queryset, exact
        super().__init__(**kwargs)
        self.widget.attrs |= {"list": address, "autocomplete": "off"}

    def clean(self, value):
        text = vietnamese.nfc(super().clean(value)).strip()
        if not text:
            return None
        found = self.queryset().filter(**{self.exact: text}).first()
        if found:
            return found
        fitting = self.queryset()
        for word in vietnamese.fold(text).split():
            fitting = fitting.filter(fold__contains=word)
        fitting = list(fitting[:6])
        if len(fitting) == 1:
            return fitting[0]
        if not fitting:
            raise forms.ValidationError(f"Không có “{text}”. Hãy gõ tên, không cần dấu.")
        raise forms.ValidationError("Có nhiều tên hợp: " + "; ".join(map(str, fitting)) + ". Hãy gõ thêm chữ.")


def _organizations():
    return Organization.objects.valid_on(localdate())


def _areas():
    return Area.objects.valid_on(localdate())


class InviteForm(StyledForm):
    full_name = forms.CharField(label="Họ và tên", max_length=150)
    username = forms.RegexField(
        r"^[\w.@+-]+$",
        label="Tên đăng nhập",
        max_length=150,
        help_text="Chữ không dấu, số và . @ + - _",
        error_messages={"invalid": "Chỉ dùng chữ, số và các dấu . @ + - _"},
    )
    email = forms.EmailField(label="Thư điện tử", required=False)
    phone = forms.CharField(label="Điện thoại", max_length=20, required=False)


class RoleForm(StyledForm):
    role = forms.ChoiceField(label="Vai trò", choices=Role.choices)
    organization = NamedField(
        label="Đơn vị",
        queryset=_organizations,
        exact="name",
        address="ds-don-vi",
        help_text="Gõ vài chữ, không cần dấu.",
    )
    area = NamedField(
        label="Chỉ trong địa bàn",
        queryset=_areas,
        exact="full_name",
        address="ds-dia-ban",
        required=False,
        help_text="Để trống: cả địa bàn của đơn vị.",
    )
    valid_from = DayField(label="Từ ngày", initial=localdate)
    valid_to = DayField(label="Đến hết ngày", required=False, help_text="Để trống: chưa định ngày kết thúc.")
    reason = forms.CharField(label="Theo quyết định, lý do", max_length=300, required=False)

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "Ngày cuối đứng trước ngày đầu.")
        return cleaned


class EndRoleForm(StyledForm):
    last_day = DayField(label="Ngày cuối còn giữ", required=False, help_text="Để trống: kết thúc ngay bây giờ.")
    reason = forms.CharField(label="Lý do", max_length=300, required=False)
