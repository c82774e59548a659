"""How often each kind of guess at a paragraph's arithmetic is right, counted on the corpus reports.

    python -m bench.guess_rates

The rates in `docextract/checks/guesses` follow what this prints: `holds` less `chance`, the share of guesses that would hold by
chance. Kinds with fewer than twenty guesses in the corpus are estimates, on the low side. The reports have planted errors, a few
dozen among thousands of numbers; they make the rates smaller.
"""

from __future__ import annotations

from collections import defaultdict

from bench.checks.reading import pdf_names, read
from docextract.checks.facts.book import Book, open_book
from docextract.checks.facts.facts import facts_of
from docextract.checks.guesses.evidence import chance, guesses_of
from docextract.checks.guesses.guess import holds, wanted
from docextract.checks.guesses.values import values_of
from docextract.rulepacks.issuer_words import issuer_place


def main() -> None:
    found: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for name in pdf_names():
        if name.endswith(".word"):  # the same text in each layout
            for values in values_of(_book(name)):
                for guess in guesses_of(values):
                    first = guess.members[0]
                    counted = found[guess.kind]
                    counted[0] += 1
                    counted[1] += holds(guess, values)
                    counted[2] += chance(values[first], wanted(guess, values, first))
                    counted[3] = guess.rate
    print(f"{'kind':44} {'guesses':>8} {'holds':>7} {'chance':>7} {'in use':>7}")
    for kind, (n, right, by_chance, rate) in sorted(found.items()):
        print(f"{kind:44} {n:8.0f} {right / n:7.3f} {by_chance / n:7.3f} {rate:7.2f}")


def _book(name: str) -> Book:
    reading = read(name)
    analysis, pack = reading.analysis, reading.pack
    place = issuer_place(analysis.report.issuer, pack)
    facts = facts_of(analysis.report, analysis.indicators, analysis.claims, pack, place)
    return open_book(analysis.report, facts, pack, place)


if __name__ == "__main__":
    main()
