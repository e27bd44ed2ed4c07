#!/usr/bin/env python3
"""Measures sizhou against limits taken in the same run, and prints one table.

  bench.py --sizhou .build/release/sizhou [--quick]

Needs the program in release, a C compiler for the load generator, and nothing else. Load and server share this machine.
A figure is the median of several runs, with the lowest and highest beside it. Goals are said as ratios to a limit where
the limit moves with the machine.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "Tests/Doors")]

import limits  # noqa: E402
import cluster  # noqa: E402
import rubric  # noqa: E402
import program  # noqa: E402
from judging import Judge, open_event, raw  # noqa: E402

ROWS = []
PROBLEMS = []


def number(value):
    if value is None:
        return "-"
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def row(what, figures, unit, limit=None, limit_name="", goal=None, at_most=False):
    """One line of the table; `goal` is in the figure's unit, `limit` too."""
    low, middle, high = figures if isinstance(figures, tuple) else (None, figures, None)
    ratio = f"{middle / limit:.2f}" if limit else "-"
    met = "-" if goal is None else "yes" if (middle <= goal if at_most else middle >= goal) else "no"
    ROWS.append((
        what, f"{number(middle)} {unit}", "" if low is None else f"{number(low)}-{number(high)}",
        f"{number(limit)} {limit_name}".strip() if limit else "-", ratio,
        "-" if goal is None else f"{'<=' if at_most else '>='} {number(goal)}", met))
    print(f"  {what}: {number(middle)} {unit}", file=sys.stderr, flush=True)


def columns_of(text):
    """Width in a terminal, where a Chinese character takes two columns."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def show():
    head = ("figure", "measured", "lowest-highest", "limit, same run", "ratio", "goal", "met")
    widths = [max(columns_of(line[i]) for line in [head, *ROWS]) for i in range(len(head))]
    for line in [head, tuple("-" * width for width in widths), *ROWS]:
        print("  ".join(cell + " " * (widths[i] - columns_of(cell)) for i, cell in enumerate(line)).rstrip())


# --- The load generator -------------------------------------------------------------------------------------------


def compiled(folder):
    tool = Path(folder, "load")
    subprocess.run(["cc", "-O2", "-o", tool, HERE / "load.c"], check=True)
    return tool


def load(tool, port, requests, seconds, once=False):
    """Drives one list of requests a client; answers the generator's report."""
    given = b"".join(b"%d %d\n%s" % (client, len(request), request)
                     for client, share in enumerate(requests) for request in share)
    ran = subprocess.run([tool, str(port), str(len(requests)), str(seconds), *(["once"] if once else [])],
                         input=given, stdout=subprocess.PIPE, check=True)
    return json.loads(ran.stdout)


def refused(report, what, expected="200"):
    others = {status: count for status, count in report["statuses"].items() if status != expected}
    if others:
        PROBLEMS.append(f"{what}: answers other than {expected}: {others}")


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid):
    """Proportional memory of a process in MiB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return None


# --- The figures --------------------------------------------------------------------------------------------------


def machine(folder, quick):
    runs = 2 if quick else 5
    flushes = limits.flushes(folder, runs)
    row("limit: fdatasync of 4 KiB appended", flushes, "/s")
    groups = {size: limits.sqlite_sheets(folder, size, runs) for size in (1, 16, 64)}
    for size, figures in groups.items():
        row(f"limit: SQLite from Python, {size} a commit", figures, "sheets/s")
    return flushes[1], {size: figures[1] for size, figures in groups.items()}


def start_up(binary, folder, data, quick):
    times = []
    for n in range(2 if quick else 5):
        with program.Server(data, binary, log=Path(folder, f"start-{n}.log")) as server:
            times.append(server.started_in * 1000)
    began = time.perf_counter()
    subprocess.run([binary, "--help"], stdout=subprocess.DEVNULL, check=True)
    nothing = (time.perf_counter() - began) * 1000
    row("start-up to the first 200", limits.three(times), "ms", nothing, "ms for --help")


def prepared(judges, clients, count):
    """For each client the requests of `count` revisions, spread over sheets that only it writes."""
    shares = []
    for n in range(clients):
        judge, sheets = judges[n % len(judges)]
        a_judge = -(-clients // len(judges))
        own = sheets[n // len(judges) :: a_judge]
        requests = []
        for turn in range(count):
            place = turn % len(own)
            sheet, form = own[place]
            path, headers, body, _ = judge.write(sheet, form, turn, sheet["rev"] + turn // len(own))
            requests.append(raw("PUT", path, headers, body))
        for place, (sheet, _) in enumerate(own):
            sheet["rev"] += count // len(own) + (1 if place < count % len(own) else 0)
        shares.append(requests)
    return shares


def sheets(tool, server, judges, flushes, groups, quick):
    goals = {1: (3000, 0.8), 16: (12000, 3), 64: (20000, 8)}
    runs = 2 if quick else 5
    for clients, (goal, p99) in goals.items():
        reports = []
        # A probe says how many writes make a run of about a second and a half.
        count = max(8, 400 // clients)
        for run in range(runs + 1):
            before = cpu_seconds(server.process.pid)
            report = load(tool, server.port, prepared(judges, clients, count), 60, once=True)
            report["cpu"] = (cpu_seconds(server.process.pid) - before) * 1000 / report["answers"]
            refused(report, f"{clients} clients")
            rate = report["answers"] / report["seconds"]
            if run == 0:
                count = max(8, int(rate * (0.5 if quick else 1.5) / clients))
            else:
                reports.append(report)
        rates = limits.three([report["answers"] / report["seconds"] for report in reports])
        row(f"sheets accepted, {clients} clients", rates, "sheets/s", groups[clients], f"SQLite x{clients}", goal)
        row("  answered within, of 100 sheets 99", limits.three([report["p99"] / 1000 for report in reports]), "ms", goal=p99,
            at_most=True)
        if clients == 64:
            factor = 25 if flushes < 500 else 4
            row("  against flushes", rates[1], "sheets/s", flushes, "flushes/s", factor * flushes)
            row("  processor time of the server", limits.three([r["cpu"] for r in reports]), "ms/sheet", goal=0.05, at_most=True)


def postgres_sheets(tool, binary, folder, quick):
    """The same sheets into a private PostgreSQL on this machine, which shares its cores and its disk."""
    if not (cluster.there() and cluster.built_with_libpq()):
        print("  PostgreSQL or libpq is not installed: its figure is left out", file=sys.stderr)
        return
    server_of_records = cluster.Cluster()
    try:
        options = ["--database", server_of_records.database()]
        data = Path(folder, "postgres")
        cards = open_event(data, judges=16, entries=64, options=options)
        with program.Server(data, binary, options=options) as server:
            judges = [(judge, judge.open_sheets()) for judge in (Judge(server, card, pin) for card, pin in cards)]
            reports = []
            count = 20
            for run in range((2 if quick else 5) + 1):
                report = load(tool, server.port, prepared(judges, 64, count), 60, once=True)
                refused(report, "PostgreSQL, 64 clients")
                if run == 0:
                    count = max(8, int(report["answers"] / report["seconds"] * (0.5 if quick else 1.5) / 64))
                else:
                    reports.append(report)
            rates = limits.three([report["answers"] / report["seconds"] for report in reports])
            row("sheets accepted on PostgreSQL, 64 clients", rates, "sheets/s", goal=8000)
            row("  answered within, of 100 sheets 99", limits.three([report["p99"] / 1000 for report in reports]), "ms")
            row("  memory after that", memory(server.process.pid), "MiB", goal=80, at_most=True)
    finally:
        server_of_records.remove()


def pages(tool, server, quick):
    seconds = 0.5 if quick else 2
    runs = 2 if quick else 5

    def gets(path, headers, clients, expected="200"):
        request = raw("GET", path, headers, None)
        reports = [load(tool, server.port, [[request]] * clients, seconds) for _ in range(runs)]
        for report in reports:
            refused(report, path, expected)
        return (limits.three([r["answers"] / r["seconds"] for r in reports]), limits.three([r["p99"] / 1000 for r in reports]))

    constant, _ = gets("/favicon.ico", {}, 64)
    row("limit: our own constant answer, 64 clients", constant, "GET/s")
    path = ranking_page(server)
    if path is None:
        PROBLEMS.append("no public ranking page was found from the front page")
        return
    print(f"  the public ranking page is {path}", file=sys.stderr)
    for clients, p99 in ((64, 8), (512, 20)):
        rates, latest = gets(path, {"Accept-Encoding": "gzip"}, clients)
        row(f"public ranking page, {clients} clients", rates, "GET/s", constant[1], "constant", 50000)
        row("  answered within, of 100 pages 99", latest, "ms", goal=p99, at_most=True)
    tag = server.get(path)[1].get("ETag")
    if tag:
        rates, _ = gets(path, {"If-None-Match": tag}, 64, "304")
        row("  not changed (304), 64 clients", rates, "GET/s", constant[1], "constant", 60000)


def ranking_page(server):
    """The first public page with a ranking that the front page leads to."""
    seen, queue = set(), ["/"]
    while queue and len(seen) < 40:
        path = queue.pop(0)
        seen.add(path)
        status, _, body = server.get(path)
        if status != 200:
            continue
        text = body.decode("utf-8", "replace")
        if path != "/" and "<table" in text and ("名次" in text or "Place" in text):
            return path
        for link in re.findall(r'href="(/[^"#?]*)"', text):
            if link not in seen and not re.search(r"\.\w{2,5}$|sign|judge|api", link):
                queue.append(link)
    return None


def peers(*arguments):
    """What other tools do with the same input; those not installed are left out.

    SIZHOU_PEERS_PYTHON names a Python that has numpy, polars and lxml; else the one of the tests is asked.
    """
    own = HERE.parent / ".venv/bin/python"
    python = os.environ.get("SIZHOU_PEERS_PYTHON") or (own if own.exists() else sys.executable)
    ran = subprocess.run([python, HERE / "peers.py", *map(str, arguments)], stdout=subprocess.PIPE)
    return json.loads(ran.stdout) if ran.returncode == 0 else {}


def spread(figures):
    return tuple(float(figures[key]) for key in ("min", "median", "max"))


def ranking(binary, folder, quick):
    for entries, judges, items, goal in ((50, 7, 8, 0.008), (1000, 7, 8, 0.08), (100_000, 5, 10, 5)):
        if quick and entries > 1000:
            continue
        marks = Path(folder, "marks")
        ran = subprocess.run(
            [binary, "bench-ranking", str(entries), str(judges), str(items), "--marks", marks], stdout=subprocess.PIPE, check=True)
        answer = json.loads(ran.stdout)
        size = f"{entries:,} x {judges} x {items}"
        loop = spread(answer["plainLoop"])
        row(f"ranking {size}", spread(answer["ranked"]), "ms", loop[1], "ms for a plain loop", goal, at_most=True)
        for tool, figures in peers("ranking", marks, entries, judges, items).items():
            row(f"  {tool}, same marks", spread(figures), "ms", loop[1], "ms for a plain loop")
            if figures["checksum"] != answer["checksum"]:
                PROBLEMS.append(f"{tool} ranks {size} otherwise: {figures['checksum']} and ours {answer['checksum']}")
        row("  one sheet changed, its place asked", spread(answer["oneSheet"]), "ms", goal=0.05, at_most=True)
        row("  a whole tally with parts", spread(answer["tally"]), "ms")


def rubrics(binary, folder, quick):
    path = Path(folder, "rubric.xml")
    path.write_bytes(rubric.rubric())
    schema = HERE.parent / "rubrics/rubric.xsd"
    ran = subprocess.run([binary, "bench-rubrics", path], stdout=subprocess.PIPE, check=True)
    answer = json.loads(ran.stdout)
    others = peers("rubrics", schema, path)
    limit = spread(others["lxml"])[1] if "lxml" in others else None
    row(f"rubrics read and checked ({answer['bytes']:,} bytes)", spread(answer), "/s", limit, "lxml /s", 18000)
    for tool, figures in others.items():
        row(f"  {tool}, same file", spread(figures), "/s")

    def seconds(command):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return time.perf_counter() - began

    one = min(seconds([binary, "rubric", "check", path]) for _ in range(5))
    row("  one rubric, program start included", one * 1000, "ms", goal=10, at_most=True)
    count = 100 if quick else 1000
    copies = [Path(folder, f"rubric-{n}.xml") for n in range(count)]
    for copy in copies:
        shutil.copy(path, copy)
    rates = [(count - 1) / (seconds([binary, "rubric", "check", *copies]) - one) for _ in range(2 if quick else 5)]
    row("  as files, each answered in words", limits.three(rates), "/s")


def signatures(quick):
    """Ed25519 signatures a second of one core, where openssl is there to tell."""
    if not shutil.which("openssl"):
        return None
    ran = subprocess.run(["openssl", "speed", "-seconds", "1" if quick else "3", "ed25519"], capture_output=True, text=True)
    found = re.search(r"Ed25519\).*?s\s+[\d.]+s\s+([\d.]+)", ran.stdout)
    return float(found[1]) if found else None


def certificates(binary, folder, quick):
    ran = subprocess.run([binary, "bench-certificates", "50" if quick else "500"], stdout=subprocess.PIPE, cwd=folder)
    if ran.returncode != 0:
        PROBLEMS.append(f"bench-certificates ended with {ran.returncode}")
        return
    answer = json.loads(ran.stdout)
    row("certificates: PDF with QR, credential, signature", float(answer["perSecond"]), "/s", signatures(quick),
        "Ed25519 signatures/s", 5000)
    if "bytes" in answer:
        row("  one PDF", float(answer["bytes"]) / 1000, "kB", goal=12, at_most=True)
    if "peak" in answer:
        row("  peak memory", float(answer["peak"]), "MiB", goal=60, at_most=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizhou", default=str(HERE.parent / ".build/release/sizhou"))
    parser.add_argument("--quick", action="store_true", help="short runs, to see that everything works")
    options = parser.parse_args()
    binary = Path(options.sizhou).resolve()
    program.BINARY = binary
    quick = options.quick
    # On the disk of the work tree, not in a memory file system: flushes must be real.
    scratch = HERE.parent / ".build"
    scratch.mkdir(exist_ok=True)
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        tool = compiled(folder)
        flushes, groups = machine(folder, quick)

        data = Path(folder, "data")
        cards = open_event(data, judges=16, entries=64)
        start_up(binary, folder, data, quick)
        with program.Server(data, binary) as server:
            row("memory after the start", memory(server.process.pid), "MiB")
            judges = [(judge, judge.open_sheets()) for judge in (Judge(server, card, pin) for card, pin in cards)]
            sheets(tool, server, judges, flushes, groups, quick)
            row("memory after 64 clients", memory(server.process.pid), "MiB", goal=30, at_most=True)

        postgres_sheets(tool, binary, folder, quick)

        sample = Path(folder, "sample")
        program.sizhou("demo", "--data", sample, "--exports", Path(folder, "exports"), timeout=600)
        with program.Server(sample, binary) as server:
            pages(tool, server, quick)
            row("memory after the pages", memory(server.process.pid), "MiB", goal=40, at_most=True)

        ranking(binary, folder, quick)
        rubrics(binary, folder, quick)
        certificates(binary, folder, quick)

    show()
    print(f"\n{os.cpu_count()} cores, load {load_before:.1f} before and {os.getloadavg()[0]:.1f} after; "
          "load generator and server on the same cores")
    for problem in PROBLEMS:
        print(f"PROBLEM: {problem}")
    return 1 if PROBLEMS else 0


if __name__ == "__main__":
    sys.exit(main())
