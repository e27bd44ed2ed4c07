"""Two hundred random contests: whatever the program computes follows from its explanations, entry by entry."""
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from fuzzing import written
from told import differences, tables

CONTESTS = int(os.environ.get("SIZHOU_FUZZED", "200"))
BATCH = 50


def look(folder, seed):
    folder = folder / str(seed)
    folder.mkdir()
    return seed, *differences(tables(*written(folder, seed)))


@pytest.mark.parametrize("first", range(0, CONTESTS, BATCH))
def test_random_contests_follow_from_their_explanations(tmp_path, first):
    with ThreadPoolExecutor(4) as pool:
        looked = list(pool.map(lambda seed: look(tmp_path, seed), range(first, min(first + BATCH, CONTESTS))))
    assert {seed: found for seed, found, _ in looked if found} == {}
    assert sum(placed for _, _, placed in looked) > BATCH, "hardly anybody is placed"
