"""`sizhou demo`: the sample contest comes out the same every time, complete, and every certificate stands up to checking."""
import csv
import json
import random
import re
import sqlite3
import subprocess

import pytest

from program import ROOT, sizhou

TEXTS = {".csv", ".html", ".json"}


def files(folder):
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def ask(folder, sql):
    db = sqlite3.connect(f"file:{folder}/data/sizhou.sqlite?mode=ro", uri=True)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def credentials(sample):
    return sorted(path for path in (sample / "exports/certificates").glob("*.json"))


def papers(sample):
    return sorted(path for path in (sample / "exports/certificates").glob("*.pdf"))


def verify(file, sample, status=0):
    return sizhou("certificate", "verify", file, "--keys", sample / "exports/issuer/keys.json",
                  "--status", sample / "exports/issuer/status.json", "--format", "json", status=status).json


def test_twice_gives_the_same_texts_byte_for_byte(sample, tmp_path):
    sizhou("demo", "--data", tmp_path / "data", "--exports", tmp_path / "exports", "--language", "zh", timeout=300)
    first, second = sample / "exports", tmp_path / "exports"
    assert files(first) == files(second)
    texts = [path for path in files(first) if path.suffix in TEXTS]
    assert {path.suffix for path in texts} == TEXTS
    differing = [str(path) for path in texts if (first / path).read_bytes() != (second / path).read_bytes()]
    assert not differing


def test_the_tracked_exports_are_what_the_demo_writes(sample):
    """Texts by bytes, papers by their words; `make demo` writes them anew."""
    tracked, fresh = ROOT / "exports", sample / "exports"
    mine = [path for path in files(tracked) if path.parts[0] != "pictures"]
    assert mine == files(fresh), "run `make demo`"
    differing = [str(path) for path in mine if path.suffix != ".pdf" and (tracked / path).read_bytes() != (fresh / path).read_bytes()]
    differing += [str(path) for path in mine if path.suffix == ".pdf" and words(tracked / path) != words(fresh / path)]
    assert not differing, "run `make demo`"


def words(paper):
    """The text of a PDF."""
    return subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, check=True, text=True).stdout


def test_nothing_names_this_machine(sample):
    for path in files(sample / "exports"):
        if path.suffix in TEXTS:
            assert str(sample) not in (sample / "exports" / path).read_text("utf-8-sig"), path


def test_no_public_page_or_table_shows_an_identity_number_or_a_telephone(sample):
    for path in files(sample / "exports"):
        if path.suffix in TEXTS:
            text = (sample / "exports" / path).read_text("utf-8-sig")
            assert not re.search(r"\b522699(19|20)\d{2}(0\d|1[0-2])\d{5}[\dX]\b", text), path
            assert not re.search(r"\b1[3-9]\d{9}\b", text), path


DIVISIONS = {"chef-hot": 14, "chef-cold": 9, "chef-pastry": 9, "chef-snack": 10}


def ranking(sample, division):
    return json.loads((sample / f"exports/rankings/{division}.json").read_bytes())


def test_42_contestants_stand_in_four_rankings(sample):
    assert {name: len(ranking(sample, name)["ranking"]) for name in DIVISIONS} == DIVISIONS
    assert sum(DIVISIONS.values()) == 42


@pytest.mark.parametrize("division", DIVISIONS)
def test_a_published_ranking_can_be_computed_again_from_what_was_exported(sample, division):
    inputs = sample / "exports/inputs"
    again = sizhou(
        "tally", "--rubric", ROOT / f"rubrics/{division}.xml", "--sheets", inputs / f"{division}-sheets.csv",
        "--entries", inputs / f"{division}-entries.csv", "--decisions", inputs / f"{division}-decisions.csv", "--format", "json")
    assert again.json["ranking"] == ranking(sample, division)["ranking"]


def test_awards_follow_the_ratio_of_each_division(sample):
    """10, 20 and 30 of a hundred with a place, rounded down; ties at the last place may enlarge an award."""
    for division in DIVISIONS:
        lines = ranking(sample, division)["ranking"]
        placed = sum(line["place"] is not None for line in lines)
        for award, ratio in (("first", 10), ("second", 20), ("third", 30)):
            winners = [line for line in lines if award in line["awards"]]
            least = placed * ratio // 100
            assert len(winners) >= least
            assert len(winners) == least or len({line["place"] for line in winners}) < len(winners), (division, award)


def test_the_number_of_certificates_is_that_of_awards_and_completions(sample):
    awards = sum(len(line["awards"]) for division in DIVISIONS for line in ranking(sample, division)["ranking"])
    assert ask(sample, "SELECT COUNT(*) FROM certificate WHERE kind = 'award' AND event = 'chef-2026'") == [(awards,)]
    passed = 0
    for table in (sample / "exports/exams").glob("*-pass-list.csv"):
        rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
        passed += sum(row["结果"] == "合格" for row in rows)
    assert ask(sample, "SELECT COUNT(*) FROM certificate WHERE kind = 'completion' AND event LIKE 'exam-%'") == [(passed,)]
    attended = ask(sample, "SELECT COUNT(*) FROM participation WHERE event = 'manager-2026'")
    assert ask(sample, "SELECT COUNT(*) FROM certificate WHERE kind = 'completion' AND event = 'manager-2026'") == attended
    assert len(credentials(sample)) == ask(sample, "SELECT COUNT(*) FROM certificate")[0][0]


def test_every_credential_verifies_as_genuine_and_as_a_sample(sample):
    for file in credentials(sample):
        answer = verify(file, sample)
        assert (answer["verdict"], answer["sample"], answer["revocation"]) == ("genuine", True, "checked"), (file, answer)
        assert answer["number"] == file.stem


def test_every_paper_verifies_as_genuine(sample):
    assert papers(sample), "at least one PDF of each kind"
    for file in papers(sample):
        assert file.with_suffix(".pdf.proof").exists()
        assert verify(file, sample)["verdict"] == "genuine", file


def flipped(content, at, chance):
    return content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]


def test_any_byte_changed_in_a_credential_is_found(sample, tmp_path):
    chance = random.Random(20261124)
    source = credentials(sample)[0]
    content = source.read_bytes()
    for at in sorted(chance.sample(range(len(content)), 40)):
        copy = tmp_path / source.name
        copy.write_bytes(flipped(content, at, chance))
        ran = sizhou("certificate", "verify", copy, "--keys", sample / "exports/issuer/keys.json", "--format", "json", status=None)
        assert ran.status in (1, 65), f"byte {at}: ended with {ran.status}\n{ran.out}{ran.err}"
        assert '"genuine"' not in ran.out, f"byte {at}"


def test_a_changed_name_is_called_altered(sample, tmp_path):
    source = credentials(sample)[0]
    text = source.read_text("utf-8")
    value = json.loads(text)
    name = find_name(value)
    copy = tmp_path / source.name
    copy.write_bytes(text.replace(json.dumps(name, ensure_ascii=False), json.dumps(name + "二", ensure_ascii=False)).encode())
    assert verify(copy, sample, status=1)["verdict"] == "altered"


def find_name(value):
    """The first name of a person in a credential."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "name" and isinstance(inner, str) and value.get("type") not in ("Profile", ["Profile"]):
                return inner
            if (found := find_name(inner)) is not None:
                return found
    if isinstance(value, list):
        for inner in value:
            if (found := find_name(inner)) is not None:
                return found
    return None


def test_any_byte_changed_in_a_paper_is_found(sample, tmp_path):
    chance = random.Random(20261124)
    source = papers(sample)[0]
    content = source.read_bytes()
    (tmp_path / (source.name + ".proof")).write_bytes(source.with_suffix(".pdf.proof").read_bytes())
    for at in [0, len(content) - 1, *chance.sample(range(len(content)), 20)]:
        copy = tmp_path / source.name
        copy.write_bytes(flipped(content, at, chance))
        ran = sizhou("certificate", "verify", copy, "--keys", sample / "exports/issuer/keys.json", "--format", "json", status=None)
        assert ran.status in (1, 65), f"byte {at}: ended with {ran.status}\n{ran.out}{ran.err}"
        assert '"genuine"' not in ran.out, f"byte {at}"


def test_bytes_behind_the_end_of_a_paper_are_found(sample, tmp_path):
    source = papers(sample)[0]
    (tmp_path / (source.name + ".proof")).write_bytes(source.with_suffix(".pdf.proof").read_bytes())
    (tmp_path / source.name).write_bytes(source.read_bytes() + b"\n% more\n")
    assert verify(tmp_path / source.name, sample, status=1)["verdict"] == "altered"


def test_a_paper_without_its_proof_is_unknown_elsewhere(sample, tmp_path):
    source = papers(sample)[0]
    (tmp_path / source.name).write_bytes(source.read_bytes())
    ran = sizhou("certificate", "verify", tmp_path / source.name, "--format", "json", "--data", tmp_path / "none", status=1)
    assert ran.json["verdict"] == "unknown"
    assert not (tmp_path / "none").exists(), "verifying never makes an installation"


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"not json", b'{"a":1,"a":2}', b"%PDF-1.7\n", b"\xff\xfe"])
def test_what_is_no_certificate_ends_with_65(tmp_path, content):
    file = tmp_path / "x.json"
    file.write_bytes(content)
    ran = sizhou("certificate", "verify", file, status=None)
    assert ran.status == 65 or content.startswith(b"%PDF") and ran.status == 1


def test_the_database_opens_read_only_with_the_plain_shell(sample):
    assert ask(sample, "PRAGMA integrity_check") == [("ok",)]
    assert ask(sample, "PRAGMA foreign_key_check") == []


def test_keys_are_for_their_owner_alone(sample):
    assert (sample / "data/keys").stat().st_mode & 0o077 == 0
    for file in (sample / "data/keys").glob("*.key"):
        assert file.stat().st_mode & 0o077 == 0, f"{file.name} can be read by others"
