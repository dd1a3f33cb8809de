"""The pages of the codes of tables: the wrong example has that fault and no other, the right one has none."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tables.sets import OPTIONS, a_set, leaf
from thuocdo.definition.measures import Checklist, Choice, Count, IfNone, Input, Ratio, Relative, Survey, YesNo
from thuocdo.definition.model import NotApplicable
from thuocdo.diagnostics import pages
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.cells import examine
from thuocdo.tables.read import read_table
from thuocdo.vietnamese.languages import Lang

SET = a_set(
    leaf("HT1", YesNo()),
    leaf("HT2", Ratio("a", "b", IfNone.ZERO)),
    leaf("NL1"),
    leaf("NL2", Choice(OPTIONS)),
    leaf("NL3", Checklist(OPTIONS)),
    leaf("MT1", Count("n", Decimal(1)), not_applicable=NotApplicable.LEAVE),
    leaf("MT3", Survey((Input("total", "total"), Input("n", "n")), Decimal(1), Decimal(5), IfNone.ZERO)),
    leaf("UD1", Relative((Input("value", "value"),))),
)
TWO_KINDS = a_set(leaf("X1", applies_to=("xa",)), leaf("S1", applies_to=("so",)), applies_to=("xa", "so"))
FENCE = re.compile(r"^```(csv|json)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
RUNNING = [code for code in pages.codes() if code >= "TD7" and FENCE.search(pages.page(code, Lang.VI))]


def found_in(folder: Path, kind: str, text: str) -> set[str]:
    path = folder / f"t.{kind}"
    path.write_text(text)
    criteria_set = TWO_KINDS if ",kind" in text else SET
    try:
        examined = examine(read_table(path), criteria_set)
    except BadTable as bad:
        return {fault.code for fault in bad.diagnostics} | {cell.code for cell in bad.cells}
    return {fault.code for fault in examined.faults} | {cell.code for cell in examined.cells}


@pytest.mark.parametrize("code", RUNNING)
def test_its_wrong_example_has_that_fault_and_its_right_one_has_none(code: str, tmp_path: Path) -> None:
    (kind, wrong), (_, right) = FENCE.findall(pages.page(code, Lang.VI))
    assert found_in(tmp_path, kind, wrong) == {code}
    assert found_in(tmp_path, kind, right) == set()


@pytest.mark.parametrize("code", RUNNING)
def test_its_english_examples_are_the_same(code: str) -> None:
    assert FENCE.findall(pages.page(code, Lang.VI)) == FENCE.findall(pages.page(code, Lang.EN))
