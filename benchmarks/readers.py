"""How fast each format is read, and whether a large archive is read in the memory of a small one.

    python -m benchmarks.readers                two seconds for each format, then archives of 10 and 100 MB
    python -m benchmarks.readers --seconds 10 --megabytes 1000

The files are invented (``tests/unit/readers/seeds.py``), some kilobytes each: the figures compare formats and
releases, not machines. Seconds are of the processor. The archives are a folder of tar files of 10 MB, and one
file of each kind that is read piece by piece; each size is read by a process of its own, whose peak is told.
Aim: the large one takes at most a tenth more.
"""

from __future__ import annotations

import argparse
import html
import io
import itertools
import json
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from quotesdb.readers import documents
from quotesdb.values import ArticleDraft
from tests.unit.readers.seeds import TEXT, seeds

ROOT = Path(__file__).resolve().parents[1]
PART = 10_000_000
MOST_MORE = 1.1
LONG = TEXT * (1 + 20_000 // len(TEXT))
KINDS = ("jsonl", "csv", "mbox", "warc", "zip", "json", "feed.json", "rss", "newsml.xml")
FRAMES = {
    "csv": ("title,text\n", "", ""),
    "json": ("[", ",", "]"),
    "feed.json": ('{"version": "https://jsonfeed.org/version/1.1", "items": [', ",", "]}"),
    "rss": ("<rss><channel><title>Example Post</title>", "\n", "</channel></rss>"),
    "newsml.xml": ("<newsMessage><itemSet>", "\n", "</itemSet></newsMessage>"),
}
"""What stands before, between and behind the articles of a file."""
READ = """
import re, sys
from pathlib import Path
from quotesdb.readers.files import find_inputs
from quotesdb.readers.large import documents_at
count = sum(1 for path in find_inputs(sys.argv[1:]) for one in documents_at(path, path, max_size=10**12))
# Not of getrusage: that is of the program that started this one too.
print(count, re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
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
    grows = False
    for kind, make in {"folder of tar": _folder, **dict.fromkeys(KINDS, _file)}.items():
        sizes = (max(2 * PART // 1_000_000, wanted.megabytes // 10), wanted.megabytes)
        small, large = (memory(kind, make, size) for size in sizes)
        print(f"peak memory, {kind}: {small:,} kB for {sizes[0]} MB, {large:,} kB for {sizes[1]} MB")
        grows = grows or large > MOST_MORE * small
    return int(grows)


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


def memory(kind: str, make: Callable[[Path, str, int], None], megabytes: int) -> int:
    """The peak in kilobytes of a process that reads so many megabytes of a kind."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), kind, megabytes)
        command = [sys.executable, "-c", READ, folder]
        told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return int(told.split()[1])


def _folder(place: Path, _kind: str, megabytes: int) -> None:
    for number in range(max(1, megabytes * 1_000_000 // PART)):
        (place / f"{number:04}.tar").write_bytes(_tar(number))


def _file(place: Path, kind: str, megabytes: int) -> None:
    """Write one file of a kind."""
    file, most = place / f"all.{kind}", megabytes * 1_000_000
    if kind == "zip":
        with zipfile.ZipFile(file, "w") as archive:
            for number in range(most // len(LONG)):
                archive.writestr(f"{number}.txt", f"{number}. {LONG}")
        return
    head, between, tail = FRAMES.get(kind, ("", "", ""))
    with file.open("wb") as out:
        out.write(head.encode())
        for number in itertools.count(1):
            out.write(_part(kind, number))
            if out.tell() > most:
                break
            out.write(between.encode())
        out.write(tail.encode())


def _part(kind: str, number: int) -> bytes:
    """An article, or an answer, as it stands in a file of a kind."""
    title = f"Bridge {number} closes"
    if kind == "warc":
        return _record(title, number)
    quoted = LONG.replace('"', '""')
    head = f"From a@example.org Mon Jan  6 10:00:00 2025\nFrom: a@example.org\nSubject: {title}\n"
    marked = f"<p>{html.escape(LONG)}</p>"
    return {
        "jsonl": lambda: json.dumps({"title": title, "text": LONG}) + "\n",
        "json": lambda: json.dumps({"title": title, "text": LONG}),
        "feed.json": lambda: json.dumps({"title": title, "content_html": marked}),
        "csv": lambda: f'{title},"{quoted}"\n',
        "mbox": lambda: f"{head}Message-ID: <{number}@example.org>\n\n{LONG}\n\n",
        "rss": lambda: f"<item><title>{title}</title><encoded>{html.escape(marked)}</encoded></item>",
        "newsml.xml": lambda: (
            f"<newsItem><headline>{title}</headline><inlineXML><body>{marked}</body></inlineXML></newsItem>"
        ),
    }[kind]().encode()


def _record(title: str, number: int) -> bytes:
    """An answer with a page, or nine times of ten with a picture, as archives of sites have them."""
    page = f"<!DOCTYPE html><html><body><h1>{title}</h1><p>{TEXT}</p></body></html>".encode()
    kind, body = ("text/html", page) if number % 10 == 0 else ("image/png", b"\x89PNG" * 20_000)
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
    return f"{head}Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"


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
