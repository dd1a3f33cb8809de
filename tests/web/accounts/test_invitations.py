"""Invitations: who sends them, what their link opens, and how often."""

import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Final

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.people import NAMES, PASSWORD, People
from tests.web.conftest import Clients, Log
from thuocdo.web.accounts.accept_invitation import accept_invitation
from thuocdo.web.accounts.appoint_first_manager import appoint_first_manager
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.invitation_link import SALT, invitation_of, token_of
from thuocdo.web.accounts.invite_person import invite_person
from thuocdo.web.accounts.models import Invitation, Person, RoleName
from thuocdo.web.accounts.refusals import (
    AgencyNotThere,
    BadLink,
    HasAccount,
    HasManager,
    InvitedElsewhere,
    LinkExpired,
    LinkUsed,
    LinkWithdrawn,
    NameMissing,
    SignedIn,
)
from thuocdo.web.accounts.withdraw_invitation import withdraw_invitation
from thuocdo.web.agencies.models import Agency
from thuocdo.web.audit.refusal import NotAllowed

AT: Final = datetime(2026, 11, 22, 3, tzinfo=UTC)
SIGNED_IN: Final = [name for name in NAMES if name != "nobody"]
NEW: Final = "moi@example.vn"


def invite(people: People, actor: Person | None = None, *, at: datetime = AT, email: str = NEW) -> Invitation:
    return invite_person(
        email=email, name="", agency=people.agency, role=RoleName.OFFICER, actor=actor or people.head, at=at
    )


def accept(invitation: Invitation, *, at: datetime = AT, name: str = "Lý Thị Mới") -> Person:
    return accept_invitation(invitation=invitation, name=name, password=PASSWORD, actor=None, at=at)


@pytest.mark.parametrize("name", SIGNED_IN)
def test_it_invites_only_for_those_who_may(name: str, people: People, log: Log) -> None:
    actor = people.named(name)
    if name in {"head", "manager"}:
        with log.one("invite_person"):
            invite(people, actor)
    else:
        with log.none(), pytest.raises(NotAllowed):
            invite(people, actor)


def test_the_link_makes_a_person_with_a_verified_address_and_a_role(people: People, log: Log) -> None:
    invitation = invite(people, email="  Moi@Example.VN ")
    assert not Person.objects.filter(email=NEW).exists()
    with log.one("accept_invitation") as entries:
        person = accept(invitation_of(token_of(invitation)))
    assert entries[0].actor == NEW
    assert (person.email, person.name, person.search_key) == (NEW, "Lý Thị Mới", "ly thi moi moi@example.vn")
    assert EmailAddress.objects.filter(user=person, email=NEW, verified=True, primary=True).exists()
    assert Holding.at(person, AT).roles == {("officer", people.agency.pk)}
    assert person.check_password(PASSWORD)


def test_the_link_works_once(people: People, log: Log) -> None:
    invitation = invite(people)
    accept(invitation)
    with log.none(), pytest.raises(LinkUsed):
        accept(invitation)


def test_the_link_works_for_a_week(people: People) -> None:
    invitation = invite(people)
    with pytest.raises(LinkExpired):
        accept(invitation, at=AT + timedelta(days=7))
    accept(invitation, at=AT + timedelta(days=7, seconds=-1))


def test_a_newer_link_of_the_agency_takes_the_place_of_the_old_one(people: People) -> None:
    old = invite(people)
    new = invite(people, people.manager)
    with pytest.raises(LinkWithdrawn):
        accept(old)
    accept(new)


def test_another_agency_waits_until_the_link_has_expired(people: People, log: Log) -> None:
    invite(people)

    def elsewhere(at: datetime) -> None:
        invite_person(email=NEW, name="", agency=people.other, role=RoleName.OFFICER, actor=people.other_head, at=at)

    with log.none(), pytest.raises(InvitedElsewhere):
        elsewhere(AT)
    elsewhere(AT + timedelta(days=8))


def test_it_invites_nobody_who_has_an_account(people: People, log: Log) -> None:
    with log.none(), pytest.raises(HasAccount):
        invite(people, email="Stranger@example.vn")


def test_it_makes_no_second_account_when_the_address_got_one_meanwhile(people: People) -> None:
    invitation = invite(people)
    Person.objects.create_user(NEW, name="Nhanh Chân")
    with pytest.raises(HasAccount):
        accept(invitation)


def test_it_invites_to_no_agency_that_has_ended(people: People) -> None:
    Agency.objects.filter(pk=people.agency.pk).update(until=AT.date() - timedelta(days=1))
    with pytest.raises(AgencyNotThere):
        invite(people)


def test_nobody_accepts_without_a_name_or_while_signed_in(people: People) -> None:
    invitation = invite(people)
    with pytest.raises(NameMissing):
        accept(invitation, name=" \u200b")
    with pytest.raises(SignedIn):
        accept_invitation(invitation=invitation, name="A", password=PASSWORD, actor=people.owner, at=AT)


def test_a_link_cannot_be_made_up(people: People) -> None:
    invitation = invite(people)
    for token in (
        token_of(invitation)[:-2],
        "abc",
        signing.dumps([invitation.pk, invitation.nonce], salt="another"),
        signing.dumps([invitation.pk, "another nonce"], salt=SALT),
        signing.dumps([invitation.pk + 1, invitation.nonce], salt=SALT),
        signing.dumps("words", salt=SALT),
    ):
        with pytest.raises(BadLink):
            invitation_of(token)


@pytest.mark.parametrize("name", SIGNED_IN)
def test_it_withdraws_only_for_those_who_may(name: str, people: People, log: Log) -> None:
    invitation, actor = invite(people), people.named(name)
    assert actor is not None
    if name in {"head", "manager"}:
        with log.one("withdraw_invitation"):
            withdraw_invitation(invitation=invitation, actor=actor, at=AT)
        with pytest.raises(LinkWithdrawn):
            accept(invitation)
        with pytest.raises(LinkWithdrawn):
            withdraw_invitation(invitation=invitation, actor=actor, at=AT)
    else:
        with log.none(), pytest.raises(NotAllowed):
            withdraw_invitation(invitation=invitation, actor=actor, at=AT)


def test_the_letter_sent_is_the_letter_shown(
    people: People,
    clients: Clients,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    address = reverse("accounts:invite", args=[people.agency.code])
    form = {"email": NEW, "name": "Lý Thị Mới", "role": "officer"}
    shown = clients("head").post(address, form)
    assert shown.status_code == 200
    assert not Invitation.objects.exists()
    assert not mailoutbox
    with django_capture_on_commit_callbacks(execute=True):
        sent = clients("head").post(address, {**form, "send": "1"})
    assert sent.status_code == 302
    letter, before = mailoutbox[0], shown.context["letter"]
    assert (letter.to, letter.subject) == ([before.to], before.subject)
    moment, link = r"\d\d:\d\d ngày \d\d/\d\d/\d{4}", r"http://localhost:8000/tai-khoan/loi-moi/(\S+)/"
    [token] = re.findall(link, str(letter.body))
    assert invitation_of(token) == Invitation.objects.get()
    assert re.sub(moment, "", re.sub(link, "", str(letter.body))) == re.sub(
        moment, "", before.body.replace("(liên kết riêng của người nhận)", "")
    )
    assert "Phường Xuân Hương - Đà Lạt" in letter.body


def test_the_page_behind_the_link_makes_the_account(people: People, client: Client) -> None:
    from django.utils import timezone

    address = reverse("accounts:invitation", args=[token_of(invite(people, at=timezone.now()))])
    page = client.get(address)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store, private"
    form = {"name": "Lý Thị Mới", "password": PASSWORD, "again": PASSWORD}
    assert client.post(address, {**form, "again": "khac-hoan-toan"}).status_code == 422
    assert client.post(address, {**form, "password": "12345", "again": "12345"}).status_code == 422
    assert client.post(address, {**form, "password": "moi@example.vn", "again": "moi@example.vn"}).status_code == 422
    assert not Person.objects.filter(email=NEW).exists()
    assert client.post(address, form).headers["Location"] == reverse("account_login")
    assert client.get(address).status_code == 409
    assert client.post(reverse("account_login"), {"login": NEW, "password": PASSWORD}).status_code == 302


def test_whoever_is_signed_in_is_asked_to_sign_out_first(people: People, clients: Clients) -> None:
    from django.utils import timezone

    address = reverse("accounts:invitation", args=[token_of(invite(people, at=timezone.now()))])
    page = clients("stranger").get(address)
    assert page.status_code == 409
    assert NEW in page.content.decode()


def test_the_first_manager_comes_from_the_command_line(db: None, log: Log) -> None:
    said = StringIO()
    with log.one("appoint_first_manager") as entries:
        call_command(
            "first_manager",
            "--agency=so-khcn",
            "--agency-name=Sở Khoa học và Công nghệ",
            "--email=Dau@example.vn",
            stdout=said,
            stderr=StringIO(),
        )
    assert entries[0].actor.startswith("thuocdo manage (")
    token = said.getvalue().strip().rsplit("/", 2)[1]
    manager = accept(invitation_of(token), at=Invitation.objects.get().invited_at)
    organiser = Agency.objects.get(code="so-khcn")
    assert Holding.of(manager, manager.roles.get().start).has(RoleName.MANAGER, organiser.pk)
    with pytest.raises(CommandError):
        call_command("first_manager", "--agency=so-khcn", "--agency-name=Sở", "--email=hai@example.vn")


def test_a_lost_first_link_is_made_again(db: None, log: Log) -> None:
    def appoint() -> Invitation:
        return appoint_first_manager(code="so", name="Sở", kind="so", email=NEW, actor="thuocdo manage", at=AT)

    lost = appoint()
    with log.one("appoint_first_manager"):
        appoint()
    with pytest.raises(LinkWithdrawn):
        accept(lost)


def test_an_organiser_with_a_manager_needs_no_first_one(people: People, log: Log) -> None:
    with log.none(), pytest.raises(HasManager):
        appoint_first_manager(code=people.organiser.code, name="", kind="so", email=NEW, actor="thuocdo manage", at=AT)
