"""The servers a site may lean on, read from the addresses the environment gives: mail and S3-compatible storage."""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit


def mail(url: str) -> dict[str, Any]:
    """Django's mail settings. smtp:// is plain, smtp+tls:// starts TLS, smtps:// is TLS from the first byte.

    >>> mail("smtp+tls://gui:m%40t@thu.example.vn:587")["EMAIL_HOST_PASSWORD"]
    'm@t'
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = _parts(url, ("smtp", "smtp+tls", "smtps"))
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }


def storage(url: str) -> dict[str, Any] | None:
    """Where files lie, for Django's STORAGES; nothing means the data folder.

    >>> storage("s3://khoa:bi-mat@kho.example.vn/thuocdo")["OPTIONS"]["bucket_name"]
    'thuocdo'
    """
    if not url:
        return None
    parts = _parts(url, ("s3", "s3+http"))
    bucket = parts.path.strip("/")
    if not bucket or "/" in bucket:
        raise ValueError
    port = f":{parts.port}" if parts.port else ""
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": f"{'http' if parts.scheme == 's3+http' else 'https'}://{parts.hostname}{port}",
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "region_name": parse_qs(parts.query).get("region", [None])[0],
            "file_overwrite": False,
            "querystring_auth": True,
            "max_memory_size": 1 << 20,  # beyond it a file that is read lies on disk, not in memory
        },
    }


def _parts(url: str, schemes: tuple[str, ...]) -> SplitResult:
    parts = urlsplit(url)
    if parts.scheme not in schemes or not parts.hostname or parts.port == 0:
        raise ValueError
    return parts
