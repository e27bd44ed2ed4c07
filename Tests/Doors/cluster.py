"""A private PostgreSQL for tests that stop, kill and look into the server: see `.ci/postgres`."""
import os
import subprocess

from program import ROOT, run

SCRIPT = ROOT / ".ci/postgres"


def there():
    return subprocess.run([SCRIPT, "there"], capture_output=True).returncode == 0


def built_with_libpq():
    """Whether this build of the program knows PostgreSQL at all."""
    return "libpq" not in run("audit", "verify", "--data", "/nonexistent", "--database", "postgresql:///x?host=/nonexistent").err


class Cluster:
    """One server with one empty database after the other."""

    def __init__(self):
        out = subprocess.run([SCRIPT, "start"], check=True, capture_output=True, text=True).stdout.split()
        self.folder, self.root = out
        self.count = 0

    def database(self):
        """The URL of a new, empty database."""
        self.count += 1
        name = f"records_{self.count}"
        self.psql(self.root, f"CREATE DATABASE {name} TEMPLATE template0")
        return self.root.replace("/sizhou?", f"/{name}?")

    def psql(self, url, sql):
        """Rows as lists of texts."""
        ran = subprocess.run(["psql", url, "-AtXq", "-v", "ON_ERROR_STOP=1", "-F", "\t", "-c", sql],
                             capture_output=True, text=True, env={**os.environ, "PGOPTIONS": ""})
        assert ran.returncode == 0, ran.stderr
        return [line.split("\t") for line in ran.stdout.splitlines()]

    def dump(self, url, file):
        subprocess.run(["pg_dump", "--format=custom", f"--file={file}", url], check=True)

    def bring_back(self, url, file):
        self.psql(url, "DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        subprocess.run(["pg_restore", "--no-owner", f"--dbname={url}", file], check=True, capture_output=True)

    def stop(self, mode="fast"):
        subprocess.run([SCRIPT, "stop", self.folder, mode], check=True)

    def again(self):
        subprocess.run([SCRIPT, "again", self.folder], check=True)

    def remove(self):
        subprocess.run([SCRIPT, "remove", self.folder], check=True)
