"""The app's name for Django."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the app under the label of its folder."""

    name = "thuocdo.web.approval"
    label = "approval"
    default_auto_field = "django.db.models.BigAutoField"
