"""The form for publishing takes whatever is sent to it."""

import pytest
from django.http import QueryDict

from tests.people import People
from thuocdo.web.publication.desk_forms import PublishForm

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "number", ["9" * 20, "9" * 5000, "-1", "một"], ids=["long", "very long", "below none", "words"]
)
def test_a_person_who_cannot_be_is_refused(people: People, number: str) -> None:
    posted = QueryDict(mutable=True)
    posted["public_figures"] = "co"
    posted.setlist("previewers", [str(people.owner.pk), number])
    form = PublishForm(posted, correction=False, chosen=posted.getlist("previewers"), words="")
    assert not form.is_valid()
    assert list(form.errors) == ["previewers"]
    alone = PublishForm(posted, correction=False, chosen=[number], words="")
    assert alone.is_valid()
    assert alone.plan().previewers == ()
