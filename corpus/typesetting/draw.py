"""Pictures for the reports: flat charts and shapes, drawn the same way every time."""

from __future__ import annotations

import hashlib
import io
import math

from PIL import Image, ImageDraw, ImageFont

from .source import Figure

WIDTH, HEIGHT = 900, 460
PALETTE = ["#2f5d8a", "#c8553d", "#588b8b", "#f2a65a", "#6b4e71", "#8cb369", "#3d405b", "#bc6c25"]


def draw_figure(figure: Figure) -> bytes:
    """The figure as PNG. Charts carry their numbers as pixels only, like charts pasted into a report."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "#fbfaf5")
    pen = ImageDraw.Draw(image)
    # The digest makes pictures of one kind differ between figures, without a random generator.
    seed = hashlib.sha256(figure.title.encode()).digest()
    _DRAW[figure.draw](pen, figure, seed)
    pen.rectangle([0, 0, WIDTH - 1, HEIGHT - 1], outline="#999999", width=2)
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _bars(pen: ImageDraw.ImageDraw, figure: Figure, seed: bytes) -> None:
    font = ImageFont.load_default(26)
    top, low = max(figure.values), min(figure.values) * 0.8
    step = (WIDTH - 120) / len(figure.values)
    pen.line([60, 400, WIDTH - 40, 400], fill="#444444", width=3)
    for i, (label, value) in enumerate(zip(figure.labels, figure.values, strict=True)):
        left = 60 + step * i + step * 0.25
        height = 300 * (value - low) / (top - low)
        pen.rectangle([left, 400 - height, left + step * 0.5, 400], fill=PALETTE[(seed[0] + i) % 8])
        pen.text((left + step * 0.25, 385 - height), f"{value:g}", fill="#222222", font=font, anchor="mb")
        pen.text((left + step * 0.25, 410), label, fill="#222222", font=font, anchor="mt")


def _hbars(pen: ImageDraw.ImageDraw, figure: Figure, seed: bytes) -> None:
    font = ImageFont.load_default(24)
    step = (HEIGHT - 60) / len(figure.values)
    for i, value in enumerate(figure.values):
        top = 30 + step * i
        right = 80 + 700 * value / max(figure.values)
        pen.rectangle([80, top + 6, right, top + step - 6], fill=PALETTE[(seed[0] + i) % 8])
        pen.text((right + 12, top + step / 2), f"{value:g}", fill="#222222", font=font, anchor="lm")


def _hills(pen: ImageDraw.ImageDraw, figure: Figure, seed: bytes) -> None:
    pen.rectangle([0, 0, WIDTH, HEIGHT], fill="#dfeef5")
    pen.ellipse([680, 40, 780, 140], fill="#f2c14e")
    for i, green in enumerate(("#9bc1a3", "#6fa37c", "#3f7d53")):
        crest = [(x, 220 + 70 * i + 40 * math.sin(x / (90 + seed[i] / 4) + seed[i])) for x in range(0, WIDTH + 10, 10)]
        pen.polygon([*crest, (WIDTH, HEIGHT), (0, HEIGHT)], fill=green)


def _shapes(pen: ImageDraw.ImageDraw, figure: Figure, seed: bytes) -> None:
    pen.rectangle([0, 330, WIDTH, HEIGHT], fill="#d9d4c7")
    for i in range(6):
        left, high = 50 + i * 140, 90 + seed[i] % 150
        pen.rounded_rectangle([left, 350 - high, left + 110, 350], 12, fill=PALETTE[seed[i + 6] % 8])
        pen.ellipse([left + 30, 375 - high, left + 80, 425 - high], fill="#fbfaf5", outline="#333333", width=3)


def _people(pen: ImageDraw.ImageDraw, figure: Figure, seed: bytes) -> None:
    pen.rectangle([0, 0, WIDTH, HEIGHT], fill="#eee6d8")
    pen.rectangle([120, 330, 780, 380], fill="#8a5a3b")
    for i in range(7):
        x, y = 130 + i * 105, 190 + seed[i] % 40
        pen.ellipse([x - 28, y - 28, x + 28, y + 28], fill="#e0b08c")
        pen.pieslice([x - 55, y + 25, x + 55, y + 190], 180, 360, fill=PALETTE[seed[i + 8] % 8])


def _print(pen: ImageDraw.ImageDraw, figure: Figure, seed: bytes) -> None:
    pen.rectangle([0, 0, WIDTH, HEIGHT], fill="#f4e3c1")
    for i in range(8):
        radius = 210 - i * 25
        colour = ("#a63d2f", "#f4e3c1")[i % 2] if seed[0] % 2 else ("#2c4a63", "#f4e3c1")[i % 2]
        pen.regular_polygon((WIDTH / 2, HEIGHT / 2, radius), 5 + seed[1] % 4, rotation=i * 15, fill=colour)


def _grid(pen: ImageDraw.ImageDraw, figure: Figure, seed: bytes) -> None:
    for row in range(6):
        for column in range(10):
            left, top = 50 + column * 80, 35 + row * 66
            shade = PALETTE[seed[(row * 10 + column) % 32] % 8] if seed[(row + column) % 32] % 3 else "#ffffff"
            pen.rectangle([left, top, left + 72, top + 58], fill=shade, outline="#555555", width=2)


_DRAW = {
    "bars": _bars,
    "hbars": _hbars,
    "hills": _hills,
    "shapes": _shapes,
    "people": _people,
    "print": _print,
    "grid": _grid,
}
