"""Table rows to canonical indicators: the rules say what there is, the place decides among look-alikes."""

from docextract.indicators.extract import extract_indicators

__all__ = ["extract_indicators"]
