"""How fast each format is read, and whether a large archive is read in the memory of a small one.

    python -m benchmarks.readers                two seconds for each format, then archives of 10 and 100 MB
    python -m benchmarks.readers --seconds 10 --megabytes 1000

The files are invented (``tests/unit/readers/seeds.py``), some kilobytes each: the figures compare formats and
releases, not machines. Seconds are of the processor. The archive is a folder of tar files of 10 MB, each read
and let go as ``ingest`` does; each size is read by a process of its own, whose peak is told. Aim: the large
one takes at most a tenth more. A single file is held in the memory while it is read (``--max-size``).
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

from quotesdb.readers import documents
from quotesdb.values import ArticleDraft
from tests.unit.readers.seeds import TEXT, seeds

ROOT = Path(__file__).resolve().parents[1]
PART = 10_000_000
MOST_MORE = 1.1
READ = """
import resource, sys
from quotesdb.readers import documents
from quotesdb.readers.files import find_inputs, load
count = sum(1 for path in find_inputs(sys.argv[1:]) for one in documents(load(path), path))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def main() -> int:
    """Measure and print; exit status 1 if the memory grows with the archive."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--megabytes", type=int, default=100)
    wanted = parser.parse_args()
    print(f"{'format':14} {'documents/s':>12} {'MB/s':>8}")
    for name, files in sorted(seeds().items()):
        for number, data in enumerate(files, 1):
            rate, volume = speed(data, name, wanted.seconds)
            print(f"{name + (f' {number}' if len(files) > 1 else ''):14} {rate:12,.0f} {volume:8.2f}")
    small, large = (
        memory(size) for size in (max(PART // 1_000_000, wanted.megabytes // 10), wanted.megabytes)
    )
    print(f"peak memory: {small:,} kB for a tenth of {wanted.megabytes} MB, {large:,} kB for all of it")
    return int(large > MOST_MORE * small)


def speed(data: bytes, name: str, seconds: float) -> tuple[float, float]:
    """Documents and megabytes a second of the processor, reading a file again and again."""
    list(
        documents(data, "x", name, references=True)
    )  # what is loaded and compiled at the first file is no matter
    began, read, files = time.process_time(), 0, 0
    while time.process_time() - began < seconds:
        read += sum(isinstance(one, ArticleDraft) for one in documents(data, "x", name, references=True))
        files += 1
    took = time.process_time() - began
    return read / took, files * len(data) / took / 1e6


def memory(megabytes: int) -> int:
    """The peak in kilobytes of a process that reads an archive of so many megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(max(1, megabytes * 1_000_000 // PART)):
            (Path(folder) / f"{number:04}.tar").write_bytes(_tar(number))
        command = [sys.executable, "-c", READ, folder]
        told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return int(told.split()[1])


def _tar(number: int) -> bytes:
    """An archive of articles, no two of which are alike."""
    packed, text = io.BytesIO(), TEXT * 40
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for member in range(PART // (len(text.encode()) + 1024)):
            data = f"Bridge {number}-{member}\n\n{text}".encode()
            info = tarfile.TarInfo(f"{member}.txt")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
