"""What holds for the models of every app: relations point down, points are whole numbers, no hidden order."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
LAYERS: list[str] = next(contract["layers"] for contract in CONTRACTS if contract["id"] == "web")
HEIGHT = {
    app.strip(" ()"): height for height, layer in enumerate(reversed(LAYERS)) for app in layer.replace("|", " ").split()
}
OURS = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("thuocdo.web.")]


def relations() -> Iterator[tuple[str, str, str]]:
    for model in OURS:
        for field in model._meta.get_fields():
            target = field.related_model
            if field.auto_created or not isinstance(target, type) or target not in OURS:
                continue
            yield f"{model._meta.label}.{field.name}", model._meta.app_label, target._meta.app_label


def points_up(source: str, target: str) -> bool:
    return source != target and HEIGHT[source] <= HEIGHT[target]


def test_it_knows_a_relation_that_points_up() -> None:
    assert points_up("accounts", "rounds")
    assert points_up("audit", "files")
    assert not points_up("rounds", "rounds")
    assert not points_up("rounds", "agencies")


def test_relations_point_down() -> None:
    found = list(relations())
    assert found
    assert [name for name, source, target in found if points_up(source, target)] == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_it_keeps_what_counts_in_whole_numbers(model: type[models.Model]) -> None:
    binary = (models.FloatField, models.DecimalField)
    assert [field.name for field in model._meta.get_fields() if isinstance(field, binary)] == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_it_has_no_order_but_what_a_page_asks_for(model: type[models.Model]) -> None:
    assert not model._meta.ordering


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_it_saves_without_tricks(model: Any) -> None:
    own = [name for parent in model.__mro__ if parent.__module__.startswith("thuocdo.") for name in vars(parent)]
    assert not {"save", "delete", "clean", "full_clean"}.intersection(own)


@pytest.mark.django_db
@pytest.mark.once
def test_migrations_say_what_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
