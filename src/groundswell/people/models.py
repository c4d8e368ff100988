"""Persons, accounts, members, their roles over one thing, and what they consented to."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.kit.db import TenantModel, link, within_campaign
from groundswell.kit.ids import uuid7


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; nobody has a password."""

    def create_user(self, email: str, **fields: object) -> Account:
        """Make an account that signs in by code or passkey."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_unusable_password()
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Who signs in: an e-mail address, on every campaign of this installation. What one does is the member's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []


class Person(TenantModel):
    """Someone we know of, with or without an account; erased persons keep their id and lose everything else."""

    name = models.CharField(_("name"), max_length=80, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = within_campaign("people_person")


class Member(TenantModel):
    """A person with an account in a campaign."""

    person = link("people.Person", on_delete=models.PROTECT, related_name="members")
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="members")
    why = models.CharField(_("why I am here"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    invited_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *within_campaign("people_member", person="people.Person", invited_by="people.Member"),
            models.UniqueConstraint(fields=["campaign", "account"], name="people_member_once"),
        ]

    @property
    def display_name(self) -> str:
        """The name others see; a member who was erased is called a former member."""
        return self.person.name or str(_("a former member"))


class Knows(TenantModel):
    """One of up to five things a member says they know about."""

    member = link("people.Member", related_name="knows")
    subject = models.CharField(_("what I know about"), max_length=60)

    class Meta:
        constraints = [
            *within_campaign("people_knows", member="people.Member"),
            models.UniqueConstraint(fields=["campaign", "member", "subject"], name="people_knows_once"),
        ]


class Consent(TenantModel):
    """What a person agreed to, in which wording, and when they took it back."""

    # Erasing a person leaves the fact that someone consented and took it back, and no way to whom.
    person = link("people.Person", related_name="consents", null=True, on_delete=models.SET_NULL)
    purpose = models.CharField(max_length=40)
    wording = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = within_campaign("people_consent", person="people.Person")


class RoleGrant(TenantModel):
    """A role over one thing only: a campaign, a community, a response; never a global rank."""

    member = link("people.Member", related_name="role_grants")
    role = models.CharField(max_length=20)
    thing = models.CharField(max_length=20)
    thing_id = models.UUIDField()
    granted_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *within_campaign("people_rolegrant", member="people.Member", granted_by="people.Member"),
            models.UniqueConstraint(
                fields=["campaign", "member", "role", "thing_id"],
                condition=models.Q(ended_at__isnull=True),
                name="people_rolegrant_once",
            ),
        ]


class Invite(TenantModel):
    """A link (and QR) into a campaign or a community; who invited is kept with who came."""

    code = models.CharField(max_length=16)
    thing = models.CharField(max_length=20)
    thing_id = models.UUIDField()
    made_by = link("people.Member", null=True, on_delete=models.SET_NULL)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *within_campaign("people_invite", made_by="people.Member"),
            models.UniqueConstraint(fields=["campaign", "code"], name="people_invite_code"),
        ]


class Mail(models.Model):
    """A mail in the demo's mailbox page; outside the demo this table stays empty."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    recipient = models.CharField(max_length=254)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    sent_at = models.DateTimeField()
