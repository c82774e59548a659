"""Shows how well a run read the corpus.

    docextract run corpus --out OUT
    python corpus/measure.py OUT                 figures by stage, shares by cause, what was missed
    python corpus/measure.py OUT --record        and write them to corpus/baseline.json

Exit status 1 when a figure is below the baseline.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from docextract.evaluate import as_table, baseline_of, below_baseline, evaluate  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="what `docextract run` wrote")
    parser.add_argument("--record", action="store_true", help="take these figures as the new baseline")
    options = parser.parse_args()
    evaluation = evaluate(options.out, HERE)
    print(as_table(evaluation))
    baseline = HERE / "baseline.json"
    if options.record:
        baseline.write_text(json.dumps(baseline_of(evaluation), indent=1) + "\n", "utf-8")
    worse = below_baseline(evaluation, json.loads(baseline.read_text("utf-8"))) if baseline.exists() else []
    print(*worse, sep="\n", file=sys.stderr)
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
