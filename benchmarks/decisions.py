"""Whether what people decided is ever lost: random sequences of all that can happen, and planted faults.

``python -m benchmarks.decisions [--sequences N] [--steps N] [--faults N]``. The sequences are other ones each
time. They are those of the tests, run for longer: tests/services/desk.py says what must hold after each step.
"""

from __future__ import annotations

import argparse
import time

from tests.services import desk
from tests.services.faults import FAULTS


def main() -> None:
    """Run the sequences, then plant each fault until it shows, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sequences", type=int, default=100)
    parser.add_argument("--steps", type=int, default=20, help="of one sequence, at most")
    parser.add_argument("--faults", type=int, default=200, help="sequences in which each fault may show")
    options = parser.parse_args()
    began = time.monotonic()
    done = desk.run(examples=options.sequences, steps=options.steps, derandomize=False)
    steps = sum(done.reached.values())
    took = time.monotonic() - began
    print(f"{done.sequences} sequences, {steps} steps, nothing lost, in {took:.0f} s; reached:")
    for name in sorted(done.reached.keys() | desk.RULES):
        print(f"  {done.reached[name]:6}  {name}")
    print("planted faults, and after how many sequences they showed:")
    for name, fault in FAULTS.items():
        found = desk.finds(fault, examples=options.faults, derandomize=False)
        print(f"  {found.sequences if found else 'never':>6}  {name}", flush=True)


if __name__ == "__main__":
    main()
