"""Who may open the pages that look across."""

from tests.web.permissions import Row, only, public

ROWS = [
    Row("desk:home", public()),
    Row("desk:log", only("auditor")),
]
