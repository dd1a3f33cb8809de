"""Rankings, versions and downloads as anybody gets them: without a session, kept by proxies, each version under its own address."""

import io
from datetime import date, timedelta

import polars as pl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.people import People
from tests.web.results.published import AT, published_round
from thuocdo.reports.bundle.verify import verify
from thuocdo.web.publication.bundles import make_bundles
from thuocdo.web.publication.models import Publication

pytestmark = pytest.mark.django_db
NAME = "Phường Xuân Hương - Đà Lạt"


def page(name: str, **named: object) -> str:
    answer = Client().get(reverse(f"publication:{name}", kwargs=named))
    assert answer.status_code == 200
    return answer.content.decode()


def corrected(slug: str) -> Publication:
    """A second version with the results of the first, as a correction of the decision's number leaves it."""
    first = Publication.objects.get(round__slug=slug)
    second = Publication.objects.create(
        round=first.round,
        version=2,
        decision="16/QĐ-UBND",
        dated=date(2026, 4, 1),
        note="Sai số quyết định",
        public_from=AT,
        published_at=AT,
        published_by=first.published_by,
        log_number=first.log_number,
        log_hash=first.log_hash,
    )
    second.results.set(first.results.all())
    return second


def test_a_ranking_says_on_what_it_rests_and_who_stands_where(people: People) -> None:
    round = published_round(people)
    html = page("ranking", slug=round.slug, block=people.block.slug, node="SS")
    assert "Công bố theo Quyết định 15/QĐ-UBND ngày" in html
    assert "01/03/2026</time>" in html
    assert "2 / 2" in html
    assert html.index(NAME) < html.index("Xã Đạ Huoai")
    assert "46,50" in html
    assert round.results.get().result_digest[7:15] in html


def test_a_public_page_looks_at_no_session_and_is_not_sent_twice(people: People) -> None:
    round = published_round(people)
    url = reverse("publication:ranking", kwargs={"slug": round.slug, "block": people.block.slug, "node": "SS"})
    first = Client().get(url)
    assert "public" in first.headers["Cache-Control"]
    assert "Cookie" not in first.headers.get("Vary", "")
    assert not first.cookies
    mark = first.headers["ETag"]
    assert Client().get(url, headers={"if-none-match": mark}).status_code == 304
    assert Client().get(f"/en{url}", headers={"if-none-match": mark}).status_code == 200
    corrected(round.slug)
    assert Client().get(url, headers={"if-none-match": mark}).status_code == 200


def test_both_versions_stay_readable(people: People) -> None:
    round = published_round(people)
    corrected(round.slug)
    named = {"slug": round.slug, "block": people.block.slug, "node": "SS"}
    now = page("ranking", **named)
    assert "16/QĐ-UBND" in now
    assert "Sai số quyết định" in now
    old = page("ranking_of_version", **named, version=1)
    assert "15/QĐ-UBND" in old
    assert "đã có bản đính chính mới hơn" in old
    assert reverse("publication:version", kwargs={"slug": round.slug, "version": 2}) in old
    both = page("version", slug=round.slug, version=2)
    assert reverse("publication:version", kwargs={"slug": round.slug, "version": 1}) in both


def test_nothing_of_an_embargoed_version_is_shown(people: People) -> None:
    round = published_round(people)
    round.publications.update(public_from=timezone.now() + timedelta(days=1))
    named = {"slug": round.slug, "version": 1}
    block = {"block": people.block.slug, "node": "SS"}
    addresses = [
        reverse("publication:round", kwargs={"slug": round.slug}),
        reverse("publication:version", kwargs=named),
        reverse("publication:ranking_of_version", kwargs=named | block),
        reverse("publication:table", kwargs=named | block | {"form": "csv"}),
        reverse("publication:bundle", kwargs=named | {"set_id": "hai-phan"}),
    ]
    assert {Client().get(url).status_code for url in addresses} == {404}
    assert round.name not in page("open_data")


def test_the_downloads_are_those_of_the_version(people: People) -> None:
    round = published_round(people)
    named = {"slug": round.slug, "version": 1}
    zipped = reverse("publication:bundle", kwargs=named | {"set_id": "hai-phan"})
    assert Client().get(zipped).status_code == 404
    make_bundles(round.publications.get(), timezone.now())
    assert zipped in page("version", **named)
    assert zipped in page("open_data")
    assert verify(b"".join(Client().get(zipped))).agrees
    table = reverse("publication:table", kwargs=named | {"block": people.block.slug, "node": "SS", "form": "csv"})
    rows = pl.read_csv(io.BytesIO(Client().get(table).content), infer_schema=False).rows(named=True)
    assert next((row["Hạng"], row["Đơn vị"], row["Điểm"]) for row in rows) == ("1", NAME, "46.5")
    round.publications.update(public_figures=False)
    assert Client().get(zipped).status_code == 404
    assert "chưa công khai số liệu" in page("version", **named)
