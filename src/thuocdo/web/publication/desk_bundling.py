"""Making a version's downloads beside the web."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.web.jobs.models import Job, JobState
from thuocdo.web.jobs.progress import NotDone, Progress
from thuocdo.web.publication.bundles import make_bundles
from thuocdo.web.publication.models import Publication
from thuocdo.web.rounds.models import Round


def bundle(progress: Progress, *, publication: int, round: int) -> dict[str, int]:
    """The job: the downloads of one version; asked again, it makes those that are missing."""
    progress.expect(1, _("Đang tạo tệp tải về"))
    version = Publication.objects.filter(pk=publication, round=round).first()
    if version is None:
        raise NotDone(_("Không còn bản công bố này."))
    made = make_bundles(version, timezone.now())
    progress.reach(1, _("Đã tạo xong tệp tải về"))
    return {"bundles": len(made)}


KIND = f"{bundle.__module__}.{bundle.__qualname__}"


def newest_job(round: Round) -> Job | None:
    """The last making of downloads for a round."""
    return Job.objects.filter(kind=KIND, arguments__round=round.pk).order_by("-pk").first()


def is_going_on(job: Job | None) -> bool:
    """Whether the downloads are being made."""
    return job is not None and job.state in {JobState.WAITING, JobState.RUNNING}
