"""make bench: measures against budgets, against peers and at other sizes.

python -m bench [--scoring ...] [--only CASE] [--quick] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from bench import budgets, pages, report
from bench.budgets import Kept
from bench.cases import race, sheet
from bench.lines import Line
from bench.machine import Machine, load
from bench.parts import PARTS
from bench.run import Failed, run

EXACT = (race.LOOP, race.PANDAS_WHOLE, sheet.EXACT)


def main() -> int:
    """0 unless a case failed, or somebody who works in whole numbers came to other figures; budgets are only told."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure; every part unless some are named.")
    for part in PARTS:
        parser.add_argument(f"--{part.name}", action="store_true", help=part.told)
    parser.add_argument("--quick", action="store_true", help="the smallest sizes, once: to see that it runs")
    parser.add_argument("--only", metavar="CASE", action="append", help="this case only, such as form; may be repeated")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure there too")
    parser.add_argument("--pages", action="store_true", help="measure the pages of the site instead")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="a demonstration's folder to keep, for --pages")
    arguments = parser.parse_args()
    if arguments.pages:
        return pages.main(arguments.data)
    parts = [part for part in PARTS if getattr(arguments, part.name)] or PARTS
    machine = Machine.here()
    try:
        jobs = [job for part in parts for job in part.jobs(quick=arguments.quick)]
        lines = run([job for job in jobs if arguments.only is None or job.case in arguments.only])
    except Failed as failed:
        print(f"\n{failed}", file=sys.stderr)
        return 1
    kept = list(budgets.kept(lines, (budget for part in parts for budget in part.budgets)))
    print(machine, f"after: {load():.1f}", sep=", ")
    if arguments.quick:
        print("The smallest sizes, one warm call each: this shows that everything runs, not how fast.")
    else:
        print(*report.judged(kept), sep="\n")
    for part in parts:
        print(*part.tables(lines), sep="\n")
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(_written(machine, kept, lines), indent=1) + "\n", encoding="utf-8")
    wrong = [line for line in lines if line.name in EXACT and line.differs and not line.differs.none]
    for line in wrong:
        print(f"NOT EQUAL: {line.name}, at: {line.at}: {line.differs}", file=sys.stderr)
    return 1 if wrong else 0


def _written(machine: Machine, kept: list[Kept], lines: list[Line]) -> dict[str, object]:
    told = [asdict(budget) | {"ok": budget.ok} for budget in kept]
    return {"machine": asdict(machine), "budgets": told, "lines": [line.written() for line in lines]}


if __name__ == "__main__":
    sys.exit(main())
