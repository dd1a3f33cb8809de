"""The app's name for Django."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the app under the label of its folder."""

    name = "thuocdo.web.results"
    label = "results"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The form of a year shows the published points of the year before."""
        from thuocdo.web.results.given import given_points  # noqa: PLC0415 (models are there only now)
        from thuocdo.web.submissions.last_year import learn_from  # noqa: PLC0415 (the same)

        learn_from(given_points)
