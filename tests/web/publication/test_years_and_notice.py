"""Year against year, agencies side by side, and the notice of a version, by the round of Đắk Nông as it was published."""

import io
import zipfile

import pytest
from django.test import Client

from tests.people import People
from tests.web.results.published import AT, published_round
from thuocdo.web.demo import dak_nong, hung_yen

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NODE = "/ket-qua/dak-nong-huyen-2019/dak-nong-huyen/SS/"


def page(url: str) -> str:
    answer = Client().get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_dak_nong_moves_as_it_was_published(people: People) -> None:
    dak_nong.bring_in(organiser=people.organiser, manager=people.manager, at=AT)
    html = page(f"{NODE}thay-doi/")
    assert "Kỳ này 3 đơn vị được xếp hạng, kỳ trước 1" in html
    assert "2,365" in html
    assert "1 → 1 ‡" in html
    assert html.count("không so được</span>") == 5
    both = page(f"{NODE}so-sanh/?don-vi=gia-nghia&don-vi=cu-jut&don-vi=khong-co")
    assert "43,800" in both
    assert "40,230" in both
    assert "Chọn từ hai đến năm" in page(f"{NODE}so-sanh/?don-vi=gia-nghia")
    years = page("/ket-qua/dak-nong-huyen-2019/don-vi/gia-nghia/")
    beside = years[years.index("Qua các năm") :]
    assert beside.index(">2018</a>") < beside.index(">2019</a>") < beside.index("45,700") < beside.index("43,800")
    assert beside.index("Thị xã Gia Nghĩa") < beside.index("Thành phố Gia Nghĩa")
    notice = "/ket-qua/dak-nong-huyen-2019/phien-ban/1/thong-bao/dak-nong-2019-huyen"
    said = "Xếp thứ 1: Thành phố Gia Nghĩa, 43,8 điểm (Mức II), giảm 1,9 điểm so với năm 2018."
    assert said in page(f"{notice}/")
    assert said in page(f"{notice}.txt")
    word = zipfile.ZipFile(io.BytesIO(Client().get(f"{notice}.docx").content))
    assert said in word.read("word/document.xml").decode()
    assert Client().get(f"{notice}.pdf").status_code == 404


def test_hung_yen_is_published_by_its_two_sets(people: People) -> None:
    round = hung_yen.bring_in(organiser=people.organiser, manager=people.manager, at=AT)
    assert round.publications.get().bundles.count() == 2
    html = page("/ket-qua/hung-yen-2018/hung-yen-so-nganh/hung-yen-2018-so-nganh/")
    assert "417,30" in html
    assert "Sở Kế hoạch và Đầu tư" in html


def test_a_decision_that_the_source_does_not_give_is_not_invented(people: People) -> None:
    """2749/QĐ-UBND issued the criteria; by which decision the results were published, the article does not say."""
    hung_yen.bring_in(organiser=people.organiser, manager=people.manager, at=AT)
    dak_nong.bring_in(organiser=people.organiser, manager=people.manager, at=AT)
    for page_of in ("hung-yen-so-nganh/hung-yen-2018-so-nganh/", "don-vi/khdt/", "phien-ban/1/"):
        html = page(f"/ket-qua/hung-yen-2018/{page_of}")
        assert "11/03/2019</time>" in html
        assert "không nêu số quyết định" in html
        assert "2749" not in html.partition("<footer")[0]
    listed = page("/ket-qua/")
    assert "không rõ số, công bố ngày" in listed
    assert "nguồn không nêu" in listed
    assert "Nguồn không nêu quyết định công bố kết quả." in page("/ket-qua/dak-nong-huyen-2018/phien-ban/1/")


def test_a_first_year_has_nothing_to_compare_with(people: People) -> None:
    round = published_round(people)
    assert "Không có kỳ trước" in page(f"/ket-qua/{round.slug}/{people.block.slug}/SS/thay-doi/")
