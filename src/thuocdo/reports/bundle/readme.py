"""The two pages that open a bundle: what it is, what its files are, how to check it with and without the software."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from thuocdo.definition.model import CriteriaSet, LegalText
from thuocdo.reports.bundle.layout import (
    CASES,
    DICTIONARY,
    INPUT,
    MANIFEST,
    PREVIOUS,
    PREVIOUS_RESULT,
    PREVIOUS_SET,
    RESULTS_CSV,
    RESULTS_JSON,
    SET,
    SUMS,
)
from thuocdo.reports.bundle.manifest import Digests
from thuocdo.vietnamese.dates import format_date
from thuocdo.vietnamese.languages import Lang, Text
from thuocdo.vietnamese.numbers import format_number

FILES: Final = {
    SET: Text("bộ tiêu chí, đúng như đã viết", "the criteria set, exactly as written"),
    CASES: Text("các ví dụ kiểm tra của bộ tiêu chí", "the cases of the set"),
    INPUT[0]: Text("số liệu đưa vào, mỗi đơn vị một hàng", "the figures that went in, one row per agency"),
    INPUT[1]: Text("cùng số liệu ấy, dạng JSON", "the same figures as JSON"),
    PREVIOUS[0]: Text("số liệu kỳ trước, để so sánh", "the figures of the year before, to compare with"),
    PREVIOUS[1]: Text("cùng số liệu ấy, dạng JSON", "the same figures as JSON"),
    PREVIOUS_RESULT: Text("kết quả kỳ trước, để so sánh", "the result of the year before, to compare with"),
    PREVIOUS_SET: Text("bộ tiêu chí của kỳ trước", "the criteria set of the year before"),
    RESULTS_CSV: Text("kết quả ở mọi mục, mỗi đơn vị một hàng", "what became of every node, one row per agency"),
    RESULTS_JSON: Text("cùng kết quả ấy, dạng JSON", "the same as JSON"),
    DICTIONARY: Text("ý nghĩa, đơn vị tính và kiểu của từng cột", "meaning, unit and type of every column"),
    MANIFEST: Text(
        "mã băm của nội dung và của từng tệp, phiên bản phần mềm", "digests of content and files, software version"
    ),
    SUMS: Text("mã SHA-256 của từng tệp, dùng với sha256sum", "SHA-256 of every file, for sha256sum"),
}
PAGE: Final = Text(
    """\
# {name}

Gói này chứa một kết quả đánh giá cùng mọi thứ cần để tính lại nó: bộ tiêu chí, số liệu đưa vào và kết quả ra. Không cần
trang web nào để kiểm tra.

- Bộ tiêu chí: `{id}`{texts}
- Số đơn vị: {agencies}
- Phần mềm đã tính: thuocdo {version}
- Mã của bộ tiêu chí: `{set}`
- Mã của số liệu: `{input}`
{before}- Mã của kết quả: `{result}`

## Các tệp

| tệp | nội dung |
|---|---|
{files}

Số viết với dấu chấm thập phân, không ngăn hàng nghìn. Ô trống nghĩa là không có giá trị, không phải 0. Tên cột có dạng
`MỤC:cột`; `dictionary.csv` giải thích từng cột. Tệp CSV ở bảng mã UTF-8, các ô ngăn bởi dấu phẩy. Ô có dấu nháy đơn ở đầu,
trước `=`, `+`, `-` hay `@`, là để bảng tính không hiểu nhầm thành công thức.

## Kiểm tra

Bằng phần mềm, không cần mạng:

    thuocdo verify TÊN-TỆP.zip

Lệnh này tính lại mọi con số từ bộ tiêu chí và số liệu, rồi nêu tên từng con số, mã băm hay tệp không khớp.

Bằng tay: giải nén; chạy `sha256sum -c SHA256SUMS` để biết các tệp còn nguyên; đọc quy tắc trong `set.yaml`, lấy số liệu của một
đơn vị trong `input.csv`, tự tính rồi so với hàng của đơn vị ấy trong `results.csv`.

SHA256SUMS chỉ cho biết các tệp khớp với nhau. Muốn biết gói này đúng là gói đã công bố thì so các mã ở trên với các mã trong
văn bản hay trang công bố.
""",
    """\
# {name}

This bundle holds the result of an evaluation and all that is needed to work it out again: the criteria set, the figures that
went in and the result that came out. No site is needed to check it.

- Criteria set: `{id}`{texts}
- Agencies: {agencies}
- Worked out by: thuocdo {version}
- Digest of the set: `{set}`
- Digest of the figures: `{input}`
{before}- Digest of the result: `{result}`

## Files

| file | what it holds |
|---|---|
{files}

Numbers have a decimal point and no grouping. An empty cell is no value, which is not 0. Columns are named `NODE:column`;
`dictionary.csv` explains each. CSV files are in UTF-8, with commas between cells. An apostrophe in front of `=`, `+`, `-` or `@` at the
start of a cell keeps a spreadsheet from taking it for a formula.

## Checking

With the software, offline:

    thuocdo verify FILE.zip

It works out every figure again from the set and the figures, and names each figure, digest or file that differs.

By hand: unpack; run `sha256sum -c SHA256SUMS` to see that the files are whole; read the rules in `set.yaml`, take the figures of one
agency from `input.csv`, work out its points and compare them with its row of `results.csv`.

SHA256SUMS only says that the files agree with one another. To know that this is the bundle that was published, compare the digests
above with those in the decision or on the page of the publication.
""",
)
BEFORE: Final = Text(
    "- Mã của số liệu kỳ trước: `{previous}`\n", "- Digest of the figures of the year before: `{previous}`\n"
)


def readme(
    criteria_set: CriteriaSet, digests: Digests, agencies: int, version: str, files: Collection[str], lang: Lang
) -> str:
    """The page in one language."""
    root = criteria_set.root
    before = BEFORE.to(lang).format(previous=digests.previous) if digests.previous else ""
    return PAGE.to(lang).format(
        name=root.name if lang is Lang.VI else root.name_en or root.name,
        id=criteria_set.id,
        texts="".join(f", {_text(text, lang)}" for text in criteria_set.texts),
        agencies=format_number(agencies, lang),
        version=version,
        set=digests.set,
        input=digests.input,
        before=before,
        result=digests.result,
        files="\n".join(f"| `{name}` | {text.to(lang)} |" for name, text in FILES.items() if name in files),
    )


def _text(text: LegalText, lang: Lang) -> str:
    return f"{text.number} ({format_date(text.date, lang)})" if text.date else text.number
