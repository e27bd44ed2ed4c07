"""Asks the program for results and their explanations, for the tests of this folder."""
import csv

from program import ROOT, sizhou
from recompute import recompute

FIXTURES = ROOT / "Tests/Fixtures"
RUBRICS = sorted((ROOT / "rubrics").glob("*.xml"))


def tables(rubric, sheets, entries=None, decisions=None):
    """The arguments that name a rubric and its tables; tables that are not there are left out."""
    named = {"--rubric": rubric, "--sheets": sheets, "--entries": entries, "--decisions": decisions}
    return [part for name, path in named.items() if path is not None and path.exists() for part in (name, path)]


def rows(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def entries_of(arguments):
    """Every entry that the sheets or the entries file name."""
    return sorted({line["entry"] for name, path in zip(arguments, arguments[1:]) if name in ("--sheets", "--entries") for line in rows(path)})


def explain(arguments, *entries):
    """The explanations of these entries, of one alone the explanation itself."""
    asked = [part for entry in entries for part in ("--explain", entry)]
    ran = sizhou("tally", *arguments, *asked, "--format", "json", status=None)
    assert ran.status in (0, 1), ran.out[:2000] + ran.err[:2000]
    return ran.json


def differences(arguments):
    """What does not follow from the explanations, by entry, over every entry of a contest; and how many have a place."""
    entries = entries_of(arguments)
    told = explain(arguments, *entries)
    told = told if isinstance(told, list) else [told]
    found = {one["entry"]: recompute(one) for one in told}
    return {entry: lines for entry, lines in found.items() if lines}, sum(1 for one in told if one["place"] is not None)


def rule(name):
    """The arguments of a folder of Tests/Fixtures/rules."""
    folder = FIXTURES / "rules" / name
    return tables(*(folder / f for f in ("rubric.xml", "sheets.csv", "entries.csv", "decisions.csv")))


def worked(name):
    """The arguments of a worked example of Tests/Fixtures/tally."""
    return tables(FIXTURES / f"tally/{name}.xml", FIXTURES / f"tally/{name.split('-')[0]}-sheets.csv")
