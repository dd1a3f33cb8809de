"""The page for bringing in a set: choose a file or a set of the library, see what the checker finds, then import it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thuocdo.definition.load import Checked
from thuocdo.web.accounts.at_work import holding_of, holding_one_of, person_of
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.agencies.models import Agency
from thuocdo.web.audit.refusal import Refused
from thuocdo.web.sets.import_set import AlreadyThere, UnusableSet, import_set
from thuocdo.web.sets.loaded import checked_text
from thuocdo.web.sets.upload import SetUpload, Texts

IMPORT = "nhap"


@require_http_methods(["GET", "HEAD", "POST"])
@holding_one_of(RoleName.MANAGER)
def import_page(request: HttpRequest) -> HttpResponse:
    """Checking changes nothing; importing keeps a new version."""
    organisers = Agency.objects.filter(pk__in=holding_of(request).anywhere(RoleName.MANAGER))
    if request.method != "POST":
        return render(request, "sets/import.html", {"form": SetUpload(organisers)})
    form = SetUpload(organisers, request.POST, request.FILES)
    if not form.is_valid():
        context = {"form": form, "unreadable": form.unreadable}
        return render(request, "sets/import.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    texts = form.texts
    checked = checked_text(texts.content, texts.cases, texts.name)
    if request.POST.get("viec") == IMPORT:
        return _import(request, form, texts, checked)
    return _answer(request, form, texts, checked)


def _import(request: HttpRequest, form: SetUpload, texts: Texts, checked: Checked) -> HttpResponse:
    try:
        version = import_set(
            checked=checked,
            content=texts.content,
            cases=texts.cases,
            origin=texts.origin,
            organiser=form.cleaned_data["co_quan"],
            actor=person_of(request),
            at=timezone.now(),
        )
    except AlreadyThere as there:
        return _answer(request, form, texts, checked, refused=there, there=there.version)
    except UnusableSet as unusable:
        return _answer(request, form, texts, checked, refused=unusable)
    messages.success(
        request, _("Đã nhập «%(name)s», phiên bản %(number)s.") % {"name": version.name, "number": version.number}
    )
    return redirect("sets:version", version.set_id, version.number)


def _answer(
    request: HttpRequest,
    form: SetUpload,
    texts: Texts,
    checked: Checked,
    *,
    refused: Refused | None = None,
    **more: Any,
) -> HttpResponse:
    """What the checker found, and the texts carried along so that what was seen is what is imported."""
    context = {"form": form, "checked": checked, "texts": texts, "refused": refused, **more}
    return render(request, "sets/import.html", context, status=refused.status if refused else HTTPStatus.OK)
