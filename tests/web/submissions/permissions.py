"""Who opens a submission: its own agency always, the organiser's people once it was submitted; who may move it on."""

from collections.abc import Callable

from tests.people import People
from tests.web.permissions import Row, Visit, only
from tests.web.rounds.permissions import ORGANISERS
from tests.web.submissions.evidence_permissions import EVIDENCE_ROWS
from tests.web.submissions.form_round import running, submitted, with_head
from thuocdo.web.rounds.models import Submission

AGENCY = ("owner", "colleague", "head")
Given = Callable[[People], Visit]


def at(make: Callable[[People], Submission], **kwargs: str | int) -> Given:
    """The address of a submission that is made for the visit."""

    def given(people: People) -> Visit:
        submission = make(people)
        return Visit({"slug": submission.round.slug, "code": submission.agency.code, **kwargs})

    return given


ROWS = [
    Row("submissions:form", only(*AGENCY), given=at(running)),
    Row("submissions:group", only(*AGENCY), given=at(running, group="A")),
    Row("submissions:criterion", only(*AGENCY, status=302), given=at(running, group="A", criterion="TL")),
    Row("submissions:save", only(*AGENCY, status=302), method="POST", given=at(running, group="A", criterion="TL")),
    Row("submissions:changes", only(*AGENCY), given=at(running, group="A")),
    Row("submissions:check", only(*AGENCY), given=at(running)),
    Row("submissions:whole", only(*AGENCY, *ORGANISERS), given=at(submitted)),
    Row("submissions:hand_over", only(*AGENCY, status=302), method="POST", given=at(running)),
    Row("submissions:send_back", only("head"), given=at(with_head)),
    Row("submissions:send_back", only("head", status=422), method="POST", given=at(with_head)),
    Row("submissions:submit", only("head"), given=at(with_head)),
    Row("submissions:submit", only("head", status=302), method="POST", given=at(with_head)),
    Row("submissions:withdraw", only("head"), given=at(submitted)),
    Row("submissions:withdraw", only("head", status=422), method="POST", given=at(submitted)),
    Row("submissions:receipt", only(*AGENCY, *ORGANISERS), given=at(submitted, number=1)),
    Row("submissions:receipt_file", only(*AGENCY, *ORGANISERS), given=at(submitted, number=1)),
    *EVIDENCE_ROWS,
]
