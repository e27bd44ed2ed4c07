"""What this machine can do at best, taken in the same run as our figures: flushes, SQLite commits, bare loopback HTTP."""
import os
import sqlite3
import statistics
import time
from pathlib import Path


def rate(times, body):
    """Calls `body` for about `times` seconds; calls a second."""
    began = time.perf_counter()
    count = 0
    while (now := time.perf_counter()) - began < times:
        body()
        count += 1
    return count / (now - began)


def three(figures):
    """Lowest, median and highest."""
    return min(figures), statistics.median(figures), max(figures)


def flushes(folder, runs=5, seconds=0.4):
    """Appended blocks of 4 KiB made durable with fdatasync, a second."""
    figures = []
    for n in range(runs):
        path = Path(folder, f"flush-{n}")
        file = os.open(path, os.O_WRONLY | os.O_CREAT)
        block = os.urandom(4096)

        def append():
            os.write(file, block)
            os.fdatasync(file)

        figures.append(rate(seconds, append))
        os.close(file)
        path.unlink()
    return three(figures)


def sqlite_sheets(folder, group, runs=5, seconds=0.4):
    """Sheets a second that SQLite takes from one thread, `group` in each durable commit."""
    figures = []
    for n in range(runs):
        path = Path(folder, f"limit-{group}-{n}.sqlite")
        db = sqlite3.connect(path, isolation_level=None)
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("CREATE TABLE sheet (id TEXT, revision INTEGER, marks TEXT, hash TEXT, PRIMARY KEY (id, revision)) STRICT")
        marks = '{"a":"8.5","b":"7","c":"9.5","d":"6","e":"8","f":"7.5","g":"9","h":"8"}'
        serial = iter(range(10**9))

        def commit():
            db.execute("BEGIN IMMEDIATE")
            for _ in range(group):
                db.execute("INSERT INTO sheet VALUES ($1, 1, $2, $3)", (f"sheet-{next(serial)}", marks, "0" * 64))
            db.execute("COMMIT")

        figures.append(group * rate(seconds, commit))
        db.close()
        for file in Path(folder).glob(path.name + "*"):
            file.unlink()
    return three(figures)
