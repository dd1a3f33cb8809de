"""Texts of templates are looked up once per language, and say what Django's own tag says."""

import pytest
from django.template import Context, Engine, Template
from django.utils import translation

from thuocdo.web.ui.translated import FixedText


def said(source: str, language: str, **context: object) -> str:
    """What a template says in a language."""
    with translation.override(language):
        return Template("{% load i18n %}" + source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        '{% trans "Đơn vị" %}',
        '{% translate "Đơn vị" %}',
        '{% trans "Đơn vị" as word %}[{{ word }}]',
        "{% trans name %}",
        '{% trans "Đơn vị"|upper %}',
        '{% trans "Đơn vị" noop %}',
        '{% trans "100%% & <b>" %}',
        '{% autoescape off %}{% trans "a & b" %}{% endautoescape %}',
        "{% trans '' %}",
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_says_what_django_says(source: str, language: str) -> None:
    plain = Engine(libraries={"i18n": "django.templatetags.i18n"})
    with translation.override(language):
        theirs = plain.from_string("{% load i18n %}" + source).render(Context({"name": "Đơn vị"}))
    assert said(source, language, name="Đơn vị") == theirs


def test_one_template_speaks_both_languages_by_turns() -> None:
    template = Template('{% load i18n %}{% trans "Đơn vị" %}')
    found = []
    for language in ("vi", "en", "vi", "en"):
        with translation.override(language):
            found.append(template.render(Context()))
    assert found == ["Đơn vị", found[1]] * 2
    assert found[1] != "Đơn vị"


def test_every_template_of_the_site_has_it() -> None:
    assert any(isinstance(node, FixedText) for node in Template('{% load i18n %}{% trans "Đơn vị" %}').nodelist)


def test_a_fixed_text_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def looked_up(text: str) -> str:
        asked.append(text)
        return text

    template = Template('{% load i18n %}{% for one in "abc" %}{% trans "Đơn vị" %}{% endfor %}')
    monkeypatch.setattr("django.template.base.gettext_lazy", looked_up)
    with translation.override("vi"):
        assert template.render(Context()) == "Đơn vị" * 3
    assert asked == ["Đơn vị"]
