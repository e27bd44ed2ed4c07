"""Locked rounds, other rubrics, new cards, other judges, withdrawn contestants: the marks are kept and the words are plain."""
import hashlib
import json
import re

from venue import *  # noqa: F403


def typed_offline(venue, phone, digit="7"):
    """A sheet that is kept on the phone and not delivered; its id."""
    sheet = phone.first()
    venue.net.rule = lambda method, path: "lose" if method == "PUT" else "pass"
    phone.type(digit)
    phone.page.wait_for_selector("#net :text('已存本机')")
    return sheet


def online(venue, phone):
    venue.net.rule = lambda method, path: "pass"
    phone.wake()


def test_09_what_comes_after_the_lock_waits_for_the_chief_judge_and_is_admitted_or_refused(venue, phone):
    decided = []
    for place, admit in ((1, "1"), (2, "0")):
        sheet = typed_offline(venue, phone, str(5 + place))
        venue.change("UPDATE sheet SET locked = 1")
        online(venue, phone)
        phone.wait("attention")
        phone.page.wait_for_selector("text=这份列为迟到")
        assert venue.revisions(sheet) == []
        [(write, cause)] = venue.rows("SELECT write_id, cause FROM late_sheet WHERE sheet = ?", sheet)
        assert cause == "locked"
        # The same late write again is kept once.
        page = f"/office/events/{venue.event}"
        assert venue.staff.page(page).count(write) >= 1
        venue.staff.send(page, page + "/late", write=write, admit=admit, reason="停电补交" if admit == "1" else "比赛已结束")
        decided.append(sheet)
        # The phone learns it by itself, within the half minute of its knocking.
        if admit == "1":
            phone.page.wait_for_selector("text=裁判长采用了这份迟到的评分", timeout=45_000)
            assert [json.loads(row[2]) for row in venue.revisions(sheet)] == [{"i1": "6"}]
        else:
            phone.page.wait_for_selector("text=裁判长没有采用", timeout=45_000)
            phone.page.wait_for_selector("text=比赛已结束")
            assert venue.revisions(sheet) == []
            assert phone.kept(sheet)["lateValues"] == {"i1": "7"}, "what was refused is still on the phone"
        venue.change("UPDATE sheet SET locked = 0 WHERE sheet.id <> ?", sheet)
        phone.page.click("[data-id=queue]")
        venue.change("UPDATE sheet SET locked = 0, state = 'signed' WHERE sheet.id = ? AND revision > 0", sheet)
        phone.page.reload()
        phone.page.wait_for_selector(".queue button, .segments, .repeat")
        phone.page.goto(venue.address + "/judge#/queue")
        phone.page.wait_for_selector(".queue button")


def test_19_a_rubric_changed_in_the_middle_keeps_the_sheet_and_asks_again_under_the_new_one(venue, phone):
    sheet = typed_offline(venue, phone)
    # The first question counts for less under the new rubric; the change is made beside the server.
    [row] = venue.rows("SELECT r.* FROM rubric r JOIN division d ON r.sha256 = d.rubric_sha256 WHERE d.event = ?", venue.event)
    names = [name for _, name, *_ in venue.rows("PRAGMA table_info(rubric)")]
    old = dict(zip(names, row))
    text = bytes(old["bytes"]).decode()
    changed = (text.replace('id="i1" max="10"', 'id="i1" max="9"').replace('max="80"', 'max="79"').replace('scale="80"', 'scale="79"')).encode()
    new = {**old, "bytes": changed, "sha256": hashlib.sha256(changed).hexdigest()}
    venue.change(f"INSERT INTO rubric ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", *new.values())
    venue.change("UPDATE division SET rubric_sha256 = ?", new["sha256"])
    venue.change("UPDATE sheet SET rubric_sha256 = ?", new["sha256"])
    online(venue, phone)
    phone.wait("attention")
    phone.page.wait_for_selector("text=评分表已更新")
    assert phone.kept(sheet)["values"] == {"i1": "7"} and venue.revisions() == []
    phone.page.click("[data-id=again]")
    phone.wait("delivered")
    [(marks, remarks)] = venue.rows("SELECT marks, remarks FROM sheet_revision WHERE sheet = ?", sheet)
    assert json.loads(marks) == {"i1": "7"}
    assert json.loads(remarks)["discarded"]["values"] == {"i1": "7"}, "what was typed under the old rubric is on record"


def test_20_a_new_card_in_the_middle_of_a_sheet_loses_nothing(venue, phone):
    sheet = typed_offline(venue, phone)
    set_up = f"/office/events/{venue.event}/set-up"
    page = venue.staff.send(set_up, set_up + "/judges/renew", expect=200, judge=phone.judge)
    card, pin = re.search(r"/judge#(\w+)", page)[1], re.search(r'code pin">(\d{4})<', page)[1]
    online(venue, phone)
    phone.page.wait_for_selector("text=登录已过期")
    assert venue.revisions() == []
    phone.card, phone.pin = card, pin
    phone.scan()
    phone.page.wait_for_selector("[data-id=k1]")
    enter_pin(phone.page, pin)
    phone.page.wait_for_selector(".segments, .queue button")
    eventually(lambda: venue.revisions(sheet))
    assert json.loads(venue.revisions(sheet)[0][2]) == {"i1": "7"}


def test_21_a_swapped_judge_keeps_her_delivered_sheets_and_the_rest_goes_to_the_other(make_venue, make_phone):
    venue = make_venue(judges=2)
    phone = make_phone(venue).enter()
    delivered = phone.first()
    phone.type("6")
    phone.wait("delivered")
    phone.page.click("[data-id=queue]")
    phone.page.click(".queue li:nth-child(2) button")
    phone.page.wait_for_selector(".segments")
    sheet = phone.page.url.split("/")[-2]
    venue.net.rule = lambda method, path: "lose" if method == "PUT" else "pass"
    phone.type("7")
    phone.page.wait_for_selector("#net :text('已存本机')")
    set_up = f"/office/events/{venue.event}/set-up"
    venue.staff.send(set_up, set_up + "/judges/off", judge=phone.judge, division=venue.event, reason="改派")
    online(venue, phone)
    phone.wait("attention")
    phone.page.wait_for_selector("text=已改派给别的评委")
    assert phone.kept(sheet)["values"] == {"i1": "7"}
    # The other sheets are still hers: she goes on without a new sign-in.
    phone.page.click("[data-id=queue]")
    phone.page.click(".queue li:nth-child(1) button")
    phone.page.wait_for_selector(".segments")
    phone.type("5")
    eventually(lambda: len(venue.revisions(delivered)) == 2)
    assert json.loads(venue.revisions(delivered)[-1][2]) == {"i1": "6", "i2": "5"}
    assert venue.revisions(sheet) == []
    owners = dict(venue.rows("SELECT id, judge FROM sheet WHERE id IN (?, ?)", delivered, sheet))
    assert set(owners.values()) == {phone.judge}


def test_22_the_sheet_of_a_withdrawn_contestant_is_kept_on_record(venue, phone):
    sheet = typed_offline(venue, phone)
    code = phone.page.inner_text(".bar .big")
    set_up = f"/office/events/{venue.event}/set-up"
    venue.staff.send(set_up, set_up + "/status", entry=code, status="withdrawn", reason="受伤")
    online(venue, phone)
    phone.wait("attention")
    phone.page.wait_for_selector("text=该选手已退赛，分数已留存")
    assert venue.revisions(sheet) == []
    [(cause, marks)] = venue.rows("SELECT cause, marks FROM late_sheet WHERE sheet = ?", sheet)
    assert (cause, json.loads(marks)) == ("withdrawn", {"i1": "7"})


def test_28_a_signature_on_an_old_revision_is_refused(venue, phone):
    judge = Judge(venue.server, phone.card, phone.pin)
    sheet, form = judge.open_sheets()[0]
    path, headers, body, values = judge.write(sheet, form, 1)
    assert judge.put(path, headers, body)[1]["rev"] == 1
    status, leave = venue.server.post("/api/v1/signing", {"pin": phone.pin, "sheets": [
        {"sheet": sheet["id"], "rev": 1, "hash": digest(values)}]}, judge.headers)
    assert status == 200
    path, headers, body, _ = judge.write(sheet, form, 2, revision=1)
    assert judge.put(path, headers, body)[1]["rev"] == 2
    status, _ = judge.put(f"/api/v1/sheets/{sheet['id']}/signature", {**judge.headers, "Content-Type": "application/json"}, {
        "rev": 1, "hash": digest(values), "name": "示例评委", "token": leave["token"], "deviceId": judge.device})
    assert status == 412
    assert venue.rows("SELECT COUNT(*) FROM sheet_signature") == [(0,)]


def test_a_phone_learns_that_the_chief_judge_has_reopened_a_signed_sheet(venue, phone):
    sheet = phone.first()
    phone.all()
    phone.wait("delivered")
    phone.sign()
    assert phone.kept(sheet)["receipt"], "the receipt stays on the phone"
    venue.change("UPDATE sheet SET state = 'open' WHERE id = ?", sheet)
    venue.change("UPDATE event_version SET version = version + 1")
    phone.page.wait_for_selector("text=裁判长退回了这份评分", timeout=45_000)
