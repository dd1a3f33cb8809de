"""What portals show of a page that is passed on: title, sentence and picture agree with the page, and the picture is of one version."""

import html
import io
import re
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.people import People
from tests.web.publication.permissions import EVERYWHERE, OF_ITS_NUMBER, PICTURES
from tests.web.publication.test_ranking_pages import corrected
from tests.web.results.published import AT, published_round
from thuocdo.web.demo import dak_nong
from thuocdo.web.publication.agency_shown import agency_shown
from thuocdo.web.publication.cards import card_of_agency, card_of_notice, card_of_ranking
from thuocdo.web.publication.notice_page import notice_told
from thuocdo.web.publication.shown import shown
from thuocdo.web.publication.version import Asked, version_of

pytestmark = pytest.mark.django_db
SHARED = {**EVERYWHERE, "notice": OF_ITS_NUMBER["notice"]}
DAK_NONG = Asked("dak-nong-huyen-2019", 1, "/")


def told(address: str) -> dict[str, str]:
    """What the head of a page says to portals."""
    content = Client().get(address).content.decode()
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[a-z:_]+)" content="([^"]*)"', content)
    return {name: html.unescape(text) for name, text in found}


@pytest.mark.parametrize("name", SHARED)
def test_each_page_has_a_picture_that_is_there(people: People, name: str) -> None:
    address = reverse(f"publication:{name}", kwargs=dict(SHARED[name](people).kwargs))
    said = told(address)
    assert said["og:url"] == f"http://testserver{address}"
    assert said["og:locale"] == "vi_VN"
    assert said["og:image:alt"] == said["og:description"] != ""
    assert "15/QĐ-UBND" in said["og:description"]
    picture = Client().get(said["og:image"].removeprefix("http://testserver"))
    assert picture.headers["Content-Type"] == "image/png"
    assert "public" in picture.headers["Cache-Control"]
    assert not picture.cookies
    size = Image.open(io.BytesIO(picture.content)).size
    assert size == (int(said["og:image:width"]), int(said["og:image:height"])) == (1200, 630)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_not_sent_twice(people: People, name: str) -> None:
    address = reverse(f"publication:{name}", kwargs=dict(PICTURES[name](people).kwargs))
    mark = Client().get(address).headers["ETag"]
    again = Client().get(address, headers={"if-none-match": mark})
    assert again.status_code == HTTPStatus.NOT_MODIFIED
    assert Client().get(f"/en{address}", headers={"if-none-match": mark}).status_code == HTTPStatus.OK


def test_a_picture_of_what_is_not_there_is_not_there(people: People) -> None:
    round = published_round(people)
    for tail in ("xa/KHONG/hinh.png", "don-vi/khong/hinh.png", "thong-bao/khong/hinh.png"):
        assert Client().get(f"/ket-qua/{round.slug}/phien-ban/1/{tail}").status_code == HTTPStatus.NOT_FOUND


def test_the_pictures_of_dak_nong_say_what_was_published(people: People) -> None:
    dak_nong.bring_in(organiser=people.organiser, manager=people.manager, at=AT)
    ranking = card_of_ranking(shown(DAK_NONG, "dak-nong-huyen", "SS"))
    assert ranking.facts[0].figure == "3 / 8"
    assert ranking.facts[1].figure == "0 · 2 · 0 · 1"
    assert [(line.place, line.name, line.points, line.level) for line in ranking.lines] == [
        ("1", "Thành phố Gia Nghĩa", "43,800", "Mức II"),
        ("2", "Huyện Cư Jút", "40,230", "Mức II"),
        ("3", "Huyện Đắk R'lấp", "37,420", "Mức IV"),
    ]
    assert "47/QĐ-UBND" in ranking.lead
    assert ranking.sample == ""
    agency = card_of_agency(agency_shown(DAK_NONG, "gia-nghia"))
    assert (agency.title, agency.facts) == ("Thành phố Gia Nghĩa", ())
    assert [(line.points, line.level, line.note) for line in agency.lines] == [
        ("43,800", "Mức II", "Hạng 1 trong 3 đơn vị được xếp hạng"),
        ("81,750", "Mức III", "Hạng 1 trong 2 đơn vị được xếp hạng"),
    ]
    version = version_of(DAK_NONG)
    result = version.result_by("dak-nong-2019-huyen")
    notice = card_of_notice(version, result, notice_told(version, result).notice)
    assert notice.title == "Kết quả đánh giá, xếp hạng mức độ chính quyền điện tử cấp huyện, tỉnh Đắk Nông năm 2019"
    assert notice.lines[1].note == "2 / 8 đơn vị được xếp hạng · cao nhất: Thành phố Gia Nghĩa"
    said = told("/ket-qua/dak-nong-huyen-2019/don-vi/gia-nghia/")
    assert "43,800 điểm, Mức II, hạng 1" in said["og:description"]


def test_the_picture_of_an_older_version_says_that_it_was_corrected(people: People) -> None:
    round = published_round(people)
    corrected(round.slug)
    old = card_of_ranking(shown(Asked(round.slug, 1, "/"), people.block.slug, "SS"))
    new = card_of_ranking(shown(Asked(round.slug, None, "/"), people.block.slug, "SS"))
    assert "đã có bản đính chính mới hơn" in old.foot
    assert "Phiên bản 2" in new.foot
    address = reverse("publication:ranking", kwargs={"slug": round.slug, "block": people.block.slug, "node": "SS"})
    assert "/phien-ban/2/" in told(address)["og:image"]


def test_whoever_has_no_points_has_a_picture_that_says_why(people: People) -> None:
    dak_nong.bring_in(organiser=people.organiser, manager=people.manager, at=AT)
    card = card_of_agency(agency_shown(DAK_NONG, "tuy-duc"))
    assert [(line.points, line.level, line.note) for line in card.lines] == [
        ("–", "Không xếp hạng", "Không công bố điểm.")
    ] * 2
