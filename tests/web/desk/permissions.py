"""Who may open the pages that look across."""

from tests.web.directory.permissions import of_agency
from tests.web.permissions import Row, only, public, signed_in
from tests.web.rounds.permissions import ORGANISERS, opened

ROWS = [
    Row("desk:home", public()),
    Row("desk:log", only("auditor")),
    Row("desk:work", signed_in()),
    Row("desk:agency", only(*ORGANISERS, "owner", "colleague", "head"), given=of_agency),
    Row("desk:board", only(*ORGANISERS), given=opened),
    Row("desk:board_export", only(*ORGANISERS), given=opened),
    Row("desk:board_criteria", only(*ORGANISERS), given=opened),
    Row("desk:board_reviewers", only(*ORGANISERS), given=opened),
    Row("desk:reminders", only(*ORGANISERS), given=opened),
    Row("desk:remind", only("manager"), given=opened),
    Row("desk:remind", only("manager"), method="POST", given=opened),
]
