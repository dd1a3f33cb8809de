"""Compiles the English of the site when the package is built: .po files are committed, .mo files are what Django reads."""

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):  # type: ignore[type-arg,misc,unused-ignore]
    """Runs before every wheel, an editable one too."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatch gives both)
        sys.path.insert(0, self.root)
        from scripts.translations import compile_all  # noqa: PLC0415 (the root is on the path only now)

        compile_all()
