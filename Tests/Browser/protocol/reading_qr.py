"""Reads a QR code from its modules by ISO/IEC 18004, without the program's help: format, mask, blocks, check words, bytes."""

# Level L: check words in a block, number of blocks.
LAYOUT = {1: (7, 1), 2: (10, 1), 3: (15, 1), 4: (20, 1), 5: (26, 1), 6: (18, 2), 7: (20, 2), 8: (24, 2), 9: (30, 2), 10: (18, 4),
          11: (20, 4), 12: (24, 4), 13: (26, 4), 14: (30, 4), 15: (22, 6)}
ALIGNED = {1: [], 2: [6, 18], 3: [6, 22], 4: [6, 26], 5: [6, 30], 6: [6, 34], 7: [6, 22, 38], 8: [6, 24, 42], 9: [6, 26, 46],
           10: [6, 28, 50], 11: [6, 30, 54], 12: [6, 32, 58], 13: [6, 34, 62], 14: [6, 26, 46, 66], 15: [6, 26, 48, 70]}
MASKS = [lambda r, c: (r + c) % 2 == 0, lambda r, c: r % 2 == 0, lambda r, c: c % 3 == 0, lambda r, c: (r + c) % 3 == 0,
         lambda r, c: (r // 2 + c // 3) % 2 == 0, lambda r, c: r * c % 2 + r * c % 3 == 0,
         lambda r, c: (r * c % 2 + r * c % 3) % 2 == 0, lambda r, c: ((r + c) % 2 + r * c % 3) % 2 == 0]

EXP, LOG = [0] * 512, [0] * 256
value = 1
for power in range(255):
    EXP[power] = EXP[power + 255] = value
    LOG[value] = power
    value = value << 1 ^ (0x11D if value & 0x80 else 0)


def reserved(version, size):
    """The modules that carry no data."""
    taken = [[False] * size for _ in range(size)]

    def block(top, left, height, width):
        for r in range(max(0, top), min(size, top + height)):
            for c in range(max(0, left), min(size, left + width)):
                taken[r][c] = True

    block(0, 0, 9, 9)
    block(0, size - 8, 9, 8)
    block(size - 8, 0, 8, 9)
    block(6, 0, 1, size)
    block(0, 6, size, 1)
    marks = ALIGNED[version]
    for r in marks:
        for c in marks:
            if (r, c) not in [(6, 6), (6, size - 7), (size - 7, 6)]:
                block(r - 2, c - 2, 5, 5)
    if version >= 7:
        block(0, size - 11, 6, 3)
        block(size - 11, 0, 3, 6)
    return taken


def format_word(data):
    rest = data << 10
    for bit in range(14, 9, -1):
        if rest >> bit & 1:
            rest ^= 0x537 << (bit - 10)
    return (data << 10 | rest) ^ 0x5412


def read(dark):
    """The text of a square of modules; asserts that every fixed pattern and every check word is right."""
    size = len(dark)
    version = (size - 17) // 4
    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        for r in range(7):
            for c in range(7):
                ring = max(abs(r - 3), abs(c - 3))
                assert dark[top + r][left + c] == (ring != 2), "a finder is wrong"
    assert all(dark[6][i] == (i % 2 == 0) for i in range(8, size - 8)), "the timing pattern is wrong"
    cells = [(8, c) for c in (0, 1, 2, 3, 4, 5, 7, 8)] + [(r, 8) for r in (7, 5, 4, 3, 2, 1, 0)]
    first = sum(dark[r][c] << (14 - i) for i, (r, c) in enumerate(cells))
    cells = [(size - 1 - i, 8) for i in range(7)] + [(8, size - 8 + i) for i in range(8)]
    second = sum(dark[r][c] << (14 - i) for i, (r, c) in enumerate(cells))
    assert first == second, "the two copies of the format differ"
    [mask] = [m for m in range(8) if format_word(1 << 3 | m) == first]
    if version >= 7:
        bits = sum(dark[i // 3][size - 11 + i % 3] << i for i in range(18))
        again = sum(dark[size - 11 + i % 3][i // 3] << i for i in range(18))
        assert bits == again and bits >> 12 == version, "the version is wrong"
    taken, bits = reserved(version, size), []
    column, upward = size - 1, True
    while column > 0:
        if column == 6:
            column -= 1
        for step in range(size):
            r = size - 1 - step if upward else step
            for c in (column, column - 1):
                if not taken[r][c]:
                    bits.append(int(dark[r][c]) ^ MASKS[mask](r, c))
        upward = not upward
        column -= 2
    words = [int("".join(map(str, bits[i:i + 8])), 2) for i in range(0, len(bits) // 8 * 8, 8)]
    checks, count = LAYOUT[version]
    short = len(words) // count - checks
    lengths = [short + (1 if i >= count - len(words) % count else 0) for i in range(count)]
    blocks = [[] for _ in range(count)]
    at = 0
    for place in range(max(lengths)):
        for i in range(count):
            if place < lengths[i]:
                blocks[i].append(words[at])
                at += 1
    tails = [[] for _ in range(count)]
    for _ in range(checks):
        for i in range(count):
            tails[i].append(words[at])
            at += 1
    for block, tail in zip(blocks, tails):
        for power in range(checks):
            total = 0
            for word in block + tail:
                total = (EXP[LOG[total] + power] if total else 0) ^ word
            assert total == 0, "a check word is wrong"
    data = [word for block in blocks for word in block]
    stream = "".join(f"{word:08b}" for word in data)
    assert stream[:4] == "0100", "not bytes"
    wide = 8 if version < 10 else 16
    length = int(stream[4:4 + wide], 2)
    start = 4 + wide
    return bytes(int(stream[start + 8 * i:start + 8 * i + 8], 2) for i in range(length)).decode()


def modules(path_data, view_box):
    """The modules of the picture that the page draws: a path of unit squares behind a border of four."""
    size = int(view_box.split()[2]) - 8
    dark = [[False] * size for _ in range(size)]
    for piece in path_data.split("M")[1:]:
        x, y = piece.split("h")[0].split()
        dark[int(y) - 4][int(x) - 4] = True
    return dark
