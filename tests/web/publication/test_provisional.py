"""A rank that may still change says so wherever it stands."""

from dataclasses import replace

import pytest
from django.test import Client

from tests.people import People
from tests.web.results.published import AT
from thuocdo.web.demo import dak_nong
from thuocdo.web.publication.agency_shown import AgencyShown, agency_shown
from thuocdo.web.publication.cards import card_of_agency, card_of_notice, card_of_ranking
from thuocdo.web.publication.notice_page import notice_told
from thuocdo.web.publication.shown import shown
from thuocdo.web.publication.version import Asked, version_of
from thuocdo.web.results.models import Standing

pytestmark = pytest.mark.django_db
ASKED = Asked("dak-nong-huyen-2019", 1, "/")
FRONT = "/ket-qua/dak-nong-huyen-2019/"
BLOCK = f"{FRONT}dak-nong-huyen/SS/"
RANKED = ((BLOCK, 3), (f"{BLOCK}thay-doi/", 3), (f"{BLOCK}so-sanh/?don-vi=gia-nghia&don-vi=cu-jut", 2))


@pytest.mark.parametrize("provisional", [True, False])
def test_every_page_says_so(people: People, *, provisional: bool) -> None:
    dak_nong.bring_in(organiser=people.organiser, manager=people.manager, at=AT)
    Standing.objects.update(provisional=provisional)
    for page, ranked in RANKED:
        assert Client().get(page).content.decode().count("tạm tính</small>") == (ranked if provisional else 0), page
    agency = Client().get(f"{FRONT}don-vi/gia-nghia/").content.decode()
    # At both parts: beside the rank, among the years, and in the sentence that portals show.
    assert agency.count("hạng tạm tính, trong") == (2 if provisional else 0)
    assert agency.count("hạng 1 (tạm tính)") >= (4 if provisional else 0)
    assert ("tạm tính" in agency) == provisional


@pytest.mark.parametrize("provisional", [True, False])
def test_every_picture_says_so(people: People, *, provisional: bool) -> None:
    dak_nong.bring_in(organiser=people.organiser, manager=people.manager, at=AT)
    Standing.objects.update(provisional=provisional)
    ranking = card_of_ranking(shown(ASKED, "dak-nong-huyen", "SS"))
    assert [line.place for line in ranking.lines] == (
        ["1 (tạm tính)", "2 (tạm tính)", "3 (tạm tính)"] if provisional else ["1", "2", "3"]
    )
    found = agency_shown(ASKED, "gia-nghia")
    place = "1 (tạm tính)" if provisional else "1"
    assert card_of_agency(found).lines[0].note == f"Hạng {place} trong 3 đơn vị được xếp hạng"
    alone = AgencyShown(found.version, found.of, found.submission, found.standings[:1])
    label = "hạng tạm tính, trong 3" if provisional else "hạng, trong 3"
    assert any(fact.label.startswith(label) for fact in card_of_agency(alone).facts)
    version = version_of(ASKED)
    [result] = version.results
    notice = notice_told(version, result).notice
    part = replace(
        notice.parts[0], placed=tuple(replace(one, provisional=provisional) for one in notice.parts[0].placed)
    )
    [first, *_] = card_of_notice(version, result, replace(notice, parts=(part,))).lines
    assert first.place == place
