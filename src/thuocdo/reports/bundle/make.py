"""Make a bundle: from a result that was just scored, or from texts that were kept of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from thuocdo.reports.archive import archive
from thuocdo.reports.bundle.dictionary import dictionary
from thuocdo.reports.bundle.grid import Grid
from thuocdo.reports.bundle.input_grid import input_grid
from thuocdo.reports.bundle.layout import (
    CASES,
    DICTIONARY,
    INPUT,
    MANIFEST,
    PREVIOUS,
    PREVIOUS_RESULT,
    PREVIOUS_SET,
    README,
    README_EN,
    RESULTS_CSV,
    RESULTS_JSON,
    SET,
    SUMS,
)
from thuocdo.reports.bundle.manifest import Digests, Manifest, listed, sums
from thuocdo.reports.bundle.readme import readme
from thuocdo.reports.bundle.result_grid import result_grid, result_json
from thuocdo.scoring.result import Result
from thuocdo.vietnamese.languages import Lang


@dataclass(frozen=True, slots=True)
class EarlierText:
    """An earlier result as `thuocdo score --format json` printed it, and the text of its set where it is another."""

    result_json: str
    set_yaml: str | None = None


def make_bundle(
    result: Result, *, set_yaml: str, cases_yaml: str | None = None, previous: Result | EarlierText | None = None
) -> bytes:
    """Return the zip file of a result: the same bytes for the same content, in whatever order its table came.

    `set_yaml` is the text of `result.set`, kept to the letter. `previous` is what `result` was compared with: the scored table of the
    year before, or an earlier result as text; raises `ValueError` where only one of the two knows of a year before. Nothing is scored here; whether all of it agrees is what `verify` finds out.

    >>> import polars as pl
    >>> from thuocdo import library, load_set, score
    >>> figures = pl.DataFrame({"agency": ["A", "B"], "SS:points": ["43.8", "40.23"], "SS:level": ["Mức II", "Mức II"]})
    >>> result = score(load_set("dak-nong-2019-huyen"), figures)
    >>> text = library.path_of("dak-nong-2019-huyen").read_text(encoding="utf-8")
    >>> from thuocdo.reports.bundle.verify import verify
    >>> verdict = verify(make_bundle(result, set_yaml=text))
    >>> verdict.agrees, verdict.source, verdict.differences
    (True, 'input.csv', ())
    """
    if (result.earlier is None) != (previous is None):
        raise ValueError("a result and what it was compared with belong together")
    before = previous if isinstance(previous, Result) else None
    grids = _grids(result, before)
    files = {SET: set_yaml.encode(), RESULTS_JSON: result_json(result).encode()}
    files |= {name: (grid.csv() if name.endswith(".csv") else grid.json()).encode() for name, grid in grids.items()}
    if cases_yaml is not None:
        files[CASES] = cases_yaml.encode()
    if isinstance(previous, EarlierText):
        files |= _earlier(previous)
    headers = {name: grid.header for name, grid in grids.items() if name.endswith(".csv")}
    files |= pages(result, before, headers, {*files, DICTIONARY, MANIFEST, SUMS})
    number, digests = len(result.agencies), digests_of(result, before)
    manifest = Manifest(result.version, result.set.id, result.set.name, number, digests, listed(files))
    files[MANIFEST] = manifest.text().encode()
    files[SUMS] = sums(files).encode()
    return archive(files)


def digests_of(result: Result, previous: Result | None) -> Digests:
    """The digests of a result and of the figures it was compared with."""
    before = None if previous is None else previous.input_digest
    return Digests(result.digest, result.input_digest, before, result.result_digest)


def pages(
    result: Result, previous: Result | None, headers: Mapping[str, tuple[str, ...]], names: Collection[str]
) -> dict[str, bytes]:
    """What explains a bundle of files of these names: a page in each language, and the dictionary of all columns.

    `headers` are the columns of each CSV file, in the order of the dictionary.
    """
    found = {DICTIONARY: dictionary(result.set, headers).csv().encode()}
    number, digests = len(result.agencies), digests_of(result, previous)
    for name, lang in ((README, Lang.VI), (README_EN, Lang.EN)):
        found[name] = readme(result.set, digests, number, result.version, names, lang).encode()
    return found


def _grids(result: Result, previous: Result | None) -> dict[str, Grid]:
    """The tables of a bundle, by the names of their files."""
    grids = dict.fromkeys(INPUT, input_grid(result.set, result.table))
    if previous is not None:
        grids |= dict.fromkeys(PREVIOUS, input_grid(previous.set, previous.table))
    return {**grids, RESULTS_CSV: result_grid(result)}


def _earlier(previous: EarlierText) -> dict[str, bytes]:
    own = {} if previous.set_yaml is None else {PREVIOUS_SET: previous.set_yaml.encode()}
    return {PREVIOUS_RESULT: previous.result_json.encode(), **own}
