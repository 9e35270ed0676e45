"""Where texts stand in a picture: their boxes as drawn, turned ones too, and which of them lie over each other."""

from collections.abc import Sequence
from math import cos, radians, sin
from typing import TypeAlias

from matplotlib.backend_bases import RendererBase
from matplotlib.text import Text

Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[Point, Point, Point, Point]
_TOUCH = 1.0
"""So many pixels boxes may share: letters do not fill theirs."""


def corners(text: Text, renderer: RendererBase) -> Box:
    """The four corners of a text, in pixels, in order around it."""
    angle = text.get_rotation()
    text.set_rotation(0)
    box = text.get_window_extent(renderer)
    text.set_rotation(angle)
    x, y = text.get_transform().transform(text.get_position())
    plain = ((box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1))
    wide, high = cos(radians(angle)), sin(radians(angle))

    def turned(point: Point) -> Point:
        right, up = point[0] - x, point[1] - y
        return (right * wide - up * high + x, right * high + up * wide + y)

    return (turned(plain[0]), turned(plain[1]), turned(plain[2]), turned(plain[3]))


def overlapping(placed: Sequence[tuple[str, Box]]) -> list[tuple[str, str]]:
    """The pairs of texts whose boxes lie over each other."""
    return [
        (said, other)
        for number, (said, box) in enumerate(placed)
        for other, another in placed[number + 1 :]
        if _overlap(box, another)
    ]


def _overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than a touch: no line along a side of either keeps them apart."""
    for box in (one, other):
        for start, end in ((box[0], box[1]), (box[1], box[2])):
            across = (end[1] - start[1], start[0] - end[0])
            length = (across[0] ** 2 + across[1] ** 2) ** 0.5 or 1.0
            first, second = ([(x * across[0] + y * across[1]) / length for x, y in each] for each in (one, other))
            if max(first) - _TOUCH <= min(second) or max(second) - _TOUCH <= min(first):
                return False
    return True
