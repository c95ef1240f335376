"""Fine-tune the encoder end to end, and keep the average of its weights.

    python -m scripts.training.train DATA BASE OUTPUT.npz RECIPE [--seed 0] [--epochs 5] [--final]

DATA is the folder with the labelled files, BASE the folder with `model.safetensors` and
`tokenizer.json` of all-MiniLM-L6-v2, RECIPE a name of recipes.py. Trains on the train rows; with
`--final` on the calibration rows too; never on held-out rows. Each source has its own head, and
unknown labels are masked. What is written is the exponential average of the weights. Needs torch,
scikit-learn and safetensors; runs with PYTHONPATH=src. The seed fixes everything but the order
of sums in the processor's threads.
"""

import argparse
import random
import time
from pathlib import Path
from typing import Final

import numpy as np
import torch  # type: ignore[import-not-found,unused-ignore]
import torch.nn.functional as functional  # type: ignore[import-not-found,unused-ignore]
from safetensors.torch import load_file  # type: ignore[import-not-found,unused-ignore]
from scripts.training.encoder import Encoder, base_names
from scripts.training.probe import Example, padded, probe
from scripts.training.recipes import RECIPES, Recipe
from scripts.training.split import HEADS, Row, read_rows
from tokenizers import Tokenizer
from torch import Tensor

BATCH: Final = 32
TOKENS_AT_ONCE: Final = 6144
MASK: Final = 103
WORDS_HIDDEN: Final = 0.06
SOFT: Final = 0.3
EVERY: Final = 5
KEPT: Final = 0.99
WEIGHTS: Final = {"functional": 0.5, "templates": 0.5}


def main() -> None:
    """Read the arguments, train, write."""
    arguments = _arguments()
    torch.manual_seed(0)  # the same new heads for every seed, so that runs can be averaged
    model = _model(arguments.base)
    torch.manual_seed(arguments.seed)
    source = random.Random(arguments.seed)
    parts = ("train", "calibration") if arguments.final else ("train",)
    rows = [row for row in read_rows(arguments.data) if row.part in parts]
    tokenizer = Tokenizer.from_file(str(arguments.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    examples = _examples(rows, tokenizer)
    recipe = RECIPES[arguments.recipe]
    if recipe.probed:
        probe(model, examples)
    average = fit(model, examples, source, arguments.epochs, recipe)
    np.savez(arguments.output, **{name: value.numpy() for name, value in average.items()})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("recipe", choices=sorted(RECIPES))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--final", action="store_true")
    return parser.parse_args()


def _model(base: Path) -> Encoder:
    """The base model with new heads."""
    model = Encoder(len(HEADS))
    theirs = load_file(str(base / "model.safetensors"))
    state = {ours: theirs[name] for ours, name in base_names().items()}
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or set(missing) != {"heads.weight", "heads.bias"}:
        raise SystemExit(f"The base model does not fit: {missing} {unexpected}")
    return model


def _examples(rows: list[Row], tokenizer: Tokenizer) -> dict[str, list[Example]]:
    """By source: token ids, labels a head (-1 unknown) and weight of each row."""
    examples: dict[str, list[Example]] = {}
    for row in rows:
        ids = tokenizer.encode(row.text).ids
        labels = [float(row.labels.get(head, -1)) for head in HEADS]
        examples.setdefault(row.source, []).append((ids, labels, WEIGHTS.get(row.source, 1.0)))
    return examples


def fit(
    model: Encoder,
    examples: dict[str, list[Example]],
    source: random.Random,
    epochs: int,
    recipe: Recipe,
) -> dict[str, Tensor]:
    """Train for so many epochs; the averaged weights."""
    steps = epochs * len(_epoch(examples, random.Random(0), recipe))
    optimiser = _optimiser(model, recipe)
    plan = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _share(step, steps))
    average = {name: value.clone() for name, value in model.state_dict().items()}
    model.train()
    started, step = time.monotonic(), 0
    for epoch in range(epochs):
        losses = []
        for batch in _epoch(examples, source, recipe):
            losses.append(_step(model, optimiser, batch, source, recipe.tokens))
            plan.step()
            step += 1
            if step % EVERY == 0:
                _blend(average, model, min(KEPT, step / (step + 20)))
        spent = time.monotonic() - started
        print(f"epoch {epoch + 1} loss {np.mean(losses):.4f} {spent:.0f} s", flush=True)
    return average


def _share(step: int, steps: int) -> float:
    """Of the learning rate: 10 % warm-up, then linear down to 5 %."""
    warm = 0.1 * steps
    return step / warm if step < warm else max(0.05, (steps - step) / (steps - warm))


def _optimiser(model: Encoder, recipe: Recipe) -> torch.optim.AdamW:
    body = [value for name, value in model.named_parameters() if not name.startswith("heads")]
    return torch.optim.AdamW(
        [
            {"params": body, "lr": recipe.rate, "weight_decay": 0.01},
            {"params": model.heads.parameters(), "lr": recipe.head_rate, "weight_decay": 0.0},
        ],
        fused=True,
    )


def _drawn(
    examples: dict[str, list[Example]], source: random.Random, recipe: Recipe
) -> list[Example]:
    """The rows of one epoch: rare sources twice, large ones drawn anew and evenly."""
    tweets = examples["tweets"]
    kinds = [[row for row in tweets if _kind(row) == kind] for kind in range(3)]
    drawn = examples["moderation"] * 2 + examples["talk"] * 2
    for rows, share in zip(kinds, recipe.tweets, strict=True):
        drawn += source.sample(rows, min(share, len(rows)))
    return (
        drawn
        + source.sample(examples["templates"], recipe.templates)
        + source.sample(examples["functional"], recipe.functional)
        + source.sample(examples["german"], recipe.german)
    )


def _kind(tweet: Example) -> int:
    """0 hate, 1 offensive, 2 neither."""
    offensive, hate = tweet[1][HEADS.index("tweet_offensive")], tweet[1][HEADS.index("tweet_hate")]
    return 0 if hate else 1 if offensive else 2


def _epoch(
    examples: dict[str, list[Example]], source: random.Random, recipe: Recipe
) -> list[list[Example]]:
    """The batches of one epoch, of texts of like length, in random order."""
    drawn = _drawn(examples, source, recipe)
    source.shuffle(drawn)
    batches = []
    for start in range(0, len(drawn), 40 * BATCH):
        chunk = sorted(drawn[start : start + 40 * BATCH], key=lambda row: len(row[0]))
        batches += _of_bounded_size(chunk, recipe.tokens)
    source.shuffle(batches)
    return batches


def _of_bounded_size(rows: list[Example], tokens: int) -> list[list[Example]]:
    """Batches of rows that ascend by length: at most BATCH of them and TOKENS_AT_ONCE tokens."""
    batches: list[list[Example]] = [[]]
    for row in rows:
        longest = min(len(row[0]), tokens)
        if len(batches[-1]) == BATCH or (len(batches[-1]) + 1) * longest > TOKENS_AT_ONCE:
            batches.append([])
        batches[-1].append(row)
    return batches


def _step(
    model: Encoder,
    optimiser: torch.optim.Optimizer,
    batch: list[Example],
    source: random.Random,
    tokens: int,
) -> float:
    """One step on the batch; its loss."""
    ids, mask = padded([_augmented(row[0], source, tokens) for row in batch])
    labels = torch.tensor([row[1] for row in batch])
    weights = torch.tensor([row[2] for row in batch])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = model(ids, mask)
    loss = _loss(logits.float(), labels, weights)
    optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimiser.step()
    return float(loss.detach())


def _loss(logits: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
    """Binary cross-entropy over the known labels; those that the probe gave weigh SOFT."""
    known = (labels >= 0) * torch.where((labels == 0) | (labels == 1), 1.0, SOFT)
    losses = functional.binary_cross_entropy_with_logits(
        logits, labels.clamp(min=0), reduction="none"
    )
    mean: Tensor = (losses * weights[:, None] * known).sum() / (known > 0).sum()
    return mean


def _augmented(ids: list[int], source: random.Random, tokens: int) -> list[int]:
    """At most `tokens` of the text, mostly its beginning; a few words hidden."""
    inside = ids[1:-1]
    if len(inside) > tokens - 2:
        start = source.randrange(len(inside) - tokens + 2) if source.random() < 0.3 else 0
        inside = inside[start : start + tokens - 2]
    hidden = [MASK if source.random() < WORDS_HIDDEN else token for token in inside]
    return [ids[0], *hidden, ids[-1]]


def _blend(average: dict[str, Tensor], model: Encoder, kept: float) -> None:
    """Move the average towards the model's weights."""
    state = model.state_dict()
    torch._foreach_lerp_([average[name] for name in state], list(state.values()), 1 - kept)


if __name__ == "__main__":
    main()
