"""A notice as a Word document laid out as Decree 30/2020/NĐ-CP (Nghị định 30/2020/NĐ-CP, Phụ lục I) wants it.

A4, Times New Roman, 13 and 14 points; margins 20, 20, 30 and 15 mm; quốc hiệu and tiêu ngữ; page numbers at the top from the second
page on. Whose notice it is, its number, place, date and signature are left blank. Needs the extra `reports`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from copy import deepcopy
from datetime import datetime
from typing import Final

from docx import Document
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as Line
from docx.text.run import Run

from thuocdo.reports.archive import archive
from thuocdo.reports.notice.sentences import Paragraph, Style
from thuocdo.vietnamese.languages import Lang

FONT: Final = "Times New Roman"
BODY: Final = Pt(14)
SMALL: Final = Pt(13)
RECIPIENTS: Final = Pt(12)
WRITTEN: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - Word wants a time; ours must not depend on a clock
CENTRE: Final = WD_ALIGN_PARAGRAPH.CENTER
INDENT: Final = Mm(10)
COPIED: Final = frozenset({Style.HEADING, Style.NOTE, Style.TEXT, Style.ITEM})


def docx_of(paragraphs: Iterable[Paragraph]) -> bytes:
    """Return the document; the same paragraphs give the same bytes."""
    told = list(paragraphs)
    document = Document()
    _page(document)
    _letterhead(document)
    _paragraphs(document, told)
    _signature(document)
    _number_pages(document)
    _properties(document, told)
    content = io.BytesIO()
    document.save(content)
    with zipfile.ZipFile(content) as saved:
        files = {name: saved.read(name) for name in saved.namelist()}
    return archive(files, first=("[Content_Types].xml", "_rels/.rels"))


def _page(document: Word) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, BODY
    properties = normal.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    properties.append(language)


def _letterhead(document: Word) -> None:
    """Two columns: whose notice it is and its number; quốc hiệu, tiêu ngữ, place and date."""
    left, right = _columns(document, Mm(62), Mm(103))
    _line(left, "[TÊN CƠ QUAN CHỦ QUẢN]", size=Pt(12))
    _ruled(_line(left, "[TÊN CƠ QUAN BAN HÀNH]", size=Pt(12), bold=True), Mm(22))
    _line(left, "Số: ....../TB-......", size=SMALL, before=Pt(6))
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=Pt(12), bold=True)
    _ruled(_line(right, "Độc lập - Tự do - Hạnh phúc", size=SMALL, bold=True), Mm(22))
    _line(right, "............, ngày ...... tháng ...... năm ......", size=SMALL, italic=True, before=Pt(6))


def _paragraphs(document: Word, told: Iterable[Paragraph]) -> None:
    """A country's notice has more than a thousand items: the first of a style is laid out, those after it are its copies."""
    first: dict[Style, Line] = {}
    for paragraph in told:
        pattern = first.get(paragraph.style)
        if pattern is None:
            first[paragraph.style] = _paragraph(document, paragraph)
        elif paragraph.style in COPIED:
            copy = Line(deepcopy(pattern._p), pattern._parent)  # noqa: SLF001 - python-docx copies nothing
            document.element.body.sectPr.addprevious(copy._p)  # noqa: SLF001 - nor puts one in
            copy.runs[0].text = _said(paragraph)
        else:
            _paragraph(document, paragraph)


def _said(paragraph: Paragraph) -> str:
    """A paragraph's text with what its style puts before it."""
    match paragraph.style:
        case Style.TITLE:
            return paragraph.text.upper()
        case Style.NOTE:
            return f"Ghi chú. {paragraph.text}"
        case Style.ITEM:
            return f"- {paragraph.text}"
        case _:
            return paragraph.text


def _paragraph(document: Word, paragraph: Paragraph) -> Line:
    line: Line = document.add_paragraph()
    said = _said(paragraph)
    form = line.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(0), Pt(6), 1.15
    match paragraph.style:
        case Style.TITLE:
            form.space_before, form.space_after, line.alignment = Pt(18), Pt(0), CENTRE
            _run(line, said, bold=True)
        case Style.SUBJECT:
            line.alignment = CENTRE
            _run(line, said, bold=True)
            form.space_after = Pt(0)
            _ruled(line, Mm(60))
        case Style.HEADING:
            form.first_line_indent, form.keep_with_next = INDENT, True
            _run(line, said, bold=True)
        case Style.NOTE:
            form.first_line_indent, line.alignment = INDENT, WD_ALIGN_PARAGRAPH.JUSTIFY
            _run(line, said, italic=True, size=SMALL)
        case Style.TEXT | Style.ITEM:
            form.first_line_indent, line.alignment = INDENT, WD_ALIGN_PARAGRAPH.JUSTIFY
            _run(line, said)
    return line


def _signature(document: Word) -> None:
    left, right = _columns(document, Mm(65), Mm(100))
    _line(left, "Nơi nhận:", size=RECIPIENTS, bold=True, italic=True)
    for recipient in ("- ..............................;", "- Lưu: VT, ......"):
        _line(left, recipient, size=Pt(11))
    for line in left.paragraphs:
        line.alignment = None
    _line(right, "[QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ]", size=SMALL, bold=True)
    _line(right, "[Họ và tên]", size=BODY, bold=True, before=Pt(72))
    for cell in (left, right):
        cell.paragraphs[0].paragraph_format.space_before = Pt(12)


def _number_pages(document: Word) -> None:
    """The number of the page, in the middle of the upper margin, but not on the first page."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    line = section.header.paragraphs[0]
    line.alignment = CENTRE
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = _run(line, "", size=SMALL)
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text
        run._r.append(part)  # noqa: SLF001 - python-docx has no fields of its own


def _properties(document: Word, told: Iterable[Paragraph]) -> None:
    about = document.core_properties
    about.title = next((each.text for each in told if each.style is Style.SUBJECT), "")
    about.author, about.comments, about.language = "", "", Lang.VI.value
    about.created = about.modified = WRITTEN


def _columns(document: Word, *widths: Mm) -> tuple[_Cell, ...]:
    table: Table = document.add_table(rows=1, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = column.cells[0].width = width
    return tuple(table.rows[0].cells)


def _line(
    cell: _Cell, text: str, *, size: Pt, bold: bool = False, italic: bool = False, before: Pt | None = None
) -> Line:
    """A centred line of a column; the empty paragraph a cell comes with is its first."""
    empty = len(cell.paragraphs) == 1 and not cell.text
    line: Line = cell.paragraphs[0] if empty else cell.add_paragraph()
    line.alignment = CENTRE
    form = line.paragraph_format
    form.space_before, form.space_after, form.line_spacing = before or Pt(0), Pt(0), 1.0
    _run(line, text, size=size, bold=bold, italic=italic)
    return line


def _run(line: Line, text: str, *, size: Pt = BODY, bold: bool = False, italic: bool = False) -> Run:
    run = line.add_run(text)
    run.font.size, run.bold, run.italic = size, bold, italic
    return run


def _ruled(line: Line, indent: Mm) -> None:
    """A rule below a line, as the decree draws it: shorter than the text by an indent on both sides."""
    below = OxmlElement("w:p")
    line._p.addnext(below)  # noqa: SLF001 - python-docx adds paragraphs only before one
    rule = Line(below, line._parent)  # noqa: SLF001
    form = rule.paragraph_format
    form.left_indent = form.right_indent = indent
    form.space_before, form.space_after, form.line_spacing = Pt(2), Pt(0), Pt(4)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{key}"), value)
    borders.append(top)
    rule._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
    )
