"""Thước đo: official criteria sets as data, and the points, levels and ranks that follow from them.

>>> import thuocdo
>>> criteria = thuocdo.load_set("an-giang-2018-huyen")
>>> criteria.id
'an-giang-2018-huyen'

Importing `thuocdo` loads nothing else: each public name brings its module with it when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from thuocdo.definition.load import load_set
    from thuocdo.scoring.score import score

__version__ = "0.1.0"

__all__ = ["__version__", "load_set", "score"]

_PUBLIC = {"load_set": "thuocdo.definition.load", "score": "thuocdo.scoring.score"}


if not TYPE_CHECKING:  # so that a misspelt name stays an error to the type checker

    def __getattr__(name: str) -> Any:
        if name not in _PUBLIC:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
        public = getattr(import_module(_PUBLIC[name]), name)
        globals()[name] = public
        return public


def __dir__() -> list[str]:
    return __all__
