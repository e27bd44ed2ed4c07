"""A pytest plugin: a skipped test says so loudly, and in CI it fails the run."""
import os

import pytest

skipped = []


def pytest_runtest_logreport(report):
    if report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        skipped.append(f"{report.nodeid}: {reason}")


def pytest_collectreport(report):
    if report.skipped:
        skipped.append(f"{report.nodeid}: skipped while it was read")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    if skipped and exitstatus == 0 and os.environ.get("CI") == "true":
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter):
    if skipped:
        terminalreporter.section("SKIPPED TESTS: what they would show has NOT been shown", sep="!", red=True, bold=True)
        for line in skipped:
            terminalreporter.line(line)
