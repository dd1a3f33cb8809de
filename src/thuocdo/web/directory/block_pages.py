"""The pages of blocks: the list, a new one, another name or place."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thuocdo.web.accounts.at_work import holding_of, holding_one_of, person_of
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.agencies.models import Block
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.directory.change_block import change_block
from thuocdo.web.directory.forms import BlockForm, ChangeBlockForm
from thuocdo.web.directory.make_block import make_block
from thuocdo.web.directory.reading import OF_AN_ORGANISER, may_change, organiser_of
from thuocdo.web.directory.refusals import BlockCodeTaken

form_page = require_http_methods(["GET", "HEAD", "POST"])
APART = 10  # room for another block between two


@require_safe
@holding_one_of(*OF_AN_ORGANISER)
def blocks(request: HttpRequest) -> HttpResponse:
    """Every block with how many agencies are in it today."""
    today = timezone.localdate()
    there = (Q(members__start__isnull=True) | Q(members__start__lte=today)) & (
        Q(members__until__isnull=True) | Q(members__until__gte=today)
    )
    rows = Block.objects.annotate(agencies=Count("members", filter=there)).order_by("order", "name")
    return render(request, "directory/blocks.html", {"blocks": rows, "managing": may_change(holding_of(request))})


@form_page
@holding_one_of(RoleName.MANAGER)
def make(request: HttpRequest) -> HttpResponse:
    """A new block."""
    last = Block.objects.aggregate(last=Max("order"))["last"] or 0
    form = BlockForm(request.POST or None, initial={"order": last + APART})

    def act() -> Block:
        return make_block(
            **form.cleaned_data, organiser=organiser_of(request), actor=person_of(request), at=timezone.now()
        )

    return _answer(request, form, act, {"heading": _("Lập khối"), "button": _("Lập khối")})


@form_page
@holding_one_of(RoleName.MANAGER)
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Another name or place of a block."""
    block = get_object_or_404(Block, slug=slug)
    form = ChangeBlockForm(request.POST or None, initial={"name": block.name, "order": block.order})

    def act() -> Block:
        return change_block(
            block=block,
            **form.cleaned_data,
            organiser=organiser_of(request),
            actor=person_of(request),
            at=timezone.now(),
        )

    return _answer(request, form, act, {"heading": _("Sửa khối"), "button": _("Lưu"), "changing": block})


def _answer(request: HttpRequest, form: BlockForm, act: Callable[[], Block], context: dict[str, Any]) -> HttpResponse:
    """Ask, act, and go back to the list; what the act refuses is said beside the form."""
    context["form"] = form
    if request.method != "POST":
        return render(request, "directory/block.html", context)
    if form.is_valid():
        try:
            made = act()
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error("slug" if isinstance(refused, BlockCodeTaken) else "name", str(refused))
        else:
            messages.success(request, _("Đã lưu khối «%(name)s».") % {"name": made.name})
            return redirect("directory:blocks")
    return render(request, "directory/block.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
