"""Addresses of published results; they never change (docs/addresses.md).

Every page of a version has three doors: the newest public version, a version under its number, a version before its time.
"""

from __future__ import annotations

from typing import Any, Final

from django.urls import URLPattern, path

from thuocdo.web.publication import (
    agency_page,
    changes_page,
    charts_page,
    compare_page,
    criterion_page,
    notice_page,
    pictures,
    ranking,
    self_check,
    versions,
)
from thuocdo.web.publication.preview_page import preview_page
from thuocdo.web.publication.public_page import public_version

NEWEST: Final = "ket-qua/<slug:slug>/"
NUMBERED: Final = f"{NEWEST}phien-ban/<int:version>/"
PREVIEWED: Final = "xem-truoc/<slug:slug>/<int:version>/"
OF_ITS_NUMBER: Final[tuple[tuple[str, Any, str], ...]] = (
    ("", versions.version_page, "version"),
    ("thong-bao/<str:set_id>/", notice_page.notice, "notice"),
    ("thong-bao/<str:set_id>.<slug:form>", notice_page.notice_file, "notice_file"),
    ("<str:set_id>.zip", versions.bundle, "bundle"),
    ("<slug:block>/<str:node>.<slug:form>", versions.table, "table"),
)
EVERYWHERE: Final[tuple[tuple[str, Any, str], ...]] = (
    ("don-vi/<str:code>/", agency_page.agency, "agency"),
    ("tieu-chi/<slug:block>/<str:criterion>/", criterion_page.criterion, "criterion"),
    ("<slug:block>/<str:node>/", ranking.ranking, "ranking"),
    ("<slug:block>/<str:node>/bieu-do/", charts_page.charts, "charts"),
    ("<slug:block>/<str:node>/nhom/", charts_page.groups, "groups"),
    ("<slug:block>/<str:node>/thay-doi/", changes_page.changes, "changes"),
    ("<slug:block>/<str:node>/so-sanh/", compare_page.compare, "compare"),
)

# Of what is passed on there is always one version, so that a picture and the sentence beside it agree.
PICTURES: Final[tuple[tuple[str, Any, str], ...]] = (
    ("don-vi/<str:code>/hinh.png", pictures.agency_picture, "agency_picture"),
    ("thong-bao/<str:set_id>/hinh.png", pictures.notice_picture, "notice_picture"),
    ("<slug:block>/<str:node>/hinh.png", pictures.picture, "picture"),
)


def _of_versions() -> list[URLPattern]:
    numbered = [
        path(NUMBERED + tail, public_version(view), name=name) for tail, view, name in (*PICTURES, *OF_ITS_NUMBER)
    ]
    numbered += [
        path(NUMBERED + tail, public_version(view), name=f"{name}_of_version") for tail, view, name in EVERYWHERE
    ]
    previewed = [
        path(PREVIEWED + tail, preview_page(view), name=f"{name}_previewed")
        for tail, view, name in (*OF_ITS_NUMBER, *EVERYWHERE)
    ]
    newest = [path(NEWEST + tail, public_version(view), name=name) for tail, view, name in EVERYWHERE]
    return [*numbered, *previewed, *newest]


app_name = "publication"
urlpatterns = [
    path("du-lieu-mo/", versions.open_data, name="open_data"),
    path("tu-kiem-tra/", self_check.self_check, name="self_check"),
    path("tu-kiem-tra/<str:set_id>/<int:number>/", self_check.check, name="check"),
    path("ket-qua/", ranking.rounds, name="rounds"),
    path(NEWEST, public_version(ranking.first_ranking), name="round"),
    *_of_versions(),
]
