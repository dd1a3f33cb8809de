"""The Word document of a notice, read back from its XML."""

import io
import zipfile

import pytest
from docx import Document
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as Line

from tests.reports.bundles import ROWS, small_set
from thuocdo.reports.notice.docx import docx_of
from thuocdo.reports.notice.find import notice_of
from thuocdo.reports.notice.sentences import Paragraph, Style, paragraphs
from thuocdo.scoring.score import score
from thuocdo.tables.table import table_of_rows

TOLD = paragraphs(notice_of(score(small_set(), table_of_rows(ROWS)), 2026))
CONTENT = docx_of(TOLD)


def lines(content: bytes = CONTENT) -> list[Line]:
    return [line for line in Document(io.BytesIO(content)).paragraphs if line.text]


def xml(name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as source:
        return source.read(name).decode()


def test_it_says_what_the_text_says() -> None:
    written = [line.text for line in lines()]
    assert written[0] == "THÔNG BÁO"
    marks = {Style.ITEM: "- ", Style.NOTE: "Ghi chú. "}
    assert written[1:] == [f"{marks.get(each.style, '')}{each.text}" for each in TOLD[1:]]


def test_it_is_laid_out_as_the_decree_wants() -> None:
    section = Document(io.BytesIO(CONTENT)).sections[0]
    assert tuple(round((each or 0) / Mm(1)) for each in (section.page_width, section.page_height)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round((each or 0) / Mm(1)) for each in margins] == [20, 20, 30, 15]
    normal = Document(io.BytesIO(CONTENT)).styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    assert 'w:eastAsia="Times New Roman"' in xml("word/styles.xml")
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml


def test_number_place_date_and_signature_are_left_blank() -> None:
    head, foot = Document(io.BytesIO(CONTENT)).tables
    left, right = (cell.text for cell in head.rows[0].cells)
    assert "Số: ....../TB-......" in left
    assert right.splitlines()[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert "Độc lập - Tự do - Hạnh phúc" in right
    assert "ngày ...... tháng ...... năm ......" in right
    assert foot.rows[0].cells[0].text.startswith("Nơi nhận:")
    assert "[Họ và tên]" in foot.rows[0].cells[1].text


@pytest.mark.parametrize("name", ["Sở <KHCN> & CN", 'Phường "A"', "=1+1", "{{ x }}", "{% raw %}"])
def test_any_name_comes_through_whole(name: str) -> None:
    content = docx_of([Paragraph(Style.ITEM, name)])
    assert [line.text for line in lines(content)] == [f"- {name}"]


def test_its_bytes_follow_from_what_it_says() -> None:
    assert docx_of(TOLD) == CONTENT
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as source:
        assert source.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in source.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "2000-01-01" in xml("docProps/core.xml")
    assert "python-docx" not in xml("docProps/core.xml")
