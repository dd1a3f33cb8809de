from decimal import Decimal
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.web.ui.ruler import GAP, Limit, ruler
from thuocdo.web.ui.ruler_drawing import ruler_svg
from thuocdo.web.ui.ruler_words import ruler_words

READY = (
    Limit("Mức I", Decimal(45)),
    Limit("Mức II", Decimal(40)),
    Limit("Mức III", Decimal("37.5")),
    Limit("Mức IV", Decimal(35)),
)
STRICT = (Limit("A", Decimal(75), strict=True), Limit("B", Decimal(50), strict=True))
FIFTY = Decimal(50)


def say(points: str | None, limits: tuple[Limit, ...] = READY, level: str | None = None, **options: object) -> str:
    drawn = ruler(None if points is None else Decimal(points), Decimal(str(options.get("high", 50))), limits)
    with translation.override(str(options.get("lang", "vi"))):
        return ruler_words(drawn, level, 2)


def test_its_zones_fill_the_whole_scale() -> None:
    zones = ruler(Decimal("43.8"), FIFTY, READY).zones
    assert [zone.name for zone in zones] == ["", "Mức IV", "Mức III", "Mức II", "Mức I"]
    assert sum(zone.width for zone in zones) == 100
    assert [zone.place for zone in zones] == [None, 3, 2, 1, 0]


def test_it_leaves_out_a_zone_without_width() -> None:
    same = (Limit("I", Decimal(40)), Limit("II", Decimal(40)), Limit("III", Decimal(30)))
    assert [zone.name for zone in ruler(None, FIFTY, same).zones] == ["", "III", "I"]


def test_it_begins_where_it_is_told() -> None:
    drawn = ruler(Decimal(-4), Decimal(0), low=Decimal(-10))
    assert drawn.marker == 60


def test_it_keeps_a_marker_on_the_scale() -> None:
    assert ruler(Decimal(60), FIFTY).marker == 100
    assert ruler(Decimal(20), FIFTY, low=Decimal(30)).marker == 0


def test_it_stands_on_a_scale_of_nothing() -> None:
    drawn = ruler(Decimal(0), Decimal(0), READY)
    assert drawn.marker == 0
    assert drawn.ticks == ()


@pytest.mark.parametrize(
    "points, said",
    [
        ("43.80", "43,80 trên 50 điểm, Mức II, thiếu 1,20 điểm để đạt Mức I"),
        ("45", "45,00 trên 50 điểm, Mức I"),
        ("34.99", "34,99 trên 50 điểm, chưa đạt mức nào, thiếu 0,01 điểm để đạt Mức IV"),
        (None, "chưa có điểm, thang 50 điểm"),
    ],
)
def test_it_says_what_it_shows(points: str | None, said: str) -> None:
    assert say(points) == said


def test_it_says_it_in_english() -> None:
    assert say("43.80", lang="en") == "43.80 of 50 points, Mức II, 1.20 points short of Mức I"


def test_it_says_when_a_group_holds_a_level_down() -> None:
    said = "40,23 trên 50 điểm, Mức IV, tổng điểm đủ Mức II, thiếu 4,77 điểm để đạt Mức I"
    assert say("40.23", level="Mức IV") == said


def test_it_says_that_a_limit_must_be_exceeded() -> None:
    assert say("75", STRICT, high=100) == "75,00 trên 100 điểm, B, cần trên 75,00 điểm để đạt A"


def test_it_labels_only_the_next_limit_where_asked() -> None:
    labels = ruler(Decimal("43.8"), FIFTY, READY).labels(200, str, only_next=True)
    assert [(label.text, label.is_next) for label in labels] == [("45", True)]


@given(
    points=st.decimals(0, 100, places=2),
    limits=st.lists(st.decimals(0, 100, places=1), max_size=6, unique=True),
    width=st.integers(120, 1000),
)
def test_its_labels_never_collide(points: Decimal, limits: list[Decimal], width: int) -> None:
    best_first = [Limit(f"{at}", at) for at in sorted(limits, reverse=True)]
    drawn = ruler(points, Decimal(100), best_first)
    stretches = [label.stretch(width) for label in drawn.labels(width, str)]
    assert all(left >= 0 and right <= width for left, right in stretches)
    ends = sorted(stretches)
    assert all(after[0] - before[1] >= GAP for before, after in pairwise(ends))
    assert drawn.next is None or drawn.next.at in {Decimal(label.text) for label in drawn.labels(width, str)}


def test_the_drawing_has_a_zone_for_each_level_a_tick_at_each_limit_and_one_marker() -> None:
    drawn = ruler_svg(4380, 5000, READY, level="Mức II")
    assert drawn.count("<rect") == len(READY) + 1
    assert drawn.count('class="tick"') == len(READY)
    assert drawn.count('<svg class="marker" x="87.600%"') == 1
    assert drawn.count("<text") == 1
    assert "style=" not in drawn
    assert '<svg class="marker"' not in ruler_svg(None, 5000, READY)
    full = ruler_svg(4380, 5000, READY, interval=(4200, 4500), full=True)
    assert full.count('class="interval"') == 3
    assert full.count("<text") > len(READY)


def test_texts_of_a_drawing_are_escaped() -> None:
    drawn = ruler_svg(10, 50, (Limit("<b>", Decimal(1)),), decimals=0, level="<i>", full=True)
    assert "&lt;b&gt;" in drawn
    assert "<b>" not in drawn
    assert "<i>" not in drawn
