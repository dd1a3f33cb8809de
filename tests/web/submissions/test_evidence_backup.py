"""A backup holds documents with their contents, and a restored site opens them."""

import io
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.people import make_people
from tests.web.files.corpus import pdf
from tests.web.submissions.evidence_permissions import with_document
from tests.web.submissions.form_round import running
from thuocdo.web.accounts.models import Person
from thuocdo.web.submissions.models import Evidence

pytestmark = pytest.mark.django_db(transaction=True)


def move_to(folder: Path, settings: Settings) -> None:
    here = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder / "files"}}
    settings.DATA = folder
    settings.STORAGES = {**settings.STORAGES, "default": here}
    folder.mkdir()


def test_a_backup_brings_documents_back(tmp_path: Path, settings: Settings) -> None:
    move_to(tmp_path / "old", settings)
    people = make_people()
    document = with_document(running(people), people)
    call_command("backup", tmp_path / "backup.zip", stdout=io.StringIO())
    call_command("flush", interactive=False, verbosity=0)
    move_to(tmp_path / "new", settings)
    assert not Evidence.objects.exists()
    call_command("restore", tmp_path / "backup.zip", stdout=io.StringIO())
    found = Evidence.objects.select_related("file", "submission__round", "submission__agency").get()
    assert (found.name, found.file.sha256, [use.criterion for use in found.uses.all()]) == (
        document.name,
        document.file.sha256,
        ["TL"],
    )
    client = Client()
    client.force_login(Person.objects.get(email="owner@example.vn"), backend=configured.AUTHENTICATION_BACKENDS[0])
    round, agency = found.submission.round, found.submission.agency
    answer = client.get(reverse("submissions:evidence_file", args=(round.slug, agency.code, found.pk)))
    assert b"".join(answer) == pdf()
    assert (tmp_path / "new/files" / found.file.location).read_bytes() == pdf()
