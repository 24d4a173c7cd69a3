"""The order of rooms, where the import linter cannot see it: foreign keys, given as classes or as strings."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps

PYPROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACT = next(c for c in PYPROJECT["tool"]["importlinter"]["contracts"] if c["type"] == "layers")


def rows_of_rooms() -> dict[str, int]:
    """Room → its row, counted from the ground; rooms in one row are strangers to each other."""
    layers = list(reversed(CONTRACT["layers"]))
    return {name.strip(" ()"): row for row, layer in enumerate(layers) for name in layer.split("|")}


def our_models():
    return [m for config in apps.get_app_configs() if config.name.startswith("lotrinh.") for m in config.get_models()]


def foreign_keys():
    for model in our_models():
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
            if field.is_relation and field.related_model is not None:
                yield model, field, field.related_model


def room(model) -> str:
    return model._meta.app_config.name.split(".")[1] if model._meta.app_config.name.startswith("lotrinh.") else ""


def test_there_are_foreign_keys_to_hold():
    assert sum(1 for _ in foreign_keys()) > 50


def test_foreign_keys_point_down_or_stay_in_their_room():
    rows = rows_of_rooms()
    wrong = [
        f"{model.__name__}.{field.name} → {target.__name__}"
        for model, field, target in foreign_keys()
        if room(target) and room(model) != room(target) and rows[room(model)] <= rows[room(target)]
    ]
    assert wrong == []


def test_every_installed_room_has_its_place_in_the_order():
    installed = {config.name.split(".")[1] for config in apps.get_app_configs() if config.name.startswith("lotrinh.")}
    assert installed <= set(rows_of_rooms())


@pytest.mark.parametrize("model", our_models(), ids=lambda m: m.__name__)
def test_every_model_says_what_it_is_and_its_vietnamese_term(model):
    if model.__name__.startswith("Historical") or model._meta.auto_created:
        return
    assert model.__doc__ and not model.__doc__.startswith(f"{model.__name__}("), "a docstring says what it is"
    assert str(model._meta.verbose_name) != model._meta.object_name.lower(), "its verbose_name is Vietnamese"
