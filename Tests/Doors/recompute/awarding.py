"""Places and awards of a whole field computed again: who is before whom, how places are numbered, who gets what."""
from fractions import Fraction

from rulebook import number, rounded


def is_better(one, other, low_first):
    """Whether a line of the field comes before another by restarts, advancing and totals; None where they are equal."""
    for key, best_high in (("stage", True), ("notAdvanced", False), ("advanced", True)):
        if one[key] != other[key]:
            return (one[key] > other[key]) == best_high
    for mine, theirs, low in zip(one["totals"], other["totals"], low_first):
        if number(mine) != number(theirs):
            return (number(mine) < number(theirs)) == low
    return None


def place(numbering, ahead, size):
    """The place of a group of `size` equals behind `ahead`, the places of those before it."""
    return {"1224": str(len(ahead) + 1), "1223": str(len(set(ahead)) + 1), "1334": str(len(ahead) + size),
            "fractional": fraction(Fraction(2 * len(ahead) + size + 1, 2))}[numbering]


def fraction(value):
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator // 2}.5"


def handed_out(rules, field, ascending):
    """Awards by entry, in the order of the rules."""
    won = {line["entry"]: [] for line in field}
    divisions = sorted({line["division"] for line in field} - {None}, key=lambda name: name.encode())
    queues = {}
    for award in rules["awards"]:
        for scope in divisions if award["scope"] == "division" and divisions else [None]:
            members = [line for line in field if scope is None or line["division"] == scope]
            queue = queues.setdefault(scope, Queue(rules, ascending))
            winners = best_in(award, rules, members, ascending) if award["bestIn"] else queue.next(award, members)
            for line in winners:
                won[line["entry"]].append(award["id"])
    return won


def reaches(line, award, ascending):
    """Whether the total is as good as an award asks."""
    least = number(award["minTotal"])
    total = number(line["totals"][0])
    return least is None or (total <= least if ascending else total >= least)


def how_many(award, count):
    """How many of an award there are among `count`; None where only a threshold decides."""
    if award["top"] is not None:
        return award["top"]
    if award["ratio"] is None:
        return None
    mode = {"down": "down", "up": "up", "nearest": "half-up"}[award["ratioRound"]]
    return int(rounded(Fraction(award["ratio"]) * count / 100, {"decimals": 0, "mode": mode}))


class Queue:
    """Main awards of one division go to the next in line; an enlarged one may make the next ones smaller."""

    def __init__(self, rules, ascending):
        self.rules, self.ascending = rules, ascending
        self.given, self.extra = 0, 0

    def are_tied(self, one, other):
        within = number(self.rules["tiedWithin"])
        near = within is not None and abs(number(one["totals"][0]) - number(other["totals"][0])) <= within
        return one["place"] == other["place"] or near

    def next(self, award, members):
        placed = [line for line in members if line["place"] is not None]
        waiting, eligible = placed[self.given:], []
        for line in waiting:
            if not reaches(line, award, self.ascending):
                break
            eligible.append(line)
        count = how_many(award, len(members if award["of"] == "registered" else placed))
        if count is None:
            winners = eligible
        else:
            if self.rules["enlarged"] != "keeps":
                count = self.fewer(award, count, placed, eligible)
            winners = self.groups(eligible, count)
            self.extra += max(0, len(winners) - count)
        self.given += len(winners)
        return winners

    def fewer(self, award, count, placed, eligible):
        """What is left of an award after earlier ones were enlarged."""
        if not self.extra:
            return count
        less = min(self.extra, count)
        self.extra -= less
        count -= less
        numbered = [other for other in self.rules["awards"] if not other["bestIn"] and (other["top"], other["ratio"]) != (None, None)]
        is_last = numbered and numbered[-1]["id"] == award["id"]
        if not count and self.rules["enlarged"] == "shrinks-unless-near" and is_last and self.given and eligible:
            return 1 if self.are_tied(placed[self.given - 1], eligible[0]) else 0
        return count

    def groups(self, order, count):
        """Whole groups of equals until the number is reached."""
        winners, start = [], 0
        while len(winners) < count and start < len(order):
            group = [order[start]]
            while start + len(group) < len(order) and self.are_tied(order[start], order[start + len(group)]):
                group.append(order[start + len(group)])
            if self.rules["atTie"] == "exclude" and len(winners) + len(group) > count:
                break
            winners += group
            start += len(group)
        return winners


def best_in(award, rules, members, ascending):
    """An extra award to the best in one part; who has nothing there is not the best in it."""
    sign = 1 if award["order"] == "ascending" else -1
    values = {line["entry"]: number(line["value"]) * sign for line in award["values"]}
    placed = [line for line in members if line["place"] is not None]
    order = sorted((line for line in placed if line["entry"] in values), key=lambda line: values[line["entry"]])
    order = [line for line in order if reaches(line, award, ascending)]
    count = how_many(award, len(placed))
    count = 1 if count is None else count
    if count <= 0:
        return []
    if len(order) <= count:
        return order
    last, beyond = values[order[count - 1]["entry"]], values[order[count]["entry"]]
    if last != beyond:
        return order[:count]
    keeps = (lambda value: value <= last) if rules["atTie"] == "include" else (lambda value: value < last)
    return [line for line in order if keeps(values[line["entry"]])]
