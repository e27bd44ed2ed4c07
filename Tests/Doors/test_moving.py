"""The program is one file: copied to another folder it still checks, computes, prints and serves."""
import shutil

import program
from program import ROOT, Server, sizhou


def test_the_binary_works_from_anywhere(tmp_path, sample):
    elsewhere = tmp_path / "另一个 文件夹"
    elsewhere.mkdir()
    moved = elsewhere / "sizhou"
    shutil.copy(program.BINARY, moved)
    fixtures = ROOT / "Tests/Fixtures/tally"
    rubric = shutil.copy(fixtures / "f7.xml", elsewhere)
    sheets = shutil.copy(fixtures / "f7-sheets.csv", elsewhere)
    options = {"binary": moved, "cwd": elsewhere, "env": {"HOME": str(elsewhere)}}
    sizhou("rubric", "check", rubric, **options)
    assert "88.00" in sizhou("tally", "--rubric", rubric, "--sheets", sheets, **options).out
    shutil.copytree(sample / "data", elsewhere / "data")
    with Server(elsewhere / "data", binary=moved) as server:
        status, headers, body = server.get("/")
        assert status == 200
        assert "charset=utf-8" in headers["Content-Type"].lower()
        # Every style and script that the front page names comes out of the program itself.
        import re

        for asset in re.findall(r'(?:href|src)="(/[^"]+\.(?:css|js))"', body.decode()):
            assert server.get(asset)[0] == 200, asset


def test_the_demo_works_from_another_folder(tmp_path):
    moved = tmp_path / "sizhou"
    shutil.copy(program.BINARY, moved)
    sizhou("demo", "--data", "data", "--exports", "exports", binary=moved, cwd=tmp_path, timeout=300)
    assert (tmp_path / "data/sizhou.sqlite").exists()
    assert list((tmp_path / "exports/certificates").glob("*.pdf"))


def test_without_a_command_it_says_what_it_can_do():
    out = sizhou(status=None)
    for command in ["demo", "serve", "tally", "rubric", "certificate"]:
        assert command in out.out + out.err
