"""What README.md tells people to type works: its files are written, and its command blocks that can end are run."""
import os
import re
import shutil
import subprocess

import pytest

import program
from program import ROOT

README = (ROOT / "README.md").read_text("utf-8")


@pytest.fixture
def desk(tmp_path):
    """A folder like the one a reader sits in: the rubrics, the files the README shows, and `sizhou` on the path."""
    shutil.copytree(ROOT / "rubrics", tmp_path / "rubrics")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/sizhou").symlink_to(program.BINARY)
    for name, content in re.findall(r"^```\w+ (\S+)\n(.*?)^```$", README, re.M | re.S):
        (tmp_path / name).write_text(content, "utf-8")
    return tmp_path


def blocks():
    return re.findall(r"^```sh\n(.*?)^```$", README, re.M | re.S)


def test_there_are_commands_to_run():
    assert blocks()


@pytest.mark.parametrize("block", blocks())
def test_a_command_block_runs_to_its_end(desk, block):
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block], cwd=desk, capture_output=True, text=True, timeout=120,
        env={**program.ENVIRONMENT, "PATH": f"{desk / 'bin'}:{os.environ['PATH']}"})
    assert ran.returncode == 0, f"{block}\n--- out\n{ran.stdout}\n--- err\n{ran.stderr}"


def test_the_sour_soup_is_ranked(desk):
    """S01: totals 85.5, 88.5, 83; S02: 87.5, 80, 92. The middle one counts."""
    answer = program.sizhou("tally", "--rubric", desk / "soup.xml", "--sheets", desk / "marks.csv", "--format", "json").json
    assert [(line["entry"], line["total"]) for line in answer["ranking"]] == [("S02", "87.50"), ("S01", "85.50")]


def test_every_verb_that_it_names_is_in_the_makefile():
    verbs = set(re.findall(r"`(?:\w+=\S+ )?make ([a-z-]+)`|^make ([a-z-]+)", README, re.M))
    names = {name for pair in verbs for name in pair if name}
    assert {"run", "test"} <= names
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for name in names:
        assert re.search(rf"^{name}:", makefile, re.M), name


def test_every_link_into_the_repository_leads_somewhere():
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_set_up_names_the_packages_that_it_installs():
    setup = (ROOT / ".ci/setup").read_text("utf-8")
    installed = set(re.findall(r"\bwant ([a-z][\w.+-]*)", setup))
    for package in installed - {"python3", "gcc", "chromium-browser"}:
        assert f"`{package}`" in README, package
