"""Verify a bundle: work everything out again from its set and its figures, and compare it with every figure, digest and file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import thuocdo
from thuocdo.reports.bundle.compare import Comparison
from thuocdo.reports.bundle.grid import Grid, Unreadable
from thuocdo.reports.bundle.input_grid import input_grid
from thuocdo.reports.bundle.layout import (
    INPUT,
    MANIFEST,
    PREVIOUS,
    PREVIOUS_RESULT,
    PREVIOUS_SET,
    RESULTS_CSV,
    RESULTS_JSON,
    SUMS,
)
from thuocdo.reports.bundle.make import digests_of, pages
from thuocdo.reports.bundle.manifest import Manifest, listed, sums
from thuocdo.reports.bundle.recompute import Recomputed, grid_in, recompute
from thuocdo.reports.bundle.result_grid import result_agencies, result_grid, result_json
from thuocdo.reports.bundle.strict_json import NotJson, parsed
from thuocdo.reports.bundle.unpack import unpack
from thuocdo.reports.bundle.verdict import Difference, Kind, Verdict
from thuocdo.vietnamese.languages import Text

NO_UTF8: Final = Text("không phải văn bản UTF-8", "it is no UTF-8 text")


def verify(content: bytes, path: str = "bundle.zip") -> Verdict:
    """Recompute a bundle offline; `path` is what the reader calls it.

    Raises `Damaged` for what is no bundle, and `BadTable` where its figures cannot be used.
    """
    manifest, files = unpack(content, path)
    found = recompute(files, manifest.files, path)
    return _Verification(manifest, files, found).verdict()


class _Verification:
    """One bundle being compared with what was recomputed from it."""

    def __init__(self, manifest: Manifest, files: Mapping[str, bytes], found: Recomputed) -> None:
        self.manifest, self.files, self.found = manifest, files, found
        self.nodes = frozenset(found.result.ids)
        self.figures = 0
        self.headers: dict[str, tuple[str, ...]] = {}

    def verdict(self) -> Verdict:
        found = self.found
        differences = (*self.results(), *self.inputs(), *self.stated(), *self.pages(), *self.sums())
        return Verdict(
            self.manifest,
            found.result,
            found.source,
            found.previous_source,
            found.previous,
            self.figures,
            thuocdo.__version__,
            differences,
        )

    def results(self) -> Iterator[Difference]:
        """The figures of every node, in both of their files."""
        result = self.found.result
        yield from self.grid(RESULTS_CSV, result_grid(result))
        comparison = Comparison(RESULTS_JSON, self.nodes)
        agencies = result_agencies(result)
        nodes = [node for each in agencies for node in each["nodes"].values()]
        self.figures += sum(value is not None for node in nodes for value in node.values())
        try:
            content = parsed(self.files[RESULTS_JSON].decode("utf-8"))
        except (NotJson, UnicodeDecodeError) as failure:
            yield comparison.problem(getattr(failure, "problem", NO_UTF8))
            return
        head = content if isinstance(content, dict) else {}
        found = [*self.heading(head), *comparison.agencies(head.get("agencies"), agencies)]
        yield from found or self.form(RESULTS_JSON, result_json(result, agencies, self.manifest.version))

    def heading(self, content: Mapping[str, object]) -> Iterator[Difference]:
        """The first lines of the JSON; the version is that of then."""
        result = self.found.result
        right = {"set": result.set.id, "digest": result.digest, "version": self.manifest.version}
        for key, value in right.items():
            if content.get(key) != value:
                stated = None if content.get(key) is None else str(content.get(key))
                yield Difference(Kind.DIGEST, RESULTS_JSON, column=key, stated=stated, recomputed=value)

    def inputs(self) -> Iterator[Difference]:
        """Both files of the figures, now and of the year before: they hold what was recomputed from, written in its one way."""
        for names, scored in ((INPUT, self.found.result), (PREVIOUS, self.found.previous)):
            if scored is not None:
                right = input_grid(scored.set, scored.table)
                for name in names:
                    yield from self.grid(name, right)

    def grid(self, name: str, right: Grid) -> Iterator[Difference]:
        comparison = Comparison(name, self.nodes)
        self.figures += sum(bool(cell) for row in right.rows for cell in row)
        self.headers[name] = right.header
        if name not in self.files:
            yield comparison.problem(Text("thiếu tệp này", "this file is missing"))
            return
        try:
            found = list(comparison.grids(grid_in(self.files[name], name), right))
        except Unreadable as failure:
            found = [comparison.problem(failure.problem)]
        yield from found or self.form(name, right.csv() if name.endswith(".csv") else right.json())

    def form(self, name: str, right: str) -> Iterator[Difference]:
        """Whether a file whose figures are right is also written as it must be, to the last byte."""
        if self.files[name] != right.encode():
            problem = Text(
                "cùng con số nhưng viết khác cách của gói", "the same figures in another form than a bundle's"
            )
            yield Difference(Kind.FILE, name, problem=problem)

    def stated(self) -> Iterator[Difference]:
        """What the manifest says of the content."""
        result, manifest = self.found.result, self.manifest
        right = digests_of(result, self.found.previous)
        compared = {
            "set.id": (manifest.set_id, result.set.id),
            "set.name": (manifest.set_name, result.set.name),
            "agencies": (str(manifest.agencies), str(len(result.agencies))),
            "digests.set": (manifest.digests.set, right.set),
            "digests.input": (manifest.digests.input, right.input),
            "digests.previous": (manifest.digests.previous, right.previous),
            "digests.result": (manifest.digests.result, right.result),
        }
        for column, (stated, recomputed) in compared.items():
            if stated != recomputed:
                yield Difference(Kind.DIGEST, MANIFEST, column=column, stated=stated, recomputed=recomputed)

    def pages(self) -> Iterator[Difference]:
        """The pages that say what the bundle holds, where the same version wrote them; and that no file goes unread."""
        found, files = self.found, self.files
        if self.manifest.version == thuocdo.__version__:
            for name, page in pages(found.result, found.previous, self.described(), files).items():
                if files[name] != page:
                    problem = Text(
                        "trang này nói khác nội dung của gói", "this page tells another story than the bundle"
                    )
                    yield Difference(Kind.FILE, name, problem=problem)
        yield from self.unread()

    def described(self) -> dict[str, tuple[str, ...]]:
        """The columns of the CSV files that were compared, in the order of the dictionary."""
        names = (INPUT[0], PREVIOUS[0], RESULTS_CSV)
        return {name: self.headers[name] for name in names if name in self.headers}

    def unread(self) -> Iterator[Difference]:
        unread = (PREVIOUS_RESULT, PREVIOUS_SET) if self.found.previous_source != PREVIOUS_RESULT else ()
        for name in unread:
            if name in self.files:
                problem = Text(
                    "thừa tệp này: kỳ trước đã có bảng số liệu", "not wanted beside the figures of that year"
                )
                yield Difference(Kind.FILE, name, problem=problem)

    def sums(self) -> Iterator[Difference]:
        """The SHA-256 of every file, as the manifest and SHA256SUMS have it."""
        right = listed(self.files)
        for name, stated in self.manifest.files.items():
            if stated != right[name]:
                yield Difference(Kind.FILE, name, column="sha256", stated=stated, recomputed=right[name])
        whole = sums({name: content for name, content in self.files.items() if name != SUMS})
        if self.files[SUMS] != whole.encode():
            problem = Text("các mã trong tệp này không đúng với các tệp", "its sums are not those of the files")
            yield Difference(Kind.FILE, SUMS, problem=problem)
