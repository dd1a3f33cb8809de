"""Who opens and changes the documents of a submission."""

from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.people import People
from tests.web.files.corpus import pdf
from tests.web.permissions import Row, Visit, only
from tests.web.rounds.permissions import ORGANISERS
from tests.web.submissions.form_round import running, submitted
from thuocdo.web.files.models import StoredFile
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.models import Evidence, EvidenceUse

AGENCY = ("owner", "colleague", "head")
CRITERION = "TL"


def with_document(submission: Submission, people: People) -> Evidence:
    """A document behind one criterion, whose content is there."""
    location = default_storage.save("aa/tai-lieu", ContentFile(pdf()))
    stored = StoredFile.objects.create(
        sha256="a" * 64,
        size=len(pdf()),
        content_type="application/pdf",
        location=location,
        stored_at=submission.round.opens,
    )
    made = Evidence.objects.create(
        submission=submission, file=stored, name="Kế hoạch.pdf", added_at=submission.round.opens, added_by=people.owner
    )
    EvidenceUse.objects.create(evidence=made, criterion=CRITERION)
    return made


def at(make: Callable[[People], Submission], *names: str, **data: str) -> Callable[[People], Visit]:
    """An address below the submission; `names` are what it names besides."""

    def given(people: People) -> Visit:
        submission = make(people)
        document = with_document(submission, people)
        every = {"criterion": CRITERION, "document": document.pk}
        named = {name: every[name] for name in names}
        return Visit({"slug": submission.round.slug, "code": submission.agency.code, **named}, data)

    return given


def change(route: str, *names: str, **data: str) -> Row:
    return Row(f"submissions:{route}", only(*AGENCY, status=302), method="POST", given=at(running, *names, **data))


EVIDENCE_ROWS = [
    Row("submissions:evidence", only(*AGENCY, *ORGANISERS), given=at(submitted)),
    Row("submissions:document", only(*AGENCY, *ORGANISERS), given=at(submitted, "document")),
    Row("submissions:evidence_file", only(*AGENCY, *ORGANISERS), given=at(submitted, "document")),
    Row("submissions:evidence_choices", only(*AGENCY), given=at(running, "criterion")),
    change("attach_evidence", "criterion"),
    change("use_evidence", "criterion"),
    change("replace_evidence", "document"),
    change("remove_evidence", "document"),
    change("describe_evidence", "document", "criterion", so="12"),
    change("stop_using_evidence", "document", "criterion"),
]
