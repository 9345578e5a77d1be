"""``python -m quality``: print every scored figure beside its floor; ``--gate`` fails below one."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from quality.corpus import digest

FLOORS = Path(__file__).with_name("floors.json")
PARTS = ("toponyms", "events", "sentences", "pages", "merging")
SLACK = 0.02
"""How far below its floor a figure may fall: one pin of the 45 in the smallest corpus. Another
processor rounds a decision or two otherwise."""
UNGATED = ("_per_second", "_seconds", "_mb")
"""Endings of figures of speed and memory: printed, never gated, for they depend on the machine."""


def main() -> int:
    """Measure the parts that are asked for; return 1 if a gated figure is below its floor."""
    parser = argparse.ArgumentParser(prog="python -m quality", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--gate", action="store_true", help="fail below a floor")
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise floors to this")
    options = parser.parse_args()
    if not (options.shared / "score").is_dir():
        print(f"No scorers in {options.shared}: name the folder with --shared.", file=sys.stderr)
        return 2
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    corpora = digest(options.shared / "corpora")
    comparable = pinned["corpora"] == corpora
    if not comparable:
        print("The corpora are not those that the floors were measured on: nothing is gated.")
    below = []
    for part in options.parts or PARTS:
        measure: Callable[[Path], dict[str, float]] = import_module(f"quality.{part}").figures
        for name, value in measure(options.shared).items():
            key = f"{part}.{name}"
            floor = pinned["floors"].get(key)
            print(f"{key:<60} {value:>10.4f}   {'' if floor is None else f'floor {floor:.4f}'}")
            if floor is not None and value < floor - SLACK:
                below.append(f"{key} is {value:.4f}, below its floor of {floor:.4f}")
            gated = not key.endswith(UNGATED)
            if options.lift and gated and (floor is None or value > floor or not comparable):
                pinned["floors"][key] = round(value, 4)
    if options.lift:
        pinned["corpora"] = corpora
        FLOORS.write_text(json.dumps(pinned, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for line in below:
        print(line, file=sys.stderr)
    return 1 if below and options.gate and comparable else 0


if __name__ == "__main__":
    sys.exit(main())
