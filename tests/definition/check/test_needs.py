from tests.definition.writing import a_set, codes, findings, only


def needing(*needs: str) -> str:
    lines = [f"- {{id: N{number}, name: N{number}, max: 10{need}}}" for number, need in enumerate(needs)]
    return "\n".join(lines)


def top(count: int) -> str:
    return f"max: {10 * count}"


def test_it_lets_one_need_another() -> None:
    assert codes(needing("", ", needs: N0", ", needs: N1"), top(3)) == []


def test_it_refuses_a_ring_and_tells_it_once() -> None:
    found = findings(a_set(needing(", needs: N1", ", needs: N2", ", needs: N0"), top(3)))
    assert [each.code for each in found] == ["TD313"]
    assert "«N1», «N2»" in found[0].notes[0].message.vi


def test_it_refuses_what_needs_itself() -> None:
    found = only(a_set(needing(", needs: N0"), top(1)), "TD313")
    assert found.notes == ()


def test_it_tells_every_ring() -> None:
    assert codes(needing(", needs: N1", ", needs: N0", ", needs: N3", ", needs: N2"), top(4)) == ["TD313", "TD313"]


def test_it_refuses_a_ring_through_the_group_around() -> None:
    group = "- {id: G, name: G, max: 10, criteria: [{id: A, name: A, max: 10, needs: G}]}"
    assert codes(group) == ["TD313"]


def test_it_refuses_a_ring_between_two_groups() -> None:
    one = "- {id: G, name: G, max: 10, criteria: [{id: A, name: A, max: 10, needs: H}]}\n"
    other = "- {id: H, name: H, max: 10, criteria: [{id: B, name: B, max: 10, needs: G}]}"
    assert codes(one + other, "max: 20") == ["TD313"]


def test_it_lets_a_group_need_what_is_in_it() -> None:
    group = "- {id: G, name: G, max: 10, needs: A, criteria: [{id: A, name: A, max: 6}, {id: B, name: B, max: 4}]}"
    assert codes(group) == []


def test_it_minds_what_is_needed_and_not_there() -> None:
    criteria = "- {id: A, name: A, max: {xa: 6, phuong: 10}, needs: B}\n- {id: B, name: B, max: 4, applies_to: [xa]}"
    found = findings(a_set(criteria, "max: 10\napplies_to: [xa, phuong]"))
    assert [each.code for each in found] == ["TD314"]
    assert "«phuong»" in found[0].message.vi


def test_it_minds_what_is_needed_and_may_be_left_out() -> None:
    ranked = "max: 20\nranking: {by: points}"
    leaving = needing(", not_applicable: leave", ", needs: N0")
    assert codes(leaving, ranked) == ["TD315"]
    assert codes(leaving.replace("needs: N0", "needs: N0, not_applicable: leave"), ranked) == []


def test_it_lets_both_leave_with_the_group_around_them() -> None:
    group = "- {id: G, name: G, max: 20, not_applicable: leave, criteria: [%s]}\n- {id: C, name: C, max: 10}"
    inner = "{id: A, name: A, max: 10, not_applicable: zero}, {id: B, name: B, max: 10, not_applicable: zero, needs: A}"
    assert codes(group % inner, "max: 30\nranking: {by: points}") == []


def test_it_refuses_to_need_what_never_has_points() -> None:
    inner = "- {id: G, name: G, combine: none, criteria: [{id: A, name: A, max: 10}]}\n- {id: B, name: B, max: 10, needs: G}"
    assert codes(inner, "combine: none") == ["TD316"]
