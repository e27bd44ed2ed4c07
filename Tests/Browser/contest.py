"""An event of its own for the tests of the venue: set up by script, judged by script, looked at in the browser."""

import sys

from conftest import ROOT

sys.path.append(str(ROOT / "Tests/Doors"))

import judging  # noqa: E402
import office  # noqa: E402
import program  # noqa: E402


class Door:
    """The running server as the scripts know it."""

    get, post = program.Server.get, program.Server.post

    def __init__(self, server):
        self.port = int(server.port)


def contest(server, event):
    """A contest of four cooks, three product judges and three on site, open for judging: the judges, signed in."""
    door = Door(server)
    staff = office.Staff(door)
    staff.sign_in(*server.logins["组委会"])
    cards = office.set_up_contest(staff, event)
    judges = [judging.Judge(door, card, pin) for card, pin in cards]
    for judge, (_, pin) in zip(judges, cards):
        judge.pin = pin
    return judges


def deliver(judge, place, turn=0, sign=True):
    """One judge delivers, and signs, the sheet at a place of her list."""
    boot = judge.bootstrap()
    sheet = boot["sheets"][place]
    path, headers, body, values = judge.write(sheet, boot["forms"][sheet["form"]], turn)
    status, answer = judge.put(path, headers, body)
    assert status == 200, answer
    if sign:
        judge.sign(sheet["id"], answer["rev"], answer["hash"], judge.pin)
    return sheet


def report(judge, sheets):
    """The device says what it has not sent."""
    status, answer = judge.server.post(
        "/api/v1/ping", {"device": judge.device, "unsent": len(sheets), "stuck": 0, "sheets": sheets}, judge.headers)
    assert status == 200, answer
    return answer


def fits(page, width):
    """Whether the page has no sideways scroll of its own."""
    return page.evaluate("document.documentElement.scrollWidth") <= width
