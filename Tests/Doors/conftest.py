"""What the command-line tests share: the program must be built, and one sample installation for all who only look."""
import shutil

import pytest

import program


def pytest_sessionstart(session):
    if not program.BINARY.exists():
        pytest.exit(f"{program.BINARY} is not built: run `swift build --build-tests`, or set SIZHOU_BINARY", 3)


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """A folder with `data/` and `exports/` of one `sizhou demo`; only looked at, never changed."""
    folder = tmp_path_factory.mktemp("sample")
    program.sizhou("demo", "--data", folder / "data", "--exports", folder / "exports", timeout=300)
    return folder


@pytest.fixture
def installation(sample, tmp_path):
    """A copy of the sample's data folder that a test may use up."""
    shutil.copytree(sample / "data", tmp_path / "data")
    return tmp_path / "data"
