"""Forms of deeds. Each is given who asks, so that it offers only what they may see."""

import re

from django import forms
from django.utils.timezone import localdate

from lotrinh.areas.choices import Level
from lotrinh.areas.models import Area
from lotrinh.clusters.models import Cluster, Plot
from lotrinh.core import vietnamese
from lotrinh.core.registers.forms import dress
from lotrinh.establishments.choices import TradeType, Tristate
from lotrinh.establishments.models import Establishment
from lotrinh.organizations.scope import scope_of
from lotrinh.relocation.choices import (
    Channel,
    FileGroup,
    ObjectionKind,
    Option,
    Outcome,
    Side,
    Source,
)
from lotrinh.relocation.scenarios import quarters
from lotrinh.relocation.steps import RULES, next_steps

LONGEST_TEXT = 2000
YEARS_AHEAD = 9
"""Years in which something decided today may be done."""


class Day(forms.DateField):
    """A day, today unless another is given."""

    def __init__(self, label: str, **kwargs):
        widget = forms.DateInput(attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric"})
        kwargs.setdefault("initial", localdate)
        super().__init__(label=label, widget=widget, **kwargs)


def later_day(label: str):
    return Day(label, required=False, initial=None)


def text(label: str, *, required: bool = True, longest: int = 300, rows: int = 0, help_text: str = ""):
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, required=required, max_length=longest, widget=widget, help_text=help_text)


def number(label: str, **kwargs):
    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "num"})
    kwargs = {"required": False, "min_value": 0, "localize": True, "widget": widget} | kwargs
    return forms.DecimalField(label=label, **kwargs)


def tristate(label: str):
    return forms.ChoiceField(label=label, choices=Tristate.choices, initial=Tristate.UNKNOWN)


class LiftForm(forms.Form):
    on = Day("hết từ ngày")
    reason = text("vì sao hết")


class AnswerForm(forms.Form):
    on = Day("trả lời ngày")
    outcome = forms.ChoiceField(label="kết quả", choices=[("", "–"), *Outcome.choices[1:]])
    answer = text("trả lời", longest=3000, rows=4)
    paper = text("văn bản trả lời", required=False, longest=200)


class DeedForm(forms.Form):
    """The form of a deed on dossiers, for `who`."""

    def __init__(self, data=None, *, who):
        super().__init__(data)
        self.who = who
        self.limit(who)
        dress(self)

    def limit(self, who) -> None:
        """Leave only choices that `who` may make."""

    def suit(self, rows) -> None:
        """Leave only choices that make sense for at least one of `rows`."""


class StepForm(DeedForm):
    step = forms.ChoiceField(
        label="bước",
        choices=[(rule.step.value, rule.step.label) for rule in RULES.values() if rule.after and not rule.own_deed],
    )
    on = Day("ngày")
    paper = text("giấy tờ (số, ngày)", required=False)
    note = text("ghi chú", required=False)

    def limit(self, who):
        self.fields["step"].choices = [
            (key, label) for key, label in self.fields["step"].choices if RULES[key].may(who)
        ]

    def suit(self, rows):
        following = {rule.step.value: rule for row in rows for rule in next_steps(row.step, row.option)}
        kept = [(key, label) for key, label in self.fields["step"].choices if key in following]
        if kept:  # none left: the deed itself says why
            self.fields["step"].choices = [
                (key, f"{label} (cần {papers})" if (papers := following[key].papers) else label) for key, label in kept
            ]


class ClassifyForm(DeedForm):
    file_group = forms.ChoiceField(label="nhóm hồ sơ pháp lý", choices=FileGroup.choices)
    on = Day("ngày")
    paper = text("bảng phân loại (số, ngày)")


class BackForm(DeedForm):
    reason = text("vì sao lùi một bước")


class SideForm(DeedForm):
    side = forms.ChoiceField(
        label="tình trạng", required=False, choices=[(side.value, side.label) for side in Side if side != Side.APPEALED]
    )
    reason = text("lý do")


class OptionForm(DeedForm):
    option = forms.ChoiceField(label="phương án", choices=Option.choices)
    cluster = forms.ModelChoiceField(Cluster.objects.none(), label="cụm nơi đến", required=False)
    destination = text("nơi đến khác", required=False, longest=200)
    quarter = forms.ChoiceField(label="quý thực hiện", required=False)
    on = Day("ngày chọn")
    note = text("ghi chú", required=False)

    def limit(self, who):
        self.fields["cluster"].queryset = Cluster.objects.visible_to(who).order_by("name_sort")
        today = localdate()
        ahead = [quarters.label_of(today), *quarters.quarters_between(today, today.year + YEARS_AHEAD)]
        self.fields["quarter"].choices = [("", "–"), *((label, quarters.words(label)) for label in ahead)]


class ReserveForm(DeedForm):
    plot = forms.ModelChoiceField(Plot.objects.none(), label="lô", required=False)
    on = Day("ngày")
    paper = text("văn bản giữ chỗ", required=False)

    def limit(self, who):
        plots = Plot.objects.visible_to(who).industrial().select_related("cluster")
        self.fields["plot"].queryset = plots.order_by("cluster__name_sort", "code_sort")
        self.fields["plot"].label_from_instance = lambda plot: f"{plot.cluster} – {plot}"


class DayForm(DeedForm):
    on = Day("ngày")


class ReasonForm(DeedForm):
    reason = text("lý do")


class RefuseForm(DeedForm):
    source = forms.ChoiceField(label="do đâu", choices=Source.choices)
    option = forms.ChoiceField(label="phương án không dùng được", required=False, choices=[("", "–"), *Option.choices])
    cluster = forms.ModelChoiceField(
        Cluster.objects.none(), label="riêng cụm", required=False, help_text="Để trống: không vào cụm nào."
    )
    not_before = later_day("hoặc: không trước ngày")
    cause = text("nguyên nhân", longest=500)
    would_change = text("điều gì sẽ làm thay đổi", longest=500)
    on = Day("nêu ngày")

    def limit(self, who):
        self.fields["cluster"].queryset = Cluster.objects.visible_to(who).order_by("name_sort")


class ContactForm(DeedForm):
    on = Day("ngày")
    channel = forms.ChoiceField(label="cách tiếp xúc", choices=Channel.choices)
    officer = text("cán bộ tiếp xúc", longest=150)
    said = text("đã nói gì", longest=LONGEST_TEXT, rows=3)
    asked = text("chủ cơ sở hỏi, đề nghị gì", required=False, longest=LONGEST_TEXT, rows=3)
    next_on = later_day("hẹn tới")
    next_what = text("việc hẹn", required=False, longest=200)

    def limit(self, who):
        self.fields["officer"].initial = str(who)

    def clean(self):
        given = super().clean()
        if bool(given.get("next_on")) != bool(given.get("next_what")) and "next_on" not in self.errors:
            self.add_error("next_what", "Ngày hẹn và việc hẹn đi cùng nhau.")
        return given


class ObjectionForm(DeedForm):
    kind = forms.ChoiceField(label="loại", choices=ObjectionKind.choices)
    received_on = Day("nhận ngày")
    content = text("nội dung", longest=3000, rows=4)
    due_on = forms.DateField(
        label="hạn trả lời", required=False, help_text="Để trống: tính theo sổ quy định.",
        widget=forms.DateInput(attrs={"placeholder": "ngày/tháng/năm"}),
    )  # fmt: skip


class SheetForm(DeedForm):
    on = Day("theo mức của ngày")
    cost_million = number("chi phí thực tế (triệu đồng)", help_text="Cho khoản tính theo % chi phí.")
    stoppage_months = number("thời gian ngừng sản xuất (tháng)", help_text="Cho khoản trả lương khi ngừng.")


class AcceptForm(DeedForm):
    on = Day("ngày quyết định")
    note = text("ghi chú", required=False)


class DensityForm(DeedForm):
    per_km2 = number("mật độ dân số (người/km²)", required=True)
    basis = text("nguồn của mật độ")
    on = Day("vào ngày")


class SurveyForm(forms.Form):
    """One visit with a phone: the point comes from the browser, the rest is a minute's typing."""

    existing = forms.ModelChoiceField(
        Establishment.objects.none(), required=False, widget=forms.HiddenInput, label="cơ sở đã có"
    )
    latitude = number("vĩ độ", min_value=8, max_value=24, max_digits=9, decimal_places=6)
    longitude = number("kinh độ", min_value=102, max_value=118, max_digits=9, decimal_places=6)
    photo = forms.FileField(label="ảnh", required=False)
    name = text("tên cơ sở", longest=200)
    code = forms.RegexField(
        re.compile(r"[\w.\-/]{2,30}"), label="mã cơ sở", required=False, help_text="Để trống: máy đặt mã."
    )
    trade = forms.ChoiceField(label="loại", choices=[("", "–"), *TradeType.choices])
    area = forms.ModelChoiceField(Area.objects.none(), label="địa bàn")
    address = text("địa chỉ", required=False)
    land_area_m2 = number("diện tích đất (m²)", max_digits=12, decimal_places=1)
    in_residential_area = tristate("xen lẫn khu dân cư")
    on_urban_residential_land = tristate("trong khu dân cư đô thị")
    within_50 = number("người sống dưới 50 m", decimal_places=0, max_digits=6)
    within_100 = number("50–100 m", decimal_places=0, max_digits=6)
    within_200 = number("100–200 m", decimal_places=0, max_digits=6)
    within_500 = number("200–500 m", decimal_places=0, max_digits=6)
    on = Day("ngày khảo sát")

    def __init__(self, data=None, files=None, *, who, **kwargs):
        super().__init__(data, files, **kwargs)
        self.fields["existing"].queryset = Establishment.objects.editable_by(who).not_merged()
        self.fields["area"].queryset = areas_of(who)
        self.fields["area"].label_from_instance = lambda area: area.name
        self.fields["photo"].widget.attrs |= {"accept": "image/*", "capture": "environment"}
        dress(self)

    def _bound(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names]

    @property
    def where(self):
        return self._bound("latitude", "longitude", "name", "area", "address")

    @property
    def what(self):
        return self._bound("photo", "trade", "land_area_m2", "code", "on")

    @property
    def around(self):
        rings = ("within_50", "within_100", "within_200", "within_500")
        return self._bound("in_residential_area", "on_urban_residential_land", *rings)

    def clean(self):
        given = super().clean()
        if (given.get("latitude") is None) != (given.get("longitude") is None):
            self.add_error("longitude", "Toạ độ cần đủ vĩ độ và kinh độ; bấm “Lấy toạ độ” hoặc để trống cả hai.")
        return given

    @property
    def rings(self) -> tuple[int, int, int, int] | None:
        """The counts, where at least one was made; the rest are then nobody."""
        given = [self.cleaned_data[f"within_{edge}"] for edge in (50, 100, 200, 500)]
        if all(count is None for count in given):
            return None
        one, two, three, four = (int(count or 0) for count in given)
        return one, two, three, four


def areas_of(who):
    """The wards of today in which `who` writes."""
    keys = scope_of(who).writing.area_ids
    found = Area.objects.valid_on(localdate()).at_level(Level.COMMUNE).order_by("sort_key")
    return found if keys is None else found.filter(pk__in=keys)


class VerifyForm(forms.Form):
    on = Day("ngày kiểm tra")
    photo = forms.FileField(label="ảnh chụp tại chỗ")
    note = text("đã thấy gì", longest=500)


class LinkForm(forms.Form):
    expires_on = Day("dùng được đến hết ngày", initial=None)


class ComplainantForm(forms.Form):
    name = text("người phản ánh", longest=150)
    phone = text("điện thoại", required=False, longest=20)


class OwnerForm(forms.Form):
    """What the owner sends from the own page; hostile until read."""

    kind = forms.ChoiceField(label="bạn muốn", choices=ObjectionKind.choices, widget=forms.RadioSelect)
    content = text("nội dung", longest=3000, rows=5)
    file = forms.FileField(label="giấy tờ, ảnh kèm theo", required=False, help_text="Ảnh hoặc PDF, tối đa 10 MB.")
    sent_as = forms.RegexField(re.compile(r"[0-9a-f-]{36}"), widget=forms.HiddenInput)

    def clean_content(self):
        written = vietnamese.nfc(self.cleaned_data["content"]).strip()
        if len(written) < 5:
            raise forms.ValidationError("Hãy viết rõ hơn điều bạn muốn nói.")
        return written
