"""Small bundles, and bundles that somebody has changed."""

import io
import zipfile
from collections.abc import Mapping

from thuocdo.definition.load import check_source
from thuocdo.definition.model import CriteriaSet
from thuocdo.definition.source import Source
from thuocdo.reports.archive import archive
from thuocdo.reports.bundle.layout import MANIFEST, SUMS
from thuocdo.reports.bundle.make import make_bundle
from thuocdo.reports.bundle.manifest import Manifest, listed, sums
from thuocdo.scoring.result import Result
from thuocdo.scoring.score import score
from thuocdo.tables.table import table_of_rows

SET = """\
# Giữ nguyên cả ghi chú này.
id: bo-nho
name: Bộ nhỏ
name_en: A small set
applies_to: [xa, phuong]
max: 100
void: {late: report, no_evidence: criterion}
levels:
  - {name: Tốt, min: 80%}
  - {name: Khá, min: 60%, each: {HT: 50%}}
ranking: {among: all, by: points}
criteria:
  - id: HT
    name: Hạ tầng
    max: 60
    criteria:
      - {id: HT1, name: Máy tính, max: 20, measure: {kind: ratio, a: Số máy, b: Số người, if_none: zero}}
      - {id: HT2, name: Băng thông, max: 20, measure: {kind: relative, value: Băng thông}}
      - id: HT3
        name: Phần mềm
        max: 20
        measure: {kind: checklist, options: {a: {name: Một, points: 5}, b: {name: Hai, points: 15}}}
  - id: NL
    name: Nhân lực
    max: 40
    criteria:
      - {id: NL1, name: Kế hoạch, max: 10, measure: {kind: yes_no}, not_applicable: leave}
      - {id: NL2, name: Điểm chấm, max: 30}
"""
ROWS = [
    {"agency": "Xã A", "code": "a", "kind": "xa", "block": "Khối xã", "HT1:a": "38,5", "HT1:b": "40", "HT2": "120", "HT3": "a; b", "NL1": "có", "NL2": "25,25"},
    {"agency": "Xã B", "code": "b", "kind": "xa", "block": "Khối xã", "HT1:a": "21", "HT1:b": "40", "HT2": "90,5", "HT3": "-", "NL1": "không", "NL2": "30"},
    {"agency": "Xã C", "code": "c", "kind": "xa", "block": "Khối xã", "HT1:a": "7", "HT1:b": "0", "HT2": "33", "HT3": "b", "NL1:state": "na", "NL2": "12"},
    {"agency": "Phường D", "code": "d", "kind": "phuong", "block": "Khối phường", "HT1:a": "5", "HT1:b": "6", "HT2": "10", "HT3": "a", "NL1": "có"},
    {"agency": "Phường E", "code": "e", "kind": "phuong", "block": "Khối phường", "HT2": "1", "state": "void:late"},
    {"agency": '=Phường, "G"', "code": "g", "kind": "phuong", "block": "Khối phường", "state": "excluded", "reason": "Mới thành lập"},
]  # fmt: skip
CASES = "- {case: A, given: {kind: xa, NL2: 7}, expect: {NL2: 7}}\n"
BEFORE = [
    {"agency": "Xã A", "code": "a", "kind": "xa", "block": "Khối xã", "HT:points": "41,5", "NL:points": "30"},
    {"agency": "Xã B cũ", "code": "b", "kind": "xa", "block": "Khối xã", "HT:points": "20,25", "NL:points": "40"},
]


def small_set() -> CriteriaSet:
    found = check_source(Source("set.yaml", SET)).set
    assert found is not None
    return found


def scored() -> tuple[Result, Result]:
    """The result of this year, and that of the year before."""
    criteria_set = small_set()
    before = score(criteria_set, table_of_rows(BEFORE))
    return score(criteria_set, table_of_rows(ROWS), before), before


def small_bundle() -> bytes:
    result, before = scored()
    return make_bundle(result, set_yaml=SET, cases_yaml=CASES, previous=before)


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return {name: source.read(name) for name in source.namelist()}


def with_sums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with manifest and SHA256SUMS put right, as a careful forger would; the digests of content stay."""
    manifest = Manifest.read(files[MANIFEST].decode())
    now = Manifest(
        manifest.version, manifest.set_id, manifest.set_name, manifest.agencies, manifest.digests, listed(files)
    )
    changed = {**files, MANIFEST: now.text().encode()}
    changed.pop(SUMS, None)
    return {**changed, SUMS: sums(changed).encode()}


def changed(content: bytes, *, hidden: bool = False, **files: bytes) -> bytes:
    """A bundle with other files (`results_csv` for results.csv); `hidden` also puts their SHA-256 right."""
    new = unpacked(content) | {name.replace("_", "."): text for name, text in files.items()}
    return archive(with_sums(new) if hidden else new)
