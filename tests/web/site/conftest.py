"""The S3-compatible storage that tests of files bring along."""

from tests.web.files.conftest import s3, s3_server

__all__ = ["s3", "s3_server"]
