"""Work on lines is shared with cores that nobody uses, and with those only."""

import threading

import pytest

from openmoderator.detect.image.turns import OCR_TURNS, cores, on_free_cores


def test_results_come_in_the_order_of_the_items() -> None:
    assert on_free_cores(lambda number: number * number, range(50)) == [n * n for n in range(50)]


def test_nothing_to_do_gives_nothing() -> None:
    assert on_free_cores(lambda number: number, []) == []


def test_an_error_reaches_the_caller_and_no_turn_is_lost() -> None:
    def fail(_: int) -> int:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        on_free_cores(fail, range(10))
    taken = [OCR_TURNS.acquire(blocking=False) for _ in range(cores())]
    assert all(taken)
    OCR_TURNS.release(cores())


def test_the_caller_works_alone_where_every_other_turn_is_taken() -> None:
    threads: set[int] = set()
    for _ in range(cores()):
        OCR_TURNS.acquire()
    try:
        on_free_cores(lambda _: threads.add(threading.get_ident()), range(20))
    finally:
        OCR_TURNS.release(cores())
    assert threads == {threading.get_ident()}
