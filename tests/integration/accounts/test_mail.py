"""Mails, taken by a real mail server on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from tests.conftest import free_port

from openmoderator.accounts.models import Invitation, Subteam, SubteamMember, Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.subteams import create_subteam
from openmoderator.reviews.models import Review
from openmoderator.reviews.notices import tell_subteams

pytestmark = pytest.mark.django_db

MakeReviews = Callable[..., list[Review]]


class Post:
    """What the mail server took; it refuses addresses that begin with ``full``."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, Message]] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the recipient or not."""
        if address.startswith("full"):
            return "552 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the mail."""
        assert isinstance(envelope.content, bytes)
        self.mails.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content)))
        return "250 OK"

    def bodies(self) -> list[str]:
        """The texts."""
        return [body_of(mail) for _to, mail in self.mails]


def body_of(mail: Message) -> str:
    data = mail.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data.decode()


@pytest.fixture
def post(settings: LazySettings) -> Iterator[Post]:
    """A mail server, and an installation that knows it."""
    taken = Post()
    controller = Controller(taken, hostname="127.0.0.1", port=free_port())
    controller.start()
    point_at(settings, controller.port)
    yield taken
    controller.stop()


def point_at(settings: LazySettings, port: int) -> None:
    settings.MAILS = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.OPENMODERATOR = replace(
        settings.OPENMODERATOR, public_url="https://moderation.example"
    )
    settings.ALLOWED_HOSTS = ["*"]


@pytest.fixture
def as_boss(team: Team) -> Client:
    client = Client()
    boss = create_user("boss@team.test", team, "admin", "correct horse battery", "Bóss & Co").user
    client.force_login(boss)
    return client


def invite(client: Client, addresses: str) -> str:
    given = {"addresses": addresses, "role": "reviewer"}
    return client.post("/admin/team/invite", given, follow=True).content.decode()


def test_an_invitation_is_mailed_with_a_link_that_works(as_boss: Client, post: Post) -> None:
    page = invite(as_boss, "new@team.test")
    assert "1 person is invited." in page
    ((to, mail),) = post.mails
    assert to == "new@team.test"
    body = body_of(mail)
    assert "Bóss & Co invites you" in body
    link = next(line for line in body.splitlines() if "/join/" in line)
    assert link.startswith("https://moderation.example/join/")
    assert link in page
    answer = Client().get(link.removeprefix("https://moderation.example"))
    assert answer.status_code == 200
    assert Invitation.objects.get().sent_at is not None


def test_a_refused_mail_loses_neither_the_invitation_nor_the_others(
    as_boss: Client, post: Post
) -> None:
    page = invite(as_boss, "full@team.test, new@team.test")
    assert "The mail to full@team.test could not be sent." in page
    assert [to for to, _mail in post.mails] == ["new@team.test"]
    assert Invitation.objects.filter(sent_at=None).get().email == "full@team.test"


def test_a_mail_server_that_is_away_is_told_and_the_link_stays(
    as_boss: Client, settings: LazySettings
) -> None:
    point_at(settings, free_port())
    page = invite(as_boss, "new@team.test")
    assert "The mail to new@team.test could not be sent." in page
    assert "https://moderation.example/join/" in page
    assert Invitation.objects.get().sent_at is None


def test_sending_again_mails_the_new_link(as_boss: Client, post: Post) -> None:
    invite(as_boss, "new@team.test")
    as_boss.post(f"/admin/team/invitations/{Invitation.objects.get().pk}/send")
    first, second = post.bodies()
    assert first != second


def test_nobody_writes_to_strangers_without_end(
    as_boss: Client, post: Post, settings: LazySettings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "invite": "2/h/user"}
    for number in range(2):
        invite(as_boss, f"new{number}@team.test")
    page = invite(as_boss, "third@team.test")
    assert [to for to, _mail in post.mails] == ["new0@team.test", "new1@team.test"]
    assert "The mail to third@team.test could not be sent." in page
    assert Invitation.objects.filter(email="third@team.test", sent_at=None).exists()


def test_a_name_cannot_add_headers_to_a_mail(as_boss: Client, team: Team, post: Post) -> None:
    team.name = "Team\nBcc: victim@team.test"
    team.save()
    invite(as_boss, "new@team.test")
    ((_to, mail),) = post.mails
    assert mail["Bcc"] is None


def test_a_forgotten_password_is_reset_by_mail(team: Team, anna: User, post: Post) -> None:
    client = Client()
    answer = client.post("/password/reset", {"email": anna.email}, headers={"host": "evil.example"})
    assert answer["Location"] == "/password/reset/sent"
    (body,) = post.bodies()
    link = next(line for line in body.splitlines() if "/password/" in line)
    assert link.startswith("https://moderation.example/password/")
    page = client.get(link.removeprefix("https://moderation.example"), follow=True)
    given = {"password1": "staple battery horse", "password2": "staple battery horse"}
    client.post(page.redirect_chain[-1][0], given)
    anna.refresh_from_db()
    assert anna.check_password("staple battery horse")


def test_the_answer_never_says_whether_an_address_is_known(team: Team, post: Post) -> None:
    answer = Client().post("/password/reset", {"email": "nobody@team.test"})
    assert answer["Location"] == "/password/reset/sent"
    assert post.mails == []


def test_a_mail_server_that_is_away_does_not_say_so_either(
    team: Team, anna: User, settings: LazySettings
) -> None:
    point_at(settings, free_port())
    answer = Client().post("/password/reset", {"email": anna.email})
    assert answer["Location"] == "/password/reset/sent"


def test_without_a_mail_server_the_page_says_whom_to_ask(team: Team, anna: User) -> None:
    assert b"Ask an administrator" in Client().get("/password/reset").content
    answer = Client().post("/password/reset", {"email": anna.email})
    assert b"Ask an administrator" in answer.content


@pytest.fixture
def lisbon(team: Team, anna: User) -> Subteam:
    row = create_subteam(team, "Lisbon")
    SubteamMember.objects.create(subteam=row, user=anna)
    return row


def put(reviews: list[Review], subteam: Subteam) -> None:
    Review.objects.filter(pk__in=[row.pk for row in reviews]).update(subteam=subteam)


def test_members_are_told_once_an_hour_when_enough_waits(
    post: Post, lisbon: Subteam, ben: User, make_reviews: MakeReviews
) -> None:
    Subteam.objects.update(notify_at=2)
    put(make_reviews(1), lisbon)
    assert tell_subteams() == 0
    put(make_reviews(1), lisbon)
    now = timezone.now()
    assert tell_subteams(now) == 1
    assert tell_subteams(now + timedelta(minutes=59)) == 0
    assert tell_subteams(now + timedelta(minutes=61)) == 1
    assert [to for to, _mail in post.mails] == ["anna@team.test"] * 2
    assert "2 items wait in the subteam Lisbon" in post.bodies()[0]


def test_members_are_told_when_the_oldest_is_past_the_target(
    post: Post, lisbon: Subteam, make_reviews: MakeReviews
) -> None:
    Subteam.objects.update(target_minutes=30)
    put(make_reviews(1), lisbon)
    assert tell_subteams() == 0
    assert tell_subteams(timezone.now() + timedelta(minutes=31)) == 1
    assert "The target is 30 minutes." in post.bodies()[0]


def test_without_a_mail_server_nobody_is_told(lisbon: Subteam, make_reviews: MakeReviews) -> None:
    Subteam.objects.update(notify_at=1)
    put(make_reviews(1), lisbon)
    assert tell_subteams() == 0
    lisbon.refresh_from_db()
    assert lisbon.notified_at is None
