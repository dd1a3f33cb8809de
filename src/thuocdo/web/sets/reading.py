"""Who reads sets that are not public yet, and how the text of a version is handed out."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from thuocdo.web.accounts.at_work import holding_one_of
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.sets.models import SetVersion

reading_sets = holding_one_of(
    RoleName.MANAGER, RoleName.REVIEWER, RoleName.COUNCIL, RoleName.APPROVER, RoleName.AUDITOR
)
SET, CASES = "set.yaml", "cases.yaml"


def file_of(version: SetVersion, file: str) -> HttpResponse:
    """The text of a version as it was imported, or of its cases, as a file to save."""
    text = {SET: version.content, CASES: version.cases}.get(file, "")
    if not text:
        raise Http404
    name = f"{version.set_id}-v{version.number}.{'cases.' if file == CASES else ''}yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/yaml; charset=utf-8", headers=headers)
