"""Words of a report that stand one slip apart from others in it: the pairs, before anybody judges them.

Three ways to meet them: ends of names that are alike but for one slip (`unlike_names`), places that are one slip off a
name which the report prints again and again (`off_repeated_names`), and a character that stands where the report has
another one between the same neighbours (`off_phrases`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from docextract.checks.words.names import name_ends, repeated_names, tail
from docextract.checks.words.word_slips import Slip, slip_between
from docextract.checks.words.writing import is_han
from docextract.text.patterns import compile_pattern

REPEATED, REPEATED_PHRASE = 2, 3
BEGUN_ENDING = 2
# A shorter stretch that agrees is a word that many names have.
LEAST_ALIKE, MOST_ALIKE = 7, 14
_PHRASE_SIDES = ((3, 3), (2, 4), (4, 2))
_QUOTED_NAME = compile_pattern(r"“(?P<name>\p{Han}{6,20})”")
_ITEM = compile_pattern(r"(?<=[、，；：“])(?P<item>\p{Han}{8,16})(?=[、，；。”])")
_DOUBLED_SIDES = ((2, 2), (1, 3), (3, 1), (4, 0))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two spellings with the places of each in the text; `slip` goes from the longer one to the other.

    `is_name` is False for words that are only known by being repeated; `is_quoted` says that one of them is in quotation
    marks, as a name of an activity.
    """

    one: str
    one_at: tuple[int, ...]
    other: str
    other_at: tuple[int, ...]
    slip: Slip
    is_name: bool = True
    is_quoted: bool = False


def unlike_names(text: str) -> Iterator[Pair]:
    """Ends of names, seven characters and more, that differ by one slip; the longest stretch of each is given."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for end in set(name_ends(text)):
        longest = tail(text, end, MOST_ALIKE)
        for length in range(LEAST_ALIKE - 1, len(longest) + 1):
            name = longest[-length:]
            groups["".join(sorted(name))].add(name)
            groups[name].add(name)
            for at in range(1, length):
                # A name and what is left of a longer one that lost a character meet under the same key, as do two
                # names with another character in the same place.
                groups[name[:at] + name[at + 1 :]].add(name)
                groups[f"{name[:at]}*{name[at + 1 :]}"].add(name)
    found: dict[tuple[str, str], Slip] = {}
    for names in groups.values():
        ordered = sorted(names, key=lambda name: (-len(name), name))
        for index, one in enumerate(ordered):
            for other in ordered[index + 1 :]:
                slip = slip_between(one, other)
                if slip is not None and slip.before and (len(other) >= LEAST_ALIKE or slip.sort == "swapped"):
                    found[one, other] = slip
    for (one, other), slip in sorted(found.items(), key=lambda item: (-len(item[0][0]), item[0])):
        one_at, other_at = _apart(one, places_of(text, one), other, places_of(text, other))
        if one_at and other_at:
            yield Pair(one, one_at, other, other_at, slip)


def _apart(
    one: str, one_at: tuple[int, ...], other: str, other_at: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The places of both; those of the shorter that lie within the longer are the longer one's own."""
    inside = {at + i for at in one_at for i in range(len(one) - len(other) + 1)} if other in one else set()
    return one_at, tuple(at for at in other_at if at not in inside)


def off_repeated_names(text: str) -> Iterator[Pair]:
    """Places one slip off a name that the report prints REPEATED times or more."""
    for name, _ in sorted(repeated_names(text, REPEATED).items(), key=lambda item: (-len(item[0]), item[0])):
        at = places_of(text, name)
        before = {text[start - 1 : start] for start in at}
        # Behind the same character each time it may be the end of a name, and its first ones somebody's own.
        least = BEGUN_ENDING if len(before) == 1 and is_han("".join(before)) else 0
        for start, end in _near(text, name, at):
            slip = slip_between(name, text[start:end])
            if slip is not None and slip.before >= least and is_han(text[start:end]):
                stretch = text[start:end]
                yield Pair(name, at, stretch, tuple(p for p in places_of(text, stretch) if p not in at), slip)


def _near(text: str, name: str, at: tuple[int, ...]) -> list[tuple[int, int]]:
    """Stretches of nearly the name's length around every place that has a third of the name where it belongs."""
    third = len(name) // 3
    covered = {place for start in at for place in range(start, start + len(name))}
    found: set[tuple[int, int]] = set()
    for first, last in ((0, third), (third, 2 * third), (2 * third, len(name))):
        for place in places_of(text, name[first:last]):
            if place in covered:
                continue
            for moved in (-1, 0, 1):
                start = max(place - first + moved, 0)
                for length in (len(name) - 1, len(name), len(name) + 1):
                    stretch = text[start : start + length]
                    if len(stretch) == length and slip_between(name, stretch) is not None:
                        found.add((start, start + length))
    return sorted(s for s in found if s[0] not in covered and s[1] - 1 not in covered)


def off_phrases(text: str) -> Iterator[Pair]:
    """A character that stands once between six neighbours which have another one between them REPEATED_PHRASE times or more."""
    for before, after in _PHRASE_SIDES:
        places = range(before, len(text) - after)
        around = [text[place - before : place] + text[place + 1 : place + 1 + after] for place in places]
        common = {sides for sides, n in Counter(around).items() if n > REPEATED_PHRASE and is_han(sides)}
        between: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for place, sides in zip(places, around, strict=True):
            if sides in common:
                between[sides][text[place]] += 1
        for sides, chars in between.items():
            usual, times = chars.most_common(1)[0]
            if times < REPEATED_PHRASE or not is_han(usual):
                continue
            one = sides[:before] + usual + sides[before:]
            for char in sorted(char for char, n in chars.items() if n == 1 and is_han(char)):
                other = sides[:before] + char + sides[before:]
                slip = slip_between(one, other)
                if slip is not None:
                    yield Pair(one, places_of(text, one), other, places_of(text, other), slip, is_name=False)


def off_quoted(text: str) -> Iterator[Pair]:
    """Places that have the characters of a quotation in another order (“年度阳光榜样”, 年度榜样阳光)."""
    for name in sorted({match.group("name") for match in _QUOTED_NAME.finditer(text)}):
        for start in places_of(text, name[:2]):
            other = text[start : start + len(name)]
            slip = slip_between(name, other) if sorted(name) == sorted(other) else None
            if slip is not None:
                yield Pair(name, places_of(text, name), other, places_of(text, other), slip, is_quoted=True)


def off_items(text: str) -> Iterator[Pair]:
    """Items of an enumeration that end in another character than the same words do elsewhere, each time."""
    for match in _ITEM.finditer(text):
        item = match.group("item")
        ends = Counter(text[at + len(item) - 1] for at in places_of(text, item[:-1]))
        usual, times = ends.most_common(1)[0]
        one = item[:-1] + usual
        slip = slip_between(one, item) if is_han(usual) else None
        if slip is not None and times >= REPEATED:
            yield Pair(one, places_of(text, one), item, places_of(text, item), slip)


def doubled_characters(text: str) -> Iterator[Pair]:
    """A character set twice within a word that stands elsewhere with it once: 中等职职业 beside 中等职业."""
    for at in range(4, len(text) - 1):
        if text[at] != text[at + 1] or not is_han(text[at]):
            continue
        for before, after in _DOUBLED_SIDES:
            left, right = text[at - before : at], text[at + 2 : at + 2 + after]
            one, other = left + text[at] + right, left + text[at] * 2 + right
            # 学校校长: the second one begins another word.
            ends_there = after or not is_han(text[at + 2 : at + 3])
            if is_han(one) and ends_there and text.count(one) >= REPEATED and text.count(other) == 1:
                slip = Slip("doubled", before + 1, after, text[at], "")
                yield Pair(one, places_of(text, one), other, (at - before,), slip, is_name=False)
                break


def places_of(text: str, word: str) -> tuple[int, ...]:
    """Where the word begins in the text, each time."""
    found = []
    at = text.find(word)
    while at >= 0:
        found.append(at)
        at = text.find(word, at + 1)
    return tuple(found)
