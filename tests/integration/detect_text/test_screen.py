"""The text detectors of a process: one set, loaded by `warm`, shared by threads."""

from concurrent.futures import ThreadPoolExecutor

from openmoderator.detect.text.screen import TextDetectors, text_detectors

_TEXT = "This crap came from name@site.test"


def _everything(detectors: TextDetectors) -> tuple[int, int, str]:
    return (
        len(detectors.terms(_TEXT)),
        len(detectors.pii(_TEXT).emails),
        detectors.language(_TEXT),
    )


def test_there_is_one_set_of_detectors_in_a_process() -> None:
    assert text_detectors() is text_detectors()


def test_warm_detectors_answer() -> None:
    detectors = text_detectors()
    detectors.warm()
    assert _everything(detectors) == (1, 1, "eng")


def test_threads_that_come_first_together_get_the_same_answers() -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _: _everything(text_detectors()), range(64)))
    assert answers == {(1, 1, "eng")}
