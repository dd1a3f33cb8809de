"""A set with every measure, rounds on it, and what people answer."""

from functools import cache

from thuocdo.definition.model import CriteriaSet
from thuocdo.web.sets.loaded import checked_text
from thuocdo.web.submissions.sheet import Sheet, sheet_for

SET = """
id: moi-cach-tinh
name: Mọi cách tính
combine: sum
max: 90
rounding: {decimals: 2, at: division}
levels:
  - {name: Tốt, min: 80%, each: 50%}
  - {name: Khá, min: 50%}
below: Chưa đạt
void: {late: report, no_evidence: criterion}
criteria:
  - id: A
    name: Hạ tầng
    max: 40
    criteria:
      - {id: TL, name: Tỷ lệ máy tính, max: 10, evidence: required,
         measure: {kind: ratio, a: Số máy tính, b: Số cán bộ, if_none: zero}}
      - {id: CK, name: Cam kết, max: 10, not_applicable: leave, measure: {kind: yes_no}}
      - id: LC
        name: Người chỉ đạo
        max: 10
        measure: {kind: choice, options: {ct: {name: Chủ tịch, share: 100%}, pct: {name: Phó Chủ tịch, points: 5}}}
      - id: DM
        name: Trang thiết bị
        max: 10
        measure:
          kind: checklist
          options: {quet: {name: Máy quét, points: 4}, so: {name: Lấy số, points: 4}, camera: {name: Camera, points: 2}}
  - id: B
    name: Kết quả
    max: 50
    criteria:
      - {id: SL, name: Số ứng dụng, max: 10, measure: {kind: count, n: Số ứng dụng, per: 2}}
      - {id: BT, name: Bước, max: 10, measure: {kind: steps, value: Giá trị, steps: [{min: 80, share: 100%}, {min: 50, share: 50%}]}}
      - {id: KS, name: Khảo sát, max: 10, measure: {kind: survey, total: Tổng điểm, n: Số phiếu, low: 1, high: 5, if_none: zero}}
      - {id: CD, name: Điểm chấm, max: 10}
      - {id: TC, name: Tổ chức chấm, max: 10, entered_by: organiser}
  - {id: CT, name: Chỉ tiêu, max: 10, extra: true, measure: {kind: quota, target: Chỉ tiêu giao, actual: Đã làm}}
"""


@cache
def criteria_set() -> CriteriaSet:
    checked = checked_text(SET, "", "moi-cach-tinh.yaml")
    assert checked.set is not None, checked.diagnostics
    return checked.set


@cache
def every_measure() -> Sheet:
    return sheet_for(criteria_set(), None)
