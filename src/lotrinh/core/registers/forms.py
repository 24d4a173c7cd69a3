"""The form of a register: its declared sections, foreign keys offered from the register's own scoped queryset."""

from django import forms
from django.db import models
from django.urls import reverse

from lotrinh.core.keys import key_in
from lotrinh.core.registers.columns import worded
from lotrinh.core.registers.declaration import Register, register_of

FEW = 150
"""Up to this many rows a foreign key is a plain list; above, it is searched."""


class Picker(forms.TextInput):
    """A foreign key with many rows: type, choose from what is found. Works without a mouse."""

    template_name = "core/registers/_picker.html"

    def __init__(self, target: Register, queryset):
        self.target, self.queryset = target, queryset
        super().__init__()

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        chosen = self.queryset.filter(pk=key_in(str(value or ""))).first()
        search = reverse("registers:pick", args=[self.target.slug])
        is_invalid = "aria-invalid" in context["widget"]["attrs"]
        return context | {"chosen": chosen, "search": search, "name": name, "is_invalid": is_invalid}


def _offered(f: models.ForeignKey, who):
    """The rows a foreign key may point to, for `who`; registers ask their scope, plain models their own manager."""
    try:
        target = register_of(f.related_model)
    except LookupError:
        manager = f.related_model._default_manager
        return None, manager.visible_to(who) if hasattr(manager.all(), "visible_to") else manager.all()
    return target, target.visible(who).order_by(*target.default_order)


def form_field(f: models.Field, who, **kwargs):
    """The form field of one model field, in Vietnamese numbers and dates, choices scoped to `who`."""
    if isinstance(f, models.ForeignKey):
        target, offered = _offered(f, who)
        if target is not None and target.search_paths and offered[: FEW + 1].count() > FEW:
            kwargs["widget"] = Picker(target, offered)
        return forms.ModelChoiceField(
            offered, required=not f.blank, label=f.verbose_name, help_text=f.help_text, **kwargs
        )
    if isinstance(f, models.DateField) and not isinstance(f, models.DateTimeField):
        kwargs["widget"] = forms.DateInput(attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric"})
    if isinstance(f, (models.DecimalField, models.FloatField, models.IntegerField)) and not f.choices:
        kwargs |= {"localize": True, "widget": forms.TextInput(attrs={"inputmode": "decimal", "class": "num"})}
    field = f.formfield(**kwargs)
    if field is not None and isinstance(f, models.TextField):
        field.widget = forms.Textarea(attrs={"rows": 3})
    return field


def dress(form: forms.BaseForm) -> None:
    """Bootstrap's classes, and the error tied to its field for screen readers."""
    for name, field in form.fields.items():
        widget = field.widget
        kind = (
            "form-check-input"
            if isinstance(widget, forms.CheckboxInput)
            else "form-select"
            if isinstance(widget, forms.Select)
            else "form-control"
        )
        widget.attrs["class"] = f"{widget.attrs.get('class', '')} {kind}".strip()
        if form.is_bound and name in form.errors:
            widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"{form.auto_id % name}-error"}


def row_form(register: Register, who, data=None, row=None, *, names=None) -> forms.ModelForm:
    """The bound or empty form of one row, only with the fields `who` may see; only those of `names` when given."""
    names = [n for n in register.form_fields if register.lets_see(who, n) and (names is None or n in names)]
    fields = {name: form_field(register.model._meta.get_field(name), who) for name in names}
    meta = type("Meta", (), {"model": register.model, "fields": names})
    form_class = type(f"{register.model.__name__}Form", (forms.ModelForm,), {**fields, "Meta": meta})
    form = form_class(data, instance=row)
    for name in names:
        f = register.model._meta.get_field(name)
        if row is None and f.has_default() and name not in form.initial:
            form.initial[name] = f.get_default()
    dress(form)
    return form


def sections_of(register: Register, form) -> list[tuple[str, list]]:
    """The form's fields under their section titles; empty sections are left out."""
    found = [(s.title, [form[name] for name in s.fields if name in form.fields]) for s in register.form]
    return [(title, fields) for title, fields in found if fields]


def bulk_fields(register: Register, who) -> list[models.Field]:
    """Fields that may be set on many rows at once: not the key, not what is personal and hidden."""
    return [
        register.model._meta.get_field(name)
        for name in register.form_fields
        if name not in register.key and register.lets_see(who, name)
    ]


def changes_between(register: Register, who, old, new) -> list[tuple[str, str, str]]:
    """(label, before, after) of every form field that differs."""
    found = []
    for name in register.form_fields:
        f = register.model._meta.get_field(name)
        if register.lets_see(who, name) and getattr(old, f.attname) != getattr(new, f.attname):
            before, after = (
                worded(f, str(v) if f.is_relation and v else v) for v in (getattr(old, name), getattr(new, name))
            )
            found.append((str(f.verbose_name), before, after))
    return found
