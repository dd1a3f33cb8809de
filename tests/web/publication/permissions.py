"""Who may open published results: everybody."""

from tests.web.permissions import Row, Visit, public
from tests.web.results.published import published_round

ROWS = [
    Row("publication:rounds", public()),
    Row("publication:round", public(302), given=lambda people: Visit({"slug": published_round(people).slug})),
    Row(
        "publication:ranking",
        public(),
        given=lambda people: Visit({"slug": published_round(people).slug, "block": people.block.slug, "node": "SS"}),
    ),
]
