"""An alert reaches the devices a member chose, sealed for them alone; what is gone is let go, inner addresses are refused."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import pytest_socket
from django.test import Client
from tests.cast import Cast
from tests.integration.notify.conftest import FLOOD, NOON, Clock, Ears
from tests.integration.notify.push_service import Browser, Service, claims_of, push_service

from groundswell.kit.errors import BadInput, NotHere
from groundswell.notify import pushing, webpush
from groundswell.notify.models import Delivery, Device
from groundswell.notify.services import add_device, choose, follow, remove_device

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def service(socket_here: None, settings: Any) -> Iterator[Service]:
    """A push service that the environment opens."""
    with push_service() as found:
        settings.FETCH_ALLOW = f"127.0.0.1:{found.port}"
        yield found


@pytest.fixture
def socket_here() -> Iterator[None]:
    """Sockets, for the service on this machine."""
    pytest_socket.enable_socket()
    yield
    pytest_socket.disable_socket(allow_unix_socket=True)


@pytest.fixture
def phone(cast: Cast, service: Service) -> Browser:
    """Ben's phone; he follows the bridge and wants no mail."""
    found = Browser()
    add_device(campaign=cast.campaign, **found.subscription(service.endpoint("phone")), actor=cast.ben.actor)
    choose(campaign=cast.campaign, actor=cast.ben.actor, by_mail=False)
    follow(campaign=cast.campaign, kind="words", words="marrow bridge", actor=cast.ben.actor)
    return found


def test_it_arrives_sealed_and_signed(phone: Browser, service: Service, ears: Ears) -> None:
    story = ears.told_by("The Alder Post", "Ellery Gazette")
    assert ears.mail() == []
    ((name, headers, body),) = service.took
    assert name == "phone" and FLOOD.encode() not in body
    said = json.loads(phone.opened(body))
    assert (said["title"], said["body"]) == (FLOOD, "Ellery: you follow marrow bridge")
    assert said["url"] == f"/ellery/wire/{story.pk}/"
    assert (headers["content-encoding"], headers["ttl"]) == ("aes128gcm", "86400")
    claims = claims_of(headers["authorization"])
    assert claims["aud"] == f"http://127.0.0.1:{service.port}"
    assert 0 < claims["exp"] - NOON.timestamp() <= 24 * 3600
    assert claims["k"] == webpush.public_key()
    assert Delivery.objects.get().state == "sent"


def test_both_ways_when_both_are_wanted(phone: Browser, service: Service, ears: Ears, cast: Cast) -> None:
    choose(campaign=cast.campaign, actor=cast.ben.actor, by_mail=True)
    ears.told_by("The Alder Post", "Ellery Gazette")
    assert len(ears.mail()) == 1
    assert len(service.took) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_let_go(phone: Browser, service: Service, ears: Ears, status: int) -> None:
    service.answers["phone"] = status
    ears.told_by("The Alder Post", "Ellery Gazette")
    ears.mail()
    assert not Device.objects.exists()
    assert Delivery.objects.get().state == "dropped"


def test_a_service_that_is_busy_is_asked_again(phone: Browser, service: Service, ears: Ears, noon: Clock) -> None:
    service.answers["phone"] = 503
    ears.told_by("The Alder Post", "Ellery Gazette")
    ears.mail()
    assert Delivery.objects.get().state == "waiting"
    service.answers.clear()
    noon.pass_by(minutes=2)
    ears.mail()
    assert Delivery.objects.get().state == "sent"


def test_one_device_of_several_is_enough(phone: Browser, service: Service, ears: Ears, cast: Cast) -> None:
    desk = Browser().subscription(service.endpoint("desk"))
    add_device(campaign=cast.campaign, **desk, actor=cast.ben.actor)
    service.answers["phone"] = 500
    ears.told_by("The Alder Post", "Ellery Gazette")
    ears.mail()
    assert {name for name, _headers, _body in service.took} == {"phone", "desk"}
    assert Delivery.objects.get().state == "sent"


@pytest.fixture
def tablet(cast: Cast, service: Service) -> Browser:
    """Cleo's tablet; she follows the bridge as well, and wants mail."""
    found = Browser()
    add_device(campaign=cast.campaign, **found.subscription(service.endpoint("tablet")), actor=cast.cleo.actor)
    follow(campaign=cast.campaign, kind="words", words="marrow bridge", actor=cast.cleo.actor)
    return found


def test_mails_leave_before_anything_waits_for_a_device(phone: Browser, tablet: Browser, service: Service, ears: Ears) -> None:
    left: list[int] = []
    service.before_answering = lambda: left.append(len(ears.mails))
    ears.told_by("The Alder Post", "Ellery Gazette")
    assert len(ears.mail()) == 1
    assert left == [1, 1]


def test_devices_are_told_side_by_side(phone: Browser, tablet: Browser, service: Service, ears: Ears) -> None:
    both = threading.Barrier(2)  # neither is answered before the other has asked
    service.before_answering = lambda: both.wait(20)
    ears.told_by("The Alder Post", "Ellery Gazette")
    ears.mail()
    assert {name for name, _headers, _body in service.took} == {"phone", "tablet"}
    assert not Delivery.objects.exclude(state="sent").exists()


def test_a_service_that_never_answers_is_left_after_its_deadline(
    phone: Browser, service: Service, ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "SECONDS", 0.5)
    left = threading.Event()
    service.before_answering = left.wait
    ears.told_by("The Alder Post", "Ellery Gazette")
    ears.mail()
    left.set()
    assert (Delivery.objects.get().state, Delivery.objects.get().why) == ("dropped", "unsure")


def test_it_is_led_nowhere_else(phone: Browser, service: Service, ears: Ears) -> None:
    service.answers["phone"] = 307
    ears.told_by("The Alder Post", "Ellery Gazette")
    ears.mail()
    assert len(service.took) == 1
    assert Delivery.objects.get().why == "refused"


@pytest.mark.parametrize("host", ["127.0.0.1:9", "localhost:9", "169.254.1.1", "10.0.0.1", "[::1]"])
def test_addresses_of_the_inside_are_never_asked(cast: Cast, ears: Ears, host: str, socket_here: None) -> None:
    """The name may be public when it is given, so what it leads to is asked when something goes out."""
    add_device(campaign=cast.campaign, **Browser().subscription(f"https://{host}/push"), actor=cast.ben.actor)
    choose(campaign=cast.campaign, actor=cast.ben.actor, by_mail=False)
    follow(campaign=cast.campaign, kind="words", words="marrow bridge", actor=cast.ben.actor)
    ears.told_by("The Alder Post", "Ellery Gazette")
    ears.mail()
    assert (Delivery.objects.get().state, Delivery.objects.get().why) == ("dropped", "refused")


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "http://push.example/1"},
        {"endpoint": "ftp://push.example/1"},
        {"endpoint": "https://user:word@push.example/1"},
        {"endpoint": "https://push.example/" + "x" * 1000},
        {"endpoint": "https://push.example/a b"},
        {"endpoint": ""},
        {"key": "AAAA"},
        {"key": "%%%"},
        {"secret": "AAAA"},
    ],
)
def test_what_no_browser_sends_is_refused(cast: Cast, wrong: dict[str, str]) -> None:
    sent = {**Browser().subscription("https://push.example/1"), **wrong}
    with pytest.raises(BadInput):
        add_device(campaign=cast.campaign, **sent, actor=cast.ben.actor)


def test_a_shared_browser_shows_what_is_for_whoever_asked_last(cast: Cast, recorded: Any) -> None:
    sent = Browser().subscription("https://push.example/1")
    for player in (cast.ben, cast.cleo, cast.cleo):
        add_device(campaign=cast.campaign, **sent, actor=player.actor)
    device = Device.objects.get()
    assert device.member == cast.cleo.member
    with pytest.raises(NotHere):
        remove_device(device=device, actor=cast.ben.actor)
    remove_device(device=device, actor=cast.cleo.actor)
    assert recorded() == ["notify.device_added", "notify.device_added", "notify.device_removed"]


def test_the_page_adds_and_takes_off(cast: Cast, client: Client) -> None:
    client.force_login(cast.ben.account)
    sent = Browser().subscription("https://push.example/1")
    phone = "Mozilla/5.0 (Android 14; Mobile) Gecko/130.0 Firefox/130.0"
    assert client.post("/ellery/hear/devices", sent, HTTP_USER_AGENT=phone).status_code == 302
    text = client.get("/ellery/hear/").content.decode()
    assert "Firefox on Android" in text and f'data-push="{webpush.public_key()}"' in text
    client.post(f"/ellery/hear/devices/{Device.objects.get().pk}/end")
    assert not Device.objects.exists()


def test_the_program_is_at_the_sites_root(client: Client) -> None:
    response = client.get("/sw.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert b"showNotification" in response.content
