"""A false explanation is noticed: every number, word and rule in it matters to who computes it again."""
import copy
from fractions import Fraction

import pytest

from recompute import recompute
from told import explain, rule, worked


def leaves(value, path=()):
    """Every single value of a document with the way to it."""
    for key, part in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(part, (dict, list)):
            yield from leaves(part, (*path, key))
        else:
            yield (*path, key), part


def with_change(document, path, value):
    changed = copy.deepcopy(document)
    part = changed
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    return changed


def is_noticed(told, path, value):
    try:
        return bool(recompute(with_change(told, path, value)))
    except (ArithmeticError, LookupError, TypeError, ValueError, StopIteration):
        return True


def more(value):
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else str(Fraction(value) + 1)


def always(value):
    return lambda _: value


# Every value under the key, changed alone, must be noticed: rule, entry, key, what it becomes.
CHANGES = [
    ("01-chef-contest", "B", "marks", more), ("01-chef-contest", "B", "sum", more), ("01-chef-contest", "B", "written", more),
    ("02-trim-per-criterion", "A", "dropHigh", more),
    ("02-trim-per-criterion", "A", "dropLow", more), ("02-trim-per-criterion", "A", "method", always("trimmed-sum")),
    ("01-chef-contest", "B", "over", more), ("01-chef-contest", "B", "finish", always("11:00:00")),
    ("01-chef-contest", "B", "weight", more), ("01-chef-contest", "B", "scale", more), ("01-chef-contest", "B", "total", more),
    ("04-diving", "D2", "factor", more), ("04-diving", "D2", "penalty", more), ("05-best-run", "S1", "counts", more),
    ("06-skating-components", "K1", "rounded", more), ("06-skating-components", "K1", "deducted", more),
    ("07-barbecue", "B1", "times", more), ("07-barbecue", "B1", "decided", more), ("08-rank-sum", "W1", "before", more),
    ("09-points-by-place", "B", "as", always("rank")), ("09-points-by-place", "B", "aggregated", more),
    ("10-medal-table", "GER", "value", more), ("11-worldskills", "N3", "median", more), ("11-worldskills", "N3", "at", more),
    ("12-osce-stations", "C2", "slope", more), ("12-osce-stations", "C2", "cut", more), ("12-osce-stations", "C2", "met", more),
    ("12-osce-stations", "C2", "rating", more), ("12-osce-stations", "C2", "mark", more),
    ("12-theory-and-practice", "E1", "passed", more), ("13-double-marking", "P2", "tolerance", always("1")),
    ("13-leader-decides", "P1", "part", always("third")), ("14-vetoes-and-states", "V3", "cap", more),
    ("14-vetoes-and-states", "V3", "confirmations", always(5)),
    ("14-vetoes-and-states", "V6", "bonus", more), ("06-skating-segment", "K1", "offRound", more)]


@pytest.mark.parametrize("name, entry, key, change", CHANGES, ids=[f"{name}-{key}" for name, _, key, _ in CHANGES])
def test_every_change_of_an_explanation_is_noticed(name, entry, key, change):
    told = explain(rule(name), entry)
    places = [(path, value) for path, value in leaves(told) if path[-1] == key and value is not None and change(value) != value]
    assert places, f"nothing is called {key}"
    assert [path for path, value in places if not is_noticed(told, path, change(value))] == []


@pytest.mark.parametrize("fate", ["counted", "dropped-high", "dropped-low", "not-chosen"])
def test_a_false_word_about_who_counted_is_noticed(fate):
    told = explain(rule("01-chef-contest"), "A")
    places = [path for path, value in leaves(told) if path[-1] == "counting" and value != fate]
    assert len(places) >= 2
    assert [path for path in places if not is_noticed(told, path, fate)] == []


@pytest.mark.parametrize("name, mode", [("f1", "half-even"), ("f1", "down"), ("f3-once", "down")])
def test_another_way_of_rounding_is_noticed(name, mode):
    told = explain(worked(name), "A")
    places = [path for path, _ in leaves(told) if path[-1] == "mode"]
    assert places
    assert [path for path in places if not is_noticed(told, path, mode)] == []


def test_another_number_of_rounds_in_a_group_is_noticed():
    told = explain(rule("09-motor-racing"), "A")
    assert len(told["roundGroups"]) == 2
    assert [index for index in range(2) if not is_noticed(told, ("roundGroups", index, "best"), 3)] == []


def test_a_judge_or_a_deduction_left_out_is_noticed():
    told = explain(rule("01-chef-contest"), "B")
    module = told["rounds"][0]["runs"][0]["modules"][0]
    for unit in range(len(module["units"])):
        fewer = copy.deepcopy(told)
        del fewer["rounds"][0]["runs"][0]["modules"][0]["units"][unit]
        assert recompute(fewer)
    for judge in range(len(module["units"][0]["judges"])):
        fewer = copy.deepcopy(told)
        del fewer["rounds"][0]["runs"][0]["modules"][0]["units"][0]["judges"][judge]
        assert recompute(fewer)


@pytest.mark.parametrize("key", ["place", "total", "sum", "offTotal"])
def test_another_place_or_total_is_noticed(key):
    told = explain(rule("01-chef-contest"), "B")
    assert recompute({**told, key: more(told[key])})


def test_one_place_fewer_in_the_field_is_noticed():
    told = explain(rule("01-chef-contest"), "B")
    assert is_noticed(told, ("ranking", "field", 0, "place"), None)


def test_an_entry_left_out_of_the_field_is_noticed():
    told = explain(rule("01-chef-contest"), "B")
    told["ranking"]["field"] = [line for line in told["ranking"]["field"] if line["entry"] == "B"]
    assert recompute(told)


def test_tied_entries_in_the_wrong_order_are_noticed():
    told = explain(rule("07-barbecue"), "B1")
    steps = told["ranking"]["tieBreaks"]
    assert steps
    for step in range(len(steps)):
        turned = copy.deepcopy(told)
        turned["ranking"]["tieBreaks"][step]["group"].reverse()
        assert recompute(turned)
