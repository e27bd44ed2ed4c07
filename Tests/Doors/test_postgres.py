"""The records in PostgreSQL: served from an empty database, nothing lost when servers die, two servers on one event."""
import os
import random
import shutil
import threading
import time

import pytest

from judging import Judge, digest, open_event
from program import Server, free_port, run, sizhou
from test_kill import CLIENTS, Client, clients_of


def opened(data, url, judges=4, entries=12):
    """An event open for judging in a database: the judges' (card, PIN)."""
    return open_event(data, judges, entries, ["--database", url])


def check(cluster, url, acknowledged):
    """Every acknowledged write is one revision of the database, under its number and with its hash."""
    stored = {}
    for write, sheet, revision, value_hash in cluster.psql(
            url, "SELECT write_id, sheet, revision, hash FROM sheet_revision"):
        assert write not in stored, f"{write} is stored twice"
        stored[write] = (sheet, int(revision), value_hash)
    lost = [write for write in acknowledged if write not in stored]
    assert not lost, f"{len(lost)} acknowledged sheets are lost"
    for write, facts in acknowledged.items():
        assert stored[write] == facts, f"{write}: acknowledged {facts}, stored {stored[write]}"
    counts = {}
    for sheet, revision, _ in stored.values():
        counts.setdefault(sheet, []).append(revision)
    for sheet, revisions in counts.items():
        assert sorted(revisions) == list(range(1, len(revisions) + 1)), f"{sheet} has gaps or doubles"
    return stored


def acknowledged_by(clients):
    return {write: facts for client in clients for write, facts in client.acknowledged.items()}


def send_again(client, server):
    """What was in the air is sent again, as the judge's page does."""
    client.judge.server = server
    for path, headers, body in client.unanswered:
        status, answer = client.judge.put(path, headers, body)
        assert status == 200, (status, answer)
        client.acknowledged[headers["X-Write-Id"]] = (body["sheet"], answer["rev"], digest(body["values"]))


class PatientClient(Client):
    """A client that tries again, as the judge's page does, until it is told to stop."""

    def __init__(self, judge, sheets):
        super().__init__(judge, sheets)
        self.halt, self.retries, self.longest = threading.Event(), 0, 0.0

    def run(self):
        revisions = {sheet["id"]: sheet["rev"] for sheet, _ in self.sheets}
        turn = 0
        while not self.halt.is_set():
            for sheet, form in self.sheets:
                turn += 1
                path, headers, body, values = self.judge.write(sheet, form, turn, revisions[sheet["id"]])
                began = time.monotonic()
                while True:
                    try:
                        status, answer = self.judge.put(path, headers, body)
                    except OSError:
                        status, answer = None, None
                    if status == 200:
                        break
                    if status not in (None, 503) or time.monotonic() - began > 60:
                        self.refused.append((status, answer))
                        return
                    self.retries += 1
                    time.sleep(0.1)
                self.longest = max(self.longest, time.monotonic() - began)
                if answer["hash"] != digest(values):
                    self.refused.append((status, answer))
                    return
                revisions[sheet["id"]] = answer["rev"]
                self.acknowledged[headers["X-Write-Id"]] = (sheet["id"], answer["rev"], answer["hash"])


def patient(clients):
    return [PatientClient(client.judge, client.sheets) for client in clients]


def audit(data, url, status=0):
    return sizhou("audit", "verify", "--data", data, "--database", url, "--format", "json", status=status).json


def test_an_empty_database_is_filled_served_and_examined(cluster, tmp_path):
    data, url = tmp_path / "data", cluster.database()
    sizhou("demo", "--data", data, "--exports", tmp_path / "exports", "--database", url, "--language", "zh", timeout=300)
    assert not (data / "sizhou.sqlite").exists()
    # The folder remembers the database from here on; of the password nothing is kept.
    secret = url.split(":")[2].split("@")[0]
    assert secret not in (data / "settings.json").read_text()
    env = {"PGPASSWORD": secret}
    with Server(data, options=["--database", url]) as server:
        status, _, page = server.get("/events/chef-2026", {"Accept-Language": "zh"})
        assert status in (200, 404)
        assert server.get("/")[0] == 200
        assert secret not in server.words()
    found = sizhou("doctor", "--data", data, "--format", "json", env=env).json
    assert found["well"], found
    assert {"durability", "integrity", "database-tls", "database-clock"} <= {one["code"] for one in found["findings"]}
    assert sizhou("audit", "verify", "--data", data, "--format", "json", env=env).json["sound"]


def test_the_demonstration_is_the_same_on_both_engines(cluster, sample, tmp_path):
    sizhou("demo", "--data", tmp_path / "data", "--exports", tmp_path / "exports", "--database", cluster.database(),
           "--language", "zh", timeout=300)
    theirs = {path.relative_to(sample / "exports"): path for path in (sample / "exports").rglob("*") if path.is_file()}
    ours = {path.relative_to(tmp_path / "exports"): path for path in (tmp_path / "exports").rglob("*") if path.is_file()}
    assert ours.keys() == theirs.keys()
    others = [str(name) for name in ours if name.suffix in (".csv", ".json", ".html", ".xml", ".txt")
              and ours[name].read_bytes() != theirs[name].read_bytes()]
    assert not others


@pytest.mark.parametrize("seed", [1, 2])
def test_a_killed_server_loses_no_acknowledged_sheet_and_keeps_none_twice(cluster, tmp_path, seed):
    data, url = tmp_path / "data", cluster.database()
    cards = opened(data, url)
    server = Server(data, options=["--database", url])
    clients = clients_of(server, cards)
    for client in clients:
        client.start()
    began = time.monotonic()
    while len(acknowledged_by(clients)) < CLIENTS and time.monotonic() - began < 60:
        time.sleep(0.02)
    time.sleep(random.Random(seed).random())
    server.kill()
    for client in clients:
        client.join(30)
        assert not client.refused, f"a correct write was refused: {client.refused}"
    count = len(acknowledged_by(clients))
    assert count >= CLIENTS
    with Server(data, options=["--database", url]) as server:
        for client in clients:
            send_again(client, server)
        check(cluster, url, acknowledged_by(clients))
    assert audit(data, url)["sound"]
    print(f"{count} acknowledged before the kill")


def outages(cluster, tmp_path, modes):
    """Sixteen clients at work while the database stops and starts once for each of `modes`: everything compared."""
    data, url = tmp_path / "data", cluster.database()
    cards = opened(data, url)
    with Server(data, options=["--database", url]) as server:
        clients = patient(clients_of(server, cards))
        for client in clients:
            client.start()
        for mode in modes:
            time.sleep(0.4 + random.random() / 2)
            cluster.stop(mode)
            time.sleep(0.5)
            cluster.again()
        before = len(acknowledged_by(clients))
        time.sleep(1.5)
        for client in clients:
            client.halt.set()
        for client in clients:
            client.join(60)
            assert not client.refused, f"a correct write was refused: {client.refused}"
        after = len(acknowledged_by(clients))
        assert after > before, "nothing was written after the last start"
        stored = check(cluster, url, acknowledged_by(clients))
        assert len(stored) == after, "something is stored that nobody was told of"
    assert audit(data, url)["sound"]
    print(f"{len(modes)} outages, {after} acknowledged, {sum(c.retries for c in clients)} tries again, "
          f"longest wait {max(c.longest for c in clients):.1f} s", flush=True)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_database_that_stops_and_starts_under_load_loses_nothing(cluster, tmp_path, mode):
    outages(cluster, tmp_path, [mode] * 3)


@pytest.mark.soak
def test_a_storm_of_outages(cluster, tmp_path):
    outages(cluster, tmp_path, ["fast", "immediate"] * (int(os.environ.get("SIZHOU_SOAK_ROUNDS", "30")) // 2))


@pytest.fixture
def pair(cluster, tmp_path):
    """Two servers with data folders of their own on one database, and the judges' cards."""
    first, second, url = tmp_path / "first", tmp_path / "second", cluster.database()
    cards = opened(first, url, judges=2, entries=8)
    # The keys travel apart from the records; a demonstration's folder is copied, a real one's comes by recovery code.
    shutil.copytree(first / "keys", second / "keys")
    with Server(first, options=["--database", url]) as one, Server(second, options=["--database", url]) as two:
        yield one, two, cards, url, first


def test_a_sheet_at_one_server_is_seen_at_the_other_within_a_second(pair):
    one, two, cards, _, _ = pair
    card, pin = cards[0]
    here = Judge(one, card, pin)
    # The sign-in of one server holds at the other.
    there = Judge(one, card, pin)
    there.server = two
    waits = []
    for turn, (sheet, form) in enumerate(here.open_sheets()):
        path, headers, body, _ = here.write(sheet, form, turn)
        status, answer = here.put(path, headers, body)
        assert status == 200
        began = time.monotonic()
        while True:
            seen = {line["id"]: line["rev"] for line in there.bootstrap()["sheets"]}
            if seen[sheet["id"]] == answer["rev"]:
                break
            assert time.monotonic() - began < 1, "the other server does not see the sheet"
        waits.append(time.monotonic() - began)
    print(f"seen at the other server after {max(waits) * 1000:.0f} ms at most")


def test_two_servers_take_sheets_at_once_and_nothing_is_lost_between_them(pair, cluster):
    one, two, cards, url, data = pair
    clients = clients_of(one, cards, 8)
    for number, client in enumerate(clients):
        client.judge.server = (one, two)[number % 2]
        client.judge.connection = None
    clients = patient(clients)
    for client in clients:
        client.start()
    time.sleep(3)
    for client in clients:
        client.halt.set()
    for client in clients:
        client.join(30)
        assert not client.refused, client.refused
    check(cluster, url, acknowledged_by(clients))
    chains = cluster.psql(url, "SELECT chain, COUNT(*) FROM audit_entry GROUP BY chain ORDER BY chain")
    assert len(chains) >= 2, "each server writes a chain of its own"
    assert audit(data, url)["sound"]
    print(f"{len(acknowledged_by(clients))} sheets in 3 s through two servers; chains {chains}")


def test_a_row_changed_with_psql_is_found(cluster, tmp_path):
    data, url = tmp_path / "data", cluster.database()
    opened(data, url, judges=1, entries=2)
    cluster.psql(url, "UPDATE judge SET pin_hash = 'x'")
    report = audit(data, url, status=1)
    assert not report["sound"]


def test_copies_are_refused_with_what_to_do_instead(cluster, tmp_path):
    data, url = tmp_path / "data", cluster.database()
    opened(data, url, judges=1, entries=2)
    for command in (["backup", tmp_path / "x.backup"], ["restore", tmp_path / "x.backup"], ["serve", "--backup-to", tmp_path]):
        (tmp_path / "x.backup").touch()
        ran = run(*command, "--data", data, "--database", url)
        assert ran.status == 64 and "pg_dump" in ran.err, (command, ran.err)
        assert (tmp_path / "x.backup").stat().st_size == 0


def test_a_database_brought_back_from_an_older_copy_is_noticed_and_devices_deliver_again(cluster, tmp_path):
    data, url = tmp_path / "data", cluster.database()
    [(card, pin)] = opened(data, url, judges=1, entries=3)
    options = ["--database", url]
    cluster.dump(url, tmp_path / "early.dump")
    with Server(data, options=options) as server:
        judge = Judge(server, card, pin)
        before = judge.bootstrap()["storeId"]
        for turn, (sheet, form) in enumerate(judge.open_sheets()):
            path, headers, body, _ = judge.write(sheet, form, turn)
            assert judge.put(path, headers, body)[0] == 200
    cluster.bring_back(url, tmp_path / "early.dump")
    refused = run("serve", "--data", data, "--database", url, "--port", "0")
    assert refused.status == 65 and "--restored" in refused.err, refused.err
    with Server(data, options=[*options, "--restored"]) as server:
        judge = Judge(server, card, pin)
        assert judge.bootstrap()["storeId"] != before, "devices would not notice"
    with Server(data, options=options) as server:
        assert server.get("/")[0] == 200
    assert audit(data, url)["sound"]


def test_keys_of_another_installation_open_nothing(cluster, tmp_path):
    url = cluster.database()
    port = free_port()
    server = Server(tmp_path / "first", port=port, options=["--database", url])
    server.stop()
    # A new folder has no keys, and none are made beside records that are there.
    ran = run("serve", "--data", tmp_path / "second", "--database", url, "--port", "0")
    assert ran.status == 74 and "key restore" in ran.err, ran.err
    code = sizhou("key", "backup", "--data", tmp_path / "first", "--database", url).out
    sizhou("key", "restore", "--data", tmp_path / "second", "--database", url, stdin=code)
    with Server(tmp_path / "second", options=["--database", url]) as server:
        assert server.get("/")[0] == 200


@pytest.mark.parametrize("url, secret", [
    ("postgresql://chef:geheim42@127.0.0.1:1/sizhou", "geheim42"),
    ("postgresql://chef:geheim42%zz@127.0.0.1/sizhou", "geheim42"),
    ("mysql://chef:geheim42@127.0.0.1/sizhou", "geheim42"),
])
def test_a_password_is_never_printed(tmp_path, url, secret):
    for command in (["serve", "--port", "0"], ["doctor"], ["audit", "verify"], ["user", "list"], ["demo"]):
        ran = run(*command, "--data", tmp_path / "data", "--database", url)
        assert ran.status in (64, 66, 74), (command, ran.status, ran.err)
        assert secret not in ran.err and secret not in ran.raw.decode()
        assert "Fatal" not in ran.err


def test_a_wrong_password_is_said_so(cluster, tmp_path):
    secret = cluster.root.split(":")[2].split("@")[0]
    ran = run("serve", "--data", tmp_path / "data", "--port", "0", "--database", cluster.root.replace(secret, "falsch99"))
    assert ran.status == 74 and "password" in ran.err and "falsch99" not in ran.err
