"""All kinds of noise by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bench import form_noise, row_noise
from bench.noised_forms import Sheet
from bench.row_noise import Noise

# In the order in which they are laid on: what there is, then how it is worded, then how it is printed and broken.
KINDS: Mapping[str, Callable[[Sheet, Noise], Sheet]] = {
    "reordered": form_noise.reordered,
    "dropped": form_noise.dropped,
    "inserted": form_noise.inserted,
    "other-ending": row_noise.other_ending,
    "wrong-unit": row_noise.wrong_unit,
    "no-part-mark": row_noise.no_part_mark,
    "unit-in-name": row_noise.unit_in_name,
    "row-number": row_noise.row_number,
    "look-alike": row_noise.look_alike,
    "traditional": row_noise.traditional,
    "width": row_noise.width,
    "line-break": row_noise.line_break,
    "year-names": form_noise.year_names,
    "bad-title": form_noise.bad_title,
    "header-missing": form_noise.header_missing,
    "header-again": form_noise.header_again,
    "split": form_noise.split,
}
