"""Invented boundaries: areas that tile a blob exactly, neighbourhoods that overlap, and points inside them."""
import math

DECIMALS = 6                # about a tenth of a metre


class Frame:
    """Kilometres east and north of a point, as longitude and latitude."""

    def __init__(self, lon, lat):
        self.lon, self.lat = lon, lat
        self.km_per_lon, self.km_per_lat = 111.32 * math.cos(math.radians(lat)), 111.2

    def lonlat(self, x, y):
        return round(self.lon + x / self.km_per_lon, DECIMALS), round(self.lat + y / self.km_per_lat, DECIMALS)

    def km(self, lon, lat):
        return (lon - self.lon) * self.km_per_lon, (lat - self.lat) * self.km_per_lat


def _wiggly(stream, a, b, depth, amplitude):
    """The line from a to b, roughened by midpoint displacement; without b."""
    if depth == 0:
        return [a]
    push = stream.uniform(-1, 1) * amplitude
    middle = ((a[0] + b[0]) / 2 - (b[1] - a[1]) * push, (a[1] + b[1]) / 2 + (b[0] - a[0]) * push)
    return _wiggly(stream, a, middle, depth - 1, amplitude) + _wiggly(stream, middle, b, depth - 1, amplitude)


class _Borders:
    """Every border is roughened once, so that both neighbours have the same vertices."""

    def __init__(self, stream, depth, amplitude):
        self.stream, self.depth, self.amplitude, self.lines = stream, depth, amplitude, {}

    def between(self, a, b):
        if (a, b) in self.lines:
            return self.lines[a, b]
        line = _wiggly(self.stream, a, b, self.depth, self.amplitude)
        self.lines[a, b] = line
        self.lines[b, a] = [b] + line[:0:-1]
        return line


def _courses(stream, counts):
    """The corners of each course of bricks: on the line below it and on the line above it; counts[r] bricks in course r."""
    height, courses = 2 / len(counts), []
    for r, n in enumerate(counts):
        lines = []
        for k in (r, r + 1):
            inner = 0 < k < len(counts)
            lines.append([(-1 + 2 * i / n + (stream.uniform(-0.05, 0.05) if 0 < i < n else 0.0),
                           -1 + height * k + (stream.uniform(-0.12, 0.12) * height if inner and 0 < i < n else 0.0))
                          for i in range(n + 1)])
        courses.append(lines)
    return courses


def _to_blob(x, y):
    """The square onto a disc, and the disc onto something less regular."""
    u, v = x * math.sqrt(1 - y * y / 2), y * math.sqrt(1 - x * x / 2)
    turn = math.atan2(v, u)
    swell = 1 + 0.10 * math.cos(2 * turn + 0.6) + 0.05 * math.cos(3 * turn)
    return u * swell, v * swell


def tiling(stream, counts, radius_km, frame, depth=3, amplitude=0.13):
    """Rings (lists of lon, lat; the first point is not repeated) of sum(counts) areas that tile a blob."""
    borders = _Borders(stream, depth, amplitude)
    courses, rings = _courses(stream, counts), []
    # on a line between two courses stand the corners of both
    corners = [sorted(set((courses[k - 1][1] if k else []) + (courses[k][0] if k < len(counts) else [])))
               for k in range(len(counts) + 1)]
    for r, (below, above) in enumerate(courses):
        for i in range(len(below) - 1):
            low = [p for p in corners[r] if below[i][0] <= p[0] <= below[i + 1][0]]
            high = [p for p in corners[r + 1] if above[i][0] <= p[0] <= above[i + 1][0]]
            loop = low + high[::-1]
            ring = []
            for a, b in zip(loop, loop[1:] + loop[:1]):
                ring += borders.between(a, b)
            rings.append([frame.lonlat(*(radius_km * c for c in _to_blob(*p))) for p in ring])
    return rings


def blob(stream, x, y, radius_km, frame, points=28):
    """A rounded, uneven ring about a point (kilometres)."""
    waves = [(k, stream.uniform(0, 2 * math.pi), stream.uniform(0.03, 0.14)) for k in (2, 3, 4)]
    ring = []
    for i in range(points):
        turn = 2 * math.pi * i / points
        reach = radius_km * (1 + sum(size * math.cos(k * turn + phase) for k, phase, size in waves))
        ring.append(frame.lonlat(x + reach * math.cos(turn), y + reach * math.sin(turn)))
    return ring


def inside(lon, lat, rings):
    """Even-odd over all rings of an area, so that holes are outside."""
    hit = False
    for ring in rings:
        x1, y1 = ring[-1]
        for x2, y2 in ring:
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                hit = not hit
            x1, y1 = x2, y2
    return hit


def box(rings):
    xs, ys = [p[0] for r in rings for p in r], [p[1] for r in rings for p in r]
    return min(xs), min(ys), max(xs), max(ys)


def point_in(stream, rings, bounds=None, decimals=DECIMALS):
    """A point drawn evenly from an area; it may be drawn again many times, so bounds can be handed in."""
    west, south, east, north = bounds or box(rings)
    for _ in range(100_000):
        lon, lat = round(stream.uniform(west, east), decimals), round(stream.uniform(south, north), decimals)
        if inside(lon, lat, rings):
            return lon, lat
    raise ValueError("an area is too thin to put a point in")
