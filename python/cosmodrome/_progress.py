"""Progress of long work: a bar in a terminal or notebook, or whatever function the caller gives."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def counting(progress: bool | Callable, what: str, total: int) -> Iterator[Callable | None]:
    """The same of a count of flights whose end is known, or 0."""
    if callable(progress) or not progress:
        yield progress or None
        return
    from tqdm.auto import tqdm

    with tqdm(desc=what, unit=" flights", unit_scale=True, total=total or None) as bar:

        def update(so_far: int, says: object) -> None:
            bar.update(so_far - bar.n)
            bar.set_postfix_str(str(says), refresh=False)

        yield update


@contextmanager
def watching(progress: bool | Callable, what: str, unit: str) -> Iterator[Callable | None]:
    """What the core shall call with a number so far and what it has to say: nothing, a bar's update, or `progress`."""
    if callable(progress):
        yield progress
        return
    if not progress:
        yield None
        return
    from tqdm.auto import tqdm

    with tqdm(desc=what, unit=f" {unit}") as bar:

        def update(so_far: int, says: object) -> None:
            bar.update(so_far - bar.n)
            bar.set_postfix_str(str(says), refresh=False)

        yield update
