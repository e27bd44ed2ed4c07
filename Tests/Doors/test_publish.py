"""`sizhou publish` and `sizhou publication verify`: results as a folder that strangers read, check and compute again."""
import hashlib
import json
import shutil
import sqlite3
from html.parser import HTMLParser
from pathlib import Path

import pytest

from office import Staff, judge_everything, set_up_contest
from program import Server, sizhou


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def verify(folder, *options, status=0):
    return sizhou("publication", "verify", folder, "--format", "json", *options, status=status)


def event_of(data):
    db = sqlite3.connect(f"file:{data}/sizhou.sqlite?mode=ro", uri=True)
    try:
        return db.execute("SELECT event FROM publication LIMIT 1").fetchone()[0]
    finally:
        db.close()


@pytest.fixture(scope="module")
def published(sample, tmp_path_factory):
    """The sample's contest, published into a folder: `(data, event, folder)`."""
    data = tmp_path_factory.mktemp("publish") / "data"
    shutil.copytree(sample / "data", data)
    event = event_of(data)
    sizhou("publish", "--event", event, "--to", data.parent / "out", "--data", data)
    return data, event, data.parent / "out"


def test_what_was_published_verifies_and_comes_out_again(published):
    data, event, folder = published
    answer = verify(folder).json
    assert answer["sound"] and answer["event"] == event and answer["sample"]
    assert answer["files"] == len(tree(folder)) - 1
    assert answer["recomputed"] == len(list((folder / "divisions").iterdir())) > 0


def test_published_twice_it_has_the_same_bytes(published, tmp_path):
    data, event, folder = published
    sizhou("publish", "--event", event, "--to", tmp_path / "again", "--data", data)
    assert tree(tmp_path / "again") == tree(folder)
    before = tree(folder)
    sizhou("publish", "--event", event, "--to", folder, "--data", data)
    assert tree(folder) == before, "written over itself it is another"
    assert [path.name for path in folder.parent.iterdir() if path.name.startswith("out")] == ["out"]


def test_the_manifest_names_every_file_by_its_digest(published):
    folder = published[2]
    manifest = json.loads((folder / "manifest.json").read_bytes())
    told = {file["path"]: file["sha256"] for file in manifest["files"]}
    assert told == {path: hashlib.sha256(content).hexdigest() for path, content in tree(folder).items()
                    if path != "manifest.json"}
    for division in manifest["divisions"]:
        rubric = (folder / "divisions" / division["id"] / "rubric.xml").read_bytes()
        assert hashlib.sha256(rubric).hexdigest() == division["rubricSha256"]
        revisions = json.loads((folder / "divisions" / division["id"] / "revisions.json").read_bytes())
        assert revisions and all(set(line) == {"sheet", "revision", "hash"} for line in revisions)


def test_a_stranger_computes_the_published_ranking_with_tally(published):
    for division in (published[2] / "divisions").iterdir():
        computed = sizhou("tally", "--rubric", division / "rubric.xml", "--sheets", division / "sheets.csv", "--entries",
                          division / "entries.csv", "--decisions", division / "decisions.csv", "--format", "json").json
        assert computed == json.loads((division / "ranking.json").read_bytes())


def files_to_break(folder):
    """One file of each kind."""
    division = next((folder / "divisions").iterdir())
    entry = next((folder / "entries").iterdir())
    return ["index.html", "en/index.html", "style.css", "result.json", str(entry.relative_to(folder))] + [
        str(path.relative_to(folder)) for path in sorted(division.iterdir())]


def test_an_edited_file_is_found_and_named(published, tmp_path):
    for number, name in enumerate(files_to_break(published[2])):
        folder = tmp_path / str(number)
        shutil.copytree(published[2], folder)
        content = bytearray((folder / name).read_bytes())
        content[len(content) // 2] ^= 1
        (folder / name).write_bytes(content)
        found = verify(folder, status=1).json
        assert ("publication-file-changed", name) in {(fault["code"], fault["file"]) for fault in found["faults"]}, name


def test_a_missing_file_is_found_and_named(published, tmp_path):
    for number, name in enumerate(files_to_break(published[2])):
        folder = tmp_path / str(number)
        shutil.copytree(published[2], folder)
        (folder / name).unlink()
        found = verify(folder, status=1).json
        assert ("publication-file-missing", name) in {(fault["code"], fault["file"]) for fault in found["faults"]}, name


def test_an_added_file_a_link_and_a_file_in_a_new_folder_are_found_and_named(published, tmp_path):
    folder = tmp_path / "out"
    shutil.copytree(published[2], folder)
    (folder / "entries/extra.html").write_text("x")
    (folder / "new/deep").mkdir(parents=True)
    (folder / "new/deep/file").write_text("x")
    (folder / "link.html").symlink_to("index.html")
    found = verify(folder, status=1).json
    assert [fault["file"] for fault in found["faults"] if fault["code"] == "publication-file-added"] == [
        "entries/extra.html", "link.html", "new/deep/file"]


def test_a_forger_who_fits_manifest_and_files_still_lacks_the_signature(published, tmp_path):
    folder = tmp_path / "out"
    shutil.copytree(published[2], folder)
    page = folder / "index.html"
    page.write_bytes(page.read_bytes().replace(b"SHA-256", b"SHA-265", 1))
    manifest = json.loads((folder / "manifest.json").read_bytes())
    for file in manifest["files"]:
        if file["path"] == "index.html":
            file["sha256"] = hashlib.sha256(page.read_bytes()).hexdigest()
    text = json.dumps(manifest, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (folder / "manifest.json").write_text(text, "utf-8")
    found = verify(folder, status=1).json
    assert {fault["file"] for fault in found["faults"]} == {"manifest.json"}, found["faults"]
    assert found["keyId"] is None


def test_exit_statuses(published, tmp_path):
    data, event, folder = published
    verify(tmp_path / "none", status=66)
    (tmp_path / "empty").mkdir()
    verify(tmp_path / "empty", status=66)
    (tmp_path / "empty/manifest.json").write_text("{}")
    verify(tmp_path / "empty", status=65)
    sizhou("publish", "--event", "no-such-event", "--to", tmp_path / "x", "--data", data, status=66)
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("mine")
    sizhou("publish", "--event", event, "--to", tmp_path / "full", "--data", data, status=64)
    assert (tmp_path / "full/letter.txt").read_text() == "mine"


def test_what_somebody_put_beside_a_publication_is_not_written_over(published, tmp_path):
    data, event, folder = published
    shutil.copytree(folder, tmp_path / "out")
    (tmp_path / "out/letter.txt").write_text("mine")
    sizhou("publish", "--event", event, "--to", tmp_path / "out", "--data", data, status=64)
    assert (tmp_path / "out/letter.txt").read_text() == "mine"


class Addresses(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found, self.scripts = [], 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.scripts += tag in ("script", "form", "iframe")
        self.found += [value for name, value in attributes if name in ("href", "src")]


def test_every_link_leads_to_a_file_of_the_folder_and_no_page_needs_a_script(published):
    folder = published[2]
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        found = Addresses(page.read_text("utf-8"))
        assert found.scripts == 0, page
        for address in found.found:
            if address.startswith("#"):
                continue
            assert ":" not in address and not address.startswith("/"), f"{page}: {address}"
            assert (page.parent / address).is_file(), f"{page}: {address}"


def test_names_may_stay_out_and_judges_are_numbers_everywhere(published, tmp_path):
    data, event, folder = published
    sizhou("publish", "--event", event, "--to", tmp_path / "codes", "--data", data, "--codes-only")
    assert verify(tmp_path / "codes").json["sound"]
    db = sqlite3.connect(f"file:{data}/sizhou.sqlite?mode=ro", uri=True)
    names = [row[0] for row in db.execute("SELECT name FROM person")]
    judges = db.execute("SELECT id, name FROM judge").fetchall()
    masked = [row[0] for row in db.execute("SELECT id_masked FROM person WHERE id_masked <> ''")]
    db.close()
    content = "\n".join(text.decode("utf-8") for text in tree(tmp_path / "codes").values())
    assert not [name for name in names if name in content], "a contestant is named"
    for text in (content, "\n".join(text.decode("utf-8") for text in tree(folder).values())):
        assert not [name for id, name in judges if name in text], "a judge is named"
        assert not [id for id, name in judges if f",{id}," in text or f'"{id}"' in text], "a judge's id is in it"
        assert not [number for number in masked if number in text], "an identity number is in it"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """An office of its own with a contest that is scored and not published."""
    data = tmp_path_factory.mktemp("own") / "data"
    with Server(data) as server:
        made = sizhou("user", "add", "chen", "--name", "陈主任", "--role", "administrator", "organizer", "chief",
                      "--data", data)
        password = made.out.split("password ")[1].split()[0]
        staff = Staff(server)
        staff.sign_in("chen", password)
        staff.change_password(password, "a long pass phrase")
        cards = set_up_contest(staff, "snacks")
        shutil.copytree(data, data.parent / "unscored")
        judge_everything(server, cards)
    return data


def test_what_is_not_scored_is_not_published(own, tmp_path):
    ran = sizhou("publish", "--event", "snacks", "--to", tmp_path / "out", "--data", own.parent / "unscored", status=1)
    assert "sheet-undelivered" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_finished_contest_is_published_under_the_offices_own_key(own, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(own, data)
    out = tmp_path / "out"
    sizhou("publish", "--event", "snacks", "--to", out, "--data", data, "--notice-days", "5")
    answer = verify(out, "--data", data).json
    assert answer["sound"] and answer["number"] == 1 and not answer["sample"]
    nobody = verify(out, "--data", tmp_path / "nowhere", status=1).json
    assert [fault["code"] for fault in nobody["faults"]] == ["publication-key"]
    sizhou("publish", "--event", "snacks", "--to", out, "--data", data, "--reason", "nothing changed", status=1)
    assert verify(out, "--data", data).json["number"] == 1


def test_a_correction_is_a_new_version_and_the_old_one_can_be_written_again(own, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(own, data)
    sizhou("publish", "--event", "snacks", "--to", tmp_path / "one", "--data", data)
    with Server(data) as server:
        staff = Staff(server)
        staff.sign_in("chen", "a long pass phrase")
        page = "/office/events/snacks/set-up"
        staff.send(page, page + "/status", entry="A01", status="disqualified", reason="used ready-made food")
    sizhou("publish", "--event", "snacks", "--to", tmp_path / "two", "--data", data, "--reason", "an entry was disqualified")
    assert verify(tmp_path / "two", "--data", data).json["number"] == 2
    sizhou("publish", "--event", "snacks", "--to", tmp_path / "again", "--data", data, "--number", "1")
    assert tree(tmp_path / "again") == tree(tmp_path / "one")
