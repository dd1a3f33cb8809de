"""What people type about people. Rules stand in the acts; here only what can be read from a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from thuocdo.web.accounts.models import Language, Person, RoleName, one_login
from thuocdo.web.ui.fields import DayField


def role_field(roles: Iterable[RoleName]) -> forms.ChoiceField:
    """One of the roles that the person at work may give."""
    return forms.ChoiceField(label=_("Vai trò"), choices=[(role.value, role.label) for role in roles])


class InviteForm(forms.Form):
    """Whom to invite, to what."""

    email = forms.EmailField(label=_("Thư điện tử"), max_length=254, help_text=_("Sẽ là tên đăng nhập."))
    name = forms.CharField(
        label=_("Họ và tên"), max_length=120, required=False, help_text=_("Người được mời sửa được khi nhận lời.")
    )

    def __init__(self, *args: Any, roles: Iterable[RoleName], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = role_field(roles)


class GrantForm(forms.Form):
    """Who gets which role, from when; people are named by their e-mail, which two of them never share."""

    email = forms.EmailField(
        label=_("Thư điện tử"), max_length=254, help_text=_("Của người đã có tài khoản; người khác thì mời qua thư.")
    )
    start = DayField(label=_("Từ ngày"))

    def __init__(self, *args: Any, roles: Iterable[RoleName], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = role_field(roles)
        self.order_fields(["email", "role", "start"])
        self.person: Person | None = None

    def clean_email(self) -> str:
        """The person must have an account."""
        email = one_login(self.cleaned_data["email"])
        self.person = Person.objects.filter(email=email, is_active=True).first()
        if self.person is None:
            raise ValidationError(_("Chưa có tài khoản đang dùng với địa chỉ này: hãy mời qua thư."))
        return email


class EndForm(forms.Form):
    """The last day of a role."""

    last = DayField(
        label=_("Ngày cuối cùng"),
        help_text=_("Vai trò còn hiệu lực hết ngày này. Muốn kết thúc ngay: ghi ngày hôm qua."),
    )


class ReasonForm(forms.Form):
    """Why an account is stopped."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea({"rows": 3}))


class NameForm(forms.Form):
    """How a person is called."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))


class LanguageForm(forms.Form):
    """The language of one's letters."""

    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=Language.choices, widget=forms.RadioSelect)


class AcceptForm(forms.Form):
    """The name and the password of somebody new; the password twice, since nobody sees it."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=lazy(password_validators_help_text_html, str)(),
    )
    again = forms.CharField(
        label=_("Mật khẩu, lần nữa"), strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Both alike, and strong enough for this name and e-mail."""
        data = super().clean() or {}
        password = data.get("password")
        if password is None:
            return data
        if data.get("again") is not None and data["again"] != password:
            self.add_error("again", _("Hai lần nhập mật khẩu không giống nhau."))
        try:
            validate_password(password, Person(email=self.email, name=data.get("name", "")))
        except ValidationError as weak:
            self.add_error("password", weak)
        return data
