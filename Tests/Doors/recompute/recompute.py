"""Computes a result again from its explanation alone (`sizhou tally --explain ENTRY --format json`) and says what differs."""
import json
import sys
from datetime import datetime

from rulebook import ZERO, Fraction, aggregated, join, marks_of, marks_off, number, rounded, settled, turned
from standing import Standing

UNITS = {"second": 1000, "minute": 60_000, "hour": 3_600_000}


def recompute(explanation):
    """Every difference between what an explanation tells and what follows from it; none: everything agrees."""
    work = Recomputation(explanation)
    work.total()
    return work.differences


class Recomputation(Standing):
    """From a judge's marks to the rounds; `Standing` does the rest."""

    # A judge's marks.

    def judge(self, where, unit, judge):
        """The number of one judge that is aggregated."""
        if judge["source"] == "decision":
            given = [one["value"] for one in self.told["decisions"] if one["decision"] == "third-mark"
                     and (one["panel"] or "third") == judge["part"]]
            self.check(f"{where} decided", judge["sum"] in map(plain, given), True)
            return number(judge["sum"])
        for mark in judge["marks"]:
            item = self.items[mark["item"]]
            self.check(f"{where} {mark['item']} of", mark["of"], item["of"])
            self.check(f"{where} {mark['item']}", number(mark["marks"]), marks_of(item, mark["written"]))
        total = rounded(self.marks(judge["marks"]), unit["judgeRounding"])
        # A penalty on every award takes no number below 0.
        total = max(min(ZERO, total), total - number(unit["penalty"]))
        if unit["placing"] and judge["before"] is None:
            total = last(unit["placing"], judge["compared"], judge["lacking"])
        elif judge["before"] is not None:
            total = self.place(where, total, judge, unit["placing"], unit["lowestFirst"])
        self.check(f"{where} sum", number(judge["sum"]), total)
        self.check(f"{where} source", judge["source"] == "sheet", bool(judge["marks"]) or judge["source"] == "sheet")
        return total

    def place(self, where, value, told, placing, lowest_first):
        """A number turned by what it was compared with, the entry's own number among them."""
        self.check(f"{where} before", number(told["before"]), value)
        compared = {line["entry"]: number(line["number"]) for line in told["compared"]}
        own = compared.get(self.told["entry"])
        self.check(f"{where} compared", own, value)
        return turned(value, list(compared.values()), placing, lowest_first) if own == value else value

    # A panel's number.

    def unit(self, where, unit, is_sheet):
        """What a panel's number gives to its module."""
        is_product = unit["factor"] is not None or unit["base"] is not None
        adds, sums = unit["effect"] == "add", not unit["optional"] and unit["clock"] is None
        for key, applies in (("judgeRounding", sums and is_sheet), ("factoredRounding", unit["factor"] is not None),
                             ("productRounding", is_product), ("rounding", adds)):
            self.check(f"{where} {key}", unit[key] is None or applies, True)
        judges = unit["judges"]
        numbers = [self.judge(f"{where} {judge['judge']}", unit, judge) for judge in judges]
        if unit["clock"] is not None:
            self.clock(where, unit["clock"])
            value, fate = rounded(marks_off(unit["deduct"], number(unit["clock"]["over"])), unit["clock"]["rounding"]), []
        elif unit["double"]:
            value, parts = settled(unit["double"], {judge["part"]: own for judge, own in zip(judges, numbers)})
            fate = ["counted" if judge["part"] in parts else "not-chosen" for judge in judges]
        else:
            value, fate = aggregated(unit["aggregate"], unit["placing"], numbers, unit["lowestFirst"])
            names = [judge["judge"] for judge in judges if judge["judge"] is not None]
            self.check(f"{where} byte order", names, sorted(names, key=str.encode))
            self.check(f"{where} left out", set(names) & {line["judge"] for line in unit["leftOut"]}, set())
        self.check(f"{where} counting", [judge["counting"] for judge in judges], fate)
        self.check(f"{where} aggregated", number(unit["aggregated"]), value)
        value = rounded(value, unit["rounding"])
        self.check(f"{where} rounded", number(unit["rounded"]), value)
        if is_product:
            value = rounded(value * number(unit["factor"] or "1"), unit["factoredRounding"])
            value = rounded(value + number(unit["base"] or "0"), unit["productRounding"])
        self.check(f"{where} value", number(unit["value"]), value)
        return value

    def clock(self, where, clock):
        """Units over the time limit, of start and finish."""
        taken = clock["milliseconds"]
        if taken is None:
            self.check(f"{where} without times", clock["over"], None)
            return
        self.check(f"{where} taken", taken, milliseconds(clock["finish"]) - milliseconds(clock["start"]))
        over = Fraction(max(0, taken - clock["limit"] * 1000), UNITS[clock["per"]])
        self.check(f"{where} over", number(clock["over"]), over)

    # A module's marks.

    def module(self, where, module):
        """What a module gives to its run; None where it gives nothing."""
        given = [(unit, self.unit(f"{where} {unit['id']}", unit, unit["id"] == module["id"])) for unit in module["units"]]

        def total(effect, off="module"):
            return sum((value for unit, value in given if (unit["effect"], unit["off"]) == (effect, off)), ZERO)

        for clock in module["inTime"]:
            self.clock(f"{where} {clock['item']}", clock)
            self.check(f"{where} {clock['item']} in time", clock["over"] in (None, "0"), True)
        for unit in module["units"]:
            if unit["penalty"] != "0":
                self.check(f"{where} {unit['id']} penalty", number(unit["penalty"]), total("subtract-each-award"))
        self.vetoes(where, module)
        marks = total("add") if any(unit["effect"] == "add" for unit in module["units"]) else None
        bonus, deducted = total("bonus"), total("subtract")
        value = share = None
        if marks is not None:
            value = max(min(ZERO, marks + bonus), marks + bonus - deducted)
            if module["max"] is not None:
                value = max(ZERO, min(number(module["max"]), value))
            value = min([value] + [number(veto["cap"]) for veto in module["vetoes"] if veto["effect"] == "cap-module"])
            value = rounded(ZERO if has(module, "zero-module") else value, module["rounding"])
            share = value if module["weight"] is None else value * number(module["weight"]) / number(module["max"] or "100")
            share *= number(module["times"] or "1")
        for key, computed in (("marks", marks), ("bonus", bonus), ("deducted", deducted), ("value", value),
                              ("offTotal", total("subtract", "total")), ("offRound", total("subtract", "round")), ("share", share)):
            self.check(f"{where} {key}", number(module[key]), computed)
        return share

    def vetoes(self, where, module):
        """Who confirmed them, and which marks they void."""
        for veto in module["vetoes"]:
            self.check(f"{where} {veto['item']} ref", veto["ref"] is None, veto["effect"] not in ("zero-item", "zero-criterion"))
            if veto["byDecision"]:
                stands = [one["value"] for one in self.told["decisions"] if one["decision"] == "veto-confirmed"]
                self.check(f"{where} {veto['item']} decided", "1" in stands, True)
            else:
                self.check(f"{where} {veto['item']} confirmed", len(veto["confirmedBy"]) >= veto["confirmations"], True)
        void = [veto["ref"] for veto in module["vetoes"] if veto["ref"] is not None]
        for mark in (mark for unit in module["units"] for judge in unit["judges"] for mark in judge["marks"]):
            item = self.items[mark["item"]]
            is_void = any(ref == item["of"] or ref in item["criteria"] for ref in void)
            self.check(f"{where} {mark['item']} voided", mark["voided"], is_void)

    # Runs and rounds.

    def run(self, where, round, run):
        """What a run gives to its round; None where it gives nothing."""
        uses = {use["module"]: use for use in round["uses"]}
        for module in run["modules"]:
            use = uses[module["id"]]
            self.check(f"{where} {module['id']} use", (module["weight"], module["times"]), (use["weight"], use["times"]))
        shares = [self.module(f"{where} {module['id']}", module) for module in run["modules"]]
        shares = [share for share in shares if share is not None]
        value = sum(shares) if shares else None
        off = sum((number(module["offRound"]) for module in run["modules"]), ZERO)
        self.check(f"{where} offRound", number(run["offRound"]), off)
        if value is not None and off:
            value = max(min(ZERO, value), value - off)
        if shares and any(has(module, "zero-round") for module in run["modules"]):
            value = ZERO
        elif not run["modules"] and run["status"] is None and self.told["status"] == "ok" and round["runMissing"] == "zero":
            value = ZERO
        self.check(f"{where} value", number(run["value"]), value)
        return value

    def round(self, where, round):
        """What a round gives to the total; None where it gives nothing."""
        for run in round["runs"]:
            self.run(f"{where}/{run['run']}", round, run)
        chosen = [run for run in round["runs"] if run["value"] is not None]
        if round["combine"] == "last":
            chosen = chosen[-1:]
        elif round["best"]:
            chosen = sorted(chosen, key=lambda run: self.best_first(number(run["value"])))[:round["best"]]
        self.check(f"{where} runs that count", [run["counts"] for run in round["runs"]], [run in chosen for run in round["runs"]])
        values = [number(run["value"]) for run in chosen]
        self.check(f"{where} rounding", round["rounding"], self.stages.get("round") if values else None)
        value = rounded(join(round["combine"], values), round["rounding"]) if values else None
        is_open = self.told["rounds"].index(round) < self.told["ranking"]["advanced"]
        if not round["runs"] and is_open and round["missing"] == "zero":
            value = ZERO
        if round["isMissing"] and round["placing"]:
            value = last(round["placing"], round["compared"], round["lacking"])
        elif round["before"] is not None:
            value = self.place(where, value, round, round["placing"], round["lowestFirst"])
        elif self.told["place"] is not None:
            self.check(f"{where} is turned", round["placing"] is None or value is None, True)
        self.check(f"{where} value", number(round["value"]), value)
        if value is not None:
            value = value * number(round["weight"] or "100") / 100 * number(round["times"] or "1")
        self.check(f"{where} share", number(round["share"]), value)
        return value


def last(placing, compared, lacking):
    """What entries without a number get where others are compared: no points, no share, as a rank the places after all others."""
    count = len(compared or [])
    if placing["written"]:
        count = max([count, *(-(-number // 1) for number in compared or [])])
    return Fraction(2 * count + lacking + 1, 2) if placing["as"] == "rank" and placing["tied"] == "average" else Fraction(
        count + 1 if placing["as"] == "rank" else 0)


def has(module, effect):
    return any(veto["effect"] == effect for veto in module["vetoes"])


def plain(text):
    """A number as the explanation writes numbers."""
    value = Fraction(text)
    return next((shown for shown in (f"{float(value):.{places}f}" for places in range(7)) if Fraction(shown) == value), str(value))


def milliseconds(time):
    """A time of day, or an instant in UTC."""
    if "T" in time:
        return round(datetime.fromisoformat(time.replace("Z", "+00:00")).timestamp() * 1000)
    hours, minutes, seconds = time.split(":")
    return int(hours) * 3_600_000 + int(minutes) * 60_000 + int(Fraction(seconds) * 1000)


if __name__ == "__main__":
    found = recompute(json.load(sys.stdin))
    print("\n".join(found) or "everything agrees")
    sys.exit(1 if found else 0)
