"""The encoder in plain torch: six BERT layers, mean pooling, one sigmoid head a label source.

Owns the forward pass for training only; what users run is the ONNX file made by export.py.
Names of the weights are those of the base model's safetensors file.
"""

import torch  # type: ignore[import-not-found,unused-ignore]
import torch.nn.functional as functional  # type: ignore[import-not-found,unused-ignore]
from torch import Tensor, nn

WIDTH = 384
INNER = 1536
SPLIT = 12
LAYERS = 6
WORDS = 30522
LENGTH = 512


class Layer(nn.Module):  # type: ignore[misc,unused-ignore]
    """Self-attention and feed-forward, each with its residual and norm after it (BERT)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.mixed = nn.Linear(WIDTH, WIDTH)
        self.mixed_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = hidden.shape
        parts = [
            linear(hidden).view(batch, length, SPLIT, -1).transpose(1, 2)
            for linear in (self.query, self.key, self.value)
        ]
        query, key, value = parts  # plain products: torch's fused kernel is slower backwards here
        near = torch.matmul(query, key.transpose(2, 3)) / (WIDTH / SPLIT) ** 0.5 + mask
        seen = torch.matmul(functional.softmax(near, dim=-1), value)
        seen = self.mixed(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        hidden = self.mixed_norm(hidden + seen)
        fed = self.outer(functional.gelu(self.inner(hidden)))
        normed: Tensor = self.outer_norm(hidden + self.dropout(fed))
        return normed


class Encoder(nn.Module):  # type: ignore[misc,unused-ignore]
    """Token ids (batch, length) and their mask to logits (batch, heads)."""

    def __init__(self, heads: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(WORDS, WIDTH)
        self.places = nn.Embedding(LENGTH, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.Linear(WIDTH, heads)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        logits: Tensor = self.heads(self.dropout(self.pooled(ids, mask)))
        return logits

    def pooled(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The mean of the last layer's tokens (batch, WIDTH)."""
        places = torch.arange(ids.shape[1])
        hidden = self.words(ids) + self.places(places) + self.kinds.weight[0]
        hidden = self.dropout(self.norm(hidden))
        bias = torch.zeros(mask.shape, dtype=hidden.dtype).masked_fill(~mask, -1e4)
        for layer in self.layers:
            hidden = layer(hidden, bias[:, None, None, :])
        weights = mask[..., None].to(hidden.dtype)
        pooled: Tensor = (hidden * weights).sum(1) / weights.sum(1)
        return pooled


def base_names() -> dict[str, str]:
    """For each name of ours the name in the base model's file."""
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "kinds.weight": "embeddings.token_type_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "mixed": "attention.output.dense",
        "mixed_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "outer_norm": "output.LayerNorm",
    }
    for number in range(LAYERS):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                name = f"encoder.layer.{number}.{theirs}.{kind}"
                names[f"layers.{number}.{ours}.{kind}"] = name
    return names
