"""The network: a small BERT encoder with added input features, a tag head and linking heads."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from quotesdb.extract.model.encode import FEATURES, LAYOUTS
from quotesdb.extract.spans.links import DISTANCES, LINK_SIZE, distance_bucket
from training.dataset import CUE_CLASSES, MENTIONS, ROLES, UNLINKED, Labelled

TAGS = 2 * len(ROLES) + 1
MENTION_TAGS = 2 * len(MENTIONS) + 1


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder; the defaults are those of MiniLM-L6."""

    layers: int = 6
    hidden: int = 384
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512


class Layer(nn.Module):
    """One post-norm transformer layer (Devlin et al. 2019)."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = shape.heads, dropout
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.norm1 = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.up = nn.Linear(shape.hidden, shape.inner)
        self.down = nn.Linear(shape.inner, shape.hidden)
        self.norm2 = nn.LayerNorm(shape.hidden, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """``bias`` is added to the attention scores."""
        b, t, d = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=None if bias is None else bias.to(q.dtype))
        a = self.out(a.transpose(1, 2).reshape(b, t, d))
        x = self.norm1(x + F.dropout(a, self.dropout, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(y, self.dropout, self.training))


class Encoder(nn.Module):
    """Word pieces + features -> one vector a piece."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = dropout
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.places = nn.Embedding(shape.positions, shape.hidden)
        self.features = nn.Embedding(FEATURES, shape.hidden)
        self.layouts = nn.Embedding(LAYOUTS, shape.hidden)
        for extra in (self.features, self.layouts):
            nn.init.normal_(extra.weight, std=0.02)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))

    def forward(self, ids: Tensor, features: Tensor, layout: Tensor, mask: Tensor | None = None) -> Tensor:
        """The states of each piece; ``mask`` is false on padding."""
        x = (
            self.words(ids)
            + self.places.weight[: ids.shape[1]]
            + self.features(features)
            + self.layouts(layout)
        )
        x = F.dropout(self.norm(x), self.dropout, self.training)
        bias = None if mask is None else torch.where(mask[:, None, None, :], 0.0, -1e4)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_bert(self, folder: Path) -> None:
        """Take the weights of a BERT checkpoint in the Hugging Face layout."""
        old = load_file(folder / "model.safetensors")
        with torch.no_grad():
            self.words.weight.copy_(old["embeddings.word_embeddings.weight"])
            kind = old["embeddings.token_type_embeddings.weight"][0]
            self.places.weight.copy_(old["embeddings.position_embeddings.weight"] + kind)
            self.norm.weight.copy_(old["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(old["embeddings.LayerNorm.bias"])
            for number, layer in enumerate(self.layers):
                at = f"encoder.layer.{number}."
                for part in ("weight", "bias"):
                    qkv = [old[f"{at}attention.self.{x}.{part}"] for x in ("query", "key", "value")]
                    getattr(layer.qkv, part).copy_(torch.cat(qkv))
                    for mine, theirs in (
                        ("out", "attention.output.dense"),
                        ("norm1", "attention.output.LayerNorm"),
                        ("up", "intermediate.dense"),
                        ("down", "output.dense"),
                        ("norm2", "output.LayerNorm"),
                    ):
                        getattr(getattr(layer, mine), part).copy_(old[f"{at}{theirs}.{part}"])


class Linker(nn.Module):
    """Scores each span against its possible targets, and against having none."""

    def __init__(self, query: int, key: int) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(query, LINK_SIZE), nn.Linear(key, LINK_SIZE)
        self.none = nn.Parameter(torch.zeros(LINK_SIZE))
        self.distance = nn.Embedding(DISTANCES, 1)

    def forward(self, of: Tensor, targets: Tensor, buckets: Tensor) -> Tensor:
        """[spans x (targets + 1)], the last column for none."""
        q = self.query(of)
        some = q @ self.key(targets).T / math.sqrt(LINK_SIZE) + self.distance(buckets).squeeze(-1)
        return torch.cat([some, (q @ self.none)[:, None] / math.sqrt(LINK_SIZE)], 1)


class Tagger(nn.Module):
    """Encoder; heads for tags, mentions and cue classes; linkers: content -> cue, both -> source."""

    def __init__(self, shape: Shape = Shape()) -> None:
        super().__init__()
        d = shape.hidden
        self.encoder = Encoder(shape)
        self.tags = nn.Linear(d, TAGS)
        self.mentions = nn.Linear(d, MENTION_TAGS)
        self.cue_class = nn.Linear(2 * d, len(CUE_CLASSES))
        self.to_cue, self.to_source = Linker(2 * d, 2 * d), Linker(4 * d, 2 * d)
        self.no_cue = nn.Parameter(torch.zeros(2 * d))

    def forward(
        self, ids: Tensor, features: Tensor, layout: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """(states, tag scores, mention scores)."""
        states = F.dropout(self.encoder(ids, features, layout, mask), 0.1, self.training)
        return states, self.tags(states), self.mentions(states)

    def link_loss(self, states: Tensor, item: Labelled) -> tuple[Tensor, int]:
        """Summed loss of both links over the annotated spans of one window, and their number."""
        found = tag_spans(item.tags)
        contents, sources, cues = ([s for r, *s in found if r == role] for role in (1, 2, 3))
        contents = [s for s in contents if UNLINKED not in item.owners[s[0]]]
        if not contents:
            return states.new_zeros(()), 0
        cues_of = [_shared(c, cues, item.owners) for c in contents]
        sources_of = [_shared(c, sources, item.owners) for c in contents]
        of = self.vectors(states, contents)
        loss = _any_of(self.to_cue(of, self.vectors(states, cues), _buckets(contents, cues)), cues_of)
        chosen = [_nearest(c, cues, mine) for c, mine in zip(contents, cues_of, strict=True)]
        scores = self.source_scores(states, contents, chosen, sources)
        return loss + _any_of(scores, sources_of), 2 * len(contents)

    def source_scores(
        self,
        states: Tensor,
        contents: list[list[int]],
        cues: list[list[int] | None],
        sources: list[list[int]],
    ) -> Tensor:
        """[contents x (sources + 1)], each content seen together with its cue."""
        via = torch.stack([self.no_cue if c is None else self.vectors(states, [c])[0] for c in cues])
        anchors = [cue or content for cue, content in zip(cues, contents, strict=True)]
        of = torch.cat([self.vectors(states, contents), via], 1)
        return self.to_source(of, self.vectors(states, sources), _buckets(anchors, sources))

    def link_hits(self, states: Tensor, item: Labelled) -> tuple[int, int]:
        """How many annotated contents get a right source through the cue that the model chooses."""
        found = tag_spans(item.tags)
        contents, sources, cues = ([s for r, *s in found if r == role] for role in (1, 2, 3))
        contents = [s for s in contents if UNLINKED not in item.owners[s[0]]]
        if not contents:
            return 0, 0
        of = self.vectors(states, contents)
        best = self.to_cue(of, self.vectors(states, cues), _buckets(contents, cues)).argmax(1).tolist()
        chosen = [cues[i] if i < len(cues) else None for i in best]
        picked = self.source_scores(states, contents, chosen, sources).argmax(1).tolist()
        right = [_shared(c, sources, item.owners) or [len(sources)] for c in contents]
        return sum(p in r for p, r in zip(picked, right, strict=True)), len(contents)

    def class_loss(self, states: Tensor, item: Labelled) -> tuple[Tensor, int]:
        """Summed loss of the classes of the cues whose class is known, and their number."""
        known = [
            (s, item.cue_classes[s[0]])
            for role, *s in tag_spans(item.tags)
            if role == ROLES["cue"] and item.cue_classes[s[0]] >= 0
        ]
        if not known:
            return states.new_zeros(()), 0
        scores = self.cue_class(self.vectors(states, [s for s, _ in known]))
        return F.cross_entropy(scores, torch.tensor([c for _, c in known]), reduction="sum"), len(known)

    @staticmethod
    def vectors(states: Tensor, spans: list[list[int]]) -> Tensor:
        """Mean of a span's states beside its first state."""
        if not spans:
            return states.new_zeros(0, 2 * states.shape[-1])
        return torch.stack([torch.cat([states[a:b].mean(0), states[a]]) for a, b in spans])


def tag_spans(tags: list[int]) -> list[tuple[int, int, int]]:
    """(role, first piece, piece after the last) of each labelled span."""
    out, i = [], 0
    while i < len(tags):
        if tags[i] <= 0:
            i += 1
            continue
        role, j = (tags[i] + 1) // 2, i + 1
        while j < len(tags) and tags[j] == 2 * role:
            j += 1
        out.append((role, i, j))
        i = j
    return out


def _shared(of: list[int], targets: list[list[int]], owners: list[frozenset[int]]) -> list[int]:
    """The targets that share an attribution with a span; all of them are right answers."""
    return [i for i, t in enumerate(targets) if owners[t[0]] & owners[of[0]]]


def _nearest(of: list[int], targets: list[list[int]], among: list[int]) -> list[int] | None:
    return min((targets[i] for i in among), key=lambda t: abs(t[0] - of[0])) if among else None


def _any_of(scores: Tensor, right: list[list[int]]) -> Tensor:
    """Summed -log of the probability given to any right column; the last one stands for none."""
    allowed = torch.full_like(scores, -torch.inf)
    for row, columns in enumerate(right):
        allowed[row, columns or [-1]] = 0
    return (scores.logsumexp(1) - (scores + allowed).logsumexp(1)).sum()


def _buckets(anchors: list[list[int]], targets: list[list[int]]) -> Tensor:
    rows = [[distance_bucket(tuple(a), tuple(t)) for t in targets] for a in anchors]
    return torch.tensor(rows, dtype=torch.long).view(len(anchors), len(targets))
