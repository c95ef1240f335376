"""From CenterFace's maps to boxes: places, suppression, scale. No weights are needed here."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from openmoderator.detect.image.faces import OVERLAP, candidates, prepared, suppressed
from openmoderator.detect.image.picture import Picture
from openmoderator.detect.models.store import Floats


def blank(width: int, height: int) -> Picture:
    """A white picture."""
    return Picture(Image.new("RGB", (width, height), "white"), "png", "image/png")


def maps(marks: dict[tuple[int, int], tuple[float, float, float]]) -> tuple[Floats, Floats, Floats]:
    """Maps of 16 x 16 with marks at (row, column): score, height and width in pixels."""
    heatmap = np.zeros((1, 16, 16), dtype=np.float32)
    scale, offset = (np.zeros((2, 16, 16), dtype=np.float32) for _ in range(2))
    for (row, column), (score, height, width) in marks.items():
        heatmap[0, row, column] = score
        scale[:, row, column] = np.log(height / 4), np.log(width / 4)
    return heatmap, scale, offset


def overlap(one: Floats, other: Floats) -> float:
    """Shared area by joint area."""
    sides = np.minimum(one[2:], other[2:]) - np.maximum(one[:2], other[:2])
    shared = float(np.prod(np.maximum(sides, 0)))
    areas = [float(np.prod(box[2:] - box[:2])) for box in (one, other)]
    return shared / (sum(areas) - shared)


def test_a_mark_becomes_a_box_around_its_middle() -> None:
    boxes, scores = candidates(*maps({(5, 8): (0.9, 24.0, 16.0)}))
    assert np.allclose(boxes, [[26, 10, 42, 34]])
    assert np.allclose(scores, [0.9])


def test_the_offset_moves_the_middle() -> None:
    heatmap, scale, offset = maps({(5, 8): (0.9, 24.0, 16.0)})
    offset[:, 5, 8] = 0.5, 0.25
    boxes, _ = candidates(heatmap, scale, offset)
    assert np.allclose(boxes, [[27, 12, 43, 36]])


def test_weak_marks_are_no_faces() -> None:
    boxes, scores = candidates(*maps({(5, 8): (0.5, 24.0, 16.0)}))
    assert boxes.shape == (0, 4)
    assert suppressed(boxes, scores) == []


def test_of_boxes_on_one_face_the_best_stays() -> None:
    boxes = np.array([[0, 0, 10, 10], [1, 0, 11, 10], [40, 40, 50, 50]], dtype=np.float32)
    assert suppressed(boxes, np.array([0.6, 0.9, 0.7], dtype=np.float32)) == [1, 2]


def test_faces_side_by_side_both_stay() -> None:
    boxes = np.array([[0, 0, 10, 10], [8, 0, 18, 10]], dtype=np.float32)
    assert suppressed(boxes, np.array([0.9, 0.8], dtype=np.float32)) == [0, 1]


CORNERS = st.tuples(*[st.integers(0, 60)] * 2, *[st.integers(1, 40)] * 2)


@given(st.lists(st.tuples(CORNERS, st.floats(0.5, 1, width=32)), min_size=1, max_size=20))
def test_kept_boxes_never_overlap_and_dropped_ones_overlap_a_better_one(
    marks: list[tuple[tuple[int, ...], float]],
) -> None:
    raw = [(x, y, x + width, y + height) for (x, y, width, height), _ in marks]
    boxes = np.array(raw, dtype=np.float32)
    scores = np.array([score for _, score in marks], dtype=np.float32)
    kept = suppressed(boxes, scores)
    for index in range(len(boxes)):
        better = [k for k in kept if k != index and scores[k] >= scores[index]]
        covered = any(overlap(boxes[index], boxes[k]) >= OVERLAP - 1e-6 for k in better)
        assert covered or index in kept
    for place, one in enumerate(kept):
        assert all(overlap(boxes[one], boxes[k]) < OVERLAP + 1e-6 for k in kept[:place])


def test_large_pictures_are_scaled_to_the_bound_and_filled_to_a_multiple() -> None:
    batch, scale = prepared(blank(1600, 900))
    assert batch.shape == (1, 3, 480, 800)
    assert scale == 0.5
    assert batch[0, :, 449].min() == 255
    assert batch[0, :, 450].max() == 0


def test_small_pictures_keep_their_size() -> None:
    batch, scale = prepared(blank(1, 33))
    assert batch.shape == (1, 3, 64, 32)
    assert scale == 1.0
