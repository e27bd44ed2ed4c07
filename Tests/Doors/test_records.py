"""The records survive what offices do to them: backups while judges score, tampering, lost keys, lost machines, new staff."""
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import time

import pytest

import program
from judging import Judge, open_event
from office import Staff, judge_everything, numbers, publish_and_issue, set_up_contest, strip
from program import Server, run, sizhou
from test_kill import clients_of


def ask(file, sql):
    db = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def shell(data, *statements):
    """What somebody with the plain SQLite shell does."""
    db = sqlite3.connect(data / "sizhou.sqlite")
    db.execute("PRAGMA foreign_keys = OFF")
    with db:
        for statement in statements:
            db.execute(statement)
    db.close()


def audit(data, *options, status=0):
    return sizhou("audit", "verify", "--data", data, "--format", "json", *options, status=status).json


# --- Backups and restores


def stored(data):
    return dict(ask(data / "sizhou.sqlite", "SELECT write_id, hash FROM sheet_revision"))


def test_a_backup_while_eight_judges_score_holds_everything_acknowledged_before_it(tmp_path):
    data = tmp_path / "data"
    cards = open_event(data, judges=4, entries=16)
    with Server(data) as server:
        clients = clients_of(server, cards, 8)
        for client in clients:
            client.start()
        made = []
        for number in range(5):
            time.sleep(0.15)
            before = {write: facts[2] for client in clients for write, facts in list(client.acknowledged.items())}
            began = time.monotonic()
            sizhou("backup", tmp_path / f"{number}.backup", "--data", data)
            made.append((tmp_path / f"{number}.backup", before, time.monotonic() - began))
        refused = [answer for client in clients for answer in client.refused]
        server.kill()
        for client in clients:
            client.join(30)
    assert not refused, "a backup made the server refuse a sheet"
    assert len(made[-1][1]) > len(made[0][1]) > 8, "nobody was scoring"
    for number, (file, before, _) in enumerate(made):
        restored = tmp_path / f"restored-{number}"
        sizhou("restore", file, "--data", restored)
        assert before.items() <= stored(restored).items(), "an acknowledged sheet is not in the backup"
        assert ask(restored / "sizhou.sqlite", "PRAGMA integrity_check") == [("ok",)]
        assert audit(restored)["sound"]
    assert not list(tmp_path.glob("*.part-*")), "halves lie around"
    print(f"backups took {', '.join(f'{seconds:.2f}' for _, _, seconds in made)} s under load")


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    """A data folder in which two judges have signed some sheets, and a backup of it."""
    folder = tmp_path_factory.mktemp("scored")
    data = folder / "data"
    cards = open_event(data, judges=2, entries=3)
    receipts = {}
    with Server(data) as server:
        for card, pin in cards:
            judge = Judge(server, card, pin)
            for turn, (sheet, form) in enumerate(judge.open_sheets()[:2]):
                path, headers, body, _ = judge.write(sheet, form, turn)
                answer = judge.put(path, headers, body)[1]
                receipts[sheet["id"]] = judge.sign(sheet["id"], answer["rev"], answer["hash"], pin)
    sizhou("backup", folder / "first.backup", "--data", data)
    code = sizhou("key", "backup", "--data", data).out
    return folder, cards, receipts, code


def test_a_restored_folder_serves_with_its_signed_sheets_and_another_store_id(scored, tmp_path):
    folder, cards, receipts, code = scored
    data = tmp_path / "data"
    sizhou("restore", folder / "first.backup", "--data", data)
    refused = run("serve", "--data", data, "--port", "0")
    assert refused.status == 74 and "key restore" in refused.err, "without keys nothing is served"
    sizhou("key", "restore", "--data", data, stdin=code)
    with Server(data) as server:
        boots = [Judge(server, card, pin).bootstrap() for card, pin in cards]
    signed = {sheet["id"]: sheet["receipt"] for boot in boots for sheet in boot["sheets"] if sheet["state"] == "signed"}
    assert signed == receipts
    [[old]] = ask(folder / "data/sizhou.sqlite", "SELECT value FROM store_fact WHERE name = 'id'")
    assert {boot["storeId"] for boot in boots} != {old}, "devices would not notice"
    assert audit(data)["sound"]


def test_devices_bring_back_what_an_older_copy_lacks_signed_sheets_with_their_receipts(tmp_path):
    data = tmp_path / "data"
    cards = open_event(data, judges=1, entries=4)
    sizhou("backup", tmp_path / "early.backup", "--data", data)
    code = sizhou("key", "backup", "--data", data).out
    card, pin = cards[0]
    with Server(data) as server:
        judge = Judge(server, card, pin)
        kept = []
        for turn, (sheet, form) in enumerate(judge.open_sheets()[:3]):
            path, headers, body, _ = judge.write(sheet, form, turn)
            answer = judge.put(path, headers, body)[1]
            receipt = judge.sign(sheet["id"], answer["rev"], answer["hash"], pin) if turn < 2 else None
            kept.append((path, headers, body, receipt))
    again = tmp_path / "again"
    sizhou("restore", tmp_path / "early.backup", "--data", again)
    sizhou("key", "restore", "--data", again, stdin=code)
    with Server(again) as server:
        new = Judge(server, card, pin, device=judge.device)
        assert {sheet["state"] for sheet in new.bootstrap()["sheets"]} == {"empty"}
        for path, headers, body, receipt in kept:
            if receipt is None:
                assert new.put(path, {**headers, **new.headers}, body)[0] == 200
                continue
            forged = receipt.replace('"rev":1', '"rev":2')
            assert new.bring_back(body["sheet"], body, forged)[0] == 422
            other = {**body, "values": {**body["values"], next(iter(body["values"])): "9.5"}}
            assert new.bring_back(body["sheet"], other, receipt)[0] == 422
            for _ in range(2):
                status, answer = new.bring_back(body["sheet"], body, receipt)
                assert (status, answer["receipt"], answer["rev"]) == (200, receipt, 1)
        states = {sheet["id"]: (sheet["state"], sheet["receipt"]) for sheet in new.bootstrap()["sheets"]}
    for path, _, body, receipt in kept:
        assert states[body["sheet"]] == ("signed" if receipt else "delivered", receipt)
    assert audit(again)["sound"]


def test_a_killed_backup_leaves_the_earlier_one_and_no_half(scored, tmp_path):
    data, file = scored[0] / "data", tmp_path / "one.backup"
    sizhou("backup", file, "--data", data)
    whole = file.read_bytes()
    for wait in (0.0, 0.02, 0.05, 0.08, 0.12, 0.16, 0.2):
        process = subprocess.Popen([program.BINARY, "backup", file, "--data", data], stdout=subprocess.DEVNULL)
        time.sleep(wait)
        process.kill()
        process.wait()
        if file.read_bytes() != whole:
            sizhou("restore", file, "--data", tmp_path / f"r{wait}")
            whole = file.read_bytes()


def test_a_folder_with_data_is_refused_and_kept_beside_with_replace(scored, tmp_path):
    folder, *_ = scored
    data = tmp_path / "data"
    shutil.copytree(folder / "data", data)
    ran = sizhou("restore", folder / "first.backup", "--data", data, status=64)
    assert "--replace" in ran.err
    before = ask(data / "sizhou.sqlite", "SELECT value FROM store_fact WHERE name = 'id'")
    sizhou("restore", folder / "first.backup", "--data", data, "--replace")
    [aside] = tmp_path.glob("data.before-restore-*")
    assert ask(aside / "sizhou.sqlite", "SELECT value FROM store_fact WHERE name = 'id'") == before
    assert ask(data / "sizhou.sqlite", "SELECT value FROM store_fact WHERE name = 'id'") != before
    assert (data / "keys/vault.key").read_bytes() == (aside / "keys/vault.key").read_bytes(), "the keys that fit come along"
    assert not list(tmp_path.glob("*.restoring-*"))


def test_a_folder_that_is_served_is_not_restored_into(scored, tmp_path):
    folder, *_ = scored
    data = tmp_path / "data"
    shutil.copytree(folder / "data", data)
    with Server(data):
        ran = sizhou("restore", folder / "first.backup", "--data", data, "--replace", status=64)
        assert "server" in ran.err


@pytest.mark.parametrize("spoil, word", [
    (lambda file: file.write_bytes(b"hello"), "no backup"),
    (lambda file: file.write_bytes(file.read_bytes()[:30000]), ""),
    (lambda file: file.write_bytes(b"SQLite format 3\0" + bytes(4096)), ""),
    (lambda file: change(file, "UPDATE sheet_revision SET marks = '{}'"), "sheet_revision"),
    (lambda file: change(file, "DELETE FROM audit_entry WHERE sequence = 3"), "audit_entry"),
    (lambda file: change(file, "DROP TABLE copy_manifest"), "manifest"),
    (lambda file: change(file, "UPDATE copy_manifest SET document = replace(document, '\"schema\":', '\"schema\":9')"), "newer"),
])
def test_a_spoilt_backup_is_refused_and_nothing_is_left(scored, tmp_path, spoil, word):
    file = tmp_path / "spoilt.backup"
    shutil.copy(scored[0] / "first.backup", file)
    spoil(file)
    ran = sizhou("restore", file, "--data", tmp_path / "data", status=65)
    assert word in ran.err and "Error" not in ran.err, ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["spoilt.backup"]


def change(file, sql):
    db = sqlite3.connect(file)
    with db:
        db.execute(sql)
    db.close()


def test_a_backup_carries_no_key_and_is_for_its_owner_alone(scored):
    folder, *_ = scored
    content = (folder / "first.backup").read_bytes()
    for key in (folder / "data/keys").glob("*.key"):
        assert key.read_bytes() not in content
    assert stat.S_IMODE((folder / "first.backup").stat().st_mode) & 0o077 == 0


def test_a_backup_never_overwrites_anything_but_an_earlier_one(scored, tmp_path):
    data = scored[0] / "data"
    for name, content in (("notes.txt", b"mine"), ("empty", b"")):
        (tmp_path / name).write_bytes(content)
        sizhou("backup", tmp_path / name, "--data", data, status=64)
        assert (tmp_path / name).read_bytes() == content
    sizhou("backup", data / "sizhou.sqlite", "--data", data, status=64)
    for _ in range(2):
        sizhou("backup", tmp_path / "twice.backup", "--data", data)
    sizhou("backup", tmp_path / "no/such/folder.backup", "--data", data, status=74)
    sizhou("backup", tmp_path / "x.backup", "--data", tmp_path / "none", status=66)


# --- The chain of evidence


TAMPERING = {
    "an edited entry": (["UPDATE audit_entry SET actor = 'judge:x' WHERE sequence = 20"], "entry 20", "audit-broken"),
    "an edited digest": (["UPDATE audit_entry SET touched = NULL WHERE sequence = 21 OR sequence = 12"], "entry 12", "audit-broken"),
    "a deleted entry": (["DELETE FROM audit_entry WHERE sequence = 9"], "entry 9", "audit-broken"),
    "an inserted entry": (
        ["UPDATE audit_entry SET sequence = sequence + 100000 WHERE sequence >= 15",
         "UPDATE audit_entry SET sequence = sequence - 99999 WHERE sequence > 100000",
         "INSERT INTO audit_entry SELECT chain, 15, at, actor, act, subject, old, new, reason, previous, hash, touched FROM audit_entry WHERE sequence = 14"],
        "entry 15", "audit-broken"),
    "two entries in each other's place": (
        ["UPDATE audit_entry SET sequence = 100000 WHERE sequence = 30", "UPDATE audit_entry SET sequence = 30 WHERE sequence = 31",
         "UPDATE audit_entry SET sequence = 31 WHERE sequence = 100000"], "entry 30", "audit-broken"),
    "other marks": (
        ["UPDATE sheet_revision SET marks = replace(marks, 'i1', 'i9') WHERE rowid = 1"], "sheet:", "audit-stray"),
    "other marks with their hash": (
        ["UPDATE sheet_revision SET hash = 'aaaa' || substr(hash, 5) WHERE rowid = 1"], "sheet:", "audit-stray"),
    "a signature taken back": (
        ["UPDATE sheet SET state = 'open' WHERE id = (SELECT sheet FROM sheet_signature LIMIT 1)", "DELETE FROM sheet_signature"],
        "sheet:", "audit-stray"),
    "an entry renamed": (["UPDATE entry SET code = 'B77' WHERE code = 'B01'"], "entry:", "audit-stray"),
    "another person's name": (["UPDATE person SET name = '别人' WHERE rowid = 1"], "person:", "audit-stray"),
    "a judge's new PIN": (["UPDATE judge SET pin_hash = '0' WHERE rowid = 1"], "judge:", "audit-stray"),
    "an account out of nowhere": (
        ["INSERT INTO account (id, login, name, password, created) VALUES ('a-x', 'x', 'x', 'x', 0)"], "account:a-x", "audit-stray"),
    "a sheet moved to another dish": (
        ["UPDATE sheet SET run = 7 WHERE revision = 0"], "division:", "audit-stray"),
    "a deleted participation": (["DELETE FROM participation WHERE rowid = 2"], "participation:", "audit-stray"),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_what_the_sqlite_shell_changed_is_found_and_named(scored, tmp_path, how):
    data = tmp_path / "data"
    shutil.copytree(scored[0] / "data", data)
    assert audit(data)["sound"]
    statements, place, code = TAMPERING[how]
    shell(data, *statements)
    answer = audit(data, status=1)
    first = answer["faults"][0]
    assert first["code"] == code and place in first["en"], answer["faults"]
    text = sizhou("audit", "verify", "--data", data, "--language", "en", status=1).out
    assert place in text


def test_newest_entries_that_were_cut_off_are_found_with_the_checkpoints_kept_outside(scored, tmp_path):
    data, outside = tmp_path / "data", tmp_path / "outside"
    shutil.copytree(scored[0] / "data", data)
    with Server(data, options=["--checkpoints", outside]) as server:
        card, pin = scored[1][0]
        judge = Judge(server, card, pin)
        path, headers, body, _ = judge.write(*judge.open_sheets()[0], 5)
        assert judge.put(path, headers, body)[0] == 200
    assert len(list(outside.glob("*.json"))) >= 2, "at the start and at the stop"
    assert audit(data, "--checkpoints", outside)["checkpoints"]["compared"] >= 2
    [[last]] = ask(data / "sizhou.sqlite", "SELECT MAX(sequence) FROM audit_entry")
    shell(data, f"DELETE FROM audit_entry WHERE sequence = {last}",
          "UPDATE sheet SET revision = 0 WHERE id = (SELECT sheet FROM sheet_revision ORDER BY received DESC LIMIT 1)",
          "DELETE FROM sheet_revision WHERE received = (SELECT MAX(received) FROM sheet_revision)")
    shutil.rmtree(data / "checkpoints")
    assert audit(data)["sound"], "inside there is nothing to tell"
    answer = audit(data, "--checkpoints", outside, status=1)
    assert [fault["code"] for fault in answer["faults"]] == ["audit-cut"]
    assert f"from entry {last} on" in answer["faults"][0]["en"]


def test_an_edited_checkpoint_is_not_believed(scored, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(scored[0] / "data", data)
    [*files] = (data / "checkpoints").glob("*.json")
    files[0].write_text(files[0].read_text().replace('"sequence":', '"sequence":1'))
    answer = audit(data, status=1)
    assert {fault["code"] for fault in answer["faults"]} == {"checkpoint-altered"}
    assert answer["faults"][0]["file"] == files[0].name


def test_what_cannot_be_read_ends_with_65_and_what_is_not_there_with_66(tmp_path):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken/sizhou.sqlite").write_bytes(b"no database at all" * 100)
    assert audit(tmp_path / "broken", status=65)["sound"] is False
    sizhou("audit", "verify", "--data", tmp_path / "none", status=66)
    sizhou("audit", "verify", "--data", tmp_path / "broken", "--checkpoints", tmp_path / "none", status=66)


def test_a_whole_sample_leaves_a_sound_audit(sample):
    answer = audit(sample / "data")
    assert answer["sound"] and answer["entries"] > 2000


# --- Keys


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A real installation with a judged, published contest, its certificates, a backup and the recovery code."""
    folder = tmp_path_factory.mktemp("office")
    data = folder / "data"
    server = Server(data, log=folder / "log")
    with server:
        started = len(list((data / "checkpoints").glob("*.json")))
        [password] = [line.rsplit("password ", 1)[1].split()[0] for line in server.words().splitlines() if "password " in line]
        staff = Staff(server)
        assert staff.sign_in("admin", password) == "/office"
        staff.change_password(password, "a long pass phrase")
        cards = set_up_contest(staff, "snacks")
        judge_everything(server, cards)
        issued = publish_and_issue(staff, "snacks")
        assert issued, "no certificate was issued"
        wait_for(lambda: len(list((data / "checkpoints").glob("*.json"))) > started, 10)
        for number in issued:
            (folder / f"{number}.json").write_text(staff.page(f"/office/certificates/{number}/credential"), "utf-8")
        (folder / "keys.json").write_text(staff.page("/issuer/keys.json"), "utf-8")
    sizhou("backup", folder / "office.backup", "--data", data)
    code = sizhou("key", "backup", "--data", data).out
    return folder, issued, code


def verdict(file, *options, status=0):
    return sizhou("certificate", "verify", file, "--format", "json", *options, status=status).json


def test_backup_and_code_make_an_empty_machine_the_same_office_again(office, tmp_path):
    folder, issued, code = office
    data = tmp_path / "new machine"
    sizhou("restore", folder / "office.backup", "--data", data)
    finding = {one["code"]: one for one in sizhou("doctor", "--data", data, "--format", "json", status=1).json["findings"]}
    assert finding["personal-data"]["level"] == finding["keys"]["level"] == "bad"

    sizhou("key", "restore", "--data", data, stdin=code)
    for name in ("vault.key", "issuer.key"):
        assert (data / "keys" / name).read_bytes() == (folder / "data/keys" / name).read_bytes()
        assert stat.S_IMODE((data / "keys" / name).stat().st_mode) == 0o600
    finding = {one["code"]: one for one in sizhou("doctor", "--data", data, "--format", "json").json["findings"]}
    assert finding["personal-data"]["level"] == "fine" and "4 people open" in finding["personal-data"]["en"]

    old = folder / f"{issued[0]}.json"
    assert verdict(old, "--data", data)["verdict"] == "genuine"
    with Server(data) as server:
        staff = Staff(server)
        staff.sign_in("admin", "a long pass phrase")
        page = f"/office/certificates/{issued[0]}"
        staff.send(page, page + "/name", name="示例改", reason="姓名写错")
        [new] = set(numbers(staff, "snacks")) - set(issued)
        (tmp_path / "new.json").write_text(staff.page(f"/office/certificates/{new}/credential"), "utf-8")
    answer = verdict(tmp_path / "new.json", "--keys", folder / "keys.json")
    assert answer["verdict"] == "genuine", "the very same key signed it"
    assert answer["keyId"] == verdict(old, "--keys", folder / "keys.json")["keyId"]
    assert verdict(old, "--data", data, status=1)["verdict"] == "superseded"
    assert audit(data)["sound"]


def typed_wrong(code, place):
    groups = [word for line in code.splitlines() for word in line.split()[1:]]
    assert len(groups) == 28
    group = groups[place]
    groups[place] = group[:2] + ("7" if group[2] != "7" else "8") + group[3:]
    return " ".join(groups)


@pytest.mark.parametrize("place", [0, 13, 27])
def test_a_mistyped_code_names_the_group(office, tmp_path, place):
    ran = sizhou("key", "restore", "--data", tmp_path / "data", stdin=typed_wrong(office[2], place), status=65)
    assert f"group {place + 1} " in ran.err
    assert not (tmp_path / "data").exists()


def test_a_code_of_another_office_and_keys_that_are_there_are_refused(office, scored, tmp_path):
    folder, _, code = office
    sizhou("restore", folder / "office.backup", "--data", tmp_path / "data")
    with Server(tmp_path / "other"):
        pass
    other = sizhou("key", "backup", "--data", tmp_path / "other").out
    ran = sizhou("key", "restore", "--data", tmp_path / "data", stdin=other, status=65)
    assert "other records" in ran.err
    assert not list((tmp_path / "data/keys").glob("*.key"))
    kept = (tmp_path / "other/keys/vault.key").read_bytes()
    sizhou("key", "restore", "--data", tmp_path / "other", stdin=code, status=64)
    assert (tmp_path / "other/keys/vault.key").read_bytes() == kept
    shutil.copy(folder / "data/keys/vault.key", tmp_path / "other/keys/vault.key")
    ran = run("serve", "--data", tmp_path / "other", "--port", "0")
    assert ran.status == 74 and "does not belong" in ran.err, "keys of other records are noticed"


def test_after_a_rotation_old_papers_stay_genuine_and_new_ones_have_the_new_key(office, tmp_path):
    folder, issued, old_code = office
    data = tmp_path / "data"
    shutil.copytree(folder / "data", data)
    with Server(data):
        assert "server" in sizhou("key", "rotate", "--data", data, status=64).err
    before = (data / "keys/issuer.key").read_bytes()
    sizhou("key", "rotate", "--data", data)
    assert (data / "keys/issuer.key").read_bytes() != before
    warned = {one["code"]: one["level"] for one in sizhou("doctor", "--data", data, "--format", "json").json["findings"]}
    assert warned["recovery-code"] == "warning", "the printed code is of the former key"
    with Server(data) as server:
        staff = Staff(server)
        staff.sign_in("admin", "a long pass phrase")
        page = f"/office/certificates/{issued[0]}"
        staff.send(page, page + "/name", name="示例改", reason="姓名写错")
        [new] = set(numbers(staff, "snacks")) - set(issued)
        (tmp_path / "new.json").write_text(staff.page(f"/office/certificates/{new}/credential"), "utf-8")
        (tmp_path / "keys.json").write_text(staff.page("/issuer/keys.json"), "utf-8")
        (tmp_path / "status.json").write_text(staff.page("/issuer/status.json"), "utf-8")
    old = folder / f"{issued[-1]}.json"
    fresh = ("--keys", tmp_path / "keys.json", "--status", tmp_path / "status.json")
    for options in (("--data", data), fresh):
        assert verdict(tmp_path / "new.json", *options)["verdict"] == "genuine"
        if len(issued) > 1:
            assert verdict(old, *options)["verdict"] == "genuine"
        assert verdict(folder / f"{issued[0]}.json", *options, status=1)["verdict"] == "superseded"
    assert verdict(tmp_path / "new.json", "--keys", folder / "keys.json", status=1)["verdict"] == "unknown-key"
    assert audit(data)["sound"], "checkpoints of the former key count too"

    # Only the older code is left: it says so, and a new signing key begins on request.
    sizhou("backup", tmp_path / "later.backup", "--data", data)
    again = tmp_path / "again"
    sizhou("restore", tmp_path / "later.backup", "--data", again)
    assert "--new-signing-key" in sizhou("key", "restore", "--data", again, stdin=old_code, status=65).err
    sizhou("key", "restore", "--new-signing-key", "--data", again, stdin=old_code)
    assert verdict(tmp_path / "new.json", "--data", again)["verdict"] == "genuine"


# --- Accounts


def password_of(ran):
    return ran.out.split("password ")[1].split()[0]


def test_a_new_account_must_change_its_password_before_anything_opens(scored, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(scored[0] / "data", data)
    with Server(data) as server:
        # While the server runs, as an administrator does it.
        password = password_of(sizhou("user", "add", "wu", "--name", "吴", "--role", "organizer", "clerk", "--data", data))
        staff = Staff(server)
        staff.sign_in("wu", password)
        for path in ("/office", "/office/new-event", "/office/outcomes", "/", "/check"):
            status, headers, _ = staff.request("GET", path)
            assert (status, headers["Location"]) == (303, "/office/password"), path
        status, _, _ = staff.request("POST", "/office/new-event", {"id": "x"})
        assert status == 403
        assert "one-time password" in strip(staff.page("/office/password"))
        staff.change_password(password, "short", expect=422)
        staff.change_password("wrong", "a long pass phrase", expect=422)
        staff.change_password(password, "a long pass phrase")
        assert "Office" in staff.page("/office")
        Staff(server).sign_in("wu", password, expect=401)
        Staff(server).sign_in("wu", "a long pass phrase")

        sizhou("user", "disable", "wu", "--data", data)
        assert staff.request("GET", "/office")[0] == 303, "shut out at once"
        sizhou("user", "enable", "wu", "--data", data)
        second = password_of(sizhou("user", "reset", "wu", "--data", data))
        assert second != password
        assert staff.sign_in("wu", second) == "/office"
    lines = sizhou("user", "list", "--data", data, "--format", "json").json
    [line] = [line for line in lines if line["login"] == "wu"]
    assert line["mustChange"] and {grant["role"] for grant in line["roles"]} == {"organizer", "clerk"}
    assert password not in (data / "sizhou.sqlite").read_bytes().decode("latin-1")
    assert audit(data)["sound"]


def test_five_wrong_passwords_cost_a_minute(scored, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(scored[0] / "data", data)
    password = password_of(sizhou("user", "add", "wu", "--name", "吴", "--role", "clerk", "--data", data))
    with Server(data) as server:
        for _ in range(4):
            Staff(server).sign_in("wu", "wrong", expect=401)
        assert "too many wrong tries" in strip(Staff(server).sign_in("wu", "wrong", expect=429))
        Staff(server).sign_in("wu", password, expect=429)
    acts = ask(data / "sizhou.sqlite", "SELECT COUNT(*) FROM audit_entry WHERE act = 'sign-in.refuse'")
    assert acts == [(6,)]


def test_refusals_of_the_command_line_are_plain(scored, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(scored[0] / "data", data)
    sizhou("user", "add", "wu", "--name", "吴", "--role", "clerk", "--data", data)
    assert "taken" in sizhou("user", "add", "wu", "--name", "吴", "--role", "clerk", "--data", data, status=1).err
    assert "clerk" in sizhou("user", "add", "li", "--name", "李", "--role", "clerc", "--data", data, status=1).err
    assert "did you mean wu" in sizhou("user", "reset", "wuu", "--data", data, status=1).err
    sizhou("user", "list", "--data", tmp_path / "none", status=66)


# --- The doctor


def findings(data, status=0):
    answer = sizhou("doctor", "--data", data, "--format", "json", status=status).json
    assert answer["well"] == (status == 0)
    return {one["code"]: one for one in answer["findings"]}


def test_the_doctor_finds_a_sound_folder_well(scored):
    found = findings(scored[0] / "data")
    assert {one["level"] for code, one in found.items() if code != "flush"} == {"fine"}
    assert {"schema", "integrity", "durability", "audit", "clock", "personal-data", "papers", "keys", "files", "room", "flush"} <= set(found)


def spoil_key(data):
    (data / "keys/vault.key").chmod(0o644)


def spoil_page(data):
    file = data / "sizhou.sqlite"
    content = bytearray(file.read_bytes())
    for page in range(3, len(content) // 4096, 2):
        content[page * 4096 : page * 4096 + 64] = os.urandom(64)
    file.write_bytes(content)


def spoil_clock(data):
    shell(data, "UPDATE audit_entry SET at = 99999999999999 WHERE sequence = (SELECT MAX(sequence) FROM audit_entry)")


@pytest.mark.parametrize("spoil, code, level, status", [
    (spoil_key, "keys", "bad", 1),
    (lambda data: (data / "keys/vault.key").unlink(), "keys", "bad", 1),
    (lambda data: (data / "keys/vault.key").write_bytes(bytes(32)), "personal-data", "bad", 1),
    (lambda data: (data / "sizhou.backup.part-7").write_bytes(b"half"), "files", "warning", 0),
    (lambda data: shell(data, "DELETE FROM judge WHERE rowid = 1"), "integrity", "bad", 1),
    (lambda data: shell(data, "UPDATE judge SET unit = 'x'"), "audit", "bad", 1),
    (spoil_clock, "clock", "warning", 1),
    (spoil_page, "integrity", "bad", 1),
])
def test_the_doctor_says_what_is_wrong_and_what_to_do(scored, sample, tmp_path, spoil, code, level, status):
    data = tmp_path / "data"
    shutil.copytree(sample / "data" if code == "personal-data" else scored[0] / "data", data)
    spoil(data)
    ran = run("doctor", "--data", data, "--format", "json")
    answer = json.loads(ran.raw)
    found = {one["code"]: one for one in answer["findings"]}
    if spoil is spoil_page and code not in found:
        assert ran.status == 65 and found["store-damaged"]["level"] == "bad"
        return
    assert ran.status == status, answer
    assert found[code]["level"] == level, answer
    assert found[code]["todoZh"] and found[code]["todoEn"]


def test_the_doctor_warns_of_missing_backups_codes_and_of_loopback_on_certificates(office, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(office[0] / "data", data)
    found = findings(data)
    assert found["backup"]["level"] == "warning", "there are no automatic copies"
    assert found["recovery-code"]["level"] == "fine"
    assert found["address"]["level"] == "warning" and "127.0.0.1" in found["address"]["en"]


# --- One event as a file


def test_an_exported_event_checks_itself_and_holds_no_personal_data(office, tmp_path):
    folder, *_ = office
    file = tmp_path / "snacks.sqlite"
    sizhou("event", "export", "--event", "snacks", file, "--data", folder / "data")
    answer = sizhou("event", "verify", file, "--keys", folder / "keys.json", "--format", "json").json
    assert answer["sound"] and answer["signature"] == "trusted" and answer["recomputed"] == 1 and answer["publications"] == 1
    assert sizhou("event", "verify", file, "--data", tmp_path / "none", "--format", "json").json["signature"] == "unknown"
    content = file.read_bytes()
    for secret in ["522699197903120119", "product 一", "a long pass phrase"]:
        assert secret.encode() not in content, secret
    [[document]] = ask(file, "SELECT document FROM publication")
    live = ask(folder / "data/sizhou.sqlite", "SELECT document FROM publication")
    assert live == [(document,)]
    tables = {name for (name,) in ask(file, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert not tables & {"person", "account", "sign_in", "certificate_paper"}
    # A medium that cannot be written.
    folder = tmp_path / "archive"
    folder.mkdir()
    shutil.move(file, folder / "snacks.sqlite")
    (folder / "snacks.sqlite").chmod(0o444)
    folder.chmod(0o555)
    try:
        sizhou("event", "verify", folder / "snacks.sqlite")
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize("sql", [
    "UPDATE publication SET document = replace(document, '示例甲', '示例乙')",
    "UPDATE result_set SET ranking = replace(ranking, '1', '2')",
    "UPDATE rubric SET bytes = bytes || x'20'",
    "UPDATE audit_entry SET reason = 'x' WHERE sequence = (SELECT MAX(sequence) FROM audit_entry)",
    "DELETE FROM sheet_revision WHERE rowid = 1",
    "UPDATE certificate_status SET state = 'revoked'",
])
def test_an_exported_event_that_was_changed_says_so(office, tmp_path, sql):
    file = tmp_path / "snacks.sqlite"
    sizhou("event", "export", "--event", "snacks", file, "--data", office[0] / "data")
    db = sqlite3.connect(file)
    with db:
        # CAST keeps a blob a blob.
        db.execute(sql.replace("bytes || x'20'", "CAST(bytes || x'20' AS BLOB)"))
    db.close()
    assert sizhou("event", "verify", file, "--format", "json", status=1).json["sound"] is False


def test_an_unknown_event_and_a_file_that_is_there_are_refused(office, tmp_path):
    data = office[0] / "data"
    sizhou("event", "export", "--event", "nothing", tmp_path / "x.sqlite", "--data", data, status=66)
    (tmp_path / "there").write_bytes(b"mine")
    sizhou("event", "export", "--event", "snacks", tmp_path / "there", "--data", data, status=64)
    assert (tmp_path / "there").read_bytes() == b"mine"
    sizhou("event", "verify", tmp_path / "there", status=65)


# --- Copies that make themselves


def wait_for(what, seconds=30):
    began = time.monotonic()
    while not (found := what()):
        assert time.monotonic() - began < seconds, "nothing came of it"
        time.sleep(0.1)
    return found


def test_automatic_copies_are_made_at_once_at_the_end_and_remembered(office, tmp_path):
    data, stick = tmp_path / "data", tmp_path / "stick"
    shutil.copytree(office[0] / "data", data)
    with Server(data, options=["--backup-to", stick]) as server:
        [first] = wait_for(lambda: list(stick.glob("*.backup")))
        # Copies of one hour replace each other, by names that tell seconds.
        time.sleep(1.1)
        staff = Staff(server)
        staff.sign_in("admin", "a long pass phrase")
        assert 'id="warning"' not in staff.page("/office")
    [last] = stick.glob("*.backup")
    assert last != first, "the sign-in came after the first copy"
    with Server(data) as server:
        assert f"automatic copies: every 60 minutes to {stick}" in server.words()
    assert list(stick.iterdir()) == [last], "nothing changed, nothing to copy"
    restored = tmp_path / "restored"
    sizhou("restore", last, "--data", restored)
    assert ask(restored / "sizhou.sqlite", "SELECT COUNT(*) FROM audit_entry WHERE act = 'sign-in.staff'") == \
        ask(data / "sizhou.sqlite", "SELECT COUNT(*) FROM audit_entry WHERE act = 'sign-in.staff'")


def test_without_copies_the_start_and_the_office_page_warn(office, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(office[0] / "data", data)
    with Server(data, options=["--backup-to", "none"]) as server:
        assert "no automatic copies" in server.words()
        staff = Staff(server)
        staff.sign_in("admin", "a long pass phrase")
        assert "no automatic copies" in strip(staff.page("/office"))


def test_a_stick_that_was_pulled_out_stops_nothing(office, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(office[0] / "data", data)
    (tmp_path / "stick").write_bytes(b"a file where a folder ought to be")
    with Server(data, options=["--backup-to", tmp_path / "stick", "--checkpoints", tmp_path / "stick"]) as server:
        wait_for(lambda: "stick" in server.words().split("automatic copies", 1)[1].split("\n", 1)[1])
        assert server.get("/api/v1/ping")[0] == 200


def test_only_one_server_holds_a_folder(scored, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(scored[0] / "data", data)
    with Server(data) as server:
        ran = run("serve", "--data", data, "--port", "0")
        assert ran.status == 64 and "another server" in ran.err
        server.kill()
    with Server(data):
        pass


# --- Stores of earlier programs


def test_a_store_of_the_first_schema_is_brought_up_and_vouched_for(scored, tmp_path):
    """The first schema is today's without what the later ones add; the rest is left as it is, with its data."""
    data = tmp_path / "data"
    shutil.copytree(scored[0] / "data", data)
    shutil.rmtree(data / "checkpoints")
    db = sqlite3.connect(data / "sizhou.sqlite")
    with db:
        db.execute("ALTER TABLE audit_entry DROP COLUMN touched")
        db.execute("ALTER TABLE account DROP COLUMN failures")
        db.execute("ALTER TABLE account DROP COLUMN barred_until")
        for table in ("device_report", "sheet_excuse", "paper_reading", "person_merge"):
            db.execute(f"DROP TABLE {table}")
        db.execute("DELETE FROM schema_version WHERE version >= 2")
        db.execute("DELETE FROM store_fact WHERE name = 'salt'")
        db.execute("DELETE FROM audit_entry WHERE act <> 'sheet.revise' AND act <> 'sheet.sign'")
        rows = db.execute("SELECT chain, sequence, at, actor, act, subject, old, new, reason FROM audit_entry ORDER BY sequence").fetchall()
        db.execute("DELETE FROM audit_entry")
        previous = "0" * 64
        for number, (chain, _, at, actor, act, subject, old, new, reason) in enumerate(rows, 1):
            value = hashed(previous, chain, number, at, actor, act, subject, old, new, reason)
            db.execute("INSERT INTO audit_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       (chain, number, at, actor, act, subject, old, new, reason, previous, value))
            previous = value
    db.close()
    assert audit(data)["sound"], "as it is, before it is brought up"
    assert findings(data)["schema"]["level"] == "warning"
    sheets = stored(data)
    with Server(data):
        pass
    assert stored(data) == sheets
    assert audit(data)["sound"]
    shell(data, "UPDATE judge SET unit = 'x'")
    assert audit(data, status=1)["faults"][0]["code"] == "audit-stray"


def hashed(previous, chain, sequence, at, actor, act, subject, old, new, reason):
    import hashlib

    sealed = json.dumps({"act": act, "actor": actor, "at": at, "chain": chain, "new": new, "old": old, "reason": reason,
                         "sequence": sequence, "subject": subject}, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{sealed}".encode()).hexdigest()
