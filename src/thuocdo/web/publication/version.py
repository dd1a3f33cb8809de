"""One version of a round's published results, as an address asks for it, and the addresses of its pages.

    /ket-qua/<round>/...                    the newest public version
    /ket-qua/<round>/phien-ban/<n>/...      that version, for ever
    /xem-truoc/<round>/<n>/...              that version before its time (preview_page.py)

Pages of a version lead to pages of the same version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from thuocdo.web.publication.models import Publication
from thuocdo.web.publication.published import public_at
from thuocdo.web.results.models import Result
from thuocdo.web.results.versions import LONG
from thuocdo.web.rounds.models import Round, RoundBlock

ANY: Final = "-"  # stands for a block or a node in an address that is written for many
TEXTS: Final = ("set_version__content", "set_version__cases")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: without a number the newest public version; `path` is the address itself."""

    slug: str
    version: int | None
    path: str
    preview: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """A version that whoever asks may read; `newest` is the newest public one (itself, in a preview)."""

    asked: Asked
    publication: Publication
    newest: Publication
    results: tuple[Result, ...]
    blocks: tuple[RoundBlock, ...]

    @property
    def round(self) -> Round:
        """The round."""
        return self.publication.round

    @property
    def preview(self) -> bool:
        """Whether it is looked at before its time."""
        return self.asked.preview

    @property
    def superseded(self) -> bool:
        """Whether a correction came after it."""
        return self.publication.version < self.newest.version

    @property
    def brought_in(self) -> bool:
        """Whether the figures were published elsewhere."""
        return bool(self.round.source)

    @property
    def frame(self) -> str:
        """The template around its pages: who looks before its time is signed in, everybody else is not asked."""
        return "work.html" if self.preview else "base.html"

    @property
    def base(self) -> str:
        """What the addresses of its pages begin with."""
        if self.asked.version is None:
            return reverse("publication:round", kwargs={"slug": self.round.slug})
        return self.own

    @property
    def own(self) -> str:
        """The address of the version under its number."""
        return self._numbered(self.publication)

    @property
    def agencies(self) -> str:
        """What the addresses of agencies begin with; their codes follow."""
        return f"{self.base}don-vi/"

    @property
    def criteria(self) -> str:
        """What the addresses of criteria begin with; the block and the criterion follow."""
        return f"{self.base}tieu-chi/"

    @property
    def file_name(self) -> str:
        """What the names of its files begin with."""
        return f"{self.round.slug}-phien-ban-{self.publication.version}"

    @property
    def newest_here(self) -> str:
        """The same page as the newest version has it; that version's own page where it was scored by other sets."""
        newest = self._numbered(self.newest)
        sets = set(self.newest.results.values_list("set_version", flat=True))
        same = sets == {result.set_version_id for result in self.results}
        return newest + self.asked.path.removeprefix(self.own) if same else newest

    def result_of(self, of: RoundBlock) -> Result:
        """The result of a block, with its set."""
        found = next((each for each in self.results if each.set_version_id == of.set_version_id), None)
        if found is None:
            raise Http404
        return found

    def result_by(self, set_id: str) -> Result:
        """The result by a set, or 404."""
        found = next((each for each in self.results if each.set_version.set_id == set_id), None)
        if found is None:
            raise Http404
        return found

    def address(self, page: str, **parts: Any) -> str:
        """The address of a page that every version has."""
        named = {"slug": self.round.slug, **parts}
        if self.asked.version is None:
            return reverse(f"publication:{page}", kwargs=named)
        door = "previewed" if self.preview else "of_version"
        return reverse(f"publication:{page}_{door}", kwargs=named | {"version": self.publication.version})

    def addresses(self, page: str) -> Callable[[str, str], str]:
        """The same for many blocks and nodes: Django is asked once, since a country has a block for each province."""
        before, _marks, after = self.address(page, block=ANY, node=ANY).rpartition(f"/{ANY}/{ANY}/")
        return lambda block, node: f"{before}/{block}/{quote(node)}/{after}"

    def _numbered(self, publication: Publication) -> str:
        page = "version_previewed" if self.preview else "version"
        return reverse(f"publication:{page}", kwargs={"slug": self.round.slug, "version": publication.version})


def version_of(asked: Asked) -> Version:
    """The version asked for, or 404. Who may look before its time was settled by whoever asks. Two queries."""
    now = timezone.now()
    rows = Publication.objects.filter(round__slug=asked.slug).select_related("round__organiser").defer("changes")
    there = list((rows if asked.preview else rows.filter(public_at(now))).order_by("-version"))
    found = next((each for each in there if asked.version in {None, each.version}), None)
    if found is None:
        raise Http404
    kept = _results_of(found.pk, found.log_hash)
    return Version(asked, found, found if asked.preview else there[0], kept, tuple(_blocks_of(found.round, kept)))


def _blocks_of(round: Round, results: Iterable[Result]) -> Iterator[RoundBlock]:
    """The blocks that were measured, in their order. Their sets are those of the results: one row of a set for all of them."""
    measured = {result.set_version_id: result.set_version for result in results}
    for of in round.blocks.select_related("block").order_by("block__order", "block__name"):
        if of.set_version_id in measured:
            of.set_version = measured[of.set_version_id]
            yield of


@lru_cache(maxsize=64)
def _results_of(publication: int, _log_hash: str) -> tuple[Result, ...]:
    """The results of a version, which never change. Kept: what stands in a row behind its megabytes of text is slow to read."""
    rows = Result.objects.filter(publications=publication).select_related("set_version")
    return tuple(rows.defer(*LONG, *TEXTS).order_by("set_version__set_id"))


def forget() -> None:
    """Read anew."""
    _results_of.cache_clear()
