"""Sets that use every key of the language and have nothing wrong with them."""

from pathlib import Path

import pytest

from thuocdo.definition import fields, keys
from thuocdo.definition.load import check_set
from thuocdo.definition.measures import KINDS
from thuocdo.diagnostics import Severity

GOOD = Path(__file__).with_name("good")
FILES = sorted(path for path in GOOD.glob("*.yaml") if not path.name.endswith(".cases.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_finds_nothing_above_worth_knowing(path: Path) -> None:
    checked = check_set(path)
    assert [found.code for found in checked.diagnostics if found.severity is not Severity.INFO] == []
    assert checked.usable
    assert checked.cases


def test_it_reads_every_key_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[tuple[str, str]] = set()

    def note_keys(self: fields.Fields, shape: keys.Shape) -> None:
        used.update((shape.name, entry.key.text) for entry in self.mapping.entries)

    monkeypatch.setattr(fields.Fields, "_refuse_unknown", note_keys)
    for path in FILES:
        check_set(path)
    shapes = (*keys.SHAPES, keys.CASE, keys.COUNTS, keys.Shape("expect", keys.EXPECTED))
    assert {(shape.name, key) for shape in shapes for key in shape.keys} - used == set()


def test_it_reads_every_measure_there_is() -> None:
    sets = [checked.set for path in FILES if (checked := check_set(path)).set is not None]
    measures = {node.measure.kind for each in sets for node in each.root.walk() if node.measure is not None}
    assert measures == set(KINDS)
