"""An installation's own scanner, asked before a file is kept: a command that is given the file's path and ends with 0 for a clean one."""

from __future__ import annotations

import logging
import subprocess
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from thuocdo.web.files.bad_file import BadFile, Why

PATIENCE: Final = 45.0  # seconds; a proxy gives up on an answer after 60
logger = logging.getLogger("thuocdo.files")


def scan(path: Path) -> None:
    """Raises `BadFile` unless the scanner accepts the file; without a scanner everything is accepted."""
    command: tuple[str, ...] = settings.SCANNER
    if not command:
        return
    try:
        ran = subprocess.run(  # noqa: S603 (whoever runs the site names the command)
            [*command, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        logger.error("the scanner did not answer within %d s", PATIENCE)  # noqa: TRY400 (its traceback says nothing more)
        raise _unchecked() from None
    except OSError as reason:
        logger.error("the scanner could not be started: %s", reason.strerror)  # noqa: TRY400
        raise _unchecked() from None
    if ran.returncode != 0:
        logger.warning("the scanner refused a file, exit code %d", ran.returncode)
        raise BadFile(
            Why.SCANNER, _("Chương trình quét của hệ thống không chấp nhận tệp này. Hãy quét vi-rút máy của bạn.")
        )


def _unchecked() -> BadFile:
    return BadFile(
        Why.SCANNER,
        _("Chưa quét được tệp nên chưa nhận. Hãy thử lại sau ít phút; nếu vẫn vậy, hãy báo cơ quan chủ trì."),
    )
