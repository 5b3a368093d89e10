"""An invented language with the statistics of English news: words, sentences, names, bodies.

The frequent words are those of English, in the order of their frequency, and so are some stock phrases, so
that many texts share words and short runs of words; the long tail is made of syllables. Everything comes from
the random numbers that are passed in, so that the same seed gives the same text.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate


def listed(text: str, separator: str | None = None) -> list[str]:
    """The items of a list that is written as one string."""
    return text.split(separator)


FUNCTION_WORDS = listed(
    "the of to and a in that is it for I you was on with we be are have this he not as they at but from by "
    "or an has had his were will there all their what one would about so if who which when up can more she "
    "out do my our your been time no said people just them than some into how could very him her other now "
    "only its new then also over two like these first any may me after most where even because such those "
    "should back way many through years being well before down did between make must get good own too made "
    "under know still us while last might work here never much long both each against go think same right "
    "take during another going need without every say again few day part since want it’s don’t we’re I’m "
    "that’s can’t didn’t we’ve they’re isn’t won’t there’s always nothing something"
)
"""In the order of their frequency, about."""

PHRASES = listed(
    "at the end of the day|we are going to|as a result of|one of the most|in the middle of|a lot of people|"
    "there is no doubt that|it is important to|for the first time|over the past year|at the same time|"
    "we want to make sure that|the rest of the|on the other hand|in the long run|as far as I know|"
    "we will continue to|the people who live here|in front of the|more than half of|it would have been|"
    "that is why we|I do not think that|we have to be|the fact that|if you look at|a great deal of|"
    "in the coming weeks|it has been a|this is not the|nobody knows what|the best way to|the cost of the|"
    "we have never seen|what we need is|by the end of the year|as soon as possible|it is too early to say|"
    "the number of people|I would like to|we have been working on|there are a lot of|all over the country",
    "|",
)

ROLES = listed(
    "a spokesperson for|the director of|a senior analyst at|a researcher at|the chair of|an engineer at|"
    "the treasurer of|the deputy head of|an economist at|a lawyer for|the founder of|a nurse at|"
    "the chief executive of|a driver for|a volunteer with|the president of|a lecturer at|a trustee of|"
    "the secretary of|a geologist at|a planner at|the manager of|a doctor at|a clerk at",
    "|",
)

BODIES = listed("Institute Council Bank Union Hospital Group Agency University Trust Committee Ports Energy")
PAPERS = listed("Gazette Ledger Mercury Times Courier Observer Herald Post Chronicle Echo")

_ONSETS = listed(
    "b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sl sp st t th tr v w"
)
_NUCLEI = listed("a a e e i i o o u ai ea ee ie oa oo ou")
_CODAS = [*[""] * 20, *listed("b ck d g l ll m n nd ng nk nt p r rd rn rt s sh ss st t th x")]
_ENDINGS = ["", "", "", "", *listed("s s ed ing er ly ion al ment ness")]

VOCABULARY = 30_000
EXPONENT, OFFSET = 1.1, 2.0
"""Of the Zipf-Mandelbrot law: so "the" is one word in twenty, and the function words are half of all."""

PHRASE_SHARE, NUMBER_SHARE, COMMA_SHARE, HYPHEN_SHARE = 0.02, 0.012, 0.06, 0.03
SENTENCE = (8, 30)


class Language:
    """The words, fixed by the seed; ``sentences`` and the like draw from random numbers of the caller's."""

    def __init__(self, seed: int) -> None:
        rng = random.Random(f"words {seed}")
        tail = distinct(VOCABULARY, lambda: _word(rng, hyphens=True), known=FUNCTION_WORDS)
        # Frequent words are short, also among the rare ones.
        self.words = [*FUNCTION_WORDS, *sorted(tail, key=lambda word: len(word) + rng.gauss(0, 3))]
        weights = zipf(len(self.words), EXPONENT, OFFSET)
        total = sum(weights)
        self._items = [*self.words, *PHRASES, ""]
        self._weights = list(
            accumulate([
                *weights,
                *[total * PHRASE_SHARE / len(PHRASES)] * len(PHRASES),
                total * NUMBER_SHARE,
            ])
        )  # fmt: skip

    def items(self, rng: random.Random) -> Iterator[str]:
        """Words, phrases and numbers for ever."""
        while True:
            for item in rng.choices(self._items, cum_weights=self._weights, k=4096):
                yield item or number(rng)


class Writer:
    """Writes sentences in a language, with random numbers of its own."""

    def __init__(self, language: Language, rng: random.Random) -> None:
        self.rng = rng
        self._items = language.items(rng)

    def word(self) -> str:
        """One word, as frequent as it is in the language."""
        return next(item for item in self._items if " " not in item)

    def clause(self, length: int) -> str:
        """About ``length`` words without a capital or a full stop; exactly so many if none is a phrase."""
        out: list[str] = []
        count = 0
        while count < length:
            out.append(next(self._items))
            count += out[-1].count(" ") + 1
            if self.rng.random() < COMMA_SHARE and count < length:
                out[-1] += ","
        return " ".join(out)

    def sentence(self, length: int) -> str:
        """A clause with a capital and a mark at its end."""
        clause = self.clause(length)
        mark = "." if (chance := self.rng.random()) < 0.93 else "?" if chance < 0.98 else "!"
        return clause[0].upper() + clause[1:] + mark

    def passage(self, length: int) -> list[str]:
        """Sentences of about ``length`` words together, each as long as sentences are."""
        low, high = SENTENCE
        out: list[str] = []
        while length > 0:
            wanted = min(high, max(low, round(self.rng.gauss(18, 6))))
            if length - wanted < low:
                wanted = min(length, high)
            out.append(self.sentence(wanted))
            length -= wanted
        return out


def zipf(count: int, exponent: float, offset: float) -> list[float]:
    """Weights of ranks from the first on, by the law of Zipf and Mandelbrot."""
    return [(rank + offset) ** -exponent for rank in range(1, count + 1)]


def distinct(count: int, make: Callable[[], str], known: Sequence[str] = ()) -> list[str]:
    """So many different strings, none of them known, in the order in which they are made."""
    out = dict.fromkeys(known)
    first = len(out)
    while len(out) < first + count:
        out.setdefault(make())
    return list(out)[first:]


def people(rng: random.Random, count: int) -> list[str]:
    """Full names, no two the same; as everywhere, many share a given name and some a surname."""
    given = distinct(600, lambda: _name(rng, 2))
    surnames = distinct(6000, lambda: _name(rng, 3), known=given)
    return distinct(count, lambda: f"{rng.choice(given)} {rng.choice(surnames)}")


def bodies(rng: random.Random, count: int, endings: list[str]) -> list[str]:
    """Names of organisations, no two the same."""
    return distinct(count, lambda: f"{_name(rng, 3)} {rng.choice(endings)}")


def number(rng: random.Random) -> str:
    """A number as news print them."""
    return rng.choice((
        lambda: str(rng.randrange(10, 100)),
        lambda: f"{rng.randrange(1, 900)},{rng.randrange(1000):03}",
        lambda: f"{rng.uniform(0.1, 99):.1f} percent",
        lambda: f"${rng.uniform(1, 900):.1f} million",
        lambda: str(rng.randrange(1950, 2025)),
    ))()  # fmt: skip


def _word(rng: random.Random, *, hyphens: bool = False) -> str:
    syllables = rng.choices((1, 2, 3, 4), (18, 45, 27, 10))[0]
    word = "".join(_syllable(rng) for _ in range(syllables)) + rng.choice(_ENDINGS)
    return f"{word}-{_word(rng)}" if hyphens and rng.random() < HYPHEN_SHARE else word


def _name(rng: random.Random, syllables: int) -> str:
    return "".join(_syllable(rng) for _ in range(rng.randint(2, syllables))).capitalize()


def _syllable(rng: random.Random) -> str:
    return rng.choice(_ONSETS) + rng.choice(_NUCLEI) + rng.choice(_CODAS)
