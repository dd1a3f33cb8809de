"""What only machines ask: the same for everybody."""

from tests.web.permissions import Row, public

ROWS = [
    Row("healthz", public()),
    Row("readyz", public(503)),  # no worker beside the tests
]
