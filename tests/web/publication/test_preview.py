"""Before its time a version is there for the people named and for the organiser's own, and for nobody else, anywhere."""

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.people import NAMES, People
from tests.web.conftest import Clients
from tests.web.publication.permissions import EVERYWHERE, OF_ITS_NUMBER, PICTURES, PREVIEW, under_embargo
from thuocdo.web.accounts.models import Person
from thuocdo.web.publication.models import Publication
from thuocdo.web.rounds.models import Round

pytestmark = pytest.mark.django_db
NAME = "Phường Xuân Hương - Đà Lạt"


def embargoed(people: People) -> Publication:
    """The version of a round whose time has not yet come; the owner is named."""
    under_embargo(OF_ITS_NUMBER["bundle"])(people)
    return Publication.objects.get()


def front(version: Publication) -> str:
    named = {"slug": version.round.slug, "version": version.version}
    return reverse("publication:version_previewed", kwargs=named)


def test_whoever_is_named_reads_it_marked_and_kept_by_nobody(people: People, clients: Clients) -> None:
    version = embargoed(people)
    address = f"{front(version)}{people.block.slug}/SS/"
    answer = clients("owner").get(address)
    html = answer.content.decode()
    assert NAME in html
    assert "Chưa công khai trước" in html
    assert "người được nêu tên đọc được" in html
    assert "no-store" in answer.headers["Cache-Control"]
    assert "public" not in answer.headers["Cache-Control"]
    assert "Cookie" in answer.headers["Vary"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "og:" not in html
    assert "ETag" not in answer.headers


def test_every_page_of_a_preview_leads_to_pages_of_the_preview(people: People, clients: Clients) -> None:
    version = embargoed(people)
    public = reverse("publication:round", kwargs={"slug": version.round.slug})
    for name in (*OF_ITS_NUMBER, *EVERYWHERE):
        kwargs = {"slug": version.round.slug, "version": 1, **addressed(name, people)}
        answer = clients("owner").get(reverse(f"publication:{name}_previewed", kwargs=kwargs))
        assert answer.status_code == HTTPStatus.OK, name
        if answer.headers["Content-Type"].startswith("text/html"):
            assert f'"{public}' not in answer.content.decode(), name
        elif answer.streaming:
            b"".join(answer)


def addressed(name: str, people: People) -> Mapping[str, object]:
    """What the address of a page names besides round and version."""
    block: Mapping[str, object] = {"block": people.block.slug, "node": "SS"}
    named: Mapping[str, Mapping[str, object]] = {
        "version": {},
        "table": {**block, "form": "csv"},
        "notice": {"set_id": "hai-phan"},
        "notice_file": {"set_id": "hai-phan", "form": "txt"},
        "bundle": {"set_id": "hai-phan"},
        "agency": {"code": people.agency.code},
        "agency_picture": {"code": people.agency.code},
        "notice_picture": {"set_id": "hai-phan"},
        "criterion": {"block": people.block.slug, "criterion": "SS"},
    }
    return named.get(name, block)


@pytest.mark.parametrize("name", NAMES)
def test_to_others_it_is_as_if_nothing_were_there(people: People, clients: Clients, name: str) -> None:
    version = embargoed(people)
    there, nowhere = front(version), front(version).replace("/1/", "/2/")
    without = reverse("publication:version_previewed", kwargs={"slug": "khong-co", "version": 1})
    seen = PREVIEW[name]
    answers = [clients(name).get(address) for address in (there, nowhere, without)]
    assert [answer.status_code for answer in answers] == (
        [seen, HTTPStatus.NOT_FOUND, HTTPStatus.NOT_FOUND] if name != "nobody" else [HTTPStatus.FOUND] * 3
    )
    if seen == HTTPStatus.NOT_FOUND:
        # The page says its own address, in the other language.
        assert answers[0].content == answers[1].content.replace(b"/2/", b"/1/")
    elif name == "nobody":
        assert {answer.headers["Location"].partition("?")[0] for answer in answers} == {reverse("account_login")}


@pytest.mark.parametrize("name", ["nobody", "stranger", "owner"])
def test_no_public_page_gives_it_away(people: People, clients: Clients, name: str) -> None:
    """Not even to whoever may preview it: public pages do not ask who reads them."""
    version = embargoed(people)
    slug = version.round.slug
    for page in (*OF_ITS_NUMBER, *PICTURES, *EVERYWHERE):
        kwargs = {"slug": slug, **addressed(page, people)}
        numbered = f"publication:{page}_of_version" if page in EVERYWHERE else f"publication:{page}"
        addresses = [reverse(numbered, kwargs={**kwargs, "version": 1})]
        addresses += [reverse(f"publication:{page}", kwargs=kwargs)] if page in EVERYWHERE else []
        addresses.append(reverse("publication:round", kwargs={"slug": slug}))
        assert {clients(name).get(address).status_code for address in addresses} == {HTTPStatus.NOT_FOUND}, page
    for address in (reverse("publication:rounds"), reverse("publication:open_data")):
        answer = clients(name).get(address)
        assert version.round.name not in answer.content.decode()
        assert version.decision not in answer.content.decode()
    home = clients(name).get("/").content.decode()
    assert "đã phê duyệt" in home
    assert "đã công bố</span>" not in home
    assert slug not in home


def test_the_pages_of_its_agencies_do_not_call_it_published(people: People, clients: Clients) -> None:
    version = embargoed(people)
    page = clients("colleague").get(reverse("desk:agency", kwargs={"code": people.agency.code})).content.decode()
    assert version.round.name in page
    assert "đã công bố" not in page
    assert f"/ket-qua/{version.round.slug}/" not in page


def test_the_mark_of_public_pages_does_not_move_with_an_embargoed_version(people: People) -> None:
    marks = []
    version = embargoed(people)
    for _ in range(2):
        marks.append(Client().get(reverse("publication:rounds")).headers["ETag"])
        version.bundles.all().delete()
    version.delete()
    assert {*marks, Client().get(reverse("publication:rounds")).headers["ETag"]} == {marks[0]}


def test_an_agencys_years_hold_nothing_of_it(people: People, clients: Clients) -> None:
    version = embargoed(people)
    address = f"{front(version)}don-vi/{people.agency.code}/"
    assert "Qua các năm" not in clients("owner").get(address).content.decode()


def test_whoever_is_named_finds_it_among_their_work(people: People, clients: Clients) -> None:
    version = embargoed(people)
    assert f'href="{front(version)}"' in clients("owner").get(reverse("desk:work")).content.decode()
    assert f'href="{front(version)}"' not in clients("colleague").get(reverse("desk:work")).content.decode()
    desk = reverse("publishing:publishing", kwargs={"slug": version.round.slug})
    assert f'href="{front(version)}"' in clients("auditor").get(desk).content.decode()


def test_once_it_is_public_its_address_leads_on(people: People, clients: Clients) -> None:
    version = embargoed(people)
    Publication.objects.update(public_from=timezone.now() - timedelta(minutes=1))
    tail = f"{people.block.slug}/SS/"
    answer = clients("owner").get(front(version) + tail)
    assert answer.headers["Location"] == f"/ket-qua/{version.round.slug}/phien-ban/1/{tail}"
    assert clients("stranger").get(front(version) + tail).status_code == HTTPStatus.NOT_FOUND


def test_nobody_previews_after_their_account_is_closed(people: People, clients: Clients) -> None:
    version = embargoed(people)
    owner = clients("owner")
    Person.objects.filter(pk=people.owner.pk).update(is_active=False)
    assert owner.get(front(version)).status_code == HTTPStatus.FOUND


def test_a_correction_under_embargo_leaves_the_public_version_as_it_is(people: People, clients: Clients) -> None:
    version = embargoed(people)
    Publication.objects.filter(pk=version.pk).update(public_from=timezone.now() - timedelta(minutes=1))
    corrected(version)
    public = Client().get(reverse("publication:version", kwargs={"slug": version.round.slug, "version": 1}))
    assert "đính chính" not in public.content.decode()
    both = clients("manager").get(front(Publication.objects.get(version=2))).content.decode()
    assert "Bản đính chính" in both
    assert "Phiên bản 1" in both
    assert Round.objects.get().publications.count() == 2


def corrected(first: Publication) -> None:
    second = Publication.objects.create(
        round=first.round,
        version=2,
        decision="16/QĐ-UBND",
        dated=first.dated,
        note="Sai số quyết định",
        public_from=timezone.now() + timedelta(days=1),
        published_at=first.published_at,
        published_by=first.published_by,
        log_number=first.log_number,
        log_hash=first.log_hash,
    )
    second.results.set(first.results.all())
