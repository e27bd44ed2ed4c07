"""Requests and answers that are lost, doubled, late or answered by somebody else: one revision, the right one, and true words."""
import json
import time

from venue import *  # noqa: F403


def first_put_then(venue, fate, others="pass"):
    """The next delivery meets `fate`; those after it `others`, among them the browser's own repetition on a new connection."""
    met = []

    def rule(method, path):
        if method == "PUT" and not met:
            met.append(path)
            return fate
        return others if method == "PUT" else "pass"

    venue.net.rule = rule
    return met


def test_04_a_server_killed_between_commit_and_reply_keeps_one_row_and_answers_the_repetition(venue, phone):
    sheet = phone.first()
    met = first_put_then(venue, venue.kill)
    phone.type("7")
    eventually(lambda: met and venue.server.process.poll() is not None, words="the server was not killed")
    phone.page.wait_for_selector("#net :text('没有网络')")
    [(_, revision, _, write)] = venue.revisions(sheet)
    venue.start()
    phone.wake()
    phone.wait("delivered")
    assert venue.revisions(sheet) == [(sheet, 1, '{"i1":"7"}', write)]
    assert phone.kept(sheet)["ackRev"] == revision == 1


def test_06_ten_lost_replies_make_one_revision(venue, phone):
    sheet = phone.first()
    venue.net.rule = lambda method, path: "cut" if method == "PUT" and len(venue.net.puts()) < 10 else "pass"
    phone.type("6")

    def delivered():
        phone.wake()
        return phone.page.query_selector(".net .s-delivered")

    eventually(delivered, 60)
    puts = venue.net.puts()
    assert len(puts) >= 10 and len({write for _, write, _, _ in puts}) == 1
    assert [row[1:3] for row in venue.revisions(sheet)] == [(1, '{"i1":"6"}')]


def test_07_a_delivery_that_arrives_again_an_hour_later_changes_nothing(make_venue, make_phone):
    venue = make_venue(faults=True)
    phone = make_phone(venue).enter()
    sheet = phone.first()
    met = first_put_then(venue, "hold")
    phone.type("5")
    eventually(lambda: met)
    phone.wake()
    phone.wait("delivered")
    venue.fault("clock", str(3_600_000))
    assert venue.net.release() == [200]
    assert [row[1:3] for row in venue.revisions(sheet)] == [(1, '{"i1":"5"}')]
    phone.type("4")
    phone.wait("delivered")
    assert [row[1] for row in venue.revisions(sheet)] == [1, 2]


def test_08_an_old_write_that_arrives_after_a_newer_one_is_refused(venue, phone):
    sheet = phone.first()
    met = first_put_then(venue, "hold", others="lose")
    phone.type("3")
    eventually(lambda: met)
    phone.type("9")
    eventually(lambda: phone.kept(sheet)["values"] == {"i1": "9"})
    venue.net.rule = lambda method, path: "pass"
    phone.wake()
    phone.wait("delivered")
    assert venue.net.release() == [412]
    assert [row[1:3] for row in venue.revisions(sheet)] == [(1, '{"i1":"9"}')]
    # The other way round: the older one got through first and its answer was lost; the newer is built on it in silence.
    met = first_put_then(venue, "cut")
    phone.type("2")
    eventually(lambda: met)
    phone.type("1")
    phone.wake()
    phone.wait("delivered")
    assert [json.loads(row[2])["i1"] for row in venue.revisions(sheet)] == ["9", "2", "1"]


def test_10_two_phones_of_one_judge_settle_a_conflict_and_lose_nothing(venue, make_phone):
    one, two = make_phone(venue).enter(), make_phone(venue).enter()
    sheet = one.first()
    assert two.first() == sheet
    venue.net.rule = lambda method, path: "lose" if method == "PUT" else "pass"
    one.type("4")
    one.page.wait_for_selector("#net :text('已存本机')")
    venue.net.rule = lambda method, path: "pass"
    two.type("8")
    two.wait("delivered")
    one.wake()
    one.page.wait_for_selector("h1:has-text('另一台设备上也改过')")
    # Both versions stand side by side; nothing has been merged or lost.
    sides = one.page.locator(".sides section").all_inner_texts()
    assert "4" in sides[0] and "8" in sides[1]
    assert [json.loads(row[2]) for row in venue.revisions(sheet)] == [{"i1": "8"}]
    one.page.click(".sides section:first-child button")
    one.wait("delivered")
    assert [json.loads(row[2]) for row in venue.revisions(sheet)] == [{"i1": "8"}, {"i1": "4"}]
    # The version that was given up is on record with the one chosen.
    [(remarks,)] = venue.rows("SELECT remarks FROM sheet_revision WHERE sheet = ? AND revision = 2", sheet)
    assert json.loads(remarks)["discarded"]["values"] == {"i1": "8"}


def test_16_without_a_way_to_the_server_the_page_says_what_to_do(venue, phone):
    phone.first()
    venue.kill()
    phone.type("7")
    phone.page.wait_for_selector("#net :text('没有网络')")
    phone.page.click("[data-id=queue]")
    phone.page.wait_for_selector("#net:has-text('分数已存本机，来网自动上传')")
    # A new phone on mobile data: the page cannot open, but one that is open says how to get back, and keeps no one waiting.
    venue.start()
    stranger = phone.context.browser.new_context()
    page = stranger.new_page()
    page.goto(venue.address + "/judge#" + venue.cards[0][0])
    page.wait_for_selector("[data-id=k1]")
    venue.kill()
    enter_pin(page, venue.cards[0][1])
    page.wait_for_selector("text=请确认手机连着会场 Wi-Fi")
    stranger.close()


def test_18_what_a_captive_portal_answers_is_never_taken_for_a_success(venue, phone):
    sheet = phone.first()
    for fate, digit in (("portal", "6"), ("portal-json", "5")):
        venue.net.rule = lambda method, path, fate=fate: fate if path.startswith("/api/") else "pass"
        phone.type(digit)
        eventually(lambda: any(put[2] == fate for put in venue.net.puts()))
        time.sleep(1)
        assert phone.page.query_selector(".net .s-delivered") is None
        assert phone.kept(sheet)["values"] == {"i1": digit}
        if fate == "portal":
            phone.page.wait_for_selector("#net :text('关闭移动数据')")
        venue.net.rule = lambda method, path: "pass"
        phone.wake()
        phone.wait("delivered")
    assert [json.loads(row[2])["i1"] for row in venue.revisions(sheet)] == ["6", "5"]


def test_one_request_is_in_the_air_at_a_time_and_the_oldest_goes_first(make_venue, make_phone):
    venue = make_venue(entries=4)
    phone = make_phone(venue).enter()
    venue.net.rule = lambda method, path: "lose" if method == "PUT" else "pass"
    order = []
    for place in (3, 1, 2):
        phone.page.click(f".queue li:nth-child({place}) button")
        phone.page.wait_for_selector(".segments")
        order.append(phone.page.url.split("/")[-2])
        phone.type("7")
        phone.page.wait_for_selector("#net :text('已存本机')")
        phone.page.click("[data-id=queue]")
    venue.net.seen.clear()
    flying, most = [0], [0]

    def rule(method, path):
        if method != "PUT":
            return "pass"
        flying[0] += 1
        most[0] = max(most[0], flying[0])
        time.sleep(0.3)
        flying[0] -= 1
        return "pass"

    venue.net.rule = rule
    phone.wake()
    eventually(lambda: len(venue.revisions()) == 3)
    assert most[0] == 1
    assert [path.split("/")[-1] for path, _, _, status in venue.net.puts() if status == 200] == order


def test_a_sheet_that_the_server_cannot_answer_stops_none_of_the_others(venue, phone):
    bad = phone.page.locator(".queue button").first
    bad.click()
    phone.page.wait_for_selector(".segments")
    sheet = phone.page.url.split("/")[-2]
    venue.net.rule = lambda method, path: "portal-json" if path.endswith(sheet) else "pass"
    phone.type("7")
    phone.page.wait_for_selector("#net :text('已存本机')")
    phone.page.click("[data-id=queue]")
    phone.page.click(".queue li:nth-child(2) button")
    phone.page.wait_for_selector(".segments")
    phone.type("8")
    phone.wake()
    phone.wait("delivered", 40)
    venue.net.rule = lambda method, path: "pass"
    phone.wake()
    eventually(lambda: len(venue.revisions()) == 2, 40)
