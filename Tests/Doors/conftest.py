"""What the command-line tests share: the program must be built, and one sample installation for all who only look."""
import pytest

import cluster as postgres
import program


def pytest_sessionstart(session):
    if not program.BINARY.exists():
        pytest.exit(f"{program.BINARY} is not built: run `swift build --build-tests`, or set SIZHOU_BINARY", 3)


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """A folder with `data/` and `exports/` of one `sizhou demo`; only looked at, never changed."""
    folder = tmp_path_factory.mktemp("sample")
    program.sizhou("demo", "--data", folder / "data", "--exports", folder / "exports", "--language", "zh", timeout=300)
    return folder


@pytest.fixture(scope="module")
def cluster():
    """A private PostgreSQL for the tests of one file."""
    if not postgres.there():
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    if not postgres.built_with_libpq():
        pytest.skip("this build is without libpq: apt-get install libpq-dev, and build again")
    private = postgres.Cluster()
    yield private
    private.remove()
