"""A set with every measure, rounds on it, and what people answer."""

from datetime import UTC, datetime
from functools import cache

from tests.people import People
from thuocdo.definition.model import CriteriaSet
from thuocdo.web.accounts.models import Person
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.rounds.open_round import open_round
from thuocdo.web.rounds.prepare_round import Calendar, RoundPlan, prepare_round
from thuocdo.web.sets.import_set import import_set
from thuocdo.web.sets.loaded import checked_text
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.save_answer import save_answer
from thuocdo.web.submissions.sheet import Sheet, sheet_for
from thuocdo.web.submissions.value import Value

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
ranking: {among: all, by: points}
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


AT = datetime(2026, 3, 1, 2, tzinfo=UTC)
DEADLINE = datetime(2026, 4, 1, tzinfo=UTC)
CALENDAR = Calendar(
    datetime(2026, 2, 1, tzinfo=UTC), DEADLINE, datetime(2026, 4, 10, tzinfo=UTC), datetime(2026, 4, 20, tzinfo=UTC)
)
FULL = {
    "TL": {"a": "38", "b": "41"},
    "CK": {"value": "yes"},
    "LC": {"value": "pct"},
    "DM": {"value": "quet;camera"},
    "SL": {"n": "3"},
    "BT": {"value": "62.5"},
    "KS": {"total": "40", "n": "10"},
    "CD": {"points": "7.25"},
    "CT": {"target": "100", "actual": "80"},
}


def imported(people: People, content: str = SET, set_id: str = "moi-cach-tinh") -> SetVersion:
    content = content.strip() + "\n"
    return import_set(
        checked=checked_text(content, "", f"{set_id}.yaml"),
        content=content,
        cases="",
        origin="test",
        organiser=people.organiser,
        actor=people.manager,
        at=AT,
    )


def opened(people: People, version: SetVersion | None = None, slug: str = "thu-2026", year: int = 2026) -> Round:
    """An open round of the two agencies."""
    version = version or imported(people)
    plan = RoundPlan(slug, "Đợt thử", year, CALENDAR, {people.block: version})
    round = prepare_round(plan=plan, organiser=people.organiser, actor=people.manager, at=AT)
    return open_round(round=round, not_evaluated={}, actor=people.manager, at=AT)


def submission_of(people: People, round: Round | None = None) -> Submission:
    """The submission of `people.agency`, as it stands now."""
    round = round or opened(people)
    return Submission.objects.select_related("round__organiser", "agency", "set_version").get(
        round=round, agency=people.agency
    )


def fresh(submission: Submission) -> Submission:
    """The same submission read anew."""
    rows = Submission.objects.select_related("round__organiser", "agency", "set_version")
    return rows.get(pk=submission.pk)


def save(submission: Submission, criterion: str, actor: Person, seen: int = 0, **inputs: str) -> Answer:
    """Save inputs at a criterion."""
    return save_answer(submission=submission, criterion=criterion, value=Value(inputs), seen=seen, actor=actor, at=AT)


def fill_in(submission: Submission, actor: Person) -> None:
    """Answer everything the agency is asked."""
    for criterion, inputs in FULL.items():
        save(submission, criterion, actor, 0, **inputs)
