"""The gallery of components is there for the demonstration only."""

from tests.web.permissions import Row, public

ROWS = [
    Row("ui:components", public(404)),
    Row("ui:ranking", public(404)),
    Row("ui:form", public(404)),
]
