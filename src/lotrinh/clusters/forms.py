from django import forms


class TerminateForm(forms.Form):
    ends_on = forms.DateField(
        label="ngày cuối của hợp đồng", widget=forms.DateInput(attrs={"placeholder": "ngày/tháng/năm"})
    )
    reason = forms.CharField(label="lý do", max_length=300)
