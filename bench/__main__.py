"""make bench: measures scoring against its budgets, its peers and itself at other sizes.

python -m bench [--quick] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from bench import budgets
from bench.cases import race, sheet
from bench.lines import Line
from bench.machine import Machine, load
from bench.plan import jobs
from bench.report import report
from bench.run import Failed, run

EXACT = (race.LOOP, race.PANDAS_WHOLE, sheet.EXACT)


def main() -> int:
    """0 unless a case failed, or somebody who works in whole numbers came to other figures; budgets are only told."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure scoring.")
    parser.add_argument("--quick", action="store_true", help="the smallest sizes, once: to see that it runs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure there too")
    arguments = parser.parse_args()
    machine = Machine.here()
    try:
        lines = run(jobs(quick=arguments.quick))
    except Failed as failed:
        print(f"\n{failed}", file=sys.stderr)
        return 1
    print(machine, f"after: {load():.1f}", sep=", ")
    if arguments.quick:
        print("The smallest sizes, one warm call each: this shows that everything runs, not how fast.")
    print(*report(lines, judged=not arguments.quick), sep="\n")
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(_written(machine, lines), indent=1) + "\n", encoding="utf-8")
    wrong = [line for line in lines if line.name in EXACT and line.differs and not line.differs.none]
    for line in wrong:
        print(f"NOT EQUAL: {line.name}, at: {line.at}: {line.differs}", file=sys.stderr)
    return 1 if wrong else 0


def _written(machine: Machine, lines: list[Line]) -> dict[str, object]:
    kept = [asdict(budget) | {"ok": budget.ok} for budget in budgets.kept(lines)]
    return {"machine": asdict(machine), "budgets": kept, "lines": [line.written() for line in lines]}


if __name__ == "__main__":
    sys.exit(main())
