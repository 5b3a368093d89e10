"""Read files that are broken by chance: no reader may raise, and what it gives must fit together.

    python -m tools.fuzz_readers --seconds 600 --seed 7 [--readers pdf,rtf]
    python -m tools.fuzz_readers --count 2000

A file of a format is changed at up to eight places (bytes turned, cut out, doubled, put in, cut off), then
read as what it is found to be, and each fifth as its own format whatever it is. Exit status 1 if there is a
fault; it is printed with the number that makes the same file again (``--again``).
"""

from __future__ import annotations

import argparse
import random
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from quotesdb.readers import documents
from quotesdb.values import ArticleDraft, Unreadable
from tests.unit.readers.seeds import seeds

PUT_IN = (
    *(b"<", b">", b'"', b"{", b"}", b"null", b"[", b"\x00", b"\xff", b"\n\n", b":", b"-1", b"&x;", b"1e999"),
    *(b"\\u0000", b"\\ud800", b"99999999", b"obj", b"endstream", b"\t", b";", b"((", b"\xe2\x80\x9c"),
)
PLACES = 8
SLOW = 5.0
"""Seconds of the processor for a file of a few kilobytes."""


@dataclass
class Tally:
    """What a run came to: files read, the slowest of them, and the faults with the first number of each."""

    read: int = 0
    slowest: tuple[float, int] = (0.0, 0)
    faults: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)

    def fault(self, what: str, number: int) -> None:
        """Count a fault."""
        self.faults[what] += 1
        self.first.setdefault(what, number)


def main() -> int:
    """Read as many files as asked for, and tell what went wrong."""
    wanted = _arguments()
    tally = fuzz(wanted.seed, wanted.count, wanted.seconds, wanted.readers, first=wanted.again or 0)
    for what, number in tally.first.items():
        print(f"--seed {wanted.seed} --again {number}: {what} ({tally.faults[what]} times)")  # noqa: T201
    (took, number), faults = tally.slowest, sum(tally.faults.values())
    print(f"{tally.read:,} files, {faults} faults; slowest {took:.2f} s (--again {number})")  # noqa: T201
    return bool(tally.faults)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10**9)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--readers", type=lambda names: names.split(","), default=None)
    parser.add_argument("--again", type=int, help="only the file of this number")
    found = parser.parse_args()
    found.count = 1 if found.again is not None else found.count
    return found


def fuzz(seed: int, count: int, seconds: float, readers: list[str] | None = None, *, first: int = 0) -> Tally:
    """Read so many broken files, or for so long."""
    known = [(name, data) for name, listed in sorted(seeds().items()) for data in listed]
    chosen = [(name, data) for name, data in known if readers is None or name in readers]
    tally, end = Tally(), time.monotonic() + seconds
    for number in range(first, first + count):
        if time.monotonic() > end:
            break
        chance = random.Random(f"{seed} {number}")  # noqa: S311 - no secret depends on it
        name, data = chosen[number % len(chosen)]
        _read(broken(data, chance), name if chance.random() < 0.2 else None, number, tally)
    return tally


def broken(data: bytes, chance: random.Random) -> bytes:
    """A file that is not quite another one any more."""
    made = bytearray(data)
    for _ in range(chance.randint(1, PLACES)):
        place, length, what = chance.randrange(len(made) + 1), chance.randint(1, 60), chance.random()
        if what < 0.3 and made:
            made[min(place, len(made) - 1)] = chance.randrange(256)
        elif what < 0.5:
            del made[place : place + length]
        elif what < 0.7:
            source = chance.randrange(len(made) + 1)
            made[place:place] = made[source : source + length]
        elif what < 0.95:
            made[place:place] = chance.choice(PUT_IN)
        else:
            del made[place:]
    return bytes(made)


def _read(data: bytes, name: str | None, number: int, tally: Tally) -> None:
    began = time.process_time()
    try:
        for found in documents(data, "x", name, references=True):
            for wrong in _wrongs(found):
                tally.fault(wrong, number)
    except Exception as error:  # noqa: BLE001 - that none is raised is what is tried
        place = traceback.extract_tb(error.__traceback__)[-1]
        tally.fault(f"{type(error).__name__}: {str(error)[:80]} ({place.filename}:{place.lineno})", number)
    took = time.process_time() - began
    if took > SLOW:
        tally.fault(f"slow ({name})", number)
    tally.read += 1
    tally.slowest = max(tally.slowest, (took, number))


def _wrongs(found: ArticleDraft | Unreadable) -> Iterator[str]:
    if isinstance(found, Unreadable):
        if "\n" in found.reason or not found.reason:
            yield "a reason of several lines, or of none"
        return
    spans = [zone.span for zone in found.zones]
    for quotation in found.quotations:
        spans += [*quotation.content, *quotation.quoted, *quotation.evidence]
        spans += [span for span in (quotation.source, quotation.cue) if span]
        if not quotation.content or not any(len(span) for span in quotation.content):
            yield f"a quotation of nothing ({found.reader})"
    if any(span.end > len(found.text) for span in spans):
        yield f"a span beyond the text ({found.reader})"
    if found.title is not None and not found.title.strip():
        yield f"an empty title ({found.reader})"


if __name__ == "__main__":
    raise SystemExit(main())
