"""A reviewer in a process of its own: `python deciding.py PLACE WHO HOW_MANY SAME`. Prints each revision once it is kept.

SAME 1: all decisions are on one finding, as often as it takes when another one was quicker; 0: each on its own.
"""

from __future__ import annotations

import sys

from docextract.review.decisions import StaleDecision, State
from docextract.review.store import open_store
from tests.review.made import finding


def main(place: str, who: str, how_many: int, same: bool) -> None:
    with open_store(place) as store:
        for number in range(how_many):
            what = finding("one" if same else f"f{number}")
            expected = store.standing(*what.key).revision
            while True:
                try:
                    kept = store.decide(what, State.CONFIRMED, note=str(number), who=who, expected_revision=expected)
                except StaleDecision as stale:
                    expected = stale.standing.revision
                else:
                    break
            sys.stdout.write(f"{what.id} {kept.revision}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4] == "1")
