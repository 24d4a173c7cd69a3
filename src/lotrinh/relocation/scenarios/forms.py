from django import forms
from django.utils.timezone import localdate

from lotrinh.clusters.models import Cluster
from lotrinh.plans.models import Programme
from lotrinh.relocation.models import Scenario
from lotrinh.relocation.models.scenarios import PlanKind
from lotrinh.relocation.scenarios import quarters
from lotrinh.relocation.scenarios.assumptions import ASSUMPTIONS, Assumed, Assumption
from lotrinh.support.models import Purse


class SentOnce(forms.Form):
    """A form whose second click does nothing."""

    sent_as = forms.UUIDField(widget=forms.HiddenInput)


class ScenarioForm(SentOnce):
    programme = forms.ModelChoiceField(Programme.objects.none(), label="kế hoạch")
    name = forms.CharField(label="tên phương án", max_length=200)
    day = forms.DateField(label="số liệu đến ngày", help_text="Các sổ được đọc như chúng có đến ngày này.")
    copied_from = forms.ModelChoiceField(
        Scenario.objects.none(), label="chép giả định và khoá từ", required=False, empty_label="không chép"
    )

    def __init__(self, *args, who, **kwargs):
        super().__init__(*args, **kwargs)
        programmes = Programme.objects.editable_by(who)
        self.fields["programme"].queryset = programmes
        if len(only := programmes[:2]) == 1:
            self.fields["programme"].initial = only[0]
        self.fields["copied_from"].queryset = Scenario.objects.editable_by(who)

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > localdate():
            raise forms.ValidationError("Ngày này còn ở phía trước; các sổ chưa có số liệu.")
        return day


class AssumptionsForm(forms.Form):
    """One field an assumption, with its unit and why it has that default."""

    def __init__(self, *args, assumed: Assumed, **kwargs):
        super().__init__(*args, **kwargs)
        for one in ASSUMPTIONS:
            self.fields[one.key] = _choice(one, assumed) if one.is_choice else _amount(one, assumed)

    def groups(self):
        """(heading, its fields) in the order of the list."""
        found: dict[str, list] = {}
        for one in ASSUMPTIONS:
            found.setdefault(one.group, []).append(self[one.key])
        return found.items()


def _choice(one: Assumption, assumed: Assumed) -> forms.Field:
    return forms.TypedChoiceField(
        label=one.label,
        choices=[("1", "có"), ("0", "không")],
        coerce=float,
        initial=f"{assumed[one.key]:.0f}",
        help_text=one.why,
    )


def _amount(one: Assumption, assumed: Assumed) -> forms.Field:
    value = assumed[one.key]
    return forms.FloatField(
        label=f"{one.label} ({one.unit})",
        min_value=one.low,
        max_value=one.high,
        initial=int(value) if value.is_integer() else value,
        localize=one.key != "last_year",  # a year is written without the dot of thousands
        help_text=one.why,
    )


class LockForm(forms.Form):
    kind = forms.ChoiceField(label="hướng xử lý", choices=PlanKind.choices)
    cluster = forms.ModelChoiceField(
        Cluster.objects.none(), label="cụm tiếp nhận", required=False, empty_label="không (chỉ ghi khi di dời)"
    )
    quarter = forms.ChoiceField(label="quý", required=False)
    reason = forms.CharField(label="lý do khoá", max_length=300)

    def __init__(self, *args, raw: dict, who, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cluster"].queryset = Cluster.objects.visible_to(who).filter(name__in=raw["zones"]["id"])
        self.fields["quarter"].choices = [("", "–"), *((label, quarters.words(label)) for label in raw["quarters"])]


class AmendmentForm(SentOnce):
    document = forms.CharField(label="văn bản điều chỉnh", max_length=200, help_text="Số, ký hiệu và cơ quan ban hành.")
    day = forms.DateField(label="ngày văn bản")
    purse = forms.ModelChoiceField(Purse.objects.none(), label="nguồn")
    year = forms.TypedChoiceField(label="năm", coerce=int)
    amount_million = forms.DecimalField(
        label="số tiền mới (triệu đồng)", min_value=0, max_digits=14, decimal_places=3, localize=True
    )

    def __init__(self, *args, who, raw: dict, **kwargs):
        super().__init__(*args, **kwargs)
        names = [source["id"] for source in raw["sources"]]
        self.fields["purse"].queryset = Purse.objects.visible_to(who).filter(name__in=names)
        years = sorted({label[:4] for label in raw["quarters"]})
        self.fields["year"].choices = [(year, year) for year in years]


class CompareForm(forms.Form):
    """Two runs side by side: only what the asker may see is offered and taken."""

    a = forms.ModelChoiceField(None, label="phương án thứ nhất")
    b = forms.ModelChoiceField(None, label="phương án thứ hai")

    def __init__(self, *args, runs, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("a", "b"):
            self.fields[name].queryset = runs
