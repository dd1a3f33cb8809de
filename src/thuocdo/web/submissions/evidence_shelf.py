"""The documents of a submission as pages show them, by two queries whatever their number.

shelf = shelf_of(submission)
shelf.behind("HT1")      the documents behind a criterion, each with its place there
shelf.others("HT1")      those that could stand behind it too
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thuocdo.web.files import kinds
from thuocdo.web.files.sizes import size_words
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.description import Description, described
from thuocdo.web.submissions.models import Evidence, EvidenceUse
from thuocdo.web.submissions.standing_evidence import standing
from thuocdo.web.submissions.who import is_fixed
from thuocdo.web.ui import written
from thuocdo.web.ui.addresses import addresses


@dataclass(frozen=True)
class Document:
    """A document, at one of the criteria it stands behind (empty: by itself). `fresh` where it was attached a moment ago.

    `url` is its own page; its other addresses are below (`urls_of_evidence`).
    """

    evidence: Evidence
    submission: Submission
    criterion: str
    description: Description
    url: str
    fresh: bool = False

    @cached_property
    def pk(self) -> int:
        """Its number."""
        return self.evidence.pk

    @cached_property
    def key(self) -> str:
        """Its place on a page, for identifiers."""
        return f"{self.pk}-{self.criterion}"

    @cached_property
    def kind(self) -> str:
        """Word, PDF ..."""
        kind = kinds.of_content_type(self.evidence.file.content_type)
        return kind.words if kind is not None else ""

    @cached_property
    def size(self) -> str:
        """Its size with a unit."""
        return size_words(self.evidence.file.size)

    @cached_property
    def words(self) -> str:
        """Number, date, section and page in one line."""
        return self.description.words

    @cached_property
    def option(self) -> SafeString:
        """The document as one of several to choose from."""
        words = f"{self.evidence.name} · {self.words}" if self.words else self.evidence.name
        return format_html('<option value="{}">{}</option>', self.pk, words)

    @cached_property
    def warning(self) -> str:
        """What is odd about its date; nothing is refused for it."""
        return outside(self.description.dated, self.submission.round.year)

    @cached_property
    def fixed(self) -> bool:
        """Whether it belongs to what was submitted, and stays as it is."""
        return is_fixed(self.evidence)

    @cached_property
    def file_url(self) -> str:
        """The content."""
        return f"{self.url}tep/"

    @cached_property
    def describe_url(self) -> str:
        """Where its description is sent."""
        return f"{self.url}ghi/{self.criterion}/"

    @cached_property
    def stop_url(self) -> str:
        """Where it is taken from behind the criterion."""
        return f"{self.url}thoi/{self.criterion}/"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every document of a submission that stands, oldest first."""

    submission: Submission
    documents: tuple[Document, ...]
    places: Mapping[str, tuple[Document, ...]]

    def behind(self, criterion: str) -> tuple[Document, ...]:
        """Those behind a criterion."""
        return self.places.get(criterion, ())

    def others(self, criterion: str) -> tuple[Document, ...]:
        """Those that are not."""
        there = {each.pk for each in self.behind(criterion)}
        return tuple(each for each in self.documents if each.pk not in there)

    def choices(self, criterion: str) -> SafeString:
        """The same as options of a list, after one that chooses nothing; written without a template, since each criterion has them."""
        others = self.others(criterion)
        nothing = _("Chọn tài liệu") if others else _("Chưa có tài liệu nào khác")
        first = format_html('<option value="">{}</option>', nothing)
        return SafeString("".join([first, *(each.option for each in others)]))


def shelf_of(submission: Submission) -> Shelf:
    """The documents of a submission; `submission` comes with its round and agency."""
    rows = standing(submission).select_related("added_by").prefetch_related("uses").order_by("added_at", "pk")
    documents, places = [], dict[str, list[Document]]()
    at = addresses("submissions:document", submission.round.slug, submission.agency.code)
    for row in rows:
        row.submission = submission
        url = at(row.pk)
        documents.append(Document(row, submission, "", described(row, None), url))
        for use in row.uses.all():
            place = Document(row, submission, use.criterion, described(row, use), url)
            places.setdefault(use.criterion, []).append(place)
    return Shelf(submission, tuple(documents), {criterion: tuple(found) for criterion, found in places.items()})


def document_of(
    evidence: Evidence, submission: Submission, use: EvidenceUse | None = None, *, fresh: bool = False
) -> Document:
    """A document by itself, or at a criterion."""
    criterion = use.criterion if use is not None else ""
    evidence.submission = submission
    url = reverse("submissions:document", args=(submission.round.slug, submission.agency.code, evidence.pk))
    return Document(evidence, submission, criterion, described(evidence, use), url, fresh)


def outside(dated: date | None, year: int) -> str:
    """What is odd about a date: a document of another year may well be right, so it is only pointed out."""
    if dated is None or dated.year == year:
        return ""
    said = {"day": written.day(dated), "year": year}
    return _("Ngày %(day)s không thuộc năm đánh giá %(year)d. Hãy xem lại; nếu đúng thì giữ nguyên.") % said
