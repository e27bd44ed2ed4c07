"""What the server owes the phones: on the disk before it answers, no acceptance on a full disk, and no trust in its own clock."""
import json

from venue import *  # noqa: F403


def test_05_an_answer_goes_out_only_after_the_flush(make_venue):
    venue = make_venue(faults=True)
    card, pin, _ = venue.cards[0]
    judge = Judge(venue.server, card, pin)
    sheet, form = judge.open_sheets()[0]
    for turn in range(20):
        venue.fault("order", "")
        path, headers, body, _ = judge.write(sheet, form, turn, revision=turn)
        assert judge.put(path, headers, body)[0] == 200
        order = (venue.switches / "order").read_text()
        assert "W" in order, "nothing was written to the store"
        assert order.rstrip("W") == order and order.endswith("S"), f"the answer came before the flush: {order}"


def test_25_on_a_full_disk_the_phone_keeps_and_says_so_and_delivers_when_there_is_room(make_venue, make_phone):
    venue = make_venue(faults=True)
    phone = make_phone(venue).enter()
    sheet = phone.first()
    venue.fault("full", "")
    phone.type("7")
    phone.page.wait_for_selector("#net :text('服务器存满了')", timeout=30_000)
    assert [status for _, _, _, status in venue.net.puts()][-1] == 507
    assert phone.kept(sheet)["values"] == {"i1": "7"} and phone.page.query_selector(".net .s-delivered") is None
    venue.fault("full")
    phone.wake()
    phone.wait("delivered", 40)
    assert [row[1:3] for row in venue.revisions(sheet)] == [(1, '{"i1":"7"}')]


def test_26_a_server_whose_clock_jumps_back_takes_marks_and_signatures_in_their_order(make_venue, make_phone):
    venue = make_venue(faults=True)
    phone = make_phone(venue).enter()
    sheet = phone.first()
    phone.type("4")
    phone.wait("delivered")
    venue.fault("clock", str(-7_200_000))
    phone.all("6")
    phone.wait("delivered")
    phone.sign()
    rows = venue.revisions(sheet)
    assert [row[1] for row in rows] == list(range(1, len(rows) + 1))
    assert json.loads(rows[-1][2]) == {f"i{n}": "6" for n in range(1, 9)}
    assert venue.rows("SELECT state FROM sheet WHERE id = ?", sheet) == [("signed",)]
    checked = sizhou("audit", "verify", "--data", venue.data, status=None)
    assert checked.status == 0, checked.out
