"""The arithmetic of the rubric language, written from its README and not from the program: marks, rounding, placing, panels, lines."""
from fractions import Fraction

ZERO, ONE = Fraction(0), Fraction(1)
ADDING = ("sum", "trimmed-sum")
AVERAGING = ("mean", "trimmed-mean", "median", "best-of", "single", "best", "last")


def number(text):
    """An exact fraction of `12.5` or `25/6`; None of null."""
    return None if text is None else Fraction(text)


def text(value, rule):
    """A total as published: with the decimals of its rounding, else the shortest decimal, else `n/d`."""
    wanted = [rule["decimals"]] if rule and (value * 10 ** rule["decimals"]).denominator == 1 else range(19)
    for places in wanted:
        if (value * 10 ** places).denominator == 1:
            digits = f"{abs(int(value * 10 ** places)):0{places + 1}d}"
            return ("-" if value < 0 else "") + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
    return str(value)


def rounded(value, rule):
    """`value` by a rounding rule; unchanged without one."""
    if rule is None or value is None:
        return value
    whole, rest = divmod(abs(value) * 10 ** rule["decimals"], 1)
    is_half, is_odd = rest * 2 == 1, whole % 2 == 1
    away = {"down": False, "up": rest > 0, "half-up": rest * 2 >= 1, "half-even": rest * 2 > 1 or is_half and is_odd}
    return Fraction(whole + away[rule["mode"]]) / 10 ** rule["decimals"] * (-1 if value < 0 else 1)


def mean(values):
    return sum(values, ZERO) / len(values)


def median(values):
    order = sorted(values)
    return mean([order[(len(order) - 1) // 2], order[len(order) // 2]])


def join(method, values):
    """Numbers added or averaged, as the method of a panel or of a round's runs says."""
    if method not in ADDING and method not in AVERAGING:
        raise ValueError(f"unknown method {method}")
    return sum(values) if method in ADDING else mean(values)


# From a value on a sheet to marks.

def marks_of(item, written):
    """The marks that what a judge wrote earns."""
    if written == "NP":
        return number(item["np"])
    if written == "NV":
        return ZERO
    value = number(written)
    if item["type"] == "levels":
        return next(number(level["points"]) for level in item["levels"] if level["value"] == value)
    if item["type"] == "step":
        return number(item["points"]) * value
    if item["type"] == "measure":
        return points_of(item["measure"], value)
    return marks_off(item["deduct"], value) if item["type"] == "deduct" else value


def points_of(measure, reading):
    """The points of a reading: in proportion, or of the first band that holds it, else 0."""
    target = number(measure["target"] or "0")
    if measure["linear"]:
        rule = {key: number(measure["linear"][key]) for key in ("at", "each", "lowest")}
        held = max(rule["lowest"], min(number(measure["max"]), rule["at"] + rule["each"] * (reading - target)))
        return held if measure["linear"]["exact"] else rounded(held, {"decimals": 3, "mode": "half-up"})
    for band in measure["bands"]:
        if band["within"] is not None and measure["target"] is not None:
            fits = abs(reading - target) <= number(band["within"])
        else:
            fits = (band["from"] is None or reading >= number(band["from"])) and (band["to"] is None or reading <= number(band["to"]))
        if fits:
            return number(band["points"])
    return ZERO


def marks_off(rule, units):
    """What a deduction takes off for so many units."""
    off = ZERO
    if rule["bands"]:
        off = next((number(band["points"]) for band in rule["bands"]
                    if units > number(band["over"]) and (band["to"] is None or units <= number(band["to"]))), ZERO)
    else:
        beyond = max(ZERO, (units - number(rule["grace"])) / number(rule["every"]))
        off = number(rule["each"]) * (-(-beyond // 1) if rule["count"] == "started" else beyond // 1)
    return off if rule["limit"] is None else min(off, number(rule["limit"]))


# From the judges' numbers to one.

def as_written(value, compared, placing):
    """A number that is a place already: equal ones share the places from theirs on, as many as are free; a half covers two."""
    sharing = compared.count(value)
    start = value // 1 - 1
    later = [other // 1 - 1 for other in compared if other > value]
    free = (min(later) if later else start + sharing) - start
    covered = max(1, min(sharing, free)) if value.denominator == 1 else 2
    places = range(int(start), int(start + covered))
    points = dict(enumerate(number(text) for text in placing["points"]))
    worth = [points.get(place, ZERO) if placing["as"] == "points" else place + ONE for place in places]
    shared = worth[0] if placing["tied"] == "best" else mean(worth)
    if placing["as"] == "points" and placing["tied"] == "average" and covered < sharing:
        shared = shared * covered / sharing
    return shared


def turned(value, compared, placing, lowest_first):
    """A number as its rank, its points by place or its share among the numbers that it was compared with."""
    if placing["as"] == "share":
        return value * 100 / sum(compared) if sum(compared) else ZERO
    if placing["written"]:
        return as_written(value, compared, placing)
    before = sum(1 for other in compared if (other < value if lowest_first else other > value))
    points = [number(text) for text in placing["points"]] + [ZERO] * len(compared)
    worth = [points[place] if placing["as"] == "points" else place + ONE
             for place in range(before, before + compared.count(value))]
    return worth[0] if placing["tied"] == "best" else mean(worth)


def settled(rule, marks):
    """What two markers, a third and an arbiter give, and whose marks made it."""
    first, second, third = (marks.get(part) for part in ("first", "second", "third"))
    if first is None or second is None:
        only = "second" if first is None else "first"
        return marks.get(only), [only]
    limit = number(rule["tolerance"])
    if abs(first - second) <= limit:
        return (first + second) / 2, ["first", "second"]
    if rule["scheme"] == "2+1" or third is None:
        return third, ["third"]
    # The nearer of the two, of equally near ones the higher; none near enough: the arbiter.
    away, _, near = min((abs(third - marks[part]), -marks[part], part) for part in ("first", "second"))
    return ((marks[near] + third) / 2, [near, "third"]) if away <= limit else (marks.get("arbiter"), ["arbiter"])


def aggregated(rule, placing, numbers, are_ranks=False):
    """The panel's number of the judges' numbers, which stand in byte order of judges, and what became of each."""
    fate = ["counted"] * len(numbers)

    def left(lowest):
        """Who still counts, the lowest or the highest first; of equal numbers the last judge first."""
        counted = [place for place in reversed(range(len(numbers))) if fate[place] == "counted"]
        return sorted(counted, key=lambda place: numbers[place] if lowest else -numbers[place])

    for place in left(lowest=False)[:rule["dropHigh"]]:
        fate[place] = "dropped-high"
    for place in left(lowest=True)[:rule["dropLow"]]:
        fate[place] = "dropped-low"
    beyond = []
    if rule["method"] == "median":
        order = sorted(left(lowest=True), key=lambda place: (numbers[place], place))
        beyond = order[:(len(order) - 1) // 2] + order[len(order) // 2 + 1:]
    elif rule["method"] == "best-of":
        low_first = placing["as"] == "rank" if placing else are_ranks
        worst_first = left(lowest=not low_first)
        beyond = worst_first[:max(0, len(worst_first) - rule["best"])]
    for place in beyond:
        fate[place] = "not-chosen"
    counted = [value for value, what in zip(numbers, fate) if what == "counted"]
    if not counted or rule["method"] == "single" and len(set(counted)) > 1:
        return None, fate
    return join(rule["method"], counted), fate


# Over all candidates.

def fitted(points):
    """Intercept and slope of the line through (rating, mark) by least squares, exactly."""
    ratings, marks = [rating for rating, _ in points], [mark for _, mark in points]
    spread = len(points) * sum(rating * rating for rating in ratings) - sum(ratings) ** 2
    slope = (len(points) * sum(rating * mark for rating, mark in points) - sum(ratings) * sum(marks)) / spread
    return (sum(marks) - slope * sum(ratings)) / len(points), slope
