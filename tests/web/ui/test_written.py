from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.vietnamese import Lang, format_number
from thuocdo.web.ui import marks, written

AT = datetime(2026, 6, 5, 17, 30, tzinfo=UTC)


def render(source: str, lang: str = "vi", **context: object) -> str:
    with translation.override(lang):
        return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    "source, value, vietnamese, english",
    [
        ("{{ x|number }}", Decimal("1234.50"), "1.234,5", "1,234.5"),
        ("{{ x|number:2 }}", 3, "3,00", "3.00"),
        ("{{ x|number }}", None, "", ""),
        ("{{ x|points:2 }}", 4380, "43,80", "43.80"),
        ("{{ x|points:2 }}", Decimal("43.8"), "43,80", "43.80"),
        ("{{ x|percent:1 }}", Decimal("87.6"), "87,6%", "87.6%"),
        ("{{ x|day }}", date(2026, 6, 5), '<time datetime="2026-06-05">05/06/2026</time>', None),
        ("{{ x|moment }}", AT, '<time datetime="2026-06-05T17:30:00+00:00">00:30 ngày 06/06/2026</time>', None),
        ("{{ x|clock }}", AT, '<time datetime="2026-06-05T17:30:00+00:00">00:30</time>', None),
        ("{{ x|moment }}", None, "", ""),
    ],
)
def test_it_writes_as_the_page_speaks(source: str, value: object, vietnamese: str, english: str | None) -> None:
    assert render(source, x=value) == vietnamese
    assert english is None or render(source, "en", x=value) == english


def test_it_refuses_what_is_not_exact() -> None:
    with pytest.raises(TypeError, match="exact"):
        written.number(43.8)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="zone"):
        written.there(datetime(2026, 6, 5))  # noqa: DTZ001 (what is refused)


@pytest.mark.parametrize(
    "left, vietnamese, english",
    [
        (timedelta(days=9, hours=3), "còn 9 ngày", "9 days left"),
        (timedelta(days=1), "còn 1 ngày", "1 day left"),
        (timedelta(hours=23, minutes=59), "còn 23 giờ", "23 hours left"),
        (timedelta(seconds=5), "còn 1 phút", "1 minute left"),
        (timedelta(0), "đã hết hạn", "the deadline has passed"),
    ],
)
def test_it_says_how_much_time_is_left(left: timedelta, vietnamese: str, english: str) -> None:
    for lang, said in (("vi", vietnamese), ("en", english)):
        with translation.override(lang):
            assert written.left(AT + left, AT) == said


def test_it_says_a_change_in_words_too() -> None:
    with translation.override("vi"):
        assert '<span class="unseen">tăng</span> 2,365' in marks.change(Decimal("2.365"))
        assert '<span class="unseen">giảm</span> 1,9' in marks.change(-190, 2)
        assert "không đổi" in marks.change(0)
        assert "không có năm trước" in marks.change(None)


def test_it_tints_levels_from_best_to_worst() -> None:
    assert [marks.tone(place, 5) for place in range(5)] == ["1", "2", "mid", "3", "4"]
    assert [marks.tone(place, 7) for place in range(7)] == ["1", "2", "mid", "mid", "mid", "3", "4"]
    assert [marks.tone(place, 2) for place in (0, 1, 2, None)] == ["1", "2", "none", "none"]


def test_it_escapes_names() -> None:
    assert marks.level("<b>", 0) == '<span class="level tone-1">&lt;b&gt;</span>'
    assert 'aria-label="&lt;b&gt;: 3 / 9"' in marks.progress(3, 9, "<b>")


def test_a_level_is_named_in_the_language_of_each_page() -> None:
    for lang, said in (("vi", "trễ hạn"), ("en", "late")):
        with translation.override(lang):
            assert f">{said}</span>" in marks.level(gettext_lazy("trễ hạn"), 0)


@given(value=st.integers(-(10**20), 10**20), decimals=st.integers(0, 6), lang=st.sampled_from(Lang))
def test_stored_points_are_written_as_their_decimal_is(value: int, decimals: int, lang: Lang) -> None:
    with translation.override(lang.value):
        assert written.points(value, decimals) == format_number(Decimal(value).scaleb(-decimals), lang, decimals)


def test_a_bar_says_its_figures_and_is_never_without_an_end() -> None:
    bar = '<progress value="1200" max="3321" aria-label="Tổ 1: 1.200 / 3.321"></progress><span class="said">1.200 / 3.321</span>'
    assert render("{% progress 1200 3321 name %}", name="Tổ 1") == f'<div class="progress">{bar}</div>'
    assert 'value="0" max="1"' in marks.progress(0, 0, "Tổ 1")
