"""Blocks of prose as spaCy documents: sentences, and where the pack's names stand. The one door to spaCy.

A blank Chinese pipeline is a container (one token a character) and a fast matcher; no model is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from docextract.text.patterns import compile_pattern

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# A stop ends a sentence unless a closing quote or bracket follows at once; a blank stop inside a number does not.
_STOP = compile_pattern(r"[。！？!?][”’」』）)]?|[\n\r]+")


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name found in the text, characters `start` to `end` of the block (half open); `name` is its pattern."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block with the names found in it; `start` and `end` count characters of the block's text."""

    start: int
    end: int
    text: str
    names: tuple[NameSpan, ...] = ()


class SentenceReader:
    """Cuts texts into sentences and marks names in them; build one for a pack and use it for all its reports."""

    def __init__(self, names: Sequence[str]) -> None:
        from spacy.matcher import PhraseMatcher

        self._language = _language()
        self._matcher = PhraseMatcher(self._language.vocab)
        for name in sorted(set(names)):
            self._matcher.add(name, [self._language.make_doc(name)])

    def read(self, text: str) -> tuple[Sentence, ...]:
        """The sentences of a text in order; blank ones are left out, nothing else is lost."""
        if not text.strip():
            return ()
        doc = self._language.make_doc(text)
        _mark_sentences(doc)
        found: Mapping[int, list[NameSpan]] = _names_by_sentence(doc, self._name_spans(doc))
        sentences = []
        for index, span in enumerate(doc.sents):
            end = span.end_char
            if span.text.strip():
                sentences.append(
                    Sentence(span.start_char, end, text[span.start_char : end], tuple(found.get(index, ())))
                )
        return tuple(sentences)

    def _name_spans(self, doc: Doc) -> list[NameSpan]:
        """The longest names, none inside another."""
        from spacy.util import filter_spans

        spans = filter_spans(self._matcher(doc, as_spans=True))
        return [NameSpan(span.start_char, span.end_char, span.label_) for span in spans]


@lru_cache(maxsize=1)
def _language() -> Language:
    import spacy

    return spacy.blank("zh")


def _mark_sentences(doc: Doc) -> None:
    """Sets sentence starts at the tokens that follow a stop."""
    starts = {match.end() for match in _STOP.finditer(doc.text)}
    pending = True
    for token in doc:
        token.is_sent_start = pending
        end = token.idx + len(token.text)
        pending = end in starts


def _names_by_sentence(doc: Doc, names: list[NameSpan]) -> dict[int, list[NameSpan]]:
    """Names under the index of their sentence, in order of place."""
    found: dict[int, list[NameSpan]] = {}
    for index, span in enumerate(doc.sents):
        inside = [name for name in names if span.start_char <= name.start and name.end <= span.end_char]
        if inside:
            found[index] = sorted(inside, key=lambda name: name.start)
    return found
