from django import forms


class RecoverForm(forms.Form):
    on = forms.DateField(label="thu hồi ngày", widget=forms.DateInput(attrs={"placeholder": "ngày/tháng/năm"}))
    reason = forms.CharField(label="lý do thu hồi", max_length=300)
