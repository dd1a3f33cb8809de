"""Files as the handler of uploads leaves them, a storage of the test's own, and an S3-compatible one in this process."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import boto3
import pytest
from django.core.files.storage import Storage, default_storage
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from thuocdo.web.files.receiving import ReceivedFile
from thuocdo.web.site.services import storage as storage_from

Receive = Callable[[bytes], ReceivedFile]


@pytest.fixture
def receive() -> Iterator[Receive]:
    """Makes a received file of a content."""
    made: list[ReceivedFile] = []

    def received(content: bytes) -> ReceivedFile:
        file = ReceivedFile("x", "application/octet-stream", len(content), None)
        file.write(content)
        file.sha256 = hashlib.sha256(content).hexdigest()
        made.append(file)
        return file

    yield received
    for file in made:
        file.close()


@pytest.fixture
def local(settings: Settings, tmp_path: Path) -> Path:
    """A folder that the site stores files in; its name."""
    here = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": here}
    return tmp_path / "files"


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_server: str, settings: Settings) -> Iterator[Storage]:
    """The site's storage, an empty bucket of moto's server."""
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{s3_server}",
        aws_access_key_id="k",
        aws_secret_access_key="s",  # noqa: S106 (it opens nothing)
        region_name="us-east-1",
    )
    client.create_bucket(Bucket="tep")
    found = storage_from(f"s3+http://k:s@{s3_server}/tep?region=us-east-1")
    settings.STORAGES = {**settings.STORAGES, "default": found}
    yield default_storage
    for one in client.list_objects_v2(Bucket="tep").get("Contents", []):
        client.delete_object(Bucket="tep", Key=one["Key"])
    client.delete_bucket(Bucket="tep")
    client.close()
