"""What differs between two versions of a set, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from thuocdo.definition.difference import KeyChange, NodeDifference, difference
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.sets.method_parts import here, title_of
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.sets.reading import reading_sets
from thuocdo.web.ui.choosing import offer


class Which(forms.Form):
    """The two versions."""

    truoc = forms.TypedChoiceField(label=gettext_lazy("Phiên bản trước"), coerce=int)
    sau = forms.TypedChoiceField(label=gettext_lazy("Phiên bản sau"), coerce=int)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text, and whether the other text has others in their place."""

    words: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One key before and after, in the language of the page."""

    key: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One node with what differs."""

    id: str
    name: str
    within: str
    lines: tuple[Line, ...]


@require_safe
@reading_sets
def compare(request: HttpRequest, set_id: str) -> HttpResponse:
    """The last two versions, unless the address says which."""
    versions = {one.number: one for one in SetVersion.objects.filter(set_id=set_id).order_by("number")}
    if not versions:
        raise Http404
    form = _form(request, list(versions))
    found = None
    if form.is_valid():
        before, after = (versions[form.cleaned_data[key]] for key in ("truoc", "sau"))
        found = difference(criteria_set_of(before), criteria_set_of(after))
    context = {
        "form": form,
        "newest": versions[max(versions)],
        "several": len(versions) > 1,
        "found": found,
        "of_set": _lines(found.of_set) if found else (),
        "added": _told(found.added) if found else [],
        "removed": _told(found.removed) if found else [],
        "changed": _told(found.changed) if found else [],
    }
    return render(request, "sets/compare.html", context, status=200 if form.is_valid() else 404)


def _form(request: HttpRequest, numbers: list[int]) -> Which:
    usual = {"truoc": numbers[-2] if len(numbers) > 1 else numbers[-1], "sau": numbers[-1]}
    form = Which({key: request.GET.get(key, number) for key, number in usual.items()})
    for name in form.fields:
        offer(form, name, [(number, _("Phiên bản %(number)s") % {"number": number}) for number in numbers])
    return form


def _told(nodes: Iterable[NodeDifference]) -> list[Told]:
    return [Told(one.node.id, title_of(one.node)[0], one.within, _lines(one.changes)) for one in nodes]


def _lines(changes: Iterable[KeyChange]) -> tuple[Line, ...]:
    return tuple(Line(here(change.key), *pieces(here(change.before), here(change.after))) for change in changes)


def pieces(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts cut where they differ, word by word.

    >>> [piece.words for piece in pieces("từ 85 điểm", "từ 80 điểm")[1] if piece.differs]
    ['80']
    """
    old, new = before.split(), after.split()
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    was = [Piece(" ".join(old[start:end]), tag != "equal") for tag, start, end, _start, _end in found if end > start]
    now = [Piece(" ".join(new[start:end]), tag != "equal") for tag, _start, _end, start, end in found if end > start]
    return tuple(was), tuple(now)
