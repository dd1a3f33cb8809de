"""Who may open the pages that look across."""

from tests.web.permissions import Row, public

ROWS = [
    Row("desk:home", public()),
]
