"""What is typed for an agency at one of the organiser's criteria; written without a template, since a page has a hundred of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thuocdo.web.review.marks_rows import MarkRow
from thuocdo.web.submissions.form_inputs import Field
from thuocdo.web.submissions.reading import NONE
from thuocdo.web.ui.markup import filled

SEEN: Final = '<input type="hidden" name="{0}-was" value="{1}"><input type="hidden" name="{0}-seen" value="{2}">\n'
FIELD: Final = '<div class="field{}"><label for="{}"{}>{}<span class="unseen">, {}</span></label>\n{}\n{}</div>\n'
NUMBER: Final = (
    '<input class="figures" id="{}" name="{}" value="{}" inputmode="decimal" maxlength="60" autocomplete="off"{}>'
)
NOT_APPLICABLE: Final = (
    '<div class="choice"><input type="checkbox" id="na-{0}" name="{0}-na" value="1"{1}>'
    '<label for="na-{0}">{2}<span class="unseen">, {3}</span></label></div>\n'
)
NOTHING: Final = SafeString("")
UNSEEN, CHECKED, SELECTED, MANY = (
    SafeString(f" {each}") for each in ('class="unseen"', "checked", "selected", "multiple")
)


@dataclass(frozen=True, slots=True)
class Words:
    """What every row of a page says."""

    nothing: str
    none_of_them: str
    not_applicable: str


def words_now() -> Words:
    """The words in the language of the page, looked up once for it."""
    return Words(_("chưa nhập"), _("Không có nội dung nào"), _("không áp dụng"))


def inputs_of_row(row: MarkRow, words: Words, *, may_be_not_applicable: bool) -> SafeString:
    """All inputs of one agency, with what is wrong with each and with the whole."""
    key, name = str(row.submission.pk), row.submission.name
    unseen = UNSEEN if len(row.fields) == 1 else NOTHING
    inputs = "".join(_field(field, f"{key}-{field.key}", name, words, unseen) for field in row.fields)
    if may_be_not_applicable:
        checked = CHECKED if row.not_applicable else NOTHING
        inputs += filled(NOT_APPLICABLE, key, checked, words.not_applicable, name)
    seen = filled(SEEN, key, row.was, str(row.seen))
    error = filled('<p class="errorlist">{}</p>', row.error) if row.error else NOTHING
    return filled('{}<div class="inputs">{}</div>\n{}', seen, SafeString(inputs), error)


def _field(field: Field, name: str, agency: str, words: Words, unseen: SafeString) -> SafeString:
    """One input with its label, which is only heard (`unseen`) where it is the only one."""
    id, error, invalid = field.id, NOTHING, NOTHING
    if field.error:
        invalid = filled(' aria-invalid="true" aria-describedby="loi-{}"', id)
        error = filled('<p class="errorlist" id="loi-{}">{}</p>', id, field.error)
    if field.kind == "number":
        entry = filled(NUMBER, id, name, field.value, invalid)
    else:
        entry = _select(field, name, words, invalid)
    return filled(FIELD, " wrong" if field.error else "", id, unseen, field.label, agency, entry, error)


def _select(field: Field, name: str, words: Words, invalid: SafeString) -> SafeString:
    """One of several, which may be nothing; or many of them, which may be none of them."""
    options = [
        (each.value, f"{each.name} ({each.worth})" if each.worth else each.name, each.chosen) for each in field.choices
    ]
    if field.kind == "one":
        options.insert(0, ("", words.nothing, False))
    else:
        options.append((NONE, words.none_of_them, field.value == NONE))
    said = "".join(
        filled('<option value="{}"{}>{}</option>', value, SELECTED if chosen else NOTHING, label)
        for value, label, chosen in options
    )
    more = invalid if field.kind == "one" else MANY
    return filled('<select id="{}" name="{}"{}>{}</select>', field.id, name, more, SafeString(said))
