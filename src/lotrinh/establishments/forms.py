from django import forms


class ReasonForm(forms.Form):
    reason = forms.CharField(label="lý do", max_length=300)
