"""Where data and built-in missions are: beside these files if the package was installed, else in the sources."""

import os
from pathlib import Path

from . import _core

HERE = Path(__file__).resolve().parent

if (HERE / "data").is_dir():
    os.environ.setdefault("COSMODROME_DATA", str(HERE / "data"))  # the core looks there when it first needs something


def missions_folder() -> Path:
    installed = HERE / "missions"
    return installed if installed.is_dir() else Path(_core.source_missions())
