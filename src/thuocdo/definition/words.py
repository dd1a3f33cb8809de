"""What shapes and values are called in messages."""

from __future__ import annotations

from thuocdo.definition.keys import Shape
from thuocdo.diagnostics import hint
from thuocdo.vietnamese.languages import Text

A_NUMBER = Text("một số (dấu thập phân là dấu chấm)", "a number (the decimal mark is a point)")
AN_AMOUNT = Text("một số điểm như 450 hay một tỷ lệ như 90%", "points such as 450 or a percent such as 90%")
A_PERCENT = Text("một tỷ lệ phần trăm như 80%", "a percent such as 80%")
A_WHOLE = Text("một số nguyên", "a whole number")
A_LIST = Text("một danh sách", "a list")
A_MAPPING = Text("một nhóm khóa", "a group of keys")
A_TEXT = Text("một giá trị đơn", "a single value")
SHAPE_WORDS = {
    "set": Text("bộ tiêu chí", "the criteria set"),
    "node": Text("nhóm hoặc tiêu chí này", "this group or criterion"),
    "rounding": Text("phần làm tròn", "the rounding"),
    "text": Text("văn bản này", "this text"),
    "cite": Text("phần căn cứ", "the citation"),
    "valid": Text("thời gian hiệu lực", "the period in force"),
    "void": Text("các trường hợp không được tính điểm", "the causes of void"),
    "report_before": Text("hạn gửi báo cáo", "the date reports are due"),
    "level": Text("mức này", "this level"),
    "ranking": Text("phần xếp hạng", "the ranking"),
    "succeeds": Text("phần kế thừa", "the succession"),
    "link": Text("liên kết này", "this link"),
    "option": Text("phương án này", "this option"),
    "step": Text("bậc này", "this step"),
    "case": Text("ví dụ kiểm tra này", "this case"),
    "expect": Text("kết quả mong đợi này", "this expected result"),
    "counts": Text("số đếm này", "these counts"),
}
THIS_GROUP = Text("nhóm khóa này", "this group of keys")
B_CAN_BE_ZERO = hint(
    "Khi mẫu số bằng 0 thì: leave (không áp dụng), zero (0 điểm) hay full (điểm tối đa)?",
    "When the divisor is 0: leave (not applicable), zero (0 points) or full (the maximum)?",
)


def shape_words(shape: Shape) -> Text:
    """What a shape is called in a message."""
    return SHAPE_WORDS.get(shape.name) or Text(f"cách tính «{shape.name}»", f"the measure «{shape.name}»")
