import re
from pathlib import Path

import pytest
from django.utils import translation

from scripts.translations import PO, WEB, apps, compile_all, read, texts_in, untranslated
from tests.web.foreign_messages import LEFT, foreign_messages
from tests.web.literals import in_module, in_template, modules, templates

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[a-z]|%[sd%]|{[a-z_]*}")
# Names and figures, which are data and the same in both languages.
DATA = {WEB / "ui" / "gallery" / "samples.py"}
# Commands say everything in both languages at once, and so does the page that must not fail.
IN_BOTH = {WEB / "site" / "templates" / "500.html", WEB / "site" / "environment.py"}
IN_BOTH_TOO = {"management", "demo"}


def relative(path: Path) -> str:
    return str(path.relative_to(WEB))


@pytest.mark.parametrize("folder", apps(), ids=lambda folder: folder.name)
def test_it_has_english_for_every_text(folder: Path) -> None:
    catalogue = read(folder / PO)
    wanted = {(found.context, found.ids[0]) for found in texts_in(folder)}
    there = {(one.context, one.id if isinstance(one.id, str) else one.id[0]) for one in catalogue if one.id}
    assert sorted(text for _, text in wanted - there) == [], "run `make translations` and write the English"
    assert sorted(text for _, text in there - wanted) == [], "run `make translations`: these are no longer used"
    assert untranslated(catalogue) == []


@pytest.mark.parametrize("path", sorted(WEB.glob("*/locale/*/LC_MESSAGES/*.po")), ids=relative)
def test_it_keeps_every_placeholder(path: Path) -> None:
    for message in read(path):
        if not message.id or not message.string:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        wanted = {frozenset(PLACEHOLDER.findall(text)) for text in ids}
        # One of something may do without its number.
        kept = {frozenset(PLACEHOLDER.findall(text)) for text in strings[:1] if len(ids) > 1}
        assert {frozenset(PLACEHOLDER.findall(text)) for text in strings} - kept <= wanted, message.id
        assert all(kept_one <= wanted_one for kept_one in kept for wanted_one in wanted), message.id


@pytest.mark.parametrize("path", [path for path in templates(WEB) if path not in IN_BOTH], ids=relative)
def test_its_templates_say_nothing_outside_trans(path: Path) -> None:
    assert in_template(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "path",
    [path for path in modules(WEB) if path not in DATA | IN_BOTH and not IN_BOTH_TOO.intersection(path.parts)],
    ids=relative,
)
def test_its_modules_say_nothing_outside_gettext(path: Path) -> None:
    assert in_module(path.read_text(encoding="utf-8")) == []


def test_it_says_in_vietnamese_what_django_and_allauth_say() -> None:
    with translation.override("vi"):
        left = {
            found.ids[0]
            for found in foreign_messages()
            if (
                translation.ngettext(found.ids[0], found.ids[1], 2)
                if len(found.ids) > 1
                else translation.pgettext(found.context, found.ids[0])
                if found.context
                else translation.gettext(found.ids[0])
            )
            in found.ids
        }
    assert left - LEFT == set()


def test_it_compiles_only_what_has_changed() -> None:
    compile_all()
    assert compile_all() == []


def test_it_is_english_under_en_and_vietnamese_otherwise() -> None:
    with translation.override("en"):
        assert translation.gettext("Đến nội dung chính") == "Skip to the main content"
    with translation.override("vi"):
        assert translation.gettext("Đến nội dung chính") == "Đến nội dung chính"
