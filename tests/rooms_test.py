"""The rooms of src/cosmodrome: one order, one way. See docs/decisions/0001-rooms-and-one-way-flow.md."""

import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "cosmodrome"

# Ground floor first. A room may use itself and those before it.
ORDER = [
    "base",
    "time",
    "frames",
    "almanac",
    "environment",
    "vehicle",
    "guidance",
    "mission",
    "integrate",
    "dynamics",
    "flight",
    "orbit",
    "optimize",
    "campaign",
    "safety",
    "io",
]

# Rooms that know less than their place in the order would let them.
ONLY = {"integrate": {"base"}}

INCLUDE = re.compile(r'^\s*#\s*include\s+"cosmodrome/([^"]+)"', re.MULTILINE)
ANY_INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)


def may_use(room: str) -> set[str]:
    return ONLY.get(room, set(ORDER[: ORDER.index(room)]))


def source_files() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*") if path.suffix in {".hpp", ".cpp"})


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


def uses_in_cmake() -> dict[str, set[str]]:
    """What each cosmodrome_room() names after USES."""
    text = (SOURCE / "CMakeLists.txt").read_text()
    uses = {}
    for name, arguments in re.findall(r"cosmodrome_room\((\w+)([^)]*)\)", text):
        found = re.search(r"\bUSES((?:\s+[a-z]\w*)+)", arguments)
        uses[name] = set(found.group(1).split()) if found else set()
    return uses


def reachable(uses: dict[str, set[str]], room: str) -> set[str]:
    found: set[str] = set()
    waiting = list(uses[room])
    while waiting:
        other = waiting.pop()
        if other not in found:
            found.add(other)
            waiting.extend(uses.get(other, ()))
    return found


def test_each_folder_is_a_known_room() -> None:
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and any(path.iterdir())}
    assert folders <= set(ORDER)


def test_there_are_files_to_look_at() -> None:
    assert len(source_files()) > 20
    assert any(INCLUDE.search(path.read_text()) for path in source_files())


@pytest.mark.parametrize("room", ORDER)
def test_includes_keep_the_order(room: str) -> None:
    wrong = []
    for path in source_files():
        if room_of(path) != room:
            continue
        for included in INCLUDE.findall(path.read_text()):
            other = included.split("/")[0]
            if other != room and other not in may_use(room):
                wrong.append(f"{path.relative_to(ROOT)} includes {included}")
    assert not wrong, f"{room} may use only {sorted(may_use(room))}:\n" + "\n".join(wrong)


def test_includes_go_by_their_full_path() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} includes {included}"
        for path in source_files()
        for included in ANY_INCLUDE.findall(path.read_text())
        if not included.startswith("cosmodrome/") and not included.endswith(".inc")  # written by the build
    ]
    assert not wrong, "\n".join(wrong)


def test_included_files_exist() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} includes {included}"
        for path in source_files()
        for included in INCLUDE.findall(path.read_text())
        if not (SOURCE / included).is_file()
    ]
    assert not wrong, "\n".join(wrong)


def continues(path: str, header: str) -> bool:
    """dual_functions.hpp is the second half of dual.hpp: it may name the half that includes it."""
    return path.startswith(header.removesuffix(".hpp") + "_")


def test_no_file_includes_itself_by_a_detour() -> None:
    graph = {}
    for path in source_files():
        if path.suffix == ".hpp":
            name = str(path.relative_to(SOURCE))
            graph[name] = {other for other in INCLUDE.findall(path.read_text()) if not continues(name, other)}
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail("includes go in a circle: " + " -> ".join(error.args[1]))


def test_cmake_keeps_the_order() -> None:
    for room, uses in uses_in_cmake().items():
        assert uses <= may_use(room), f"{room} USES {sorted(uses - may_use(room))}"


def test_cmake_links_what_is_included() -> None:
    uses = uses_in_cmake()
    wrong = []
    for path in source_files():
        room = room_of(path)
        linked = {room} | reachable(uses, room)
        wrong += [
            f"{path.relative_to(ROOT)} includes {included}, and {room} does not USE that room"
            for included in INCLUDE.findall(path.read_text())
            if included.split("/")[0] not in linked
        ]
    assert not wrong, "\n".join(wrong)


def test_no_room_is_left_out_of_the_build() -> None:
    folders = {room_of(path) for path in source_files()}
    assert folders <= set(uses_in_cmake())


# The C library's functions differ from one version and processor to the next, and know no lanes. See
# docs/decisions/0002-own-elementary-functions-and-explicit-fma.md.
OF_C_LIBRARY = re.compile(r"std::(a?(?:sin|cos|tan)h?|atan2|exp[2m]?1?|log(?:10|1p|2)?|pow|cbrt|hypot)\(")


@pytest.mark.parametrize("room", [room for room in ORDER[1:] if ORDER.index(room) <= ORDER.index("flight")])
def test_flights_do_not_hang_on_the_c_library(room: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: {found[0]}"
        for path in source_files()
        if room_of(path) == room and not path.stem.endswith("_test")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if (found := OF_C_LIBRARY.search(line.split("//")[0]))
    ]
    assert not wrong, "\n".join(wrong)
