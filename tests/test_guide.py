"""The guide is run as it is read: its files are written, its commands and its Python called, in an empty folder."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "docs" / "guide").glob("*.md"))

BLOCK = re.compile(r"^```(?P<kind>\w+)(?P<options>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
TITLE = re.compile(r'title="([^"]+)"')


def steps(page: Path) -> list[tuple[str, str, str]]:
    """(what, name, text) in the order of the page: files to write and commands to call."""
    found = []
    for block in BLOCK.finditer(page.read_text()):
        title = TITLE.search(block["options"])
        if title:
            found.append(("file", title[1], block["body"]))
        elif block["kind"] == "sh":
            found += [("command", "", line) for line in block["body"].splitlines() if line.startswith("cosmodrome ")]
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_does_what_it_says(page: Path, program: Path, tmp_path: Path) -> None:
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    for what, name, text in steps(page):
        if what == "file":
            target = tmp_path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
            continue
        command = text.split("  #")[0]
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        # A line may say which exit code it is there to show: `cosmodrome check wrong.toml  # exit 2`.
        shown = re.search(r"# exit (\d+)", text)
        expected = int(shown[1]) if shown else 0
        assert done.returncode == expected, f"{page.name}: {command}\n{done.stdout}{done.stderr}"


def test_the_guide_has_commands() -> None:
    for page in PAGES:
        assert any(what == "command" for what, _, _ in steps(page)) or "```python" in page.read_text(), page.name


def test_commands_of_the_readme_exist() -> None:
    text = (ROOT / "README.md").read_text()
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^make ([\w-]+)", text, re.MULTILINE)
    assert {"fly", "test"} <= set(targets)
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"README says make {target}"


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "```python" in page.read_text()], ids=lambda page: page.stem
)
def test_python_of_the_page_runs(page: Path, program: Path, tmp_path: Path) -> None:
    text = "\n".join(block["body"] for block in BLOCK.finditer(page.read_text()) if block["kind"] == "python")
    there = os.environ | {"PYTHONPATH": str(program.parent / "python"), "MPLBACKEND": "agg"}
    done = subprocess.run(
        [sys.executable, "-c", text],
        cwd=tmp_path,
        env=there,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
