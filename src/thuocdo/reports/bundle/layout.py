"""The files of a bundle by name, and which of them there must be."""

from __future__ import annotations

from typing import Final

FORMAT: Final = "thuocdo-bundle/1"

README: Final = "README.md"
README_EN: Final = "README.en.md"
SET: Final = "set.yaml"
CASES: Final = "cases.yaml"
INPUT: Final = ("input.csv", "input.json")
PREVIOUS: Final = ("previous.csv", "previous.json")
PREVIOUS_RESULT: Final = "previous-result.json"
PREVIOUS_SET: Final = "previous-set.yaml"
RESULTS_CSV: Final = "results.csv"
RESULTS_JSON: Final = "results.json"
DICTIONARY: Final = "dictionary.csv"
MANIFEST: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"

REQUIRED: Final = (README, README_EN, SET, *INPUT, RESULTS_CSV, RESULTS_JSON, DICTIONARY, MANIFEST, SUMS)
KNOWN: Final = frozenset({*REQUIRED, CASES, *PREVIOUS, PREVIOUS_RESULT, PREVIOUS_SET})
UNLISTED: Final = frozenset({MANIFEST, SUMS})  # the manifest cannot hold its own digest
