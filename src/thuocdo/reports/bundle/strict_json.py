"""JSON read strictly: no key twice, no NaN, no number but whole ones that are written plainly."""

from __future__ import annotations

import json
from typing import Any

from thuocdo.vietnamese.languages import Text


class NotJson(Exception):
    """A text that is not JSON, or not as a bundle holds it."""

    def __init__(self, problem: Text) -> None:
        super().__init__(problem.en)
        self.problem = problem


def parsed(text: str) -> Any:
    """The value a text stands for; raises `NotJson`."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_refused, parse_float=_refused)
    except json.JSONDecodeError as failure:
        vi = f"không đúng cú pháp JSON ở dòng {failure.lineno}, cột {failure.colno}"
        raise NotJson(Text(vi, f"no valid JSON at line {failure.lineno}, column {failure.colno}")) from None
    except (ValueError, RecursionError):
        raise NotJson(
            Text("JSON quá sâu hoặc có số quá dài", "its JSON is too deep or has too long a number")
        ) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotJson(Text(f"khóa «{twice}» được viết hai lần", f"the key «{twice}» is written twice"))
    return found


def _refused(written: str) -> None:
    raise NotJson(Text(f"«{written}» không phải chữ hay số nguyên", f"«{written}» is neither text nor a whole number"))
