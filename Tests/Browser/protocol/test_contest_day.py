"""A contest's day on bad Wi-Fi: many judges, lost requests and replies, dead periods, a killed server and a crashed phone; every mark arrives as tapped."""
import json
import random
import time

import pytest

from venue import *  # noqa: F403

# Fills a sheet as fingers would, on the page's own keys: `marks` by question, from the question on the screen to the review.
TAP = """async marks => {
  const settled = what => new Promise((resolve, reject) => {
    const end = Date.now() + 10000;
    const look = () => { const found = what(); if (found) resolve(found); else if (Date.now() > end) reject(new Error(location.href)); else setTimeout(look, 5); };
    look();
  });
  const key = face => [...document.querySelectorAll(".pad button")].find(b => b.textContent === face);
  for (let i = 0; i < marks.length; i++) {
    await settled(() => location.hash.endsWith("/" + i) && key("C") && document.querySelectorAll(".segments i")[i]?.classList.contains("here"));
    key("C").click();
    for (const face of marks[i].split(/(?=\\.5)/)) for (const one of face === ".5" ? [".5"] : face) key(one).click();
    document.querySelector("[data-id=next]").click();
  }
  await settled(() => document.querySelector(".repeat"));
}"""


def day(make_venue, make_phone, judges, entries, delay, dead, seed):
    """Runs the day; gives the seconds from the last tap on a sheet to its arrival, sorted."""
    chance = random.Random(seed)
    venue = make_venue(judges=judges, entries=entries)
    phones = [make_phone(venue, judge).enter() for judge in range(judges)]
    tapped = {}
    net = venue.net
    net.delay = lambda: delay
    air = random.Random(seed + 1)

    def bad(method, path):
        roll = air.random()
        return "lose" if roll < 0.15 else "cut" if roll < 0.30 else "pass"

    net.rule = bad
    total = judges * entries
    dead_at = sorted(chance.sample(range(total // 10, total), 3))
    killed_at, crashed_at = total // 3, total * 2 // 3
    revive = 0
    done = 0
    began = time.monotonic()
    for turn in range(entries):
        for phone in phones:
            if done in dead_at:
                net.rule, revive = (lambda method, path: "lose"), time.monotonic() + dead
            if revive and time.monotonic() > revive:
                net.rule, revive = bad, 0
            if done == killed_at:
                venue.kill()
                venue.start()
            if done == crashed_at:
                # Every phone's page dies at once; each had a moment to write down what was typed last.
                phone.page.wait_for_timeout(500)
                phone.kill_tab()
                for other in phones:
                    if other is not phone:
                        other.reopen()
                    other.scan()
                    other.page.wait_for_selector(".queue button, .segments, .repeat")
            phone.page.goto(venue.address + "/judge#/queue")
            phone.page.locator(f".queue li:nth-child({turn + 1}) button").click()
            phone.page.wait_for_selector(".segments, .repeat")
            sheet = phone.page.url.split("#/")[1].split("/")[1]
            phone.page.goto(f"{venue.address}/judge#/sheet/{sheet}/0")
            marks = [f"{chance.randrange(21) / 2:g}" for _ in range(8)]
            phone.page.evaluate(TAP, marks)
            tapped[sheet] = {f"i{n + 1}": mark for n, mark in enumerate(marks)}
            done += 1
    net.rule = bad
    typed = time.monotonic() - began

    def stored():
        rows = venue.rows("SELECT s.id, r.marks FROM sheet s JOIN sheet_revision r ON r.sheet = s.id AND r.revision = s.revision")
        return {sheet: json.loads(marks) for sheet, marks in rows}

    eventually(lambda: stored() == tapped, 900, lambda: f"{sum(stored().get(s) != m for s, m in tapped.items())} of {total} sheets differ")
    waits = sorted(received / 1000 - wall / 1000 for received, wall in venue.rows(
        "SELECT r.received, r.saved_wall FROM sheet s JOIN sheet_revision r ON r.sheet = s.id AND r.revision = s.revision"))
    print(f"\n{judges} judges, {entries} entries: {total} sheets typed in {typed:.0f} s; from the last tap to the store "
          f"p50 {waits[len(waits) // 2]:.1f} s, p99 {waits[int(len(waits) * 0.99)]:.1f} s, most {waits[-1]:.1f} s; "
          f"{len(net.seen)} requests, {sum(note[3] != 'pass' for note in net.seen)} of them lost")
    # One PIN a judge; on this network it may take several.
    for phone in phones:
        phone.page.goto(venue.address + "/judge#/signs/all")
        for _ in range(60):
            if phone.page.query_selector("[data-id=k1]") is None:
                phone.page.wait_for_timeout(500)
                phone.page.goto(venue.address + "/judge#/queue")
                phone.page.wait_for_timeout(100)
                if phone.page.locator(".queue button.s-signed").count() == entries:
                    break
                phone.page.goto(venue.address + "/judge#/signs/all")
                phone.page.wait_for_timeout(200)
                continue
            enter_pin(phone.page, phone.pin)
            try:
                phone.page.locator(".dots i.on").first.wait_for(state="detached", timeout=120_000)
            except Exception:
                pass
    states = dict(venue.rows("SELECT state, COUNT(*) FROM sheet GROUP BY state"))
    assert states == {"signed": total}
    assert stored() == tapped, "a mark changed on the way to the signature"
    checked = sizhou("audit", "verify", "--data", venue.data, status=None)
    assert checked.status == 0, checked.out
    return waits


def test_17_on_a_network_that_loses_a_third_every_mark_arrives_as_tapped(make_venue, make_phone):
    day(make_venue, make_phone, judges=2, entries=3, delay=0.05, dead=3, seed=7)


@pytest.mark.soak
def test_17_twelve_judges_and_forty_two_entries_with_two_seconds_latency(make_venue, make_phone):
    day(make_venue, make_phone, judges=12, entries=42, delay=1.0, dead=60, seed=17)
