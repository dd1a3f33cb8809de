"""An agency's page, a criterion's page and charts: the figures beside those of the block, worked out from what was frozen."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.people import People
from tests.web.results.published import published_round
from thuocdo.vietnamese import Lang
from thuocdo.web.publication.charts_page import shade
from thuocdo.web.publication.compare_page import Everybody
from thuocdo.web.publication.distribution import against, bars_of
from thuocdo.web.publication.spread import Mark, Spread
from thuocdo.web.publication.spread_drawing import drawing_of, quartiles
from thuocdo.web.ui.ruler import Limit


def spread(*points: str) -> Spread:
    marks = [Mark(f"Xã {place}", None, Decimal(figure), Decimal(50), None) for place, figure in enumerate(points)]
    return Spread.of(marks, len(marks) + 1, 2)


def test_quartiles_lie_in_proportion_between_two_agencies() -> None:
    four = spread("0", "10", "20", "50")
    assert (four.least, four.lower, four.middle, four.upper, four.most) == tuple(
        map(Decimal, ("0", "7.50", "15.00", "27.50", "50"))
    )
    assert (four.zero, four.full, four.counted, four.agencies) == (1, 1, 4, 5)
    assert spread().middle is None
    assert drawing_of(spread(), None, Decimal(50), Lang.VI) is None


def test_a_drawing_says_in_words_what_it_shows() -> None:
    drawn = drawing_of(spread("0", "10", "20", "50"), Decimal(20), Decimal(50), Lang.VI)
    assert drawn is not None
    assert (drawn.lower, drawn.upper, drawn.marker) == (Decimal("15.000"), Decimal("55.000"), Decimal("40.000"))
    assert drawn.words.startswith("20,00 điểm; cả khối từ 0,00 đến 50,00, trung vị 15,00")


def test_what_is_kept_of_a_block_is_written_in_the_language_of_the_page() -> None:
    four = spread("0", "10", "20", "50")
    for language, median, of_points in ((Lang.VI, "15,00", "20,00 điểm"), (Lang.EN, "15.00", "20.00 points")):
        with override(language.value):
            assert quartiles(four, language) == (median, f"{four.lower}–{four.upper}".replace(".", median[2]))
            for _again in range(2):
                drawn = drawing_of(four, Decimal(20), Decimal(50), language)
                assert drawn is not None
                assert drawn.words.startswith(of_points)
                assert median in drawn.words
    assert quartiles(spread(), Lang.VI) == ("", "")


def test_what_is_kept_of_a_block_is_drawn_on_the_scale_of_each_agency() -> None:
    four = spread("0", "10", "20", "50")
    whole, part = (drawing_of(four, Decimal(20), Decimal(high), Lang.VI) for high in (100, 50))
    again = drawing_of(four, Decimal(10), Decimal(100), Lang.VI)
    assert whole is not None
    assert part is not None
    assert again is not None
    assert (whole.most, part.most, again.most) == (Decimal("50.000"), Decimal("100.000"), Decimal("50.000"))
    assert (whole.marker, part.marker, again.marker) == (Decimal("20.000"), Decimal("40.000"), Decimal("10.000"))
    assert 'cx="10.000%"' in again.svg
    assert "20,00 điểm" not in again.svg


def test_every_agency_is_in_one_bar_and_on_one_step() -> None:
    many = spread("0", "4.99", "5", "49.9", "50")
    bars = bars_of(many, Decimal(50))
    assert [bar.agencies for bar in bars] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    drawn = against(many, Decimal(50), (Limit("I", Decimal(45)), Limit("II", Decimal(44)), Limit("III", Decimal(60))))
    assert drawn is not None
    assert drawn.path.count("H") == 5
    assert [(line.limit.name, line.said) for line in drawn.lines] == [("I", True), ("II", False)]
    assert against(spread("3"), Decimal(50), ()) is None


def test_shades_are_fifths_of_the_maximum() -> None:
    def at(points: str) -> int | None:
        return shade(Mark("Xã", None, Decimal(points), Decimal(10), None))

    assert [at(points) for points in ("-1", "0", "1.99", "2", "9", "10")] == [0, 0, 0, 1, 4, 4]
    assert shade(None) is None


@pytest.mark.django_db
def test_an_agency_sees_what_decided_and_how_far_the_next_level_is(people: People) -> None:
    round = published_round(people)
    url = reverse("publication:agency", kwargs={"slug": round.slug, "code": people.other.code})
    html = Client().get(url).content.decode()
    for said in ("Xã Đạ Huoai", "Thiếu 4 điểm để đạt Mức I.", "cần từ 45, được 41.", "Mức II", "trong 2 đơn vị"):
        assert said in html, said
    assert Client().get(reverse("publication:agency", kwargs={"slug": round.slug, "code": "la"})).status_code == 404


@pytest.mark.django_db
def test_a_criterion_names_best_and_worst(people: People) -> None:
    round = published_round(people)
    url = reverse("publication:criterion", kwargs={"slug": round.slug, "block": people.block.slug, "criterion": "SS"})
    html = Client().get(url).content.decode()
    assert "trung vị 43,75" in html
    assert html.index("Phường Xuân Hương - Đà Lạt") < html.index("Xã Đạ Huoai")


def test_agencies_are_found_by_name_by_code_and_without_diacritics() -> None:
    everybody = Everybody((("01", "Xã Đạ Huoai"), ("02", "Xã An Phú"), ("03", "Xã An Phú"), ("04", "Phường Đa Kao")))
    assert [everybody.code_of(typed) for typed in ("01", "Xã Đạ Huoai", "xa da huoai", "phuong da kao")] == [
        "01",
        "01",
        "01",
        "04",
    ]
    assert everybody.code_of("Xã An Phú") is None  # there are two of them
    assert everybody.calls == ["Xã Đạ Huoai", "Xã An Phú (02)", "Xã An Phú (03)", "Phường Đa Kao"]
    assert everybody.code_of("Xã An Phú (03)") == "03"
    assert everybody.code_of("Xã Không Có") is None


@pytest.mark.django_db
def test_agencies_are_compared_by_the_names_people_type(people: People) -> None:
    round = published_round(people)
    url = reverse("publication:compare", kwargs={"slug": round.slug, "block": people.block.slug, "node": "SS"})
    html = Client().get(url, {"don-vi": ["phuong xuan huong - da lat", "Xã Đạ Huoai", "Xã Lạ"]}).content.decode()
    assert html.count('value="Phường Xuân Hương - Đà Lạt"') == 2  # chosen, and in the list
    assert "46,50" in html
    assert "41,00" in html
    assert "Không rõ là đơn vị nào: Xã Lạ." in html
    by_code = Client().get(url, {"don-vi": [people.agency.code, people.other.code]}).content.decode()
    assert "46,50" in by_code


@pytest.mark.django_db
def test_nothing_is_said_of_a_year_before_where_there_is_none(people: People) -> None:
    round = published_round(people)
    url = reverse("publication:agency", kwargs={"slug": round.slug, "code": people.agency.code})
    html = Client().get(url).content.decode()
    assert "so với kỳ trước" not in html  # there is no year before
