"""Every fault there is, by its code: what `check --explain` knows and the tests of completeness ask for.

A fault is declared beside the check that finds it; here they are only collected.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from thuocdo import definition
from thuocdo.diagnostics import Fault


class CodeTakenTwice(Exception):
    """Two faults were given one code."""


def faults_of(*packages: ModuleType) -> dict[str, Fault]:
    """Collect the faults that the modules of some packages declare, in the order of their codes."""
    found: dict[str, Fault] = {}
    for module in _modules(packages):
        for fault in vars(module).values():
            if isinstance(fault, Fault) and found.setdefault(fault.code, fault) != fault:
                raise CodeTakenTwice(fault.code)
    return dict(sorted(found.items()))


def _modules(packages: tuple[ModuleType, ...]) -> Iterator[ModuleType]:
    for package in packages:
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name != __name__:
                yield importlib.import_module(found.name)


FAULTS: dict[str, Fault] = faults_of(definition)
