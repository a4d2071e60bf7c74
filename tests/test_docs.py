"""The documentation builds without a warning, reads without a network, and leads nowhere that is not there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)[^)]*\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_page_is_built(site: Path) -> None:
    for page in (ROOT / "docs").rglob("*.md"):
        assert (site / page.relative_to(ROOT / "docs")).with_suffix(".html").is_file(), page


def test_nothing_is_fetched_when_a_page_is_read(site: Path) -> None:
    fetched = re.compile(r'<(?:script|img|iframe|source)\b[^>]*\bsrc="(https?:)?//|<link\b[^>]*\bhref="(https?:)?//')
    canonical = re.compile(r'<link rel="canonical"[^>]*>')
    for page in site.rglob("*.html"):
        text = canonical.sub("", page.read_text())
        assert not fetched.search(text), page


def test_formulas_are_drawn(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert 'class="arithmatex"' not in page.read_text(), page


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(name: str) -> None:
    for link in LINK.findall(CODE.sub("", (ROOT / name).read_text())):
        if not link.startswith(("https://", "http://", "#")):
            assert (ROOT / link.split("#")[0]).exists(), f"{name}: {link}"
