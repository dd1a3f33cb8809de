from tests.definition.writing import a_set, findings


def test_it_quotes_every_assumption_once() -> None:
    criteria = "- {id: A, name: Hạ tầng, max: 10, assumed: Không nêu cách tính}"
    (found,) = findings(a_set(criteria, "max: 10\nassumed: Không nêu cách làm tròn"))
    assert found.code == "TD608"
    assert [note.message.vi for note in found.notes] == [
        "«Bộ thử»: Không nêu cách làm tròn",
        "«Hạ tầng»: Không nêu cách tính",
    ]


def test_it_quotes_notes_on_the_whole_and_on_levels_only() -> None:
    criteria = (
        "- {id: A, name: Hạ tầng, max: 6, notes: Tên theo bảng}\n"
        "- {id: B, name: Nhân lực, max: 4, notes: Mức theo bảng, levels: [{name: Tốt, min: 3}]}"
    )
    (found,) = findings(a_set(criteria))
    assert (found.code, dict(found.data)["names"]) == ("TD609", "«Nhân lực»")
    assert [note.message.vi for note in found.notes] == ["Mức theo bảng"]
