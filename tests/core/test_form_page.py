"""The one template of short forms: each kind of box with its own label."""

from django import forms
from django.template.loader import render_to_string


class Handover(forms.Form):
    others = forms.MultipleChoiceField(
        label="người nhận khác",
        choices=[(1234, "Bùi Thị Út"), (2, "Cao Minh Trí")],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(label="loại", choices=[("a", "Nghỉ hẳn"), ("b", "Chuyển đi")], widget=forms.RadioSelect)
    closes = forms.BooleanField(label="khoá tài khoản", required=False)


def page(data=None) -> str:
    return render_to_string("core/_form.html", {"form": Handover(data)})


def test_of_several_boxes_each_has_its_label_and_all_have_one_legend():
    html = page()
    assert '<legend class="form-label">Người nhận khác</legend>' in html
    assert '<label class="form-check-label" for="id_others_1">Cao Minh Trí</label>' in html
    assert 'type="radio" name="kind" value="b" id="id_kind_1"' in html
    assert html.count('class="form-check-input"') == 5


def test_what_was_ticked_stays_ticked_and_large_keys_are_whole():
    html = page({"others": ["1234"], "kind": ""})
    assert 'name="others" value="1234" id="id_others_0" checked' in html
    assert html.count(" checked") == 1
    assert 'id="id_kind_error"' in html
