"""The network: a small BERT encoder with added input features, a tag head and linking heads."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from quotesdb.extract.encode import FEATURES, LAYOUTS
from quotesdb.extract.links import DISTANCES, LINK_SIZE, distance_bucket

TAGS = 7


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
        p = self.dropout if self.training else 0.0
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=bias, dropout_p=p)
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
    """Encoder, tag head and the two linkers: content -> cue, then content + cue -> source."""

    def __init__(self, shape: Shape = Shape()) -> None:
        super().__init__()
        d = shape.hidden
        self.encoder = Encoder(shape)
        self.tags = nn.Linear(d, TAGS)
        self.to_cue, self.to_source = Linker(2 * d, 2 * d), Linker(4 * d, 2 * d)
        self.no_cue = nn.Parameter(torch.zeros(2 * d))

    def forward(
        self, ids: Tensor, features: Tensor, layout: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """(states, tag scores)."""
        states = F.dropout(self.encoder(ids, features, layout, mask), 0.1, self.training)
        return states, self.tags(states)

    def link_loss(self, states: Tensor, tags: list[int], owner: list[int]) -> tuple[Tensor, int]:
        """Summed cross-entropy of both links over the gold spans of one window, and their number."""
        found = tag_spans(tags)
        contents, sources, cues = ([s for r, *s in found if r == role] for role in (1, 2, 3))
        if not contents:
            return states.new_zeros(()), 0
        cue_of = [_nearest(c, cues, owner) for c in contents]
        source_of = [_nearest(c, sources, owner) for c in contents]
        of = self.vectors(states, contents)
        loss = F.cross_entropy(
            self.to_cue(of, self.vectors(states, cues), _buckets(contents, cues)),
            torch.tensor(cue_of),
            reduction="sum",
        )
        chosen = [cues[i] if i < len(cues) else None for i in cue_of]
        via = torch.stack([self.no_cue if c is None else self.vectors(states, [c])[0] for c in chosen])
        anchors = [c or x for c, x in zip(chosen, contents, strict=True)]
        scores = self.to_source(
            torch.cat([of, via], 1), self.vectors(states, sources), _buckets(anchors, sources)
        )
        return loss + F.cross_entropy(scores, torch.tensor(source_of), reduction="sum"), 2 * len(contents)

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


def _nearest(of: list[int], targets: list[list[int]], owner: list[int]) -> int:
    mine = [i for i, t in enumerate(targets) if owner[t[0]] == owner[of[0]]]
    return min(mine, key=lambda i: abs(targets[i][0] - of[0])) if mine else len(targets)


def _buckets(anchors: list[list[int]], targets: list[list[int]]) -> Tensor:
    rows = [[distance_bucket(tuple(a), tuple(t)) for t in targets] for a in anchors]
    return torch.tensor(rows, dtype=torch.long).view(len(anchors), len(targets))
