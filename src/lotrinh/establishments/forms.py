from django import forms


class MergeForm(forms.Form):
    code = forms.CharField(label="mã cơ sở được giữ lại", max_length=30)
    reason = forms.CharField(label="lý do", max_length=300)
