"""What the site takes from its environment, and how it says that a value is wrong."""

from pathlib import Path

import pytest

from thuocdo.web.site.environment import SETTINGS, BadSetting, read_environment
from thuocdo.web.site.services import mail, storage


def test_it_has_a_value_for_every_setting() -> None:
    found = read_environment({})
    assert found.keys() == {setting.name for setting in SETTINGS}
    assert found["THUOCDO_DATA"] == Path("data")


@pytest.mark.parametrize(
    "name, value",
    [
        ("THUOCDO_HTTPS", "maybe"),
        ("THUOCDO_ADDRESS", "thuocdo.example.vn"),
        ("THUOCDO_PROXIES", "one"),
        ("DATABASE_URL", "mysql://host/name"),
        ("STORAGE_URL", "s3://host"),
        ("STORAGE_URL", "ftp://host/bucket"),
        ("EMAIL_URL", "thu.example.vn"),
        ("EMAIL_URL", "smtp://thu.example.vn:port"),
    ],
)
def test_it_names_the_setting_that_cannot_be_read(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"^{name}: cần .* / expected "):
        read_environment({name: value})


@pytest.mark.parametrize(
    "url, port, tls, ssl",
    [
        ("smtp://thu.example.vn", 25, False, False),
        ("smtp+tls://gui:mat@thu.example.vn", 587, True, False),
        ("smtps://thu.example.vn:2465", 2465, False, True),
    ],
)
def test_it_reads_a_mail_server(url: str, port: int, *, tls: bool, ssl: bool) -> None:
    found = mail(url)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("thu.example.vn", port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)


def test_it_reads_a_storage() -> None:
    found = storage("s3+http://a%2Fb:c@127.0.0.1:9000/tep?region=vn-1")
    assert found is not None
    assert found["OPTIONS"]["endpoint_url"] == "http://127.0.0.1:9000"
    assert found["OPTIONS"]["access_key"] == "a/b"
    assert found["OPTIONS"]["region_name"] == "vn-1"
