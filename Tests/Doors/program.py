"""Runs the real program from outside, as a shell or another office's script would."""
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("SIZHOU_BINARY", ROOT / ".build/debug/sizhou")).resolve()
# A fault names a line in one language; the tests read Chinese and English alike, but want one they can rely on.
ENVIRONMENT = {**os.environ, "LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8"}


# Starts a command from a small process of its own: Linux counts the starter's largest memory as the command's.
LAUNCHER = """
import json, os, sys
child = os.fork()
if child == 0:
    os.execv(sys.argv[2], sys.argv[2:])
_, status, usage = os.wait4(child, 0)
report = {"peak": usage.ru_maxrss / 1024, "cpu": usage.ru_utime + usage.ru_stime}
open(sys.argv[1], "w").write(json.dumps(report))
sys.exit(os.waitstatus_to_exitcode(status))
"""


def run(*arguments, stdin=None, cwd=None, timeout=120, env=None, binary=None, measured=False):
    """Runs `sizhou` to its end: `status`, `out`, `err`; where `measured`, also `cpu` seconds and `peak` memory in MiB."""
    command = [str(binary or BINARY), *map(str, arguments)]
    report = None
    with tempfile.TemporaryDirectory() as folder:
        start = [sys.executable, "-ISc", LAUNCHER, f"{folder}/report", *command] if measured else command
        ran = subprocess.run(start, input=stdin.encode() if isinstance(stdin, str) else stdin or b"", capture_output=True,
                             cwd=cwd or ROOT, timeout=timeout, env={**ENVIRONMENT, **(env or {})})
        if measured:
            report = json.loads(Path(folder, "report").read_text())
    return SimpleNamespace(status=ran.returncode, raw=ran.stdout, err=ran.stderr.decode("utf-8", "replace"),
                           command=" ".join(command), **(report or {}))


class Ran:
    """What a test expects of a run, with the whole story when it is not so."""

    def __init__(self, ran):
        self.ran = ran

    def __getattr__(self, name):
        return getattr(self.ran, name)

    @property
    def out(self):
        return self.raw.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.out)

    def expect(self, status):
        assert self.status == status, (
            f"{self.command}\nended with {self.status}, not {status}\n--- out\n{self.out[:4000]}\n--- err\n{self.err[:4000]}")
        return self


def sizhou(*arguments, status=0, **options):
    """Runs `sizhou` and expects its exit status; `status=None` leaves it to the test."""
    ran = Ran(run(*arguments, **options))
    return ran if status is None else ran.expect(status)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """`sizhou serve` on a data folder and a free port of the loopback address."""

    def __init__(self, data, binary=None, port=None, log=None, options=()):
        self.data, self.binary, self.port = Path(data), binary or BINARY, port or free_port()
        self.log = open(log or self.data.parent / f"{self.data.name}.log", "ab")
        began = time.monotonic()
        self.process = subprocess.Popen(
            [str(self.binary), "serve", "--data", str(self.data), "--port", str(self.port), *map(str, options)],
            stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL, cwd="/", env=ENVIRONMENT)
        while True:
            if self.process.poll() is not None:
                raise AssertionError(f"serve ended with {self.process.returncode}:\n{self.words()}")
            try:
                if self.get("/api/v1/ping")[0] == 200:
                    break
            except OSError:
                pass
            assert time.monotonic() - began < 60, f"serve does not answer:\n{self.words()}"
            time.sleep(0.005)
        self.started_in = time.monotonic() - began

    def words(self):
        self.log.flush()
        return Path(self.log.name).read_text("utf-8", "replace")[-4000:]

    def get(self, path, headers=None):
        """`(status, headers, bytes)` of one GET."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def post(self, path, body, headers=None):
        """`(status, value)` of one POST of JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json", **(headers or {})})
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text else None
        finally:
            connection.close()

    def kill(self):
        """As a power cut ends it: no chance to say goodbye."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.log.close()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
