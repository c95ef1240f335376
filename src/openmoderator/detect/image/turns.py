"""How many model calls run at once: one per core, so that none slows the others down."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore, Lock
from typing import Final, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def cores() -> int:
    """The cores that this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


# Reading text takes a hundred times as long as the other models: it queues apart from them.
MODEL_TURNS: Final = BoundedSemaphore(cores())
OCR_TURNS: Final = BoundedSemaphore(cores())


def on_free_cores(call: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """The results in order, computed by the caller, who has a turn, and on cores left idle.

    A further core is asked for anew before every item, so that a read that waits for its turn
    gets it soon. An error of `call` is raised here.
    """
    helpers = min(len(items), cores()) - 1
    if helpers < 1:
        return [call(item) for item in items]
    found: dict[int, Result] = {}
    waiting, taking = iter(enumerate(items)), Lock()
    with ThreadPoolExecutor(helpers) as pool:
        others = [
            pool.submit(_work_while_free, call, waiting, taking, found) for _ in range(helpers)
        ]
        while (step := _next(waiting, taking)) is not None:
            found[step[0]] = call(step[1])
        for other in others:
            other.result()
    return [found[index] for index in range(len(items))]


def _work_while_free(
    call: Callable[[Item], Result],
    waiting: Iterator[tuple[int, Item]],
    taking: Lock,
    found: dict[int, Result],
) -> None:
    """Take items as long as there are some and a turn is free at once."""
    while OCR_TURNS.acquire(blocking=False):
        try:
            step = _next(waiting, taking)
            if step is None:
                return
            found[step[0]] = call(step[1])
        finally:
            OCR_TURNS.release()


def _next(waiting: Iterator[tuple[int, Item]], taking: Lock) -> tuple[int, Item] | None:
    with taking:
        return next(waiting, None)
