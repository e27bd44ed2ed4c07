"""`sizhou rubric check`: the real rubrics are valid, a broken copy is refused with the right line and a way out, hostile files cheaply."""
import json
import re

import pytest

from program import ROOT, sizhou

REAL = sorted((ROOT / "rubrics").glob("*.xml"))


def check(*files, status=0, **options):
    return sizhou("rubric", "check", *files, "--format", "json", status=status, **options)


def test_the_real_rubrics_are_valid():
    assert len(REAL) >= 5, "the rubrics of the chef contest, the stations and the rural managers"
    answer = check(*REAL).json
    assert [file["valid"] for file in answer["files"]] == [True] * len(REAL)
    for file in answer["files"]:
        assert set(file) == {"file", "valid", "id", "version", "sha256", "faults"}
        assert file["faults"] == []


def test_the_words_name_each_file():
    out = sizhou("rubric", "check", *REAL).out
    for file in REAL:
        assert file.name in out


def test_a_file_that_is_not_there_ends_with_66(tmp_path):
    check(tmp_path / "none.xml", status=66)


# What is broken: a pattern found in a real rubric, what replaces it, and what the suggestion must say (None: anything).
# `@` in a replacement is the whole match; `\1` and so on are its groups.
BROKEN = [
    ("a misspelt attribute", r'(<points [^>]*)step="', r'\1stpe="', "step"),
    ("a misspelt element", r"<tie-break (by=)", r"<tie-brake \1", "tie-break"),
    ("a misspelt word", r'method="trimmed-mean"', 'method="trimed-mean"', "trimmed-mean"),
    ("a panel that does not exist", r'(<module [^>]*)panel="([\w.-]+)"', r'\1panel="\2x"', r"\2"),
    ("criteria that do not add up to the module", r'(<criterion [^>]*)max="(\d+)"', r'\1max="9\2"', None),
    ("weights that do not add up to 100", r'(<round [^>]*>(?:(?!</round>).)*?<use [^>]*)weight="\d+"', r'\1weight="99"', None),
    ("a bare ampersand", r'(<title xml:lang="en">)', r"\1Salt & ", "&amp;"),
    ("a tie-break on nothing", r'(<tie-break [^>]*)ref="([\w.-]+)"', r'\1ref="\2x"', r"\2"),
    ("an award's certificate that does not exist", r'(<award [^>]*)certificate="([\w.-]+)"', r'\1certificate="\2x"', r"\2"),
    ("a percent sign", r'ratio="(\d+)"', r'ratio="\1%"', r"\1"),
    ("a decimal comma", r'step="0\.5"', 'step="0,5"', "0.5"),
    ("full-width digits", r'(<points [^>]*)max="\d+"', r'\1max="１０"', "10"),
    ("a rounding that is too fine", r'(<rounding [^>]*)decimals="\d"', r'\1decimals="9"', None),
    ("a missing attribute", r'(<points [^>]*?) ?max="[\d.]+"', r"\1", "max"),
]


def broken(folder, pattern, replacement):
    """A copy of a real rubric with its first match replaced, the line of it, and the match."""
    for real in sorted(REAL, key=lambda path: ("chef" not in path.name and "hot" not in path.name, path.name)):
        text = real.read_text("utf-8")
        match = re.search(pattern, text, re.S)
        if match:
            copy = folder / real.name
            copy.write_text(text[: match.start()] + match.expand(replacement) + text[match.end() :], "utf-8")
            return copy, text.count("\n", 0, match.start()) + 1, match
    raise AssertionError(f"no rubric has {pattern}")


@pytest.mark.parametrize("what, pattern, replacement, advice", BROKEN, ids=[row[0] for row in BROKEN])
def test_a_broken_copy_is_refused_with_its_line_and_a_suggestion(tmp_path, what, pattern, replacement, advice):
    copy, line, match = broken(tmp_path, pattern, replacement)
    [file] = check(copy, status=65).json["files"]
    assert file["valid"] is False
    there = [fault for fault in file["faults"] if fault["line"] == line]
    assert there, f"no fault on line {line}: {json.dumps(file['faults'], ensure_ascii=False, indent=1)}"
    for fault in file["faults"]:
        assert set(fault) == {"code", "file", "line", "column", "row", "entry", "zh", "en", "suggestion"}
        assert fault["code"] and fault["file"] and fault["zh"] and fault["en"], fault
    assert any(fault["suggestion"] for fault in there), there
    if advice is not None:
        said = " ".join(fault["suggestion"] or "" for fault in there)
        assert match.expand(advice) in said, said


def test_every_fault_of_a_file_is_reported_at_once(tmp_path):
    text = next(path for path in REAL if 'method="trimmed-mean"' in path.read_text("utf-8")).read_text("utf-8")
    lines = []
    for pattern, replacement in (('method="trimmed-mean"', 'method="trimed-mean"'), (r'(<points [^>]*)step="', r'\1stpe="')):
        match = re.search(pattern, text)
        lines.append(text.count("\n", 0, match.start()) + 1)
        text = text[: match.start()] + match.expand(replacement) + text[match.end() :]
    copy = tmp_path / "two.xml"
    copy.write_text(text, "utf-8")
    [file] = check(copy, status=65).json["files"]
    assert set(lines) <= {fault["line"] for fault in file["faults"]}


def test_one_broken_file_does_not_hide_the_others(tmp_path):
    copy, _, _ = broken(tmp_path, r'method="trimmed-mean"', 'method="trimed-mean"')
    answer = check(REAL[0], copy, REAL[-1], status=65).json
    assert [file["valid"] for file in answer["files"]] == [True, False, True]


def test_a_fault_is_told_in_the_reader_s_language(tmp_path):
    copy, _, _ = broken(tmp_path, r'method="trimmed-mean"', 'method="trimed-mean"')
    chinese = sizhou("rubric", "check", copy, "--language", "zh", status=65)
    english = sizhou("rubric", "check", copy, "--language", "en", status=65)
    assert re.search(r"[\u4e00-\u9fff]", chinese.out + chinese.err)
    assert not re.search(r"[\u4e00-\u9fff]", (english.out + english.err).replace(str(copy), ""))


HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
OPEN = ('<rubric xmlns="urn:x-sizhou:rubric:1" schema-version="1.0" id="x" version="1" event-kind="contest" '
        'xml:lang="zh-CN">\n')
BOMB = "<!DOCTYPE rubric [\n<!ENTITY a0 'ha'>\n" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>\n" for n in range(1, 12)) + "]>\n"


def hostile():
    """Each as bytes: made when asked for, the large one is 50 MB."""
    yield "a DOCTYPE", lambda: (HEAD + "<!DOCTYPE rubric>\n" + OPEN + "</rubric>").encode()
    yield "a file of this machine", lambda: (
        HEAD + "<!DOCTYPE rubric [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n" + OPEN
        + "<metadata><title>&x;</title></metadata></rubric>").encode()
    yield "a bomb of entities", lambda: (HEAD + BOMB + OPEN + "<metadata><title>&a11;</title></metadata></rubric>").encode()
    yield "50 MB of text", lambda: (HEAD + OPEN + "<metadata><title>").encode() + b"x" * (50 << 20) + b"</title></metadata></rubric>"
    yield "50 MB of elements", lambda: (HEAD + OPEN).encode() + b"<metadata/>" * ((50 << 20) // 11) + b"</rubric>"
    yield "a depth of 10,000", lambda: (HEAD + OPEN + "<criterion>" * 10_000 + "</criterion>" * 10_000 + "</rubric>").encode()
    yield "garbage called UTF-16", lambda: b'<?xml version="1.0" encoding="UTF-16"?>\n' + bytes(range(1, 256)) * 40
    yield "UTF-16 bytes called UTF-8", lambda: (HEAD + OPEN + "</rubric>").encode("utf-16-le")
    yield "an encoding that nobody knows", lambda: b'<?xml version="1.0" encoding="klingon"?>\n<rubric/>'
    yield "bytes that are not UTF-8", lambda: (HEAD + OPEN).encode() + b"<metadata><title>\xff\xfe\xc3</title></metadata></rubric>"
    yield "a NUL byte", lambda: (HEAD + OPEN).encode() + b"<metadata><title>a\x00b</title></metadata></rubric>"
    yield "a NUL byte at the end of a valid rubric", lambda: REAL[0].read_bytes() + b"\x00"
    yield "a second document behind the first", lambda: REAL[0].read_bytes() + REAL[0].read_bytes()
    yield "nothing", lambda: b""
    yield "a picture", lambda: b"\x89PNG\r\n\x1a\n" + bytes(4096)


@pytest.fixture(scope="module")
def peaceful():
    """Peak memory of checking one good file, in MiB."""
    return check(REAL[0], measured=True).peak


@pytest.mark.parametrize("what, content", hostile(), ids=[row[0] for row in hostile()])
def test_a_hostile_file_is_refused_in_under_a_second_with_flat_memory(tmp_path, peaceful, what, content):
    file = tmp_path / "hostile.xml"
    file.write_bytes(content())
    ran = check(file, status=65, measured=True)
    [answer] = ran.json["files"]
    assert answer["valid"] is False and answer["faults"]
    # Processor time: the machine may be busy with other things.
    assert ran.cpu < 1, f"{ran.cpu:.2f} s"
    assert ran.peak < peaceful + 16, f"{ran.peak:.0f} MiB, {peaceful:.0f} for a good file"
    assert "root:" not in ran.out + ran.err
