"""The notice (thông báo) of a version: what may be said of its results, as text, as a Word document, and as a page.

It is written in Vietnamese, as portals publish it, whatever the language of the page around it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from thuocdo.reports.notice.find import notice_of
from thuocdo.reports.notice.model import Notice, Part
from thuocdo.reports.notice.sentences import Paragraph, paragraphs
from thuocdo.reports.notice.text import text_of
from thuocdo.web.publication.cards import FIRST
from thuocdo.web.publication.scored import scored_of
from thuocdo.web.publication.sharing import share_of_notice
from thuocdo.web.publication.version import Asked, Version, version_of
from thuocdo.web.results.models import Result

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Told:
    """How a notice is said; of what it says, `notice` has in each part those who come first, and no more.

    It is kept for many visits: a country's figures, 150,000 objects, would be gone through again and again by the collector of garbage.
    """

    notice: Notice
    paragraphs: tuple[Paragraph, ...]


def notice(request: HttpRequest, asked: Asked, set_id: str) -> HttpResponse:
    """The sentences of one result."""
    found = version_of(asked)
    result = found.result_by(set_id)
    told = notice_told(found, result)
    context = {
        "version": found,
        "publication": found.publication,
        "round": found.round,
        "result": result,
        "paragraphs": told.paragraphs,
        "share": share_of_notice(found, told.notice, set_id),
    }
    return render(request, "publication/notice.html", context)


def notice_file(request: HttpRequest, asked: Asked, set_id: str, form: str) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """The same to take away, as .txt or .docx."""
    found = version_of(asked)
    told = notice_told(found, found.result_by(set_id)).paragraphs
    if form == "txt":
        response = HttpResponse(text_of(told), content_type="text/plain; charset=utf-8")
    elif form == "docx":
        response = HttpResponse(_word(told), content_type=WORD)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="thong-bao-{found.file_name}-{set_id}.{form}"'
    return response


@lru_cache(maxsize=16)
def _word(told: tuple[Paragraph, ...]) -> bytes:
    """The same paragraphs give the same document; that of a country takes long, and anybody may ask for it."""
    from thuocdo.reports.notice.docx import docx_of  # noqa: PLC0415 (only who asks for Word waits for it)

    return docx_of(told)


def notice_told(version: Version, result: Result) -> Told:
    """What the notice of a result says; blocks by their names, which the table does not hold."""
    blocks = tuple((of.block.slug, of.block.name) for of in version.blocks)
    return _kept(result.pk, result.result_digest, version.round.year, blocks)


@lru_cache(maxsize=64)
def _kept(key: int, digest: str, year: int, blocks: tuple[tuple[str, str], ...]) -> Told:
    found = notice_of(scored_of(Result(pk=key, result_digest=digest)), year)
    names = dict(blocks)
    parts = (replace(part, block=names.get(part.block, part.block) if part.block else None) for part in found.parts)
    named = replace(found, parts=tuple(parts))
    return Told(replace(named, parts=tuple(map(_short, named.parts))), paragraphs(named))


def _short(part: Part) -> Part:
    """A part as the picture and the words for sharing need it."""
    first = [placed for placed in part.placed if placed.points is not None][:FIRST]
    placed = tuple(replace(each, figures=()) for each in first)
    return replace(part, levels=(), undecided=(), placed=placed, moves=None, spreads=())
