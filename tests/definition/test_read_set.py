"""Tree to model: every key where it belongs, every fault at once, and reading goes on."""

from datetime import date
from decimal import Decimal

import pytest

from tests.definition.writing import a_set, checked, codes, findings, only, spot
from thuocdo.definition.amounts import Amount
from thuocdo.definition.measures import Bound, Choice, Count, IfNone, Input, Over, Ratio, Relative, Steps, Survey
from thuocdo.definition.model import (
    Among,
    At,
    By,
    Cause,
    Combine,
    CriteriaSet,
    KindMax,
    Limit,
    LinkKind,
    Missing,
    Node,
    NotApplicable,
    Rounding,
    Scope,
)


def read(criteria: str, top: str = "max: 10") -> CriteriaSet:
    found = checked(a_set(criteria, top))
    assert found.set is not None
    assert found.usable, [each.message.en for each in found.diagnostics]
    return found.set


def leaf(measure: str) -> Node:
    return read(f"- {{id: A, name: A, max: 10, entered_by: organiser, measure: {{{measure}}}}}").root.criteria[0]


def test_it_reads_what_only_the_set_has() -> None:
    top = (
        "max: 10\nrounding: {decimals: 3, at: totals, percent: 0}\nvalid: {from: 2026-01-15, until: 2026-12-31}\n"
        "void: {late: report, untrue: criterion}\nreport_before: {month: 12, day: 1}\n"
        "succeeds: {set: hung-yen-2018-huyen, links: [{new: [A], old: [NL], as: changed}]}"
    )
    criteria = read("- {id: A, name: A, max: 10}", top)
    assert criteria.rounding == Rounding(3, At.TOTALS, 0)
    assert (criteria.valid.start, criteria.valid.until) == (date(2026, 1, 15), date(2026, 12, 31))
    assert criteria.report_before == (12, 1)
    assert [criteria.scope(cause) for cause in Cause] == [Scope.REPORT, None, None, Scope.CRITERION]
    assert criteria.succeeds is not None
    assert criteria.succeeds.links[0].kind is LinkKind.CHANGED
    assert criteria.texts[0].number == "12/QĐ-UBND"


def test_it_reads_the_keys_of_a_node() -> None:
    top = "max: {xa: 10, phuong: 10}\napplies_to: [xa, phuong]\ncombine: mean"
    node = read(
        "- {id: A, name: ' Hạ tầng ', name_en: Infrastructure, max: {xa: 10.50, phuong: 9}, min: -1, weight: 0.5, "
        "not_applicable: zero, missing: zero, help: Xem, notes: Theo bảng}\n- {id: B, name: B, max: 10, weight: 1}",
        top,
    ).root.criteria[0]
    assert node.name == "Hạ tầng"
    assert node.max == (KindMax("xa", Decimal("10.50")), KindMax("phuong", Decimal(9)))
    assert (node.max_for("xa"), node.max_for("dac-khu")) == (Decimal("10.5"), None)
    assert (node.min, node.weight) == (Decimal(-1), Decimal("0.5"))
    assert (node.not_applicable, node.missing) == (NotApplicable.ZERO, Missing.ZERO)
    assert node.path == ("criteria", 0)


def test_it_fills_in_what_is_left_out() -> None:
    root = read("- {id: A, name: A, max: 10}").root
    assert (root.combine, root.cap, root.rescale, root.below) == (Combine.SUM, False, False, "Không xếp hạng")
    assert root.min == 0
    assert (root.not_applicable, root.missing, root.ranking, root.levels) == (None, None, None, ())


def test_it_reads_levels() -> None:
    top = "max: 10\nlevels:\n  - {name: I, label: Tốt, above: 90%, each: 80%}\n  - {name: II, min: 5, each: {A: 4, B: 50%}}\nranking: {among: levelled, by: level}"
    root = read("- {id: A, name: A, max: 6}\n- {id: B, name: B, max: 4}", top).root
    first, second = root.levels
    assert (first.limit, first.strict, first.label, first.each) == (
        Amount(Decimal(90), percent=True),
        True,
        "Tốt",
        Amount(Decimal(80), percent=True),
    )
    assert second.each == (Limit("A", Amount(Decimal(4))), Limit("B", Amount(Decimal(50), percent=True)))
    assert root.ranking is not None
    assert (root.ranking.among, root.ranking.by) == (Among.LEVELLED, By.LEVEL)


def test_it_reads_measures() -> None:
    share = Amount(Decimal(100), percent=True)
    assert leaf("kind: ratio, a: Tử, b: Mẫu, target: 80%, from: 50.5%, if_none: full").measure == Ratio(
        "Tử", "Mẫu", IfNone.FULL, Decimal(80), Decimal("50.5")
    )
    assert leaf("kind: relative, value: Số, over: all").measure == Relative((Input("value", "Số"),), Over.ALL)
    assert leaf("kind: count, n: Số, per: -1, start: max").measure == Count("Số", Decimal(-1), None)
    assert leaf("kind: survey, total: Tổng, n: Số, low: 1, high: 5, if_none: zero").measure == Survey(
        (Input("total", "Tổng"), Input("n", "Số")), Decimal(1), Decimal(5), IfNone.ZERO
    )
    steps = leaf("kind: steps, value: Số, steps: [{above: 5, to: 9.5, share: 100%}, {to: 5, points: 2}]").measure
    assert isinstance(steps, Steps)
    assert steps.steps[0].worth == share
    assert steps.steps[0].lower == Bound(Decimal(5), percent=False, inclusive=False)
    assert steps.steps[1].upper == Bound(Decimal(5), percent=False, inclusive=True)
    choice = leaf("kind: choice, options: {a: {name: A, share: 100%}, b: {name: B, points: -0}}").measure
    assert isinstance(choice, Choice)
    assert [(option.id, option.worth) for option in choice.options] == [("a", share), ("b", Amount(Decimal(0)))]


def test_it_tells_every_fault_in_one_run() -> None:
    criteria = "- {id: A, nam: A, max: sáu}\n- {id: Đ, name: B, max: 4, combine: plus}\n- {id: C, name: C, max: -1}"
    assert sorted(codes(criteria)) == ["TD201", "TD204", "TD206", "TD207", "TD212"]


def test_it_tells_a_fault_once() -> None:
    assert codes("- {id: A, name: A, max: 10, foo: 1}") == ["TD201"]


@pytest.mark.parametrize(
    "criteria, code",
    [
        ("- {id: A, name: A, max: 5,5}", "TD205"),
        ("- {id: A, name: A, max: 10, measure: {kind: count, n: Số, per: 0,5}}", "TD205"),
        ("- {id: A, name: A, max: 10, min: -5,5}", "TD205"),
        ("- {id: A, name: A, max: '5,5'}", "TD204"),
        ("- {id: A, name: A, max: 1.234,5}", "TD201"),
        ("- {id: A, name: A, max: ٦}", "TD204"),
        ("- {id: A, name: A, max: 1e3}", "TD204"),
        ("- {id: A, name: A, max: 10%}", "TD204"),
        ("- {id: A, name: A, max: 10001}", "TD212"),
        ("- {id: A, name: A, max: {}}", "TD215"),
        ("- {id: A, name: A, max: 10, weight: 0}", "TD212"),
        ("- {id: A, name: A, max: 10, cap: yes}", "TD206"),
        ("- {id: A, name: A, max: 10, extra: True}", "TD206"),
        ("- {id: A, name: A, max: 10, applies_to: xa}", "TD203"),
        ("- {id: A, name: A, max: 10, applies_to: []}", "TD215"),
        ("- {id: A, name: A, max: 10, applies_to: [[xa]]}", "TD203"),
        ("- {id: A, name: A, max: 10, criteria: []}", "TD215"),
        ("- {id: A, name: A, max: 10, needs: }", "TD215"),
        ("- {id: A, name: '', max: 10}", "TD215"),
        ('- {id: A, name: "A\\e[31m", max: 10}', "TD226"),
        ("- {id: -A, name: A, max: 10}", "TD207"),
        (f"- {{id: {'A' * 61}, name: A, max: 10}}", "TD207"),
        ("- {id: A, name: A, max: 10, report_before: {month: 1, day: 1}}", "TD201"),
        ("- {id: A, name: A, max: 10, evidence: need}", "TD206"),
        ("- {id: A, name: A, max: 10, cite: qd}", "TD203"),
        ("- {id: A, name: A, max: 10, cite: {at: Điều 1}}", "TD202"),
        ("- {id: A, name: A, max: 10, levels: {name: I, min: 5}}", "TD203"),
        ("- {id: A, name: A, max: 10, levels: [{name: I}]}", "TD214"),
        ("- {id: A, name: A, max: 10, levels: [{name: I, min: 5, above: 5}]}", "TD214"),
        ("- {id: A, name: A, max: 10, levels: [{name: I, min: 5, each: {}}]}", "TD215"),
        ("- {id: A, name: A, max: 10, levels: [{name: I, min: cao}]}", "TD204"),
        ("- {id: A, name: A, max: 10, measure: yes_no}", "TD203"),
        ("- {id: A, name: A, max: 10, measure: {a: Tử}}", "TD202"),
        ("- {id: A, name: A, max: 10, measure: {kind: yesno}}", "TD206"),
        ("- {id: A, name: A, max: 10, measure: {kind: yes_no, a: Tử}}", "TD201"),
        ("- {id: A, name: A, max: 10, measure: {kind: choice, options: {}}}", "TD215"),
        ("- {id: A, name: A, max: 10, measure: {kind: choice, options: [a, b]}}", "TD203"),
        ("- {id: A, name: A, max: 10, measure: {kind: choice, options: {a: 1}}}", "TD203"),
        ("- {id: A, name: A, max: 10, measure: {kind: choice, options: {a: {name: A}}}}", "TD214"),
        ("- {id: A, name: A, max: 10, measure: {kind: choice, options: {a: {name: A, points: 1, share: 1%}}}}", "TD214"),
        ("- {id: A, name: A, max: 10, measure: {kind: choice, options: {a: {name: A, points: 99999}}}}", "TD212"),
        ("- {id: A, name: A, max: 10, measure: {kind: ratio, a: Tử, b: Mẫu, if_none: zero, target: 0%}}", "TD212"),
        ("- {id: A, name: A, max: 10, measure: {kind: ratio, a: Tử, b: Mẫu, if_none: zero, target: 80}}", "TD204"),
        ("- {id: A, name: A, max: 10, measure: {kind: relative, a: Tử, b: Mẫu}}", "TD202"),
        ("- {id: A, name: A, max: 10, measure: {kind: relative, a: Tử, b: Mẫu, if_none: full}}", "TD206"),
        ("- {id: A, name: A, max: 10, measure: {kind: relative, value: Số, a: Tử}}", "TD214"),
        ("- {id: A, name: A, max: 10, measure: {kind: relative}}", "TD214"),
        ("- {id: A, name: A, max: 10, measure: {kind: steps, value: Số, steps: [{points: 1}]}}", "TD214"),
        ("- {id: A, name: A, max: 10, measure: {kind: steps, value: Số, steps: [{min: 1, above: 1, points: 1}]}}", "TD214"),
        ("- {id: A, name: A, max: 10, measure: {kind: steps, value: Số, steps: [{min: 1%, points: 1}]}}", "TD407"),
        ("- {id: A, name: A, max: 10, measure: {kind: count, n: Số, per: 1, start: min}}", "TD204"),
        ("- {id: A, name: A, max: 10, measure: {kind: survey, mean: Số, low: 5, high: 5}}", "TD409"),
    ],
)  # fmt: skip
def test_it_refuses_what_is_not_in_the_language(criteria: str, code: str) -> None:
    assert codes(criteria) == [code]


@pytest.mark.parametrize(
    "top, code",
    [
        ("max: 10\nextra: true", "TD201"),
        ("max: 10\nmeasure: {kind: yes_no}", "TD201"),
        ("max: 10\nrounding: 2", "TD203"),
        ("max: 10\nrounding: {at: end}", "TD206"),
        ("max: 10\nvalid: {from: 2026-02-30}", "TD211"),
        ("max: 10\nvalid: {from: 20260131}", "TD211"),
        ("max: 10\nvoid: {late: all}", "TD206"),
        ("max: 10\nvoid: [late]", "TD203"),
        ("max: 10\nvoid: {lat: report}", "TD201"),
        ("max: 10\nreport_before: {month: 13, day: 1}", "TD212"),
        ("max: 10\nreport_before: {month: 12}", "TD202"),
        ("max: 10\nsucceeds: {set: cu, links: [{new: [A], as: same}]}", "TD202"),
        ("max: 10\nsucceeds: cu", "TD203"),
        ("max: 10\nranking: {among: every}", "TD206"),
    ],
)
def test_it_refuses_what_a_set_does_not_have(top: str, code: str) -> None:
    assert codes("- {id: A, name: A, max: 10}", top) == [code]


@pytest.mark.parametrize("key, meant", [("maxx", "max"), ("Name_EN", "name_en"), ("critera", "criteria")])
def test_it_suggests_the_key_that_was_meant(key: str, meant: str) -> None:
    found = only(a_set(f"- {{id: A, name: A, max: 10, {key}: 1}}"), "TD201")
    assert found.help is not None
    assert f"«{meant}»" in found.help.vi
    assert spot(found) == key


def test_it_suggests_the_point_for_a_comma() -> None:
    found = only(a_set("- {id: A, name: A, max: 10, levels: [{name: I, min: 842,5}]}"), "TD205")
    assert found.help is not None
    assert "«842.5»" in found.help.vi
    assert spot(found) == "842,5"


def test_it_offers_the_words_there_are() -> None:
    found = only(a_set("- {id: A, name: A, max: 10, missing: nothing}"), "TD206")
    assert found.help is not None
    assert "unscored, zero" in found.help.vi


def test_it_takes_blanks_around_a_word_for_nothing() -> None:
    assert codes("- {id: ' A ', name: A, max: ' 10 ', missing: ' zero ', measure: {kind: ' yes_no '}}") == []


def test_it_reads_on_after_a_fault_and_keeps_the_rest() -> None:
    found = checked(a_set("- {id: A, name: A, max: x}\n- {id: B, name: B, max: 4}"))
    assert found.set is not None
    assert [node.id for node in found.set.root.criteria] == ["A", "B"]
    assert not found.usable


def test_it_blames_only_the_node_that_has_the_fault() -> None:
    criteria = "- {id: A, name: A, max: 6, foo: 1}\n- {id: B, name: B, max: 4, criteria: [{id: B1, name: B1, max: 3}]}"
    assert sorted(each.code for each in findings(a_set(criteria))) == ["TD201", "TD301"]


def test_it_blames_only_the_part_of_the_set_that_has_the_fault() -> None:
    assert codes("- {id: A, name: A, max: 9}", "max: 10\nvoid: {late: x}") == ["TD301", "TD206"]


def test_it_says_nothing_of_maxima_by_kind_while_the_kinds_cannot_be_read() -> None:
    text = a_set("- {id: A, name: A, max: {xa: 10}}").replace("max: 10\n", "max: 10\naplies_to: [xa]\n")
    assert [each.code for each in findings(text)] == ["TD201"]
