"""The committed adult-content model computes what its weights say, layer by layer.

Each layer is recomputed in numpy from the initialisers of the file and from the runtime's own
input to that layer, so a wrong transposition, padding, stride or constant shows at once.
"""

import io

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime as ort  # type: ignore[import-untyped]
import pytest
from onnx import helper, numpy_helper
from PIL import Image

from openmoderator.detect.image.decode import decode
from openmoderator.detect.image.nudity import CLASSES, NudityDetector, prepared
from openmoderator.detect.image.picture import Picture
from openmoderator.detect.models.store import model_path

SIZE = 224

Values = npt.NDArray[np.float64]


class Layers:
    """Outputs of every node of the model for one random picture, and its initialisers."""

    def __init__(self) -> None:
        model = onnx.load(model_path("nsfw_mobilenet_v2"))
        self.nodes = {node.output[0]: node for node in model.graph.node}
        self.weights = {
            tensor.name: numpy_helper.to_array(tensor).astype(np.float64)
            for tensor in model.graph.initializer
        }
        self.metadata = {entry.key: entry.value for entry in model.metadata_props}
        names = list(self.nodes)
        known = {output.name for output in model.graph.output}
        model.graph.output.extend(
            helper.make_empty_tensor_value_info(name) for name in names if name not in known
        )
        session = ort.InferenceSession(
            model.SerializeToString(), providers=["CPUExecutionProvider"]
        )
        pixels = np.random.default_rng(7).random((1, 3, SIZE, SIZE), dtype=np.float32)
        values = session.run(names, {"pixels": pixels})
        self.values = {
            name: np.asarray(value[0], np.float64)
            for name, value in zip([*names, "pixels"], [*values, pixels], strict=True)
        }

    def into(self, name: str, index: int = 0) -> Values:
        """What the node reads."""
        return self.values[self.nodes[name].input[index]]


@pytest.fixture(scope="module")
def layers() -> Layers:
    return Layers()


def convolved(values: Values, kernel: Values, stride: int, before: int, after: int) -> Values:
    """Kernel of shape (out, in, height, width) over values of shape (in, height, width)."""
    padded = np.pad(values, ((0, 0), (before, after), (before, after)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape[2:], (1, 2))
    result = np.einsum("cyxij,ocij->oyx", windows[:, ::stride, ::stride], kernel, optimize=True)
    return np.asarray(result)


def normalised(layers: Layers, name: str, values: Values) -> Values:
    """Batch normalisation with Keras' epsilon of 0.001."""
    gamma, beta, mean, variance = (
        layers.weights[f"{name}/{key}"][:, None, None]
        for key in ("gamma", "beta", "moving_mean", "moving_variance")
    )
    return np.asarray((values - mean) / np.sqrt(variance + 0.001) * gamma + beta)


def test_the_first_convolution_pads_right_and_below_only(layers: Layers) -> None:
    expected = convolved(layers.values["pixels"], layers.weights["Conv1/kernel"], 2, 0, 1)
    assert layers.values["Conv1"].shape == (32, 112, 112)
    assert np.allclose(layers.values["Conv1"], expected, atol=1e-4)


def test_after_it_comes_normalisation_and_a_clip_at_six(layers: Layers) -> None:
    plain = normalised(layers, "bn_Conv1", layers.values["Conv1"])
    assert np.allclose(layers.values["bn_Conv1"], plain, atol=1e-4)
    assert np.allclose(layers.values["Conv1_relu"], np.clip(plain, 0, 6), atol=1e-4)


def test_a_depthwise_convolution_treats_each_channel_by_itself(layers: Layers) -> None:
    name = "expanded_conv_depthwise"
    kernel, values = layers.weights[f"{name}/kernel"], layers.into(name)
    assert kernel.shape == (32, 1, 3, 3)
    expected = np.concatenate(
        [convolved(values[[c]], kernel[[c]], 1, 1, 1) for c in range(len(values))]
    )
    assert np.allclose(layers.values[name], expected, atol=1e-4)


def test_a_depthwise_convolution_with_stride_pads_right_and_below_only(layers: Layers) -> None:
    name = "block_1_depthwise"
    kernel, values = layers.weights[f"{name}/kernel"], layers.into(name)
    expected = np.concatenate(
        [convolved(values[[c]], kernel[[c]], 2, 0, 1) for c in range(len(values))]
    )
    assert np.allclose(layers.values[name], expected, atol=1e-4)


def test_a_projection_is_a_product_over_channels(layers: Layers) -> None:
    name = "block_2_project"
    kernel = layers.weights[f"{name}/kernel"][:, :, 0, 0]
    expected = np.einsum("oc,cyx->oyx", kernel, layers.into(name))
    assert np.allclose(layers.values[name], expected, atol=1e-4)


def test_a_residual_adds_the_block_to_its_own_input(layers: Layers) -> None:
    node = layers.nodes["block_2_add"]
    assert list(node.input) == ["block_1_project_BN", "block_2_project_BN"]
    expected = layers.into("block_2_add", 0) + layers.into("block_2_add", 1)
    assert np.allclose(layers.values["block_2_add"], expected, atol=1e-5)


def test_the_end_is_a_mean_three_dense_layers_and_a_softmax(layers: Layers) -> None:
    pooled = next(name for name, node in layers.nodes.items() if node.op_type == "AveragePool")
    values = layers.into(pooled).mean(axis=(1, 2))
    for name in ("dense_1", "dense_2", "dense_3"):
        values = values @ layers.weights[f"{name}/kernel"] + layers.weights[f"{name}/bias"]
        if name != "dense_3":
            values = np.maximum(values, 0)
    powers = np.exp(values - values.max())
    assert np.allclose(layers.values["probabilities"], powers / powers.sum(), atol=1e-5)


def test_the_file_names_its_classes_in_order(layers: Layers) -> None:
    assert tuple(layers.metadata["classes"].split(",")) == CLASSES


def aligned_corners(pixels: npt.NDArray[np.uint8]) -> Values:
    """Bilinear sampling to 224 x 224 with aligned corners, in floating point."""
    height, width = pixels.shape[:2]
    ys, xs = np.linspace(0, height - 1, SIZE), np.linspace(0, width - 1, SIZE)
    top, left = np.floor(ys).astype(int), np.floor(xs).astype(int)
    below, right = np.minimum(top + 1, height - 1), np.minimum(left + 1, width - 1)
    part_y, part_x = (ys - top)[:, None, None], (xs - left)[None, :, None]
    upper = pixels[top][:, left] * (1 - part_x) + pixels[top][:, right] * part_x
    lower = pixels[below][:, left] * (1 - part_x) + pixels[below][:, right] * part_x
    return np.asarray((upper * (1 - part_y) + lower * part_y) / 255)


@pytest.mark.parametrize("size", [(1, 1), (224, 224), (640, 480), (101, 1999), (7, 300)])
def test_pictures_are_sampled_with_aligned_corners(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(2).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    batch = prepared(Picture.of(noise).image, SIZE)
    difference = np.abs(batch[0].transpose(1, 2, 0) - aligned_corners(noise))
    assert difference.max() <= 1.01 / 255


def test_adult_is_porn_and_hentai_and_racy_adds_sexy() -> None:
    detector = NudityDetector()
    noise = np.random.default_rng(3).integers(0, 256, (90, 90, 3), dtype=np.uint8)
    picture = Picture.of(noise)
    chances = dict(zip(CLASSES, detector.probabilities(picture), strict=True))
    scores = detector.score(picture)
    assert sum(chances.values()) == pytest.approx(1, abs=1e-5)
    assert scores.adult == pytest.approx(chances["Porn"] + chances["Hentai"])
    assert scores.racy == pytest.approx(1 - chances["Drawing"] - chances["Neutral"], abs=1e-5)


def test_a_plain_picture_is_neither_adult_nor_racy() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 200), "#88aacc").save(buffer, "JPEG")
    scores = NudityDetector().score(decode(buffer.getvalue()))
    assert scores.adult <= scores.racy < 0.5
