"""Live boards: server-sent events that say only that an event changed, to many screens at once."""
import json
import selectors
import socket
import time
from pathlib import Path

import pytest
from judging import Judge, open_event
from program import Server, sizhou

SCREENS = 500


@pytest.fixture
def venue(tmp_path):
    """A server with an event that is open for judging, and one judge on it."""
    data = tmp_path / "data"
    cards = open_event(data, judges=2, entries=4)
    with Server(data) as server:
        judge = Judge(server, *cards[0])
        judge.event = judge.bootstrap()["event"]["id"]
        yield server, judge


def memory(server):
    """MiB of the server's memory that is in use now."""
    for line in Path(f"/proc/{server.process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("no VmRSS")


class Screen:
    """One open stream: everything that it was sent."""

    def __init__(self, server, event, token=None):
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        head = f"GET /api/v1/events/{event}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        if token:
            head += f"Authorization: Bearer {token}\r\n"
        self.socket.sendall((head + "\r\n").encode())
        self.text = ""

    def read(self):
        part = self.socket.recv(65536)
        self.text += part.decode()
        return len(part)

    @property
    def messages(self):
        return [json.loads(line[6:]) for line in self.text.splitlines() if line.startswith("data: ")]

    def wait(self, wanted, seconds):
        """Reads until `wanted(self)` is true."""
        self.socket.settimeout(seconds)
        while not wanted(self):
            assert self.read(), "the stream ended"


def all_have(screens, count, seconds):
    """Reads from all screens until each has so many messages; gives how long that took."""
    began, waiting = time.monotonic(), set()
    choose = selectors.DefaultSelector()
    for screen in screens:
        if len(screen.messages) < count:
            choose.register(screen.socket, selectors.EVENT_READ, screen)
            waiting.add(screen)
    while waiting:
        ready = choose.select(seconds)
        assert ready, f"{len(waiting)} of {len(screens)} screens hear nothing"
        for key, _ in ready:
            screen = key.data
            assert screen.read(), "the stream ended"
            if len(screen.messages) >= count:
                choose.unregister(screen.socket)
                waiting.discard(screen)
    return time.monotonic() - began


def deliver(judge, turn):
    sheet, form = judge.open_sheets()[turn]
    path, headers, body, _ = judge.write(sheet, form, turn)
    assert judge.put(path, headers, body)[0] == 200


def test_five_hundred_screens_hear_of_a_change_and_of_nothing_else(venue, record_property):
    server, judge = venue
    before = memory(server)
    screens = [Screen(server, judge.event, judge.token) for _ in range(SCREENS)]
    opened = all_have(screens, 1, 30)
    held = memory(server)
    deliver(judge, 0)
    heard = all_have(screens, 2, 10)
    for screen in screens:
        first, second = screen.messages[:2]
        assert set(second) == {"event", "version"}, "no marks, no sheets, no names"
        assert second["version"] != first["version"]
    each = (held - before) * 1024 / SCREENS
    figures = (f"{SCREENS} screens: open in {opened:.2f} s, a change heard by all in {heard:.2f} s, "
               f"{before:.0f} -> {held:.0f} MiB, {each:.0f} KiB a screen")
    record_property("live", figures)
    print(figures)
    assert heard < 5 and each < 200, figures
    for screen in screens:
        screen.socket.close()


def test_a_quiet_stream_gives_a_sign_of_life_and_ends_when_the_server_is_asked_to_stop(venue):
    server, judge = venue
    screen = Screen(server, judge.event, judge.token)
    screen.wait(lambda one: ": \n" in one.text, 20)
    assert len(screen.messages) == 1
    began = time.monotonic()
    server.process.terminate()
    assert server.process.wait(15) == 0
    assert time.monotonic() - began < 10, "an open stream must not hold the server up"


def test_before_publication_only_those_who_belong_to_an_event_hear_of_it(venue):
    server, judge = venue
    status, _, _ = server.get(f"/api/v1/events/{judge.event}/events")
    assert status == 404
    status, _, _ = server.get("/api/v1/events/no-such-event/events", judge.headers)
    assert status == 404
