"""Every setting the site takes from its environment: name, default, how it is read, what it means.

docs/settings.md is written from this table, by test. A value that cannot be read stops the start with a sentence that names it.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thuocdo.vietnamese.languages import Text
from thuocdo.web.site import services


class BadSetting(ValueError):
    """A variable of the environment that cannot be read; the message names it and says what was expected."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable: `default` as it would be written, empty for none."""

    name: str
    default: str
    read: Callable[[str], Any]
    expected: str
    meaning: Text


def _flag(text: str) -> bool:
    if text.lower() not in {"1", "0", "true", "false", "yes", "no"}:
        raise ValueError
    return text.lower() in {"1", "true", "yes"}


def _address(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ValueError
    return text.rstrip("/")


def _database(text: str) -> str:
    if text and not text.startswith(("postgresql://", "postgres://")):
        raise ValueError
    return text


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _command(text: str) -> tuple[str, ...]:
    return tuple(shlex.split(text))


def _size(text: str) -> int:
    found = re.fullmatch(r"([1-9][0-9]{0,5}) ?(kB|MB|GB)", text)
    if found is None:
        raise ValueError
    return int(found[1]) << {"kB": 10, "MB": 20, "GB": 30}[found[2]]


SETTINGS = (
    Setting(
        "THUOCDO_SECRET_KEY",
        "",
        str,
        "a long random text",
        Text(
            "Khóa bí mật của trang. Nếu để trống, khóa được tạo một lần và giữ trong thư mục dữ liệu.",
            "The secret key of the site. If empty, one is made once and kept in the data folder.",
        ),
    ),
    Setting(
        "THUOCDO_DATA",
        "data",
        Path,
        "a folder",
        Text(
            "Thư mục dữ liệu: cơ sở dữ liệu nhúng, tệp đính kèm, khóa.",
            "The data folder: embedded database, files, key.",
        ),
    ),
    Setting(
        "THUOCDO_HOSTS",
        "localhost,127.0.0.1",
        _words,
        "host names with commas",
        Text("Các tên miền mà trang trả lời.", "The host names the site answers to."),
    ),
    Setting(
        "THUOCDO_HTTPS",
        "no",
        _flag,
        "yes or no",
        Text(
            "Trang chạy sau HTTPS: cookie an toàn, HSTS, chuyển hướng.",
            "The site is behind HTTPS: secure cookies, HSTS, redirect.",
        ),
    ),
    Setting(
        "THUOCDO_ADDRESS",
        "http://localhost:8000",
        _address,
        "an address such as https://thuocdo.example.vn",
        Text(
            "Địa chỉ công khai của trang, dùng trong các liên kết gửi qua thư.",
            "The public address of the site, as links in mail have it.",
        ),
    ),
    Setting(
        "THUOCDO_PROXIES",
        "0",
        int,
        "a whole number",
        Text(
            "Số máy chủ trung gian đáng tin đứng trước trang: để biết địa chỉ thật của người đăng nhập khi hạn chế số lần thử.",
            "How many trusted proxies stand before the site: so that throttled sign-in sees people's own addresses.",
        ),
    ),
    Setting(
        "THUOCDO_OIDC_SERVER",
        "",
        str,
        "an address such as https://sso.example.vn/realms/tinh",
        Text(
            "Máy chủ đăng nhập một lần (OpenID Connect). Để trống thì không dùng. "
            "Địa chỉ trả về cần đăng ký với máy chủ đó: /tai-khoan/ngoai/oidc/ve/ và /en/tai-khoan/ngoai/oidc/ve/.",
            "The single sign-on server (OpenID Connect); none if empty. "
            "Return addresses to register there: /tai-khoan/ngoai/oidc/ve/ and /en/tai-khoan/ngoai/oidc/ve/.",
        ),
    ),
    Setting(
        "THUOCDO_OIDC_NAME",
        "SSO",
        str,
        "a few words",
        Text("Tên máy chủ đăng nhập một lần ghi trên nút.", "What the button calls the single sign-on server."),
    ),
    Setting(
        "THUOCDO_OIDC_CLIENT",
        "",
        str,
        "a client id",
        Text("Mã của trang ở máy chủ đăng nhập một lần.", "The site's client id at the single sign-on server."),
    ),
    Setting(
        "THUOCDO_OIDC_SECRET",
        "",
        str,
        "a client secret",
        Text("Khóa của trang ở máy chủ đăng nhập một lần.", "The site's client secret at the single sign-on server."),
    ),
    Setting(
        "THUOCDO_DEMO",
        "no",
        _flag,
        "yes or no",
        Text(
            "Chế độ trình diễn: trang /ui/, khóa truy cập không cần HTTPS, nhật ký chỉ ghi cảnh báo và lỗi.",
            "Demonstration: the page /ui/, passkeys without HTTPS, a log of warnings and faults only.",
        ),
    ),
    Setting(
        "DATABASE_URL",
        "",
        _database,
        "postgresql://user:password@host/name",
        Text("PostgreSQL thay cho SQLite nhúng.", "PostgreSQL instead of the embedded SQLite."),
    ),
    Setting(
        "STORAGE_URL",
        "",
        services.storage,
        "s3://key:secret@host/bucket",
        Text("Kho tệp kiểu S3 thay cho thư mục dữ liệu.", "S3-compatible storage instead of the data folder."),
    ),
    Setting(
        "THUOCDO_FILE_LIMIT",
        "50 MB",
        _size,
        "a size such as 50 MB (kB, MB, GB)",
        Text("Một tệp minh chứng lớn nhất là bao nhiêu.", "How large one file of evidence may be."),
    ),
    Setting(
        "THUOCDO_AGENCY_LIMIT",
        "1 GB",
        _size,
        "a size such as 1 GB (kB, MB, GB)",
        Text(
            "Các tệp của một đơn vị trong một đợt cộng lại nhiều nhất là bao nhiêu; tính cả tệp đã thay và đã gỡ thì gấp đôi.",
            "How large all files of one agency in one round may be together; twice that, replaced and removed ones too.",
        ),
    ),
    Setting(
        "THUOCDO_SCANNER",
        "",
        _command,
        "a command such as clamdscan --fdpass --no-summary",
        Text(
            "Chương trình quét tệp trước khi nhận: nhận đường dẫn của tệp ở cuối lệnh, trả mã 0 nếu tệp sạch. Để trống thì không quét.",
            "A scanner asked before a file is taken: it gets the file's path as last argument and ends with 0 for a clean one. None if empty.",
        ),
    ),
    Setting(
        "EMAIL_URL",
        "",
        services.mail,
        "smtp://user:password@host:port (smtp+tls://, smtps://)",
        Text(
            "Máy chủ gửi thư; để trống thì thư được ghi ra nhật ký.", "The mail server; if empty, mail goes to the log."
        ),
    ),
    Setting(
        "THUOCDO_MAIL_FROM",
        "thuocdo@localhost",
        str,
        "an e-mail address",
        Text("Địa chỉ gửi thư.", "The address mail is sent from."),
    ),
)


def read_environment(variables: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The value of every setting; raises `BadSetting` for the first that cannot be read."""
    given = os.environ if variables is None else variables
    found = {}
    for setting in SETTINGS:
        text = given.get(setting.name, "") or setting.default
        try:
            found[setting.name] = setting.read(text)
        except ValueError:
            message = f"{setting.name}: cần {setting.expected} / expected {setting.expected}"
            raise BadSetting(message) from None
    return found
