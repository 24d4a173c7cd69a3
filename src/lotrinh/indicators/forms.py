from django import forms
from django.utils.timezone import localdate

from lotrinh.core.periods import Period
from lotrinh.core.registers.forms import dress
from lotrinh.indicators.models import DeclaredFigure, Indicator
from lotrinh.organizations.models import Organization
from lotrinh.organizations.scope import scope_of

NUMBER = {"localize": True, "widget": forms.TextInput(attrs={"inputmode": "decimal", "class": "num"})}


class DeclareForm(forms.Form):
    """One value of one indicator for one period, by one unit the person speaks for."""

    organization = forms.ModelChoiceField(Organization.objects.none(), label="đơn vị khai")
    period = forms.ChoiceField(label="kỳ")
    value = forms.DecimalField(label="giá trị", max_digits=20, decimal_places=4, **NUMBER)
    numerator = forms.DecimalField(label="tử số", max_digits=20, decimal_places=4, required=False, **NUMBER)
    denominator = forms.DecimalField(label="mẫu số", max_digits=20, decimal_places=4, required=False, **NUMBER)
    document = forms.CharField(label="văn bản làm căn cứ", max_length=300, help_text="Số, ký hiệu và ngày của văn bản.")
    note = forms.CharField(label="ghi chú", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, indicator: Indicator, who, **kwargs):
        super().__init__(*args, **kwargs)
        self.indicator, self.who = indicator, who
        self.fields["organization"].queryset = units_of(who)
        self.fields["period"].choices = [(period.key, str(period)) for period in periods_to_declare(localdate())]
        self.fields["value"].label = f"giá trị ({indicator.unit})"
        units = self.fields["organization"].queryset[:2]
        if len(units) == 1:
            self.fields["organization"].initial = units[0].pk
        dress(self)

    def row(self) -> DeclaredFigure:
        """The row to write: the stored one of this unit and period when there is one."""
        cleaned = self.cleaned_data
        own = {"indicator": self.indicator, "organization": cleaned["organization"], "period": cleaned["period"]}
        row = DeclaredFigure.objects.filter(**own).first() or DeclaredFigure(**own)
        for name in ("value", "numerator", "denominator", "document", "note"):
            setattr(row, name, cleaned[name])
        row.declarer = str(self.who)
        return row


def units_of(who):
    """Units that `who` may declare for: those the writing roles reach."""
    scope = scope_of(who).writing
    rows = Organization.objects.valid_on(localdate()).order_by("sort_key")
    return rows if scope.organization_ids is None else rows.filter(pk__in=scope.organization_ids)


def periods_to_declare(day) -> list[Period]:
    """The years from five years ago, and the quarters, halves and months of this year and the last that have begun."""
    years = [Period("year", day.year - back) for back in range(6)]
    shorter = [part for year in years[:2] for kind in ("half", "quarter", "month") for part in year.subperiods(kind)]
    return [period for period in [*years, *shorter] if period.first <= day]
