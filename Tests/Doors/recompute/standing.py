"""From the rounds to the total, the place and the awards: the second half of computing a result again from its explanation."""
from awarding import handed_out, is_better, place
from rulebook import ZERO, Fraction, fitted, join, median, number, rounded, text


class Standing:
    def __init__(self, explanation):
        self.told, self.differences = explanation, []
        self.stages = {rule["stage"]: rule for rule in explanation["rounding"]}
        self.items = {item["id"]: item for item in explanation["items"]}
        self.low_first = explanation["ranking"]["order"] == "ascending"
        self.unrounded = None

    def check(self, where, told, computed):
        if told != computed:
            self.differences.append(f"{where}: told {told}, computed {computed}")

    def best_first(self, value):
        return value if self.low_first else -value

    def marks(self, marks):
        """A judge's marks added up: an item's steps together, times its constant, rounded."""
        items = {}
        for mark in marks:
            if not mark["voided"]:
                items.setdefault(mark["of"], []).append(mark)
        return sum((rounded(sum(number(mark["marks"]) for mark in own) * number(own[0]["times"] or "1"), own[0]["rounding"])
                    for own in items.values()), ZERO)

    # The total.

    def total(self):
        told, rounds = self.told, self.told["rounds"]
        shares = [self.round(round["id"], round) for round in rounds]
        given = [index for index in range(len(rounds)) if shares[index] is not None]
        first = max([index for index in given if rounds[index]["restart"]], default=0)
        self.check("stage", told["ranking"]["stage"], first)
        best = sorted((index for index in given if index >= first), key=lambda index: self.best_first(shares[index]))
        beyond = best[told["bestRounds"]:] if told["bestRounds"] else []
        for group in told["roundGroups"]:
            ids = [round["id"] for round in rounds]
            inside = [index for index in best if index not in beyond and ids.index(group["from"]) <= index <= ids.index(group["to"])]
            beyond = beyond + inside[group["best"]:]
        counting = [index for index in range(first, len(rounds)) if index not in beyond]
        self.check("rounds that count", [round["counts"] for round in rounds], [index in counting for index in range(len(rounds))])
        value = sum((shares[index] for index in counting if index in given), ZERO)
        self.check("sum", number(told["sum"]), value)
        modules = [module for index in counting for run in rounds[index]["runs"] if run["counts"] for module in run["modules"]]
        off = sum((number(module["offTotal"]) for module in modules), ZERO)
        self.check("offTotal", number(told["offTotal"]), off)
        vetoes = [veto for round in rounds for run in round["runs"] for module in run["modules"] for veto in module["vetoes"]]
        self.check("totalVetoes", told["totalVetoes"], [veto for veto in vetoes if veto["effect"] in ("zero-total", "cap-total")])
        if told["place"] is None:
            self.check("without a place", (told["total"], told["totals"], told["passed"], told["awards"]), (None, [], None, []))
            return
        value = value * number(told["scale"]) / 100 if told["weighted"] else value
        value = max(min(ZERO, value), value - off)
        for veto in told["totalVetoes"]:
            value = ZERO if veto["effect"] == "zero-total" else min(value, number(veto["cap"]))
        self.unrounded = self.scaled(value)
        final = self.stages.get("final")
        values = []
        for compare in told["ranking"]["compares"]:
            values.append((self.shown(compare) or [ZERO])[0])
            self.check(f"compares {compare['ref']}", number(compare["value"]), values[-1])
        values = values or [rounded(self.unrounded, final)]
        self.check("totals", [number(total) for total in told["totals"]], values)
        self.check("total", told["total"], "/".join(text(value, final) for value in values))
        effective = [veto for index in counting for run in rounds[index]["runs"] if run["counts"]
                     for module in run["modules"] for veto in module["vetoes"]]
        self.gates(values[0], bool(effective or told["totalVetoes"]))
        self.place_and_awards()

    def scaled(self, value):
        """The total moved so that the median of all stands where the rubric says."""
        scale = self.told["medianScale"]
        if not scale:
            return value
        among = {line["entry"]: number(line["value"]) for line in scale["of"]}
        self.check("median of own", among.get(self.told["entry"]), value)
        self.check("median", number(scale["median"]), median(list(among.values())))
        return number(scale["at"]) + number(scale["factor"]) * (value - number(scale["median"]))

    # Passing.

    def gates(self, total, has_veto):
        told = self.told
        for cut in told["cuts"]:
            self.cut(cut)
        cuts = {cut["station"]: number(cut["cut"]) for cut in told["cuts"]}
        for gate in told["stations"]:
            self.gate(f"station {gate['ref']}", gate, total, cuts, [])
        own = [number(gate["least"]) for gate in told["stations"]]
        for gate in told["gates"]:
            self.gate(f"gate {gate['of']} {gate['ref']}", gate, total, cuts, own)
        if told["passed"] is not None:
            passes = all(gate["met"] for gate in told["gates"]) and not (told["vetoFails"] and has_veto)
            self.check("passed", told["passed"], passes)

    def cut(self, cut):
        """A pass mark by regression over every candidate's rating and mark."""
        points = [(number(point["rating"]), number(point["mark"])) for point in cut["points"]]
        self.check(f"cut {cut['station']} line", (number(cut["intercept"]), number(cut["slope"])), fitted(points))
        line = number(cut["intercept"]) + number(cut["slope"]) * number(cut["rating"])
        self.check(f"cut {cut['station']}", number(cut["cut"]), rounded(line, self.stages.get("cut")))
        for point in cut["points"]:
            if point["entry"] == self.told["entry"]:
                self.check(f"cut {cut['station']} own", number(point["mark"]), self.of_gate(cut["station"]))
                rated = [number(unit["value"]) for round in self.told["rounds"] for run in round["runs"] if run["counts"]
                         for module in run["modules"] if module["id"] == cut["station"]
                         for unit in module["units"] if unit["effect"] == "rate"]
                self.check(f"cut {cut['station']} own rating", number(point["rating"]), rated[0] if rated else None)

    def gate(self, where, gate, total, cuts, stations):
        least, value = number(gate["least"]), total
        if gate["from"] == "cut":
            self.check(f"{where} least", least, cuts.get(gate["ref"]))
        elif gate["from"] != "rubric":
            least_of = None if None in stations or not stations else sum(stations) / (len(stations) if gate["from"] == "mean-of-cuts" else 1)
            self.check(f"{where} least", least, least_of)
        if gate["of"] == "stations":
            value = Fraction(sum(1 for station in self.told["stations"] if station["met"]))
        elif gate["of"] == "round":
            value = next(number(round["value"]) for round in self.told["rounds"] if round["id"] == gate["ref"])
        elif gate["of"] == "module":
            value = self.of_gate(gate["ref"])
        self.check(f"{where} value", number(gate["value"]), value)
        self.check(f"{where} met", gate["met"], None not in (least, value) and value >= least)

    def of_gate(self, ref):
        """The lowest of a module's values over the rounds that use it; None where one of them gives none."""
        rounds = [round for round in self.told["rounds"] if any(use["module"] == ref for use in round["uses"])]
        values = self.of_module(ref, rounds)
        return min(values) if values and len(values) == len(rounds) else None

    # What tie-breaks and comparisons look at.

    def of_module(self, ref, rounds):
        """A module's value in each of the rounds that give one, over their runs that count."""
        values = [("sum" if round["combine"] == "sum" else "mean",
                   [number(module["value"]) for run in round["runs"] if run["counts"] for module in run["modules"]
                    if module["id"] == ref and module["value"] is not None]) for round in rounds]
        return [join(combine, own) for combine, own in values if own]

    def is_about(self, ref, item):
        return ref == item or any(one["of"] == item and ref in one["criteria"] for one in self.items.values())

    def of_part(self, ref, run):
        """An item's or criterion's marks over the judges who count, joined as their panel's numbers are; None where there are none."""
        values = []
        for module, unit in ((module, unit) for module in run["modules"] for unit in module["units"]):
            named = {item for item in unit["items"] if self.is_about(ref, item)}
            gone = any(veto["effect"] in ("zero-round", "zero-total") for other in run["modules"] for veto in other["vetoes"])
            gone = gone or any(veto["effect"] == "zero-module" for veto in module["vetoes"])
            void = {item for item in named if any(self.is_about(veto["ref"], item) for veto in module["vetoes"] if veto["ref"])}
            if unit["effect"] not in ("add", "bonus") or not named:
                continue
            if gone or not named - void:
                values.append(ZERO)
                continue
            if named - void == set(unit["items"]):
                values.append(number(unit["value"]))
                continue
            own = [self.marks([mark for mark in judge["marks"] if mark["of"] in named])
                   for judge in unit["judges"] if judge["counting"] == "counted" and judge["source"] in ("sheet", "no-sheet")]
            values.append(join(unit["aggregate"]["rule"], own) if own else ZERO)
        return sum(values) if values else None

    def looked_at(self, step):
        """The runs and the units that a step is about."""
        rounds = [round for round in self.told["rounds"] if (round["counts"] or step["allRounds"]) and step["round"] in (None, round["id"])]
        runs = [run for round in rounds for run in round["runs"] if run["counts"]]
        return [unit for run in runs for module in run["modules"] for unit in module["units"] if unit["effect"] == "add" and (
            step["ref"] in (None, unit["panel"], module["id"]) or all(self.is_about(step["ref"], item) for item in unit["items"]))]

    def shown(self, step):
        """The numbers that the entry shows at a step; None where the explanation cannot tell."""
        by, ref, only = step["by"], step["ref"], step["round"]
        told = self.told["rounds"]
        rounds = [round for round in told if (round["id"] == only if only else round["counts"])]
        judges = [(number(judge["sum"]), judge["counting"]) for unit in self.looked_at(step) for judge in unit["judges"]]
        if by in ("item", "criterion"):
            values = [combined(round, [value for value in (self.of_part(ref, run) for run in round["runs"] if run["counts"])
                                       if value is not None]) for round in rounds]
            values = [value for value in values if value is not None]
            return [sum(values, ZERO)] if values else []
        if by == "module":
            values = list(self.of_module(ref, rounds))
            return [sum(values, ZERO)] if values else []
        if by == "round":
            return [number(round["value"]) for round in told if round["id"] == ref and round["value"] is not None]
        if by in ("fewest-deductions", "shortest-time"):
            counted = [run for round in told if round["counts"] for run in round["runs"] if run["counts"]]
            if by == "shortest-time":
                times = [run["milliseconds"] for run in counted]
                return None if None in times else [Fraction(sum(times))]
            return [sum((number(module["deducted"]) + number(module["offTotal"]) + number(module["offRound"]) for run in counted for module in run["modules"]), ZERO)]
        if by == "highest-median":
            values = [combined(round, [sum((median([number(judge["sum"]) for judge in unit["judges"]]) for module in run["modules"]
                                            for unit in module["units"] if unit["effect"] in ("add", "bonus") and unit["judges"]), ZERO)
                                       for run in round["runs"] if run["counts"]]) for round in told if round["counts"]]
            return [sum((value for value in values if value is not None), ZERO)]
        if by == "highest-judge":
            return sorted((value for value, _ in judges), key=self.best_first)[:1]
        if by == "most-judges":
            return [Fraction(sum(1 for value, _ in judges if value > 0))]
        if by == "dropped":
            return [sum((value for value, fate in judges if fate.startswith("dropped")), ZERO)]
        if by == "unrounded":
            return [self.unrounded]
        if by == "next-run":
            left = [number(run["value"]) for round in rounds for run in round["runs"]
                    if not run["counts"] and run["value"] is not None]
            return sorted(left, key=self.best_first)
        if by in ("panel-vote", "draw"):
            return self.decided(by)
        return None if step["firstOnly"] else self.counted_back(step, [value for value, _ in judges])

    def decided(self, by):
        word = {"panel-vote": "tie-vote", "draw": "tie-draw"}[by]
        values = [Fraction(one["value"]) for one in self.told["decisions"] if one["decision"] == word]
        if not values and by == "draw" and self.told["lot"] is not None:
            values = [Fraction(self.told["lot"])]
        return values[-1:]

    def counted_back(self, step, judges):
        """The numbers of a countback, best first: of rounds that were turned into places, else of the judges."""
        placed = [round for round in self.told["rounds"] if round["placing"]]
        looked_at = [round for round in self.told["rounds"]
                     if (round["id"] == step["round"] if step["round"] else step["allRounds"] or round["counts"])]
        if step["countsPlaces"]:
            return sorted(self.places(step, looked_at, placed))
        values = judges
        if step["ref"] is None and placed:
            values = [number(round["value"]) for round in looked_at if round["placing"] and round["value"] is not None]
        if step["order"] == "ascending":
            return sorted(values)
        return sorted((value for value in values if value), reverse=True)

    def places(self, step, rounds, placed):
        """The entry's places among those it was compared with: in rounds that were turned into something, else with each judge."""
        if step["ref"] is None and placed:
            return [place for round in rounds if round["placing"]
                    for place in self.own_place(round, round["lowestFirst"], round["placing"]["written"])]
        units = [unit for round in rounds for run in round["runs"] if run["counts"] for module in run["modules"] for unit in module["units"]
                 if unit["placing"] and unit in self.looked_at(step)]
        return [place for unit in units for judge in unit["judges"]
                for place in self.own_place(judge, unit["lowestFirst"], unit["placing"] is not None and unit["placing"]["written"])]

    def own_place(self, told, lowest_first, is_written=False):
        numbers = {line["entry"]: number(line["number"]) for line in told["compared"] or []}
        own = numbers.get(self.told["entry"])
        if own is None:
            return []
        if is_written:
            return [Fraction(own // 1)]
        return [Fraction(1 + sum(1 for other in numbers.values() if (other < own if lowest_first else other > own)))]

    # The place.

    def place_and_awards(self):
        told, ranking = self.told, self.told["ranking"]
        field = ranking["field"]
        own = next(line for line in field if line["entry"] == told["entry"])
        for key in ("division", "status", "totals", "place", "divisionPlace", "awards"):
            self.check(f"field {key}", own[key], told[key])
        low_first = [compare["order"] == "ascending" for compare in ranking["compares"]] or [self.low_first]
        ranked = [line for line in field if line["place"] is not None]
        ahead = [line for line in ranked if is_better(line, own, low_first)]
        equal = [line for line in ranked if is_better(line, own, low_first) is None]
        ahead, equal = self.ties(ahead, equal)
        self.check("place", told["place"], place(ranking["numbering"], [line["place"] for line in ahead], len(equal)))
        if told["division"] is not None:
            near = [[line["divisionPlace"] for line in lines if line["division"] == told["division"]] for lines in (ahead, equal)]
            self.check("divisionPlace", told["divisionPlace"], place(ranking["numbering"], near[0], len(near[1])))
        if told["awardRules"]:
            won = handed_out(told["awardRules"], field, self.low_first)
            self.check("awards", {line["entry"]: line["awards"] for line in field}, won)

    def ties(self, ahead, equal):
        """Each step's order agrees with its numbers, and the next step is asked about those still equal."""
        lines = {line["entry"]: line for line in equal}
        group = None
        for step in self.told["ranking"]["tieBreaks"]:
            where, names = f"tie-break {step['by']} {step['ref']}", [line["entry"] for line in step["group"]]
            if group is None:
                self.check(f"{where} are equal", set(lines) <= set(names), True)
            self.check(f"{where} group", set(names), set(names) if group is None else group)
            group = set(names)
            if step["skipped"]:
                self.check(f"{where} skipped", step["decided"], False)
                continue
            values = {line["entry"]: [number(value) for value in line["numbers"]] for line in step["group"]}
            sign = 1 if step["order"] == "ascending" else -1

            def key(name):
                # Number by number; who has no more numbers comes after; equals in byte order of entries.
                return [(0, value * sign) for value in values[name]] + [(1, 0)], name.encode()

            self.check(f"{where} order", names, sorted(names, key=key))
            self.check(f"{where} decided", step["decided"], len(set(map(tuple, values.values()))) > 1)
            own = values[self.told["entry"]]
            shown = self.shown(step)
            self.check(f"{where} own numbers", own, own if shown is None else shown)
            # Behind the last place that a step may decide, all stay equal.
            last = min((limit for limit in (step["upTo"], self.told["ranking"]["upTo"]) if limit is not None), default=None)
            before, group, start = [], [], len(ahead) + 1
            for name in names:
                same = [other for other in names if values[other] == values[name]]
                if name != same[0]:
                    continue
                if last is not None and start > last:
                    same = names[names.index(name):]
                if self.told["entry"] in same:
                    group = set(same)
                    break
                before += same
                start += len(same)
            ahead = ahead + [lines[name] for name in before if name in lines]
            lines = {name: line for name, line in lines.items() if name in group}
        return ahead, list(lines.values())


def combined(round, values):
    """What the numbers of a round's counting runs give: their sum, or their mean; None without any."""
    return join("sum" if round["combine"] == "sum" else "mean", values) if values else None
