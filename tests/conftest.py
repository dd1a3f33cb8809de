"""What holds for every test: programs it may need, kept texts, and no skipping where CI=true."""

import functools
import os
from collections.abc import Generator

import pytest

from scripts import system_programs
from tests.golden import Golden

IN_CI = os.environ.get("CI") == "true"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-golden", action="store_true", help="write kept texts anew instead of comparing")
    parser.addoption(
        "--database",
        choices=["both", "sqlite", "postgresql"],
        default="both",
        help="where the site's tests keep their rows",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(renew=request.config.getoption("--renew-golden"))


@functools.cache
def absent_programs() -> dict[str, system_programs.Program]:
    return {program.marker: program for program in system_programs.missing()}


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers():
        if program := absent_programs().get(marker.name):
            pytest.skip(program.advice())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first, so that no process is left with one at the end; the order is else as it was."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"nothing may be skipped in CI: {report.longreprtext}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if IN_CI and report.skipped:
        report.outcome, report.longrepr = "failed", f"nothing may be skipped in CI: {report.longreprtext}"
    return report
