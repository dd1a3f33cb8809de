"""Parts of pages that are written once: again for other values and in another language, never for values that can change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import override

from thuocdo.web.results.summary import SummaryLine
from thuocdo.web.ui.kept import kept

PART = "results/summary.html"


LINE = SummaryLine(
    "/x/", "Các xã <b>", "Chỉ số", "3", "4", provisional=False, levels=SafeString(""), first="Xã Một", points="80,5"
)


def test_the_same_is_written_once() -> None:
    assert kept(PART, lines=(LINE,)) is kept(PART, lines=(replace(LINE),))


def test_other_values_are_written_anew() -> None:
    assert "Xã Hai" in kept(PART, lines=(replace(LINE, first="Xã Hai"),))
    assert "Xã Một" in kept(PART, lines=(LINE,))


def test_each_language_has_its_own() -> None:
    with override("vi"):
        assert "Đứng đầu" in kept(PART, lines=(LINE,))
    with override("en"):
        assert "Đứng đầu" not in kept(PART, lines=(LINE,))


def test_what_is_kept_is_escaped() -> None:
    assert "Các xã &lt;b&gt;" in kept(PART, lines=(LINE,))


def test_values_that_can_change_are_refused() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        kept(PART, lines=[LINE])  # type: ignore[arg-type]  # what is refused
