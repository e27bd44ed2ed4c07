"""What a fault suggests is in the reader's language: `--language`, else LANG."""
import pytest

from program import ROOT, sizhou

FIXTURES = ROOT / "Tests/Fixtures/tally"
BAD_MARKS = 'entry,judge,item,value\nA,J1,marks,"81,5"\nA,J2,mark,90\n'


def is_chinese(text):
    return any("一" <= letter <= "鿿" for letter in text)


def suggestions(document):
    """Every suggestion in a document, wherever it stands."""
    if isinstance(document, dict):
        own = [document["suggestion"]] if isinstance(document.get("suggestion"), str) else []
        return own + [one for value in document.values() for one in suggestions(value)]
    return [one for value in document for one in suggestions(value)] if isinstance(document, list) else []


@pytest.fixture
def commands(tmp_path):
    """Commands that end with faults, each of which suggests something."""
    marks, rubric, table = tmp_path / "marks.csv", tmp_path / "rubric.xml", tmp_path / "table.csv"
    marks.write_text(BAD_MARKS, "utf-8")
    rubric.write_text((FIXTURES / "f1.xml").read_text("utf-8").replace("<panels>", "<panel>", 1), "utf-8")
    table.write_text("item,marks\n", "utf-8")
    few = tmp_path / "few.csv"
    few.write_text("entry,judge,item,value\nA,J1,marks,81\nA,J2,marks,90\nB,J3,marks,90\n", "utf-8")
    named = ["--rubric", FIXTURES / "f7.xml", "--sheets"]
    return {
        "tally": ["tally", *named, marks], "agreement": ["agreement", *named, marks], "blocked": ["tally", *named, few],
        "explain": ["tally", *named, few, "--explain", "A"], "check": ["rubric", "check", rubric],
        "describe": ["rubric", "describe", rubric], "diff": ["rubric", "diff", rubric, rubric],
        "from-table": ["rubric", "from-table", table, "-o", tmp_path / "made.xml"],
    }


@pytest.mark.parametrize("name", ["tally", "agreement", "blocked", "explain", "check", "describe", "diff", "from-table"])
def test_suggestions_are_in_the_language_of_the_option_else_of_the_environment(commands, name):
    ways = {"zh": (["--language", "zh"], {}), "en": (["--language", "en"], {}), "LANG zh": ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}),
            "LANG en": ([], {"LANG": "en_GB.UTF-8", "LC_ALL": ""})}
    for way, (more, env) in ways.items():
        ran = sizhou(*commands[name], *more, "--format", "json", status=None, env=env)
        assert ran.status in (1, 65), (way, ran.out)
        found = suggestions(ran.json)
        assert found, (way, ran.out)
        assert {is_chinese(text) for text in found} == {way.endswith("zh")}, (way, found)


def test_both_languages_stand_beside_the_suggestion(commands):
    for fault in sizhou(*commands["tally"], "--language", "en", "--format", "json", status=65).json["faults"]:
        assert is_chinese(fault["zh"]) and not is_chinese(fault["en"].replace("“", "").replace("”", ""))
