"""The notice (thông báo) of a version: what may be said of its results, as text, as a Word document, and as a page.

It is written in Vietnamese, as portals publish it, whatever the language of the page around it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from thuocdo.reports.notice.find import notice_of
from thuocdo.reports.notice.sentences import Paragraph, paragraphs
from thuocdo.reports.notice.text import text_of
from thuocdo.web.publication.scored import scored_of
from thuocdo.web.publication.version import Asked, Version, version_of
from thuocdo.web.results.models import Result

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def notice(request: HttpRequest, asked: Asked, set_id: str) -> HttpResponse:
    """The sentences of one result."""
    found = version_of(asked)
    result = _result(found, set_id)
    context = {
        "version": found,
        "publication": found.publication,
        "round": found.round,
        "result": result,
        "paragraphs": written(found, result),
    }
    return render(request, "publication/notice.html", context)


def notice_file(request: HttpRequest, asked: Asked, set_id: str, form: str) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """The same to take away, as .txt or .docx."""
    found = version_of(asked)
    told = written(found, _result(found, set_id))
    if form == "txt":
        response = HttpResponse(text_of(told), content_type="text/plain; charset=utf-8")
    elif form == "docx":
        from thuocdo.reports.notice.docx import docx_of  # noqa: PLC0415 (only who asks for Word waits for it)

        response = HttpResponse(docx_of(told), content_type=WORD)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="thong-bao-{found.file_name}-{set_id}.{form}"'
    return response


def written(version: Version, result: Result) -> tuple[Paragraph, ...]:
    """What the notice of a result says."""
    return _kept(result.pk, result.result_digest, version.round.year)


@lru_cache(maxsize=64)
def _kept(key: int, digest: str, year: int) -> tuple[Paragraph, ...]:
    return paragraphs(notice_of(scored_of(Result(pk=key, result_digest=digest)), year))


def _result(version: Version, set_id: str) -> Result:
    found = next((each for each in version.results if each.set_version.set_id == set_id), None)
    if found is None:
        raise Http404
    return found
