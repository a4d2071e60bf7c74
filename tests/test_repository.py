"""What holds for the repository as a whole."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def tracked() -> list[Path]:
    # A continuous-integration machine may run this as another user than the one who cloned.
    git = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    listed = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def test_no_file_knows_somebodys_machine() -> None:
    folder = re.compile(r"(?<![\w.$})~*-])/(?:home|root|Users|work)/[\w.]{2,}")
    wrong = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in tracked()
        if (text := text_of(path)) and (found := folder.search(text)) and path != Path(__file__)
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_is_left_for_later() -> None:
    words = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "\\bX" + "XX\\b", "not " + "implemented"]))
    wrong = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in tracked()
        if path.suffix in {".hpp", ".cpp", ".py", ".ts", ".md", ".cmake", ".toml"}
        if (text := text_of(path)) and (found := words.search(text))
    ]
    assert not wrong, "\n".join(wrong)


def test_files_are_small() -> None:
    large = [
        f"{path.relative_to(ROOT)}: {path.stat().st_size}" for path in tracked() if path.stat().st_size > 10_000_000
    ]
    assert not large, "\n".join(large)


def test_every_cpp_test_is_built() -> None:
    commands = ROOT / "build" / "release" / "compile_commands.json"
    if not commands.is_file():
        pytest.skip("build/release is not configured")
    built = {Path(entry["file"]) for entry in json.loads(commands.read_text())}
    written = {path for path in tracked() if path.name.endswith("_test.cpp")}
    assert written, "no C++ tests found"
    assert not written - built, f"written and not built: {sorted(map(str, written - built))}"


def test_every_python_test_is_collected() -> None:
    for path in tracked():
        if path.suffix == ".py" and re.search(r"^def test_", path.read_text(), re.MULTILINE):
            assert path.parent == ROOT / "tests", path
            assert re.fullmatch(r"test_\w+\.py|\w+_test\.py", path.name), path


def test_python_packages_are_pinned() -> None:
    for path in ROOT.glob("requirements-*.txt"):
        for line in path.read_text().splitlines():
            assert line.startswith("#") or re.fullmatch(r"[\w.-]+==[\w.]+", line), f"{path.name}: {line}"


@pytest.mark.parametrize("kind", ["vehicles", "sites"])
def test_data_files_are_toml(kind: str) -> None:
    files = sorted((ROOT / "data" / kind).rglob("*.toml"))
    assert files
    for path in files:
        tomllib.loads(path.read_text())


def test_sources_that_are_named_exist() -> None:
    known = set(tomllib.loads((ROOT / "data" / "sources.toml").read_text()))
    unknown = []

    def look(node: object, where: Path) -> None:
        if isinstance(node, dict):
            source = node.get("source")
            if isinstance(source, str):
                keys = [key.strip() for key in re.split(r"[;,]", source)]
                unknown.extend(f"{where.relative_to(ROOT)}: {key}" for key in keys if key not in known)
            for child in node.values():
                look(child, where)
        elif isinstance(node, list):
            for child in node:
                look(child, where)

    for path in [*(ROOT / "data").rglob("*.toml"), *(ROOT / "missions").rglob("*.toml")]:
        if path.name != "sources.toml":
            look(tomllib.loads(path.read_text()), path)
    assert not unknown, "\n".join(unknown)
