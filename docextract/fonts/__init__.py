"""The carried font, so that Chinese labels can be drawn on a machine without any font."""

from importlib.resources import files


def label_font() -> bytes:
    """The font file (OpenType): GB 2312, Latin and punctuation; other characters are drawn as a box."""
    return files(__name__).joinpath("labels.otf").read_bytes()
