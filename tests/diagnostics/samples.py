"""Diagnostics of every shape, as the checks would make them."""

from decimal import Decimal

from thuocdo.diagnostics import Diagnostic, Place, error, hint, info, note, warning
from thuocdo.vietnamese.languages import Text

COMMA = error(
    "TD205",
    "Trong ngoặc nhọn, dấu phẩy ngăn cách các khóa, nên «{value}» bị đọc thành hai khóa.",
    "Inside braces a comma separates keys, so «{value}» is read as two keys.",
)
TWICE = error("TD108", "Khóa «{key}» được viết hai lần.", "The key «{key}» is written twice.")
SUM = warning(
    "TD301",
    "Điểm tối đa của «{name}» là {max}, nhưng các mục con cộng lại là {sum}.",
    "The maximum of «{name}» is {max}, but its parts add up to {sum}.",
)
WORTH = info("TD399", "Nhóm «{name}» không có căn cứ.", "The group «{name}» cites no text.")
ABSENT = error("TD101", "Không mở được «{path}»: {reason}.", "Cannot open «{path}»: {reason}.")

FILE = "bo-tieu-chi.yaml"
LEVEL = "      - {name: Mức III, label: Trung bình, min: 842,5, each: {CD: 0%, GD: 75%, TT: 80%, HD: 85%, MT: 60%}}"


def at(text: str, stretch: str, line: int = 12, file: str = FILE) -> Place:
    return Place(file, line, text.index(stretch) + 1, len(stretch), text)


ORDINARY = COMMA.at(at(LEVEL, "842,5"), help=hint("Viết «{v}».", "Write «{v}».", v="842.5"), value="842,5")
TWO_PLACES = TWICE.at(
    at("    max: 12", "max", 112),
    notes=(
        note("Lần đầu ở dòng {line}.", "First at line {line}.", at("    max: 10", "max", 9), line="9"),
        note("Xem thêm ví dụ.", "See also the case.", at("- case: A", "A", 3, "cases.yaml")),
    ),
    key="max",
)
FIGURES = SUM.at(
    at("    max: 1000", "1000", 7),
    notes=(
        note("Tính cho đơn vị loại «{kind}».", "For agencies of the kind «{kind}».", kind="xa"),
        note(
            "Cả hai con số đều đứng trong quyết định, nên không thể nói con số nào sai; phần mềm giữ nguyên cả hai và "
            "tính theo con số của nhóm.",
            "Both figures stand in the decision, so that nobody can say which one is wrong; both are kept, and points "
            "follow the group's.",
        ),
    ),
    help=hint("Sửa một trong hai con số.", "Correct one of the two figures."),
    name="Kết quả Chính quyền điện tử",
    max=Decimal(1000),
    sum=Decimal("1448.5"),
)
NO_PLACE = WORTH.at(None, name="Hạ tầng")
WHOLE_FILE = ABSENT.at(Place("khong-co.yaml", 1, 1), path="khong-co.yaml", reason=Text("không có", "not there"))
FAR_RIGHT = TWICE.at(at("{id: A, name: " + "rất " * 40 + "dài, max: 10, weight: 3}", "10"), key="max")
LONGER_THAN_A_LINE = TWICE.at(at("name: " + "dài " * 60, "dài " * 60), key="name")
DECOMPOSED = TWICE.at(at("- {name: Đa\u0306\u0301k No\u0302ng, max: 10, max: 9}", "max: 9"), key="max")
WIDE = TWICE.at(at("- {name: 日本語, max: 10, max: 9}", "max: 9"), key="max")
TABS = TWICE.at(at("\t- name:\tA", "A"), key="name")
HOSTILE = TWICE.at(
    at('name: "\x1b[2J\x07\x9b31m\u202eEvil\x7f"', "Evil", file="x\x1b]0;title\x07\ny.yaml"), key="\x1b[31m\nmax\u2028"
)
AT_THE_END = TWICE.at(Place(FILE, 3, 99, 4, "criteria:"), key="criteria")

ALL: dict[str, tuple[Diagnostic, ...]] = {
    "ordinary": (ORDINARY,),
    "two-places": (TWO_PLACES,),
    "figures": (FIGURES,),
    "no-place": (NO_PLACE,),
    "whole-file": (WHOLE_FILE,),
    "long-lines": (FAR_RIGHT, LONGER_THAN_A_LINE),
    "letters": (DECOMPOSED, WIDE, TABS),
    "hostile": (HOSTILE,),
    "at-the-end": (AT_THE_END,),
    "together": (ORDINARY, FIGURES, NO_PLACE, TWO_PLACES),
}
