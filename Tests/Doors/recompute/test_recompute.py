"""Explanations carry everything: a second program, which knows nothing but them and the language's README, comes to the same results."""
import random
from fractions import Fraction

import pytest

from program import sizhou
from told import FIXTURES, RUBRICS, differences, rule, tables, worked

RULES = sorted(path.name for path in (FIXTURES / "rules").iterdir() if path.is_dir())
WORKED = sorted(path.stem for path in (FIXTURES / "tally").glob("*.xml"))


@pytest.mark.parametrize("name", RULES)
def test_every_published_result_follows_from_its_explanation(name):
    found, placed = differences(rule(name))
    assert found == {}
    assert placed, "nobody is placed"


@pytest.mark.parametrize("name", WORKED)
def test_every_worked_example_follows_from_its_explanation(name):
    found, placed = differences(worked(name))
    assert found == {}
    assert placed, "nobody is placed"


# Most of the language in one rubric: what the published rules leave out.
POTLUCK = """<?xml version="1.0" encoding="UTF-8"?>
<rubric xmlns="urn:x-sizhou:rubric:1" schema-version="1.1" id="potluck" version="1" event-kind="contest" xml:lang="en">
  <metadata><title>Potluck</title></metadata>
  <panels>
    <panel id="jury"><title>Jury</title><aggregate method="trimmed-mean" drop-high="1" drop-low="1" min-judges="3"/></panel>
    <panel id="guests" role="public" missing="absent"><title>Guests</title><aggregate method="sum" as="points" points="5 3 1" tied="average"/></panel>
    <panel id="office" role="marshals"><title>Office</title><aggregate method="single"/></panel>
  </panels>
  <modules>
    <module id="dish" max="60" panel="jury"><title>Dish</title>
      <criterion id="look"><title>Look</title><points id="plate" max="10" step="0.5" times="4/3"><title>Plate</title></points>
        <levels id="idea"><title>Idea</title><level value="0" points="0"/><level value="1" points="3.5"/><level value="2" points="8"/></levels></criterion>
      <criterion id="best"><title>Best</title><points id="taste" max="20" step="0.5" factor="optional" times="1.5" base="1.25"><title>Taste</title>
        <aggregate method="best-of" best="2"/></points></criterion>
      <criterion id="middle"><title>Middle</title><aggregate method="median"/><points id="cut" max="10" step="0.5"><title>Cut</title></points></criterion>
      <given id="off-each" panel="office" effect="subtract-each-award" optional="true"><title>Off each award</title></given>
      <bonus id="extra" panel="office" max="3" step="0.5"><title>Extra</title></bonus>
      <deduct id="late" panel="office" each="0.75" per="minute" every="2" grace="1" count="started" limit="3"><title>Late</title></deduct>
      <veto id="raw" panel="office" effect="zero-item" ref="taste" confirmations="1"><title>Raw</title></veto>
      <veto id="plain" panel="office" effect="cap-module" cap="31.5" confirmations="1"><title>Plain</title></veto>
    </module>
    <module id="vote" panel="guests"><title>Vote</title>
      <criterion id="votes"><title>Votes</title><points id="liked" max="9"><title>Liked</title></points></criterion>
      <deduct id="noise" panel="office" per="piece" off="total"><title>Noise</title><band over="0" to="2" points="0.5"/><band over="2" points="2"/></deduct>
    </module>
  </modules>
  <rounds>
    <round id="first" runs="2" combine="mean" run-missing="absent"><title>First</title><use module="dish" times="0.5"/><use module="vote"/></round>
    <round id="second" as="share" missing="absent"><title>Second</title><use module="dish"/></round>
    <round id="third" times="1/3" restart="true" missing="absent" runs="3" combine="sum" best="2" run-missing="absent"><title>Third</title><use module="dish"/></round>
    <round id="fourth" as="rank" first="lowest" tied="best" missing="absent"><title>Fourth</title><use module="vote"/></round>
  </rounds>
  <results best-rounds="2">
    <rounding stage="judge" decimals="1" mode="half-up"/><rounding stage="component" decimals="1" mode="up"/>
    <rounding stage="product" decimals="1" mode="half-even"/><rounding stage="panel" decimals="1" mode="down"/>
    <rounding stage="module" decimals="1" mode="half-up"/><rounding stage="round" decimals="2" mode="half-up"/>
    <rounding stage="final" decimals="1" mode="half-even"/>
    <median-scale at="50" factor="1.5"/>
    <pass veto="ignored"><total min="49"/><module ref="dish" min="20"/></pass>
    <ranking><tie-break by="item" ref="taste"/><tie-break by="criterion" ref="look"/><tie-break by="dropped" ref="jury"/><tie-break by="next-run"/>
      <tie-break by="shortest-time"/><tie-break by="fewest-deductions"/></ranking>
    <awards at-tie="exclude" enlarged="shrinks"><award id="gold" top="1"><title>Gold</title></award>
      <award id="silver" ratio="30" ratio-round="up" of="registered" scope="overall"><title>Silver</title></award>
      <award id="cook" top="1" best-in="taste" scope="overall"><title>Best taste</title></award></awards>
  </results>
</rubric>
"""


def potluck(folder, seed):
    """Marks for the potluck, coarse enough for ties and drops among equals."""
    chance = random.Random(seed)
    sheets, entries = ["entry,round,run,judge,item,value"], ["entry,division,item,factor,base"]
    for entry in ("P1", "P2", "P3", "P4", "P5"):
        entries.append(f"{entry},{'AABBA'[int(entry[1]) - 1]},taste,{chance.choice(['', '0.7', '2.4'])},{chance.choice(['', '-0.5'])}")
        for place, run in (("first", 1), ("first", 2), ("second", 1), ("third", 1), ("third", 2), ("third", 3), ("fourth", 1)):
            if place != "first" and chance.random() < 0.3:
                continue
            sheet = []
            if place != "fourth":
                for judge in ("J1", "J2", "J3", "J4", "J5"):
                    sheet += [(judge, "plate", chance.randint(8, 12) / 2), (judge, "idea", chance.randint(0, 2)),
                              (judge, "taste", chance.randint(20, 40) / 2), (judge, "cut", chance.randint(10, 16) / 2)]
                sheet += [("O", item, value) for item, value in (
                    ("off-each", 1), ("extra", 1.5), ("late", chance.randint(1, 90) / 10), ("raw", 1), ("plain", 1))
                    if chance.random() < 0.3]
            if place in ("first", "fourth"):
                sheet += [(guest, "liked", chance.randint(5, 9)) for guest in ("G1", "G2", "G3")]
                sheet += [("O", "noise", chance.randint(1, 4))] if chance.random() < 0.5 else []
            sheets += [f"{entry},{place},{run},{judge},{item},{value}" for judge, item, value in sheet]
    (folder / "rubric.xml").write_text(POTLUCK, "utf-8")
    (folder / "sheets.csv").write_text("\n".join(sheets) + "\n", "utf-8")
    (folder / "entries.csv").write_text("\n".join(entries) + "\n", "utf-8")
    return tables(folder / "rubric.xml", folder / "sheets.csv", folder / "entries.csv")


@pytest.mark.parametrize("seed", range(6))
def test_a_rubric_with_most_of_the_language_follows_from_its_explanations(tmp_path, seed):
    found, placed = differences(potluck(tmp_path, seed))
    assert found == {}
    assert placed, "nobody is placed"


def drawn(item, level, chance):
    """A value that the item takes, near a level from 0 to 1."""
    if item["values"]:
        return item["values"][min(len(item["values"]) - 1, int(level * len(item["values"])))]
    low, step = Fraction(item["min"]), Fraction(item["step"] or "1")
    most = int((Fraction(item["max"] or "6") - low) / step)
    return str(float(low + step * max(0, min(most, int(most * level) + chance.choice((-1, 0, 0, 1))))))


def random_marks(rubric, folder, seed, entries=5):
    """Sheets, entries with times, and decisions for a rubric that the program describes."""
    described = sizhou("rubric", "describe", rubric, "--format", "json").json
    chance = random.Random(f"{rubric.name} {seed}")
    sheets, times, decisions = ["entry,round,judge,item,value"], ["entry,round,start,finish"], ["entry,decision,value,by,reason"]
    # Where one value is asked for, two people write the same one.
    judges = {panel["id"]: 2 if panel["method"] == "single" else chance.randint(3, 7) for panel in described["panels"]}
    agreed = {panel["id"] for panel in described["panels"] if panel["method"] == "single"}
    skipped = {"veto": 0.9, "deduct": 0.5}
    for entry in (f"E{number}" for number in range(1, entries + 1)):
        decisions.append(f"{entry},discussed,keep,chief,seen from different sides")
        for round in described["rounds"]:
            finish = f"{chance.choice(('09:50', '10:00', '10:04', '10:29'))}:{chance.randint(0, 59):02}"
            times.append(f"{entry},{round['id']},09:00:00,{finish}")
            for item in described["items"]:
                is_part = item["type"] == "theory" and item["id"] != item["module"]
                if round["id"] not in item["rounds"] or item["fromClock"] or is_part or chance.random() < skipped.get(item["type"], 0):
                    continue
                level = 1 if item["type"] == "veto" else chance.betavariate(5, 2)
                values = [drawn(item, level, chance) for _ in range(judges[item["panel"]])]
                sheets += [f"{entry},{round['id']},{item['panel']}-{judge},{item['id']},{values[0] if item['panel'] in agreed else value}"
                           for judge, value in enumerate(values, 1)]
    paths = [folder / name for name in ("sheets.csv", "entries.csv", "decisions.csv")]
    for path, lines in zip(paths, (sheets, times, decisions)):
        path.write_text("\n".join(lines) + "\n", "utf-8")
    return tables(rubric, *paths)


@pytest.mark.parametrize("rubric", RUBRICS, ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", range(2))
def test_random_marks_of_the_shipped_rubrics_follow_from_their_explanations(tmp_path, rubric, seed):
    found, placed = differences(random_marks(rubric, tmp_path, seed))
    assert found == {}
    assert placed, "nobody is placed"
