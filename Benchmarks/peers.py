#!/usr/bin/env python3
"""What others do with the same input in the same run: numpy and polars rank it, lxml checks it; a tool not installed is left out.

  peers.py ranking MARKS ENTRIES JUDGES ITEMS     MARKS: 16-bit half marks, entry by entry, judge by judge
  peers.py rubrics SCHEMA RUBRIC                  SCHEMA is compiled once

Prints one JSON object: for each tool lowest, median and highest, and for rankings a checksum of totals and places.
"""
import json
import statistics
import sys
import time


def three(figures):
    return {"min": min(figures), "median": statistics.median(figures), "max": max(figures)}


def timed(body, least=5, seconds=0.5):
    """Milliseconds of each call, for about so many seconds."""
    body()
    figures = []
    began = time.perf_counter()
    while len(figures) < least or (time.perf_counter() - began < seconds and len(figures) < 2000):
        start = time.perf_counter()
        body()
        figures.append((time.perf_counter() - start) * 1000)
    return three(figures)


def checksum(totals, places):
    """Totals in hundredths and places, in the order of the entries."""
    return sum((i % 1009 + 1) * (int(t) * 3 + int(p)) for i, (t, p) in enumerate(zip(totals, places)))


def with_numpy(marks, judges):
    import numpy as np

    def rank():
        sums = marks.sum(axis=2)
        middle = sums.sum(axis=1) - sums.max(axis=1) - sums.min(axis=1)
        # Half marks over the judges left, in hundredths, halves up.
        totals = (middle * 100 + (judges - 2)) // (2 * (judges - 2))
        order = np.sort(totals)
        return totals, len(totals) - np.searchsorted(order, totals, side="right") + 1

    answer = timed(rank)
    answer["checksum"] = checksum(*rank())
    return answer


def with_polars(marks, judges):
    import numpy as np
    import polars as pl

    entries, _, items = marks.shape
    frame = pl.DataFrame({
        "entry": np.repeat(np.arange(entries), judges * items), "judge": np.tile(np.repeat(np.arange(judges), items), entries),
        "mark": marks.reshape(-1),
    })

    def rank():
        sums = frame.group_by("entry", "judge").agg(pl.col("mark").sum())
        totals = sums.group_by("entry").agg((pl.col("mark").sum() - pl.col("mark").max() - pl.col("mark").min()).alias("middle"))
        hundredths = (pl.col("middle") * 100 + (judges - 2)) // (2 * (judges - 2))
        return totals.with_columns(hundredths.alias("total")).with_columns(
            pl.col("total").rank("min", descending=True).alias("place"))

    answer = timed(rank, seconds=1)
    sorted_ = rank().sort("entry")
    answer["checksum"] = checksum(sorted_["total"], sorted_["place"])
    return answer


def ranking(path, entries, judges, items):
    try:
        import numpy as np
    except ImportError:
        return {}
    marks = np.fromfile(path, dtype="<i2").reshape(entries, judges, items).astype(np.int64)
    answer = {"numpy": with_numpy(marks, judges)}
    try:
        answer["polars"] = with_polars(marks, judges)
    except ImportError:
        pass
    return answer


def rubrics(schema_path, path):
    try:
        from lxml import etree
    except ImportError:
        return {}
    schema = etree.XMLSchema(etree.parse(schema_path))
    source = open(path, "rb").read()

    def both():
        assert schema.validate(etree.fromstring(source))

    def rate(body):
        figures = []
        for _ in range(5):
            began = time.perf_counter()
            count = 0
            while time.perf_counter() - began < 0.4:
                body()
                count += 1
            figures.append(count / (time.perf_counter() - began))
        return three(figures)

    return {"lxml": rate(both), "lxml parse only": rate(lambda: etree.fromstring(source))}


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    print(json.dumps(ranking(rest[0], *map(int, rest[1:])) if what == "ranking" else rubrics(*rest)))
