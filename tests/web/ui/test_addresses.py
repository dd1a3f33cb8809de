"""The addresses of rows are those that Django gives."""

import pytest
from django.urls import reverse
from django.utils import translation

from thuocdo.web.ui.addresses import addresses


@pytest.mark.parametrize("code", ["24778", "H.38", "a b", "Sở", "a%20b", "x~y", "(1)", "00000000000000000000"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_text_in_an_address_is_quoted_as_django_quotes_it(code: str, language: str) -> None:
    with translation.override(language):
        assert addresses("desk:agency")(code) == reverse("desk:agency", args=[code])


def test_the_last_part_may_be_a_number_or_a_slug() -> None:
    assert addresses("rounds:end_assignment", "2026")(7) == reverse("rounds:end_assignment", args=["2026", 7])
    assert addresses("desk:board")("lam-dong-xa-2026") == reverse("desk:board", args=["lam-dong-xa-2026"])


def test_a_part_in_the_middle_is_quoted_too() -> None:
    of_agency = addresses("review:case", "2026", after=["HT 1"])
    assert of_agency("a b") == reverse("review:case", args=["2026", "a b", "HT 1"])
