"""Every address of the site: each app brings its own; a prefix of /en/ is the same page in English."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from thuocdo.web.site import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    *i18n_patterns(
        path("", include("thuocdo.web.rounds.urls")),
        path("", include("thuocdo.web.desk.urls")),
        path("", include("thuocdo.web.review.urls")),
        path("phieu/<slug:slug>/<str:code>/", include("thuocdo.web.submissions.urls")),
        path("", include("thuocdo.web.publication.urls")),
        path("", include("thuocdo.web.publication.desk_urls")),
        path("", include("thuocdo.web.approval.urls")),
        path("", include("thuocdo.web.results.urls")),
        path("", include("thuocdo.web.review.marks_urls")),
        path("", include("thuocdo.web.accounts.urls")),
        path("tai-khoan/", include("thuocdo.web.accounts.sign_in_urls")),
        path("", include("thuocdo.web.sets.urls")),
        path("", include("thuocdo.web.directory.urls")),
        path("ui/", include("thuocdo.web.ui.urls")),
        prefix_default_language=False,
    ),
]
