"""Forms that are told at the request what they offer."""

import pytest
from django import forms

from tests.people import People
from thuocdo.web.agencies.models import Agency
from thuocdo.web.ui.choosing import offer, offer_rows


class Asked(forms.Form):
    """A choice, an agency, and neither."""

    kind = forms.ChoiceField()
    agency = forms.ModelChoiceField(Agency.objects.none())
    name = forms.CharField()


def test_it_takes_what_is_offered_and_nothing_else() -> None:
    form = Asked({"kind": "xa"})
    offer(form, "kind", (pair for pair in [("xa", "xã"), ("so", "sở")]))
    assert "kind" not in form.errors
    other = Asked({"kind": "huyen"})
    offer(other, "kind", [("xa", "xã")])
    assert "kind" in other.errors


@pytest.mark.django_db
def test_one_row_alone_is_not_asked_for(people: People) -> None:
    form = Asked()
    offer_rows(form, "agency", Agency.objects.filter(pk=people.agency.pk))
    assert form["agency"].is_hidden
    assert form["agency"].value() == people.agency.pk
    several = Asked()
    offer_rows(several, "agency", Agency.objects.order_by("pk"))
    assert not several["agency"].is_hidden


def test_it_refuses_a_field_that_offers_nothing() -> None:
    with pytest.raises(TypeError, match="name"):
        offer(Asked(), "name", [])
    with pytest.raises(TypeError, match="kind"):
        offer_rows(Asked(), "kind", Agency.objects.none())
