"""Runs one case in a process of its own, so that its memory is its own: python -m bench.own_process CASE ARGUMENTS, lines as JSON out."""

from __future__ import annotations

import json
import sys
from importlib import import_module


def main() -> None:
    """Print what the case measured."""
    case, arguments = sys.argv[1:]
    found = import_module(case if "." in case else f"bench.cases.{case}").lines(**json.loads(arguments))
    json.dump([line.written() for line in found], sys.stdout)


if __name__ == "__main__":
    main()
