import re
import string
from types import ModuleType

import pytest

from thuocdo.definition.catalogue import FAULTS, CodeTakenTwice, faults_of
from thuocdo.diagnostics import Fault, Severity, error
from thuocdo.vietnamese.languages import Lang

# Names that `Fault.at` and `fill` use for themselves.
TAKEN = {"place", "notes", "help", "text", "self"}


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=list(FAULTS))
def test_it_says_the_same_in_both_languages(fault: Fault) -> None:
    assert fields(fault.message.vi) == fields(fault.message.en)
    assert not fields(fault.message.vi) & TAKEN


@pytest.mark.parametrize("fault", FAULTS.values(), ids=list(FAULTS))
def test_it_speaks_in_whole_sentences(fault: Fault) -> None:
    for lang in Lang:
        sentence = fault.message.to(lang)
        assert sentence.endswith(".")
        assert "  " not in sentence
        assert sentence[0] in "«{" or sentence[0].isupper()


def test_it_numbers_faults_by_what_they_are_about() -> None:
    assert [code for code in FAULTS if not re.fullmatch(r"TD[1-6][0-9]{2}", code)] == []
    assert list(FAULTS) == sorted(FAULTS)


def test_it_calls_unreadable_files_errors() -> None:
    assert {fault.severity for code, fault in FAULTS.items() if code < "TD208"} == {Severity.ERROR}


def test_it_refuses_a_code_taken_twice() -> None:
    package = ModuleType("package")
    package.__path__ = []
    vars(package).update(one=error("TD999", "Một.", "One."), other=error("TD999", "Hai.", "Two."))
    with pytest.raises(CodeTakenTwice, match="TD999"):
        faults_of(package)
