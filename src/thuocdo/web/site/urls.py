"""Every address of the site: each app brings its own; a prefix of /en/ is the same page in English."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    *i18n_patterns(
        path("", include("thuocdo.web.desk.urls")),
        path("ui/", include("thuocdo.web.ui.urls")),
        prefix_default_language=False,
    ),
]
