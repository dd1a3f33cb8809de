"""The addresses of published results, word for word: newspapers and decisions quote them, so none of these lines may ever change."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse

from tests.people import People
from tests.web.publication.permissions import EVERYWHERE, OF_ITS_NUMBER, numbered
from tests.web.publication.test_ranking_pages import corrected
from tests.web.results.published import published_round
from thuocdo.web.publication.version import Asked, version_of

ROUND = {"slug": "dak-nong-huyen-2019"}
NUMBERED = {**ROUND, "version": 2}
BLOCK = {"block": "dak-nong-huyen", "node": "SS"}
SET = {"set_id": "dak-nong-2019-huyen"}
ADDRESSES = [
    ("rounds", {}, "/ket-qua/"),
    ("open_data", {}, "/du-lieu-mo/"),
    ("self_check", {}, "/tu-kiem-tra/"),
    ("check", {**SET, "number": 1}, "/tu-kiem-tra/dak-nong-2019-huyen/1/"),
    ("round", ROUND, "/ket-qua/dak-nong-huyen-2019/"),
    ("ranking", ROUND | BLOCK, "/ket-qua/dak-nong-huyen-2019/dak-nong-huyen/SS/"),
    ("charts", ROUND | BLOCK, "/ket-qua/dak-nong-huyen-2019/dak-nong-huyen/SS/bieu-do/"),
    ("groups", ROUND | BLOCK, "/ket-qua/dak-nong-huyen-2019/dak-nong-huyen/SS/nhom/"),
    ("changes", ROUND | BLOCK, "/ket-qua/dak-nong-huyen-2019/dak-nong-huyen/SS/thay-doi/"),
    ("compare", ROUND | BLOCK, "/ket-qua/dak-nong-huyen-2019/dak-nong-huyen/SS/so-sanh/"),
    ("agency", {**ROUND, "code": "gia-nghia"}, "/ket-qua/dak-nong-huyen-2019/don-vi/gia-nghia/"),
    (
        "criterion",
        {**ROUND, "block": "dak-nong-huyen", "criterion": "HT"},
        "/ket-qua/dak-nong-huyen-2019/tieu-chi/dak-nong-huyen/HT/",
    ),
    ("version", NUMBERED, "/ket-qua/dak-nong-huyen-2019/phien-ban/2/"),
    ("ranking_of_version", NUMBERED | BLOCK, "/ket-qua/dak-nong-huyen-2019/phien-ban/2/dak-nong-huyen/SS/"),
    ("charts_of_version", NUMBERED | BLOCK, "/ket-qua/dak-nong-huyen-2019/phien-ban/2/dak-nong-huyen/SS/bieu-do/"),
    ("groups_of_version", NUMBERED | BLOCK, "/ket-qua/dak-nong-huyen-2019/phien-ban/2/dak-nong-huyen/SS/nhom/"),
    ("changes_of_version", NUMBERED | BLOCK, "/ket-qua/dak-nong-huyen-2019/phien-ban/2/dak-nong-huyen/SS/thay-doi/"),
    ("compare_of_version", NUMBERED | BLOCK, "/ket-qua/dak-nong-huyen-2019/phien-ban/2/dak-nong-huyen/SS/so-sanh/"),
    ("agency_of_version", {**NUMBERED, "code": "gia-nghia"}, "/ket-qua/dak-nong-huyen-2019/phien-ban/2/don-vi/gia-nghia/"),
    (
        "criterion_of_version",
        {**NUMBERED, "block": "dak-nong-huyen", "criterion": "HT"},
        "/ket-qua/dak-nong-huyen-2019/phien-ban/2/tieu-chi/dak-nong-huyen/HT/",
    ),
    ("notice", NUMBERED | SET, "/ket-qua/dak-nong-huyen-2019/phien-ban/2/thong-bao/dak-nong-2019-huyen/"),
    (
        "notice_file",
        {**NUMBERED, **SET, "form": "docx"},
        "/ket-qua/dak-nong-huyen-2019/phien-ban/2/thong-bao/dak-nong-2019-huyen.docx",
    ),
    (
        "picture",
        NUMBERED | BLOCK,
        "/ket-qua/dak-nong-huyen-2019/phien-ban/2/dak-nong-huyen/SS/hinh.png",
    ),
    (
        "agency_picture",
        {**NUMBERED, "code": "gia-nghia"},
        "/ket-qua/dak-nong-huyen-2019/phien-ban/2/don-vi/gia-nghia/hinh.png",
    ),
    (
        "notice_picture",
        NUMBERED | SET,
        "/ket-qua/dak-nong-huyen-2019/phien-ban/2/thong-bao/dak-nong-2019-huyen/hinh.png",
    ),
    ("bundle", NUMBERED | SET, "/ket-qua/dak-nong-huyen-2019/phien-ban/2/dak-nong-2019-huyen.zip"),
    (
        "table",
        {**NUMBERED, **BLOCK, "form": "csv"},
        "/ket-qua/dak-nong-huyen-2019/phien-ban/2/dak-nong-huyen/SS.csv",
    ),
]  # fmt: skip
DOCS = Path(__file__).parents[3] / "docs" / "addresses.md"


@pytest.mark.parametrize("name, named, address", ADDRESSES, ids=[name for name, _, _ in ADDRESSES])
def test_it_is_what_it_always_was(name: str, named: dict[str, object], address: str) -> None:
    assert reverse(f"publication:{name}", kwargs=named) == address
    found = resolve(address)
    assert (found.view_name, found.kwargs) == (f"publication:{name}", named)


def test_every_public_address_is_pinned_here() -> None:
    from thuocdo.web.publication.urls import urlpatterns

    public = {pattern.name for pattern in urlpatterns if not str(pattern.name).endswith("_previewed")}
    assert public == {name for name, _, _ in ADDRESSES}


def test_the_page_of_addresses_lists_each(pinned: list[str]) -> None:
    listed = DOCS.read_text(encoding="utf-8")
    known = [re.compile(pattern(each)) for each in re.findall(r"`(/[^`]*)`", listed)]
    assert [address for address in pinned if not any(one.fullmatch(address) for one in known)] == []


@pytest.fixture
def pinned() -> list[str]:
    return [address for _, _, address in ADDRESSES]


def pattern(listed: str) -> str:
    """The addresses that a line of the page stands for."""
    return re.sub(r"<[a-z]+>", "[^/]+", re.escape(listed.partition("?")[0]).replace(r"\.csv", r"\.[a-z]+"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", EVERYWHERE)
def test_an_older_version_keeps_its_pages_and_leads_to_the_newest(people: People, name: str) -> None:
    visit = numbered(EVERYWHERE[name])(people)
    corrected(visit.kwargs["slug"])
    old = Client().get(reverse(f"publication:{name}_of_version", kwargs=dict(visit.kwargs)))
    newest = reverse(f"publication:{name}_of_version", kwargs={**visit.kwargs, "version": 2})
    assert "đã có bản đính chính mới hơn" in old.content.decode()
    assert f'href="{newest}"' in old.content.decode()
    now = Client().get(newest).content.decode()
    assert "đã có bản đính chính mới hơn" not in now
    assert "Bản đính chính. Lý do: Sai số quyết định" in now


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["version", "notice"])
def test_so_do_the_version_itself_and_its_notice(people: People, name: str) -> None:
    visit = OF_ITS_NUMBER[name](people)
    corrected(visit.kwargs["slug"])
    old = Client().get(reverse(f"publication:{name}", kwargs=dict(visit.kwargs))).content.decode()
    assert f'href="{reverse(f"publication:{name}", kwargs={**visit.kwargs, "version": 2})}"' in old


@pytest.mark.django_db
@pytest.mark.parametrize("door", [{"version": None}, {"version": 1}, {"version": 1, "preview": True}])
@pytest.mark.parametrize("page", ["ranking", "charts", "groups", "changes", "compare"])
def test_addresses_of_many_blocks_are_those_of_each(people: People, page: str, door: dict[str, Any]) -> None:
    found = version_of(Asked(published_round(people).slug, path="", **door))
    at = found.addresses(page)
    for block, node in (("lam-dong-xa", "SS"), ("-", "-"), ("khoi_2", "mục 1")):
        assert at(block, node) == found.address(page, block=block, node=node)


@pytest.mark.django_db
def test_pages_of_a_version_lead_to_pages_of_the_same_version(people: People) -> None:
    round = published_round(people)
    corrected(round.slug)
    named = {"slug": round.slug, "version": 1, "block": people.block.slug, "node": "SS"}
    html = Client().get(reverse("publication:ranking_of_version", kwargs=named)).content.decode()
    links = set(re.findall(rf'href="(/ket-qua/{round.slug}/[^"]*)"', html))
    assert {link for link in links if not link.startswith(f"/ket-qua/{round.slug}/phien-ban/")} == set()
    assert f"/ket-qua/{round.slug}/phien-ban/1/don-vi/{people.agency.code}/" in links
