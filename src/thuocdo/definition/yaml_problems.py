"""What the YAML parser complains of, in words for whoever wrote the file."""

from __future__ import annotations

from thuocdo.vietnamese.languages import Text

PROBLEMS = {
    "mapping values are not allowed in this context": Text(
        "dấu hai chấm ở chỗ không được phép (tên có dấu hai chấm phải đặt trong ngoặc kép)",
        "a colon where none is allowed (a name with a colon must stand in quotes)",
    ),
    "found character that cannot start any token": Text(
        "ký tự không được phép ở đầu một giá trị (dấu tab, @, ` hoặc %); thụt lề bằng dấu cách",
        "a character that cannot start a value (a tab, @, ` or %); indent with blanks",
    ),
    "could not find expected ':'": Text("thiếu dấu hai chấm sau tên khóa", "a colon is missing after a key"),
    "did not find expected ',' or '}'": Text("ngoặc nhọn { chưa được đóng", "a brace { is not closed"),
    "did not find expected ',' or ']'": Text("ngoặc vuông [ chưa được đóng", "a bracket [ is not closed"),
    "did not find expected key": Text(
        "không thấy khóa nào ở đây; xem lại thụt lề của dòng này và dòng trên",
        "there is no key here; look at the indentation of this line and the one above",
    ),
    "did not find expected '-' indicator": Text(
        "trong một danh sách, mỗi mục phải bắt đầu bằng dấu gạch ngang ở cùng một cột",
        "in a list every entry begins with a dash in the same column",
    ),
    "did not find expected node content": Text("thiếu giá trị ở đây", "a value is missing here"),
    "found unexpected end of stream": Text(
        "dấu ngoặc kép chưa được đóng trước khi hết tệp", "a quotation mark is not closed before the file ends"
    ),
    "block sequence entries are not allowed in this context": Text(
        "danh sách (dấu gạch ngang) không được bắt đầu ở đây", "a list (a dash) cannot begin here"
    ),
}


def in_words(problem: str) -> Text:
    """The parser's sentence as a reader understands it; quoted where it is not known here."""
    known = next((text for phrase, text in PROBLEMS.items() if phrase in problem), None)
    return known or Text(f"trình đọc YAML báo «{problem}»", problem or "unreadable")
