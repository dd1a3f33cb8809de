"""What organisers type about who verifies what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thuocdo.definition.model import CriteriaSet, Node
from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.models import Agency, Block
from thuocdo.web.agencies.naming import AgencyOfTheDay
from thuocdo.web.rounds.agency_words import AgencyWords
from thuocdo.web.rounds.assigned import Coverage
from thuocdo.web.rounds.models import RoundBlock
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.ui.choosing import offer

SHORT = 90
INDENT = "\u2003"


class AssignForm(forms.Form):
    """One rule: a reviewer, a part of the set, a block or named agencies."""

    reviewer = forms.TypedChoiceField(label=_("Người thẩm định"), coerce=int)
    node = forms.ChoiceField(label=_("Nhóm hoặc tiêu chí"), required=False)
    block = forms.TypedChoiceField(label=_("Khối"), coerce=int, required=False, empty_value=None)
    agencies = forms.CharField(
        label=_("Chỉ những đơn vị này"),
        required=False,
        max_length=200_000,
        help_text=_(
            "Mỗi dòng một đơn vị: mã hoặc tên, có dấu hay không dấu. Bỏ trống thì là mọi đơn vị của khối đã chọn."
        ),
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(
        self,
        coverage: Coverage,
        agencies: Iterable[AgencyOfTheDay],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        blocks = coverage.blocks
        self._words = AgencyWords(agencies)
        self.reviewers = coverage.people
        named = [(key, f"{person} ({person.email})") for key, person in self.reviewers.items()]
        offer(self, "reviewer", [("", gettext("Chọn một người")), *named])
        offer(self, "node", [("", gettext("Toàn bộ bộ tiêu chí")), *node_choices(blocks)])
        offer(self, "block", [("", gettext("Mọi khối")), *((of.block_id, of.block.name) for of in blocks)])
        self._blocks = {of.block_id: of.block for of in blocks}

    def clean_agencies(self) -> list[AgencyOfTheDay]:
        """The agencies, each once; every line that names none is said."""
        found, wrong = {}, []
        for line in self.cleaned_data["agencies"].splitlines():
            words = line.strip(" ;,\t")
            if not words:
                continue
            try:
                agency = self._words.find(words)
            except ValidationError as unknown:
                wrong += unknown.messages
            else:
                found[agency.id] = agency
        if wrong:
            raise ValidationError(wrong)
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        """Named agencies stand for themselves, whatever their block."""
        data = super().clean() or {}
        if data.get("agencies"):
            data["block"] = None
        return data

    @property
    def chosen_reviewer(self) -> Person:
        """Whom a valid form names."""
        return self.reviewers[self.cleaned_data["reviewer"]]

    @property
    def chosen_block(self) -> Block | None:
        """The block of a valid form, if one was chosen."""
        return self._blocks.get(self.cleaned_data["block"])

    @property
    def chosen_agencies(self) -> list[Agency]:
        """The rows of the agencies of a valid form."""
        return list(Agency.objects.filter(pk__in=[each.id for each in self.cleaned_data["agencies"]]))


def node_choices(blocks: Iterable[RoundBlock]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The parts of each set, groups and criteria, set in by their depth."""
    sets: dict[str, CriteriaSet] = {}
    for of in blocks:
        sets.setdefault(of.set_version.name, criteria_set_of(of.set_version))
    return [(name, list(_parts(one.root, 0))) for name, one in sets.items()]


def _parts(node: Node, depth: int) -> Iterator[tuple[str, str]]:
    for child in node.criteria:
        name = child.name if len(child.name) <= SHORT else f"{child.name[:SHORT].rstrip()}…"
        yield child.id, f"{INDENT * depth}{child.id} · {name}"
        yield from _parts(child, depth + 1)
