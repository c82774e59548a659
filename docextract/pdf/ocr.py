"""The only door to RapidOCR (extra `ocr`): where text stands in a picture, and what a cut-out line says.

Finding and reading are two calls, so that a line can be cut at a table's rules in between. Lines are read one by one:
in a batch the padding, and with it now and then a character, would depend on the other lines of the page.
"""

from __future__ import annotations

import importlib.util
import os
import threading
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

Picture = np.ndarray[Any, np.dtype[np.uint8]]
Box = tuple[float, float, float, float]  # x0, top, x1, bottom

MAX_THREADS = 4  # more help little; the results are the same, bit by bit, with any number
MAX_SIDE_PX = 20_000  # pages are drawn at the size we want; RapidOCR must not shrink them once more
FIND_SHARE = 0.65  # of the resolution: where lines are is seen as well as in full, and takes less than half the time
SIDE_STEP_PX = 32  # the network's: sides that are no multiple of it would be stretched
WIDEST = 7  # times as wide as high; RapidOCR frames wider pictures in black
INK_GREY = 200  # lighter is paper
MARGIN_PX = 24  # white left around what is printed
MIN_TEXT_SCORE = 0.3  # below this the "text" is a stain or a pattern
ORIENTATION = False  # RapidOCR's own orientation step turns good lines upside down
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class ReadChar:
    """A recognised character; `x` is the middle of it in the cut-out, in pixels; `score` from 0 to 1."""

    text: str
    x: float
    score: float
    after_blank: bool = False


class RecognitionFailed(Exception):
    """The recogniser gave up on a picture; the page that it is of is left out and has a notice."""


def is_installed() -> bool:
    """True if the extra `ocr` is there. Looks only, loads nothing."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


def threads() -> int:
    """How many this process may use: OMP_NUM_THREADS where it is set, else one a core up to MAX_THREADS."""
    allowed = os.environ.get("OMP_NUM_THREADS", "")
    return max(1, min(int(allowed) if allowed.isdecimal() else os.cpu_count() or 1, MAX_THREADS))


@cache
def _engine() -> Any:
    """One engine a process: loading the models takes a second and most of the memory."""
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.max_side_len": MAX_SIDE_PX,
            "Global.text_score": 0.0,
            "Global.use_cls": ORIENTATION,
            "Det.limit_side_len": SIDE_STEP_PX,  # small pictures are not blown up: they are drawn at the size we want
            "EngineConfig.onnxruntime.intra_op_num_threads": threads(),
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def text_boxes(picture: Picture) -> list[Box]:
    """Upright boxes (x0, top, x1, bottom; pixels) around the lines of a grey picture, top to bottom.

    Looks at the picture reduced, and only at what of it is printed on: margins cost as much time as text.
    """
    import cv2  # not at the top: it comes with the extra

    found = _inked(picture)
    if found is None:
        return []
    left, upper, part = found
    size = (max(1, round(part.shape[1] * FIND_SHARE)), max(1, round(part.shape[0] * FIND_SHARE)))
    small = np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), np.uint8)
    result = _asked(_framed(small), use_det=True, use_rec=False)
    boxes = getattr(result, "boxes", None)
    if boxes is None:
        return []
    height, width = picture.shape[:2]
    out = []
    for corners in boxes:
        xs, ys = [left + float(x) / FIND_SHARE for x, _ in corners], [upper + float(y) / FIND_SHARE for _, y in corners]
        box = (max(0.0, min(xs)), max(0.0, min(ys)), min(float(width), max(xs)), min(float(height), max(ys)))
        if box[2] - box[0] >= 1 and box[3] - box[1] >= 1:
            out.append(box)
    return sorted(out, key=lambda box: (box[1], box[0]))


def _inked(picture: Picture) -> tuple[int, int, Picture] | None:
    """The part of a picture that is not white at its edges, some white around it, and its upper left corner."""
    ink = picture < INK_GREY
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    if not len(columns):
        return None
    left, upper = max(0, int(columns[0]) - MARGIN_PX), max(0, int(rows[0]) - MARGIN_PX)
    return left, upper, picture[upper : int(rows[-1]) + MARGIN_PX, left : int(columns[-1]) + MARGIN_PX]


def _framed(small: Picture) -> Picture:
    """White added at the right and below, until the sides are what the network takes without stretching."""
    height, width = small.shape
    width = -(-width // SIDE_STEP_PX) * SIDE_STEP_PX
    height = -(-max(height, width // WIDEST) // SIDE_STEP_PX) * SIDE_STEP_PX
    out = np.full((height, width), 255, np.uint8)
    out[: small.shape[0], : small.shape[1]] = small
    return out


def read_line(picture: Picture) -> tuple[ReadChar, ...]:
    """The characters of one line cut out of a grey picture, left to right; none if it holds no text."""
    result = _asked(picture, use_det=False, use_rec=True, return_word_box=True)
    texts, scores, infos = (getattr(result, name, None) for name in ("txts", "scores", "word_results"))
    if not texts or not scores or not infos or not texts[0].strip() or scores[0] < MIN_TEXT_SCORE:
        return ()
    return _chars(texts[0], infos[0], picture.shape[1])


def _chars(text: str, info: Any, width: int) -> tuple[ReadChar, ...]:
    """RapidOCR gives columns of its network for all characters but blanks, and scores for all."""
    columns = [column for word in info.word_cols for column in word]
    step = width / info.line_txt_len
    out: list[ReadChar] = []
    after_blank = False
    for char, score in zip(text, info.confs, strict=True):
        if char.isspace():
            after_blank = True
            continue
        out.append(ReadChar(char, (columns[len(out)] + 0.5) * step, float(score), after_blank and bool(out)))
        after_blank = False
    return tuple(out)


def _asked(picture: Picture, **what: bool) -> Any:
    """RapidOCR's answer. Raises RecognitionFailed for whatever it throws; what that is changes between its engines."""
    with _LOCK:
        try:
            return _engine()(_colored(picture), use_cls=ORIENTATION, **what)
        except MemoryError:
            raise
        except Exception as error:
            raise RecognitionFailed(f"{type(error).__name__}: {error}") from error


def _colored(picture: Picture) -> Picture:
    return np.repeat(picture[:, :, None], 3, axis=2) if picture.ndim == 2 else picture
