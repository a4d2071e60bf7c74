"""The two commands of the README, on a machine that has been set up."""

import os
import re
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    # The make that runs these tests must not lend its flags to the one that is tested.
    environment = {
        name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}
    }
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_help_names_what_is_called() -> None:
    said = make("help").stdout
    for target in ("fly", "test", "lint", "format", "clang", "same-bits", "sanitize", "fuzz", "docs", "clean"):
        assert re.search(rf"^  make {target}\s+\S", said, re.MULTILINE), target


def test_setup_refuses_what_it_does_not_know() -> None:
    done = subprocess.run([ROOT / "scripts" / "setup", "moon"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "usage" in done.stderr


def test_setup_says_nothing_when_all_is_there() -> None:
    done = subprocess.run([ROOT / "scripts" / "setup", "fly"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_second_flight_takes_three_seconds_at_most(tmp_path: Path, program: Path) -> None:
    """What the README promises: seconds. The better of two, because others may use the machine."""
    took_s = []
    for folder in ("warm-up", "second", "third"):
        begun_s = time.monotonic()
        done = make("fly", f"OUT={tmp_path / folder}")
        took_s.append(time.monotonic() - begun_s)
        assert done.returncode == 0, done.stdout + done.stderr
        assert (tmp_path / folder / "report.html").is_file()
        assert "report.html" in done.stdout
    assert min(took_s[1:]) < 3.0, took_s
