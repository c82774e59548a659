"""The only door to RapidOCR (extra `ocr`): where text stands in a picture, and what a cut-out line says.

Finding and reading are two calls, so that a line can be cut at a table's rules in between. Lines are read one by one:
in a batch the padding, and with it now and then a character, would depend on the other lines of the page.
"""

from __future__ import annotations

import importlib.util
import threading
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

Picture = np.ndarray[Any, np.dtype[np.uint8]]

THREADS = 2  # fixed: with another number sums are added in another order and a doubtful character may turn out another
MAX_SIDE_PX = 20_000  # pages are drawn at the size we want; RapidOCR must not shrink them once more
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


def is_installed() -> bool:
    """True if the extra `ocr` is there. Looks only, loads nothing."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


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
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def text_boxes(picture: Picture) -> list[tuple[float, float, float, float]]:
    """Upright boxes (x0, top, x1, bottom; pixels) around the lines of a grey picture, top to bottom."""
    with _LOCK:
        found = _engine()(_colored(picture), use_det=True, use_cls=ORIENTATION, use_rec=False)
    boxes = getattr(found, "boxes", None)
    if boxes is None:
        return []
    height, width = picture.shape[:2]
    out = []
    for corners in boxes:
        xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        box = (max(0.0, min(xs)), max(0.0, min(ys)), min(float(width), max(xs)), min(float(height), max(ys)))
        if box[2] - box[0] >= 1 and box[3] - box[1] >= 1:
            out.append(box)
    return sorted(out, key=lambda box: (box[1], box[0]))


def read_line(picture: Picture) -> tuple[ReadChar, ...]:
    """The characters of one line cut out of a grey picture, left to right; none if it holds no text."""
    with _LOCK:
        result = _engine()(
            _colored(picture), use_det=False, use_cls=ORIENTATION, use_rec=True, return_word_box=True
        )
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


def _colored(picture: Picture) -> Picture:
    return np.repeat(picture[:, :, None], 3, axis=2) if picture.ndim == 2 else picture
