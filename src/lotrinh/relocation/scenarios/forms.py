from django import forms
from django.utils.timezone import localdate

from lotrinh.clusters.models import Cluster
from lotrinh.plans.models import Programme
from lotrinh.relocation.models import Scenario
from lotrinh.relocation.models.scenarios import PlanKind
from lotrinh.relocation.scenarios import quarters
from lotrinh.relocation.scenarios.assumptions import ASSUMPTIONS, Assumed
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
        self.fields["programme"].queryset = Programme.objects.editable_by(who)
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
            unit = f" ({one.unit})" if one.unit else ""
            self.fields[one.key] = forms.FloatField(
                label=f"{one.label}{unit}",
                min_value=one.low,
                max_value=one.high,
                initial=assumed[one.key],
                localize=True,
                help_text=one.why,
            )

    def groups(self):
        """(heading, its fields) in the order of the list."""
        found: dict[str, list] = {}
        for one in ASSUMPTIONS:
            found.setdefault(one.group, []).append(self[one.key])
        return found.items()


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
    year = forms.IntegerField(label="năm", min_value=2000, max_value=2100)
    amount_million = forms.DecimalField(
        label="số tiền mới (triệu đồng)", min_value=0, max_digits=14, decimal_places=3, localize=True
    )

    def __init__(self, *args, who, raw: dict, **kwargs):
        super().__init__(*args, **kwargs)
        names = [source["id"] for source in raw["sources"]]
        self.fields["purse"].queryset = Purse.objects.visible_to(who).filter(name__in=names)


class CompareForm(forms.Form):
    """Two runs side by side: only what the asker may see is offered and taken."""

    a = forms.ModelChoiceField(None, label="phương án thứ nhất")
    b = forms.ModelChoiceField(None, label="phương án thứ hai")

    def __init__(self, *args, runs, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("a", "b"):
            self.fields[name].queryset = runs
