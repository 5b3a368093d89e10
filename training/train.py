"""Train the encoder from brat standoff folders: python -m training.train DATA --out FOLDER.

Tag cross-entropy + half the link cross-entropy on the annotated spans; AdamW, linear decay. Seeded, and
resumed from the newest checkpoint in the output folder if there is one. The documents whose name
hashes into the last of 24 parts are not trained on: thresholds are chosen on them.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from training.brat import Document, read_folder
from training.dataset import IGNORE, Labelled, NameSwapper, labelled_windows
from training.model import TAGS, Shape, Tagger

PARTS = 24
REPORT_EVERY = 25


@dataclass(frozen=True)
class Settings:
    """What a run is made of; stored beside its weights."""

    epochs: int = 4
    length: int = 256
    batch: int = 16
    encoder_rate: float = 3e-4
    head_rate: float = 1e-3
    warm_up: int = 60
    swap_names: float = 0.3
    seed: int = 0


def held_back(document: Document) -> bool:
    """Whether a training document is kept for choosing thresholds."""
    return zlib.crc32(document.name.encode()) % PARTS == PARTS - 1


def batches(data: list[Labelled], settings: Settings, rng: random.Random) -> list[list[Labelled]]:
    """Shuffled batches of windows of similar length."""
    order = data[:]
    rng.shuffle(order)
    pool = settings.batch * 20
    near = [
        w
        for i in range(0, len(order), pool)
        for w in sorted(order[i : i + pool], key=lambda x: len(x.window))
    ]
    out = [near[i : i + settings.batch] for i in range(0, len(near), settings.batch)]
    rng.shuffle(out)
    return out


def tensors(items: list[Labelled]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """(ids, features, layout, mask, tags), padded."""
    size = max(len(x.window) for x in items)

    def padded(rows: list[list[int]], fill: int) -> Tensor:
        return torch.tensor([row + [fill] * (size - len(row)) for row in rows])

    windows = [x.window for x in items]
    mask = padded([[1] * len(w) for w in windows], 0).bool()
    columns = (padded([getattr(w, name) for w in windows], 0) for name in ("ids", "features", "layout"))
    return (*columns, mask, padded([x.tags for x in items], IGNORE))  # type: ignore[return-value]


def step_loss(model: Tagger, items: list[Labelled]) -> Tensor:
    """The loss of one batch."""
    *inputs, tags = tensors(items)
    states, scores = model(*inputs)
    loss = F.cross_entropy(scores.reshape(-1, TAGS), tags.reshape(-1), ignore_index=IGNORE)
    links = [model.link_loss(h, x.tags, x.attribution) for h, x in zip(states, items, strict=True)]
    count = sum(n for _, n in links)
    return loss + 0.5 * torch.stack([part for part, _ in links]).sum() / max(count, 1)


def train(data: Path, base: Path, out: Path, settings: Settings) -> None:
    """Train on ``data``, starting from the BERT checkpoint in ``base``; write weights to ``out``."""
    torch.manual_seed(settings.seed)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = plain_tokenizer(base)
    documents = [d for d in read_folder(data) if not held_back(d)]
    windows = [w for d in documents for w in labelled_windows(d, tokenizer, settings.length)]
    swap = NameSwapper(windows, tokenizer)
    print(f"{len(documents)} documents, {len(windows)} windows, {len(set(swap.pool))} names", flush=True)
    model = Tagger(Shape())
    model.encoder.load_bert(base)
    model.encoder.words.requires_grad_(False)  # noqa: FBT003 - torch's own signature
    steps = settings.epochs * math.ceil(len(windows) / settings.batch)
    learner = Learner(model, settings, steps)
    for epoch in range(learner.resume(out), settings.epochs):
        rng = random.Random(settings.seed * 1000 + epoch)
        torch.manual_seed(settings.seed * 1000 + epoch)
        shown = [swap(w, rng) if rng.random() < settings.swap_names else w for w in windows]
        learner.run_epoch(epoch, batches(shown, settings, rng))
        learner.save(out, epoch + 1)
    (out / "settings.json").write_text(json.dumps(asdict(settings), indent=1) + "\n", encoding="utf8")


def plain_tokenizer(base: Path) -> Tokenizer:
    """The tokenizer of a checkpoint, without padding or truncation."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


class Learner:
    """A model with its optimizer and schedule, saved and resumed together."""

    def __init__(self, model: Tagger, settings: Settings, steps: int) -> None:
        inner = [p for p in model.encoder.parameters() if p.requires_grad]
        heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
        self.model = model
        self.optimizer = torch.optim.AdamW(
            [{"params": inner, "lr": settings.encoder_rate}, {"params": heads, "lr": settings.head_rate}],
            weight_decay=0.01,
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda s: min((s + 1) / settings.warm_up, 1) * max(0.02, 1 - s / steps)
        )

    def run_epoch(self, epoch: int, plan: list[list[Labelled]]) -> None:
        """One pass over all batches, with its progress printed."""
        began, total = time.monotonic(), 0.0
        self.model.train()
        for number, items in enumerate(plan, 1):
            loss = step_loss(self.model, items)
            self.optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            self.schedule.step()
            total += float(loss.detach())
            if number % REPORT_EVERY == 0:
                seconds = time.monotonic() - began
                mean = total / number
                print(
                    f"epoch {epoch + 1} batch {number}/{len(plan)} loss {mean:.3f} {seconds:.0f} s",
                    flush=True,
                )

    def save(self, out: Path, epochs: int) -> None:
        """Write the weights after ``epochs`` and a checkpoint to go on from, replaced whole."""
        state = {
            "epoch": epochs,
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
        }
        torch.save(state, out / "checkpoint.tmp")
        (out / "checkpoint.tmp").replace(out / "checkpoint.pt")
        torch.save(self.model.state_dict(), out / f"weights-{epochs}.pt")

    def resume(self, out: Path) -> int:
        """Load the newest checkpoint, if there is one; the number of epochs done."""
        newest = out / "checkpoint.pt"
        if not newest.exists():
            return 0
        state = torch.load(newest, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        return int(state["epoch"])


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with text/ and attributions/")
    parser.add_argument(
        "--base", type=Path, required=True, help="folder with model.safetensors and tokenizer.json"
    )
    parser.add_argument("--out", type=Path, default=Path("build/model"))
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--seed", type=int, default=Settings.seed)
    arguments = parser.parse_args()
    train(
        arguments.data, arguments.base, arguments.out, Settings(epochs=arguments.epochs, seed=arguments.seed)
    )


if __name__ == "__main__":
    main()
