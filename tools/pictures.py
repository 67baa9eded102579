#!/usr/bin/env python3
# Pillow==13.0.0 (another version may encode other bytes)
"""Draws the sample pictures of Tin Reader: the banner, the figures, the thumbnails and the app icons.

    python3 -m pip install -r tools/requirements.txt
    python3 tools/pictures.py              # writes public/img/
    python3 tools/pictures.py --png DIR    # also writes PNG copies to DIR, to look at

Everything is drawn here, from numbers: no photograph, font or other file is read, and nothing is random, so
running it twice gives the same bytes. Scenes are drawn in a 960x640 space at three times the size, then
scaled down. A scene takes a light ("dawn", "day", "dusk"); thumbnails are crops of scenes in other lights.
"""
import math
import sys
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

OUT = Path(__file__).resolve().parent.parent / "public" / "img"
LANCZOS = Image.Resampling.LANCZOS

# The palette: ink, teal, sea, sand, cream, ochre, brick. Lights bend it; nothing else adds colours.
INK, TEAL, SEA, SAND, CREAM, OCHRE, BRICK = "#16303a", "#135a63", "#3f8a91", "#d9b98c", "#f7eedd", "#d99a3e", "#a33a3a"
SKIN, WHITE, GREEN, LEAF, WOOD, STEEL = "#e3b48f", "#fdfaf3", "#2f6b57", "#4f8f6a", "#8a5a3c", "#8fa6aa"

LIGHTS = {
    "dawn": dict(sky=("#3c6f86", "#86b0b3", "#f0d3a8", "#f6b58d"), sun="#ffe9c0", cloud="#fbe3c8",
                 hills=("#9db3ae", "#6c9396", "#3f7279", "#24535b"), sea=("#f1cba2", "#7fa9a8", "#2f6d76"),
                 land=("#7f9a78", "#55795f"), tint=("#f6b58d", 0.06)),
    "day": dict(sky=("#6fb3c4", "#a5d2d6", "#d9ece6", "#f6f1e0"), sun="#fffbe8", cloud="#ffffff",
                hills=("#a9cbc6", "#7fb0a8", "#4f8f86", "#2f6f66"), sea=("#cfe6de", "#6fb0b3", "#2b7883"),
                land=("#8fb581", "#5f9068"), tint=("#ffffff", 0.0)),
    "dusk": dict(sky=("#3a3f66", "#7c5f7f", "#d98b78", "#f4bd84"), sun="#ffe9c4", cloud="#f3bfa3",
                 hills=("#a98290", "#7a6480", "#51506f", "#343c57"), sea=("#eeb088", "#8b6f86", "#3a4a69"),
                 land=("#6d7d70", "#46605c"), tint=("#d98078", 0.06)),
}


def rgb(c):
    return tuple(int(c[i:i + 2], 16) for i in (1, 3, 5)) if isinstance(c, str) else c


def mix(a, b, t):
    a, b = rgb(a), rgb(b)
    return tuple(round(x + (y - x) * t) for x, y in zip(a, b))


def dark(c, t=0.2):
    return mix(c, INK, t)


def pale(c, t=0.25):
    return mix(c, CREAM, t)


class Art:
    """A canvas w x h (in drawing units), drawn `ss` times larger. A paint is a colour or a list of colours, top to bottom."""

    def __init__(self, w, h, ss=3):
        self.w, self.h, self.ss = w, h, ss
        self.im = Image.new("RGB", (w * ss, h * ss), rgb(CREAM))
        self.d = ImageDraw.Draw(self.im)

    def _paint(self, box, paint, alpha, draw):
        x0, y0, x1, y1 = (int(math.floor(box[0])) - 1, int(math.floor(box[1])) - 1, int(math.ceil(box[2])) + 2, int(math.ceil(box[3])) + 2)
        w, h = x1 - x0, y1 - y0
        if w <= 0 or h <= 0:
            return
        mask = Image.new("L", (w, h), 0)
        draw(ImageDraw.Draw(mask), -x0, -y0, 255)
        if alpha < 1:
            mask = mask.point(lambda v: round(v * alpha))
        if isinstance(paint, list):
            col = Image.new("RGB", (1, h))
            n = len(paint) - 1
            for y in range(h):
                t = y / max(1, h - 1) * n
                i = min(int(t), n - 1)
                col.putpixel((0, y), mix(paint[i], paint[i + 1], t - i))
            fill = col.resize((w, h))
        else:
            fill = Image.new("RGB", (w, h), rgb(paint))
        self.im.paste(fill, (x0, y0), mask)

    def poly(self, pts, paint, a=1.0):
        s = self.ss
        p = [(x * s, y * s) for x, y in pts]
        xs, ys = [q[0] for q in p], [q[1] for q in p]
        self._paint((min(xs), min(ys), max(xs), max(ys)), paint, a,
                    lambda d, ox, oy, f: d.polygon([(x + ox, y + oy) for x, y in p], fill=f))

    def rect(self, x, y, w, h, paint, r=0, a=1.0, corners=None):
        s = self.ss
        self._paint((x * s, y * s, (x + w) * s, (y + h) * s), paint, a,
                    lambda d, ox, oy, f: d.rounded_rectangle((x * s + ox, y * s + oy, max(x * s, (x + w) * s - 1) + ox, max(y * s, (y + h) * s - 1) + oy), r * s, fill=f, corners=corners))

    def oval(self, cx, cy, rx, ry, paint, a=1.0):
        s = self.ss
        b = ((cx - rx) * s, (cy - ry) * s, (cx + rx) * s, (cy + ry) * s)
        self._paint(b, paint, a, lambda d, ox, oy, f: d.ellipse((b[0] + ox, b[1] + oy, b[2] + ox, b[3] + oy), fill=f))

    def line(self, pts, width, paint, a=1.0):
        s = self.ss
        p, r = [(x * s, y * s) for x, y in pts], width * s / 2
        xs, ys = [q[0] for q in p], [q[1] for q in p]

        def draw(d, ox, oy, f):
            q = [(x + ox, y + oy) for x, y in p]
            d.line(q, fill=f, width=max(1, round(r * 2)), joint="curve")
            for x, y in (q[0], q[-1]):
                d.ellipse((x - r, y - r, x + r, y + r), fill=f)
        self._paint((min(xs) - r, min(ys) - r, max(xs) + r, max(ys) + r), paint, a, draw)

    def glow(self, cx, cy, r, colour, a=1.0, ry=None):
        s, ry = self.ss, ry or r
        # Pillow's gradient reaches 181 at the middle of an edge: end there, or the square shows
        g = Image.radial_gradient("L").point(lambda v: round(max(0, 1 - v / 178) ** 1.7 * 255 * a))
        g = g.resize((round(2 * r * s), round(2 * ry * s)), Image.Resampling.BICUBIC)
        self.im.paste(Image.new("RGB", g.size, rgb(colour)), (round((cx - r) * s), round((cy - ry) * s)), g)

    def done(self, tint=None):
        im = self.im.resize((self.w, self.h), LANCZOS)
        if tint and tint[1]:
            im = Image.blend(im, ImageChops.multiply(im, Image.new("RGB", im.size, rgb(tint[0]))), tint[1] * 3)
        return im


# ---- parts -----------------------------------------------------------------------------------------------------------

def ridge(w, base, amp, seed, step=6, sharp=1.0):
    """A hill line: a few sines with phases taken from the seed; sharper ones look like karst."""
    pts = []
    for i in range(0, int(w / step) + 2):
        x = i * step
        y = sum(math.sin(x / w * f * 6.283 + seed * p) * k for f, p, k in ((1.3, 1.7, .55), (2.9, 2.3, .3), (6.1, 3.1, .12), (11.7, 4.7, .05)))
        y = math.copysign(abs(y) ** sharp, y)
        pts.append((x, base - amp * (y + .5)))
    return pts


def hill(c, base, amp, seed, paint, a=1.0, bottom=None, sharp=1.0):
    c.poly(ridge(c.w, base, amp, seed, sharp=sharp) + [(c.w + 8, bottom or c.h), (-2, bottom or c.h)], paint, a)


def sky(c, L, horizon, sun=(700, 250), size=34):
    c.rect(0, 0, c.w, horizon + 2, list(L["sky"]))
    c.glow(sun[0], sun[1], size * 9, L["sun"], .55)
    c.glow(sun[0], sun[1], size * 4, L["sun"], .6)
    c.oval(sun[0], sun[1], size, size, pale(L["sun"], .3))


def cloud(c, x, y, k, paint, a=.75):
    """Strips in one mask, so that where they meet no seam shows."""
    s = c.ss
    bars = [(x + dx * k - w * k / 2, y + dy * k, w * k, 11 * k) for dx, dy, w in ((0, 0, 150), (36, -10.5, 92), (-34, 10.5, 78), (8, -20, 40))]

    def draw(d, ox, oy, f):
        for bx, by, w, h in bars:
            d.rounded_rectangle((bx * s + ox, by * s + oy, (bx + w) * s + ox, (by + h) * s + oy), h * s / 2, fill=f)
    c._paint(((x - 80 * k) * s, (y - 22 * k) * s, (x + 90 * k) * s, (y + 24 * k) * s), [pale(paint, .3), paint], a, draw)


def water(c, L, y, h, n=26, seed=1, x0=0, x1=None):
    x1 = x1 or c.w
    c.rect(x0, y, x1 - x0, h, list(L["sea"]))
    for i in range(n):
        t = (i + .5) / n
        ln = (30 + 90 * t) * (.6 + .4 * math.sin(i * 2.1 + seed))
        x = x0 + (math.sin(i * 12.9898 + seed * 4.1) * .5 + .5) * (x1 - x0)
        ln = min(ln, x1 - x)
        c.rect(x, y + 5 + h * t ** 1.4 * .95, max(ln, 4), 1.4 + 1.8 * t, L["cloud"], r=1, a=.28)


def tree(c, x, y, k, g=GREEN, kind=0):
    c.oval(x + 4 * k, y, 22 * k, 4 * k, INK, .16)
    c.rect(x - 2.5 * k, y - 34 * k, 5 * k, 34 * k, dark(WOOD, .25), r=2 * k)
    if kind == 0:
        for dx, dy, r in ((0, -58, 24), (-15, -46, 17), (15, -45, 18)):
            c.oval(x + dx * k, y + dy * k, r * k, r * k, g)
        for dx, dy, r in ((-5, -65, 14), (-17, -51, 10), (9, -52, 9)):
            c.oval(x + dx * k, y + dy * k, r * k, r * k, pale(g, .16))
    else:
        for i in range(4):
            w, yy = (27 - i * 5.5) * k, y - (20 + i * 17) * k
            c.poly([(x - w, yy), (x, yy - 33 * k), (x + w, yy)], g if i % 2 else dark(g, .1))
            c.poly([(x - w, yy), (x, yy - 33 * k), (x - w * .25, yy)], pale(g, .12))


def palm(c, x, y, k, g=GREEN, lean=1):
    pts = [(x + lean * 26 * k * (t / 10) ** 1.7, y - 118 * k * t / 10) for t in range(11)]
    c.line(pts, 6 * k, dark(WOOD, .15))
    tx, ty = pts[-1]
    for i, ang in enumerate((-2.9, -2.35, -1.75, -1.2, -.65, -.1, .35, 2.85)):
        ln = (56 if i < 6 else 40) * k
        mx, my = tx + math.cos(ang) * ln * .55, ty + math.sin(ang) * ln * .55 - 6 * k
        ex, ey = tx + math.cos(ang) * ln, ty + math.sin(ang) * ln * .75 + 16 * k
        up = [(tx, ty), ((tx + mx) / 2, (ty + my) / 2 - 6 * k), (mx, my - 5 * k), (ex, ey)]
        lo = [(mx, my + 6 * k), ((tx + mx) / 2, (ty + my) / 2 + 5 * k)]
        c.poly(up + lo, g if i % 2 else pale(g, .12))


def truck(c, x, y, k, box=TEAL, cab=CREAM, flip=False):
    """A container truck standing on y, its rear at x."""
    def X(v, w=0):
        return x + (230 - v - w) * k if flip else x + v * k
    R = lambda v, dy, w, h, p, r=0, a=1.0: c.rect(X(v, w), y - dy * k, w * k, h * k, p, r * k, a)
    c.oval(x + 115 * k, y + 1 * k, 122 * k, 5 * k, INK, .25)
    R(0, 24, 222, 10, dark(INK, .0))
    R(0, 98, 166, 76, [pale(box, .1), box, dark(box, .25)], 2)
    for i in range(10):
        R(7 + i * 16, 92, 2, 64, dark(box, .3), 0, .55)
    R(0, 98, 166, 4, pale(box, .35), 2)
    R(174, 82, 50, 62, [cab, dark(cab, .2)], 8)
    R(196, 74, 26, 26, ["#bcd8dc", "#6fa3ad"], 4)
    R(178, 44, 44, 3, dark(cab, .3))
    R(216, 30, 10, 8, OCHRE, 2)
    for wx in (24, 50, 138, 202):
        c.oval(X(wx), y - 11 * k, 13 * k, 13 * k, "#20282c")
        c.oval(X(wx), y - 11 * k, 6 * k, 6 * k, STEEL)


def head(c, x, y, k, hair=INK, back=False, long=False):
    if long:
        c.rect(x - 12.5 * k, y - 8 * k, 25 * k, 30 * k, hair, r=9 * k)
    if back:
        if not long:
            c.rect(x - 5 * k, y + 4 * k, 10 * k, 14 * k, dark(SKIN, .2), r=3 * k)
        c.oval(x, y - 1 * k, 12 * k, 14.5 * k, hair)
        c.oval(x - 3 * k, y - 6 * k, 7 * k, 7 * k, pale(hair, .08), .7)
        return
    c.rect(x - 4.5 * k, y + 6 * k, 9 * k, 13 * k, dark(SKIN, .22), r=3 * k)
    c.oval(x, y, 10.5 * k, 13 * k, SKIN)
    c.poly([(x - 11.5 * k, y + 1 * k), (x - 11 * k, y - 8 * k), (x - 6 * k, y - 14.5 * k), (x + 4 * k, y - 15 * k), (x + 10.5 * k, y - 9 * k),
            (x + 11.2 * k, y + 1 * k), (x + 8.5 * k, y - 4.5 * k), (x + 2 * k, y - 7 * k), (x - 7 * k, y - 5 * k)], hair)


def bust(c, x, y, k, coat, shirt=WHITE, hair=INK, tie=None, long=False, back=False):
    """Head and shoulders; y is where the table cuts."""
    if back:
        c.poly(body(x, y, k), [pale(coat, .06), coat])
        c.poly([(x - 7 * k, y - 58 * k), (x + 7 * k, y - 58 * k), (x + 9 * k, y - 52 * k), (x - 9 * k, y - 52 * k)], pale(shirt, .2))
        head(c, x, y - 74 * k, k, hair, back=True, long=long)
        return
    if long:
        c.rect(x - 13 * k, y - 84 * k, 26 * k, 32 * k, hair, r=9 * k)
    c.poly(body(x, y, k), [pale(coat, .1), coat, dark(coat, .2)])
    c.poly([(x - 9 * k, y - 58 * k), (x + 9 * k, y - 58 * k), (x, y - 24 * k)], shirt)
    if tie:
        c.poly([(x - 2.6 * k, y - 52 * k), (x + 2.6 * k, y - 52 * k), (x + 3.4 * k, y - 32 * k), (x, y - 26 * k), (x - 3.4 * k, y - 32 * k)], tie)
    c.poly([(x - 10 * k, y - 58 * k), (x - 15 * k, y - 50 * k), (x - 1 * k, y - 22 * k)], dark(coat, .25))
    c.poly([(x + 10 * k, y - 58 * k), (x + 15 * k, y - 50 * k), (x + 1 * k, y - 22 * k)], dark(coat, .25))
    head(c, x, y - 74 * k, k, hair)


def body(x, y, k):
    left = [(-36, 2), (-35, -26), (-31, -41), (-23, -49), (-12, -54), (-7, -60)]
    return [(x + a * k, y + b * k) for a, b in left] + [(x - a * k, y + b * k) for a, b in reversed(left)]


def person(c, x, y, k, coat, legs=INK, hair=INK, skirt=False, long=False, bag=None):
    """A small standing figure, feet on y."""
    c.oval(x + 2 * k, y, 15 * k, 3 * k, INK, .2)
    if skirt:
        c.poly([(x - 9 * k, y - 50 * k), (x + 9 * k, y - 50 * k), (x + 13 * k, y - 14 * k), (x - 13 * k, y - 14 * k)], legs)
        c.rect(x - 6 * k, y - 16 * k, 4 * k, 15 * k, SKIN)
        c.rect(x + 2 * k, y - 16 * k, 4 * k, 15 * k, SKIN)
    else:
        c.rect(x - 9 * k, y - 50 * k, 8 * k, 49 * k, legs, r=2 * k)
        c.rect(x + 1 * k, y - 50 * k, 8 * k, 49 * k, dark(legs, .2), r=2 * k)
    c.rect(x - 10 * k, y - 4 * k, 9 * k, 4 * k, INK, r=2 * k)
    c.rect(x + 1 * k, y - 4 * k, 9 * k, 4 * k, INK, r=2 * k)
    if bag:
        c.rect(x - 15 * k, y - 84 * k, 12 * k, 28 * k, bag, r=4 * k)
    c.rect(x - 11.5 * k, y - 91 * k, 23 * k, 46 * k, [pale(coat, .1), dark(coat, .12)], r=8 * k)
    c.rect(x - 16 * k, y - 88 * k, 7.5 * k, 38 * k, dark(coat, .12), r=3.7 * k)
    c.rect(x + 8.5 * k, y - 88 * k, 7.5 * k, 38 * k, dark(coat, .2), r=3.7 * k)
    c.oval(x - 12.2 * k, y - 48 * k, 3.6 * k, 4 * k, SKIN)
    c.oval(x + 12.2 * k, y - 48 * k, 3.6 * k, 4 * k, dark(SKIN, .1))
    head(c, x, y - 103 * k, k * .92, hair, long=long)


def flowers(c, x, y, k):
    """A low bowl of flowers: leaves, then rows of blooms from the back to the front."""
    c.oval(x, y + 5 * k, 46 * k, 7 * k, INK, .2)
    for i in range(15):
        a = math.pi * i / 14
        c.oval(x - math.cos(a) * 42 * k, y - 4 * k - math.sin(a) * 19 * k, 10 * k, 7 * k, LEAF if i % 2 else GREEN)
    c.oval(x, y - 4 * k, 40 * k, 12 * k, GREEN)
    for row, (n, ry) in enumerate(((6, 24), (7, 14), (8, 3))):
        for i in range(n):
            u = (i + .5) / n * 2 - 1
            px, py = x + u * (26 + row * 6) * k, y - ry * k * (1 - .45 * u * u)
            col = (BRICK, CREAM, "#d9857a", OCHRE)[(i + row * 2) % 4]
            r = 6.6 * k
            c.oval(px, py, r, r * .92, dark(col, .12))
            c.oval(px - .6 * k, py - .8 * k, r * .78, r * .7, col)
            c.oval(px - 1 * k, py - 1.2 * k, r * .34, r * .3, pale(col, .55))


def window(c, x, y, w, h, L, seed):
    c.rect(x - 8, y - 8, w + 16, h + 16, "#fbf4e6", r=3)
    c.rect(x, y, w, h, [L["sky"][1], L["sky"][2], L["sky"][3]])
    for i, (b, amp) in enumerate(((.72, .16), (.84, .13), (.97, .1))):
        pts = [(x + w * t / 20, y + h * (b - amp * (.5 + .5 * math.sin(seed + t / 20 * (4 + i) + i * 2)))) for t in range(21)]
        c.poly(pts + [(x + w, y + h), (x, y + h)], L["hills"][i])
    c.poly([(x + w * .1, y), (x + w * .38, y), (x + w * .05, y + h), (x - 0, y + h), (x, y + h * .35)], WHITE, .16)
    c.rect(x + w / 2 - 3, y, 6, h, "#fbf4e6")
    c.rect(x, y + h * .3, w, 5, "#fbf4e6")


def room(c, L, wall, floor, trim):
    c.rect(0, 0, 960, 430, [dark(wall, .12), wall, pale(wall, .2)])
    c.rect(0, 330, 960, 100, [trim, dark(trim, .2)])
    for i in range(13):
        c.rect(i * 80 - 2, 334, 2, 96, dark(trim, .35), a=.5)
    c.rect(0, 324, 960, 7, pale(trim, .3))
    c.rect(0, 424, 960, 216, [dark(floor, .25), floor])
    c.rect(0, 0, 960, 26, dark(wall, .22))
    c.rect(0, 26, 960, 4, pale(wall, .4))


# ---- scenes, each drawn in 960 x 640 ------------------------------------------------------------------------------------

def meeting(c, L, wall="#cfd8cd", cloth=BRICK, seed=0):
    room(c, L, wall, "#a98b6d", "#9c6b49")
    for i, x in enumerate((70, 300, 530, 760)):
        window(c, x, 78, 130, 204, L, seed + i * 1.3)
    for x in (240, 480, 720):
        c.glow(x, 60, 120, "#fff3d2", .5)
        c.line([(x, 26), (x, 44)], 2.5, INK)
        c.poly([(x - 34, 60), (x - 18, 44), (x + 18, 44), (x + 34, 60)], OCHRE)
        c.rect(x - 34, 59, 68, 5, "#fff3d2", r=2)
    coats = [TEAL, "#39485a", "#6d4a4a", "#27535a", "#465a48", "#39485a", "#7a5a3e", TEAL]
    for i in range(8):
        x = 138 + i * 97.7
        c.rect(x - 31, 300, 62, 100, [dark(WOOD, .1), dark(WOOD, .4)], r=10)
        bust(c, x, 404, 1.12, coats[(i + seed) % 8], tie=None if i in (2, 5) else (BRICK, OCHRE, SEA)[i % 3], long=i in (2, 5),
             hair=("#20282c", "#2f2a28", "#3c3431")[i % 3])
    c.poly([(84, 396), (876, 396), (1010, 560), (-50, 560)], [pale("#b98a5c", .25), "#b98a5c", "#8d5f3d"])
    c.poly([(84, 396), (876, 396), (884, 406), (76, 406)], WHITE, .35)
    c.poly([(250, 406), (710, 406), (760, 556), (200, 556)], WHITE, .10)
    c.poly([(-50, 560), (1010, 560), (1010, 640), (-50, 640)], [cloth, dark(cloth, .35)])
    for i in range(25):
        c.poly([(i * 40 - 10, 560), (i * 40 + 4, 560), (i * 42 - 14, 640), (i * 42 - 26, 640)], dark(cloth, .35), .35)
    for i in range(8):
        x = 138 + i * 97.7
        px = 480 + (x - 480) * 1.04
        c.poly([(px - 24, 414), (px + 16, 414), (px + 16 + (px - 480) * .03, 428), (px - 28 + (px - 480) * .03, 428)], WHITE)
        c.rect(px + 24, 400, 8, 22, ["#d8ecec", "#9cc4c8"], r=3)
        c.rect(px + 25.5, 396, 5, 5, TEAL, r=1)
    flowers(c, 480, 462, 1.35)
    for i, x in enumerate((120, 300, 660, 840)):
        bust(c, x, 646, 2.05, ("#2b3d47", "#5a3a3c", "#2b4a4e", "#3f3a44")[(i + seed) % 4], back=True, long=i == 1, hair=("#1c2428", "#2a2422")[i % 2])


def lectern(c, L, wall="#c9d3d0", coat=TEAL, mirror=False, woman=False, cloth=BRICK):
    room(c, L, wall, "#9f8468", "#86604a")
    m = (lambda x, w=0: 960 - x - w) if mirror else (lambda x, w=0: x)
    # the screen, with a chart, or a window onto the hills when the scene is mirrored
    if mirror:
        for i, x in enumerate((330, 560, 770)):
            window(c, 960 - x - 150, 84, 150, 210, L, 3 + i)
    else:
        c.rect(m(400, 470), 70, 470, 250, dark(STEEL, .55), r=6)
        c.rect(m(410, 450), 80, 450, 230, ["#f4f8f4", "#dfeae6"], r=2)
        c.rect(m(440, 200), 104, 200, 12, TEAL, r=4)
        c.rect(m(440, 130), 124, 130, 7, STEEL, r=3)
        for i, h in enumerate((52, 74, 69, 98, 122)):
            c.rect(m(450 + i * 44, 28), 282 - h, 28, h, [pale((SEA, SEA, SEA, SEA, BRICK)[i], .15), (SEA, SEA, SEA, SEA, BRICK)[i]], r=2)
        c.line([(m(464 + i * 44), 282 - h - 18) for i, h in enumerate((52, 74, 69, 98, 122))], 3, OCHRE)
        for i, h in enumerate((52, 74, 69, 98, 122)):
            c.oval(m(464 + i * 44), 282 - h - 18, 4.5, 4.5, OCHRE)
        c.rect(m(440, 230), 282, 230, 2.5, STEEL)
        cx, cy = m(762), 200
        s = c.ss
        for a0, a1, col in ((-90, 242, TEAL), (242, 270, SAND)):
            b = ((cx - 58) * s, (cy - 58) * s, (cx + 58) * s, (cy + 58) * s)
            c._paint(b, col, 1, lambda d, ox, oy, f, a0=a0, a1=a1, b=b: d.pieslice((b[0] + ox, b[1] + oy, b[2] + ox, b[3] + oy), a0, a1, fill=f))
        c.oval(cx, cy, 32, 32, "#eaf1ed")
    # audience row along the wall
    for i in range(5):
        x = m(470 + i * 96)
        c.rect(x - 30, 340, 60, 100, [dark(WOOD, .1), dark(WOOD, .4)], r=10)
        bust(c, x, 436, 1.08, ("#39485a", "#6d4a4a", "#27535a", "#465a48", "#54465a")[i], tie=None if i in (1, 4) else (BRICK, OCHRE, SEA)[i % 3], long=i in (1, 4))
    x0 = m(400, 600)
    c.rect(x0, 430, 600, 26, [pale("#b98a5c", .3), "#b98a5c"], r=3)
    c.rect(x0, 454, 600, 120, [cloth, dark(cloth, .3)])
    for i in range(15):
        c.rect(x0 + i * 40 + 8, 454, 12, 120, dark(cloth, .35), a=.3)
    for i in range(5):
        px = m(470 + i * 96)
        c.poly([(px - 26, 434), (px + 14, 434), (px + 18, 446), (px - 30, 446)], WHITE)
        c.rect(px + 24, 418, 8, 24, ["#d8ecec", "#9cc4c8"], r=3)
    # the speaker
    sx = m(205)
    c.glow(sx, 250, 260, "#fff3d2", .35)
    if woman:
        c.rect(sx - 31, 201, 62, 88, "#20282c", r=24)
    bust(c, sx, 410, 2.35, coat, tie=None if woman else BRICK, hair="#20282c")
    # the forearm that underlines a point
    d = -1 if mirror else 1
    c.line([(sx + d * 68, 372), (sx + d * 100, 398), (sx + d * 122, 352)], 26, dark(coat, .12))
    c.oval(sx + d * 124, 338, 13, 16, SKIN)
    c.rect(sx + d * 124 - (4 if d > 0 else 14), 318, 18, 14, SKIN, r=6)
    # the lectern
    c.oval(sx, 612, 150, 14, INK, .25)
    c.poly([(sx - 122, 400), (sx + 122, 400), (sx + 100, 612), (sx - 100, 612)], ["#a9744c", "#7b4f35", "#5f3c2a"])
    c.rect(sx - 138, 388, 276, 22, [pale("#b98a5c", .3), "#a9744c"], r=4)
    c.poly([(sx - 78, 440), (sx + 78, 440), (sx + 68, 580), (sx - 68, 580)], dark("#7b4f35", .12), .6)
    c.oval(sx, 508, 34, 34, OCHRE, .85)
    c.oval(sx, 508, 27, 27, dark("#7b4f35", .15))
    for i in range(3):
        c.rect(sx - 15, 497 + i * 9, 30 if i < 2 else 20, 4, OCHRE, r=2)
    for dx in (-30, 34):
        c.line([(sx + dx, 390), (sx + dx * .7, 352)], 3, INK)
        c.rect(sx + dx * .7 - 5, 338, 10, 20, "#20282c", r=5)
    c.poly([(sx - 60, 390), (sx - 6, 390), (sx - 10, 380), (sx - 54, 380)], WHITE)
    flowers(c, m(700), 436, 1.0)


def industry(c, L, seed=0):
    sky(c, L, 400, (690, 205), 36)
    cloud(c, 200, 96, 1.5, L["cloud"]); cloud(c, 820, 130, 1.2, L["cloud"], .6); cloud(c, 480, 62, 1.0, L["cloud"], .5)
    hill(c, 345, 80, seed + 2.2, [L["hills"][0], pale(L["hills"][0], .3)], bottom=430)
    hill(c, 380, 60, seed + 5.1, [L["hills"][1], pale(L["hills"][1], .3)], bottom=440)
    c.rect(0, 408, 960, 232, list(L["land"]))
    # solar roofed halls
    def hall(x, y, w, h, col, n):
        c.oval(x + w / 2, y + 4, w / 2 + 16, 9, INK, .22)
        c.rect(x, y - h, w, h, [pale(col, .35), col])
        t = w / n
        for i in range(n):
            c.poly([(x + i * t, y - h), (x + i * t, y - h - 34), (x + (i + 1) * t, y - h)], dark(col, .28))
            c.poly([(x + i * t + 3, y - h - 4), (x + i * t + 3, y - h - 26), (x + i * t + t * .3, y - h - 14), (x + i * t + t * .3, y - h - 4)], "#bfdde0")
        c.rect(x, y - h, w, 7, dark(col, .4))
        for i in range(n * 2):
            c.rect(x + 14 + i * (w - 20) / (n * 2), y - h + 24, (w - 20) / (n * 2) - 10, 20, ["#d8ecec", "#86b4ba"], r=1)
        c.rect(x + w * .4, y - 44, w * .2, 44, dark(col, .5))
        for j in range(5):
            c.rect(x + w * .4, y - 40 + j * 9, w * .2, 2, pale(col, .1), a=.4)
    for x, h, col in ((402, 176, "#c9b8a2"), (438, 150, "#bfa98f")):
        c.poly([(x - 11, 430), (x - 7, 430 - h), (x + 7, 430 - h), (x + 11, 430)], [pale(col, .3), dark(col, .2)])
        for j in (8, 28):
            c.rect(x - 8, 430 - h + j, 16, 9, BRICK)
        for j in range(5):
            c.oval(x + 14 + j * 19, 430 - h - 12 - j * 10, 10 + j * 4.5, 8 + j * 3.5, L["cloud"], .34 - j * .055)
    hall(470, 442, 420, 100, "#6f979b", 6)
    for x in (845, 905):
        c.rect(x - 24, 340, 48, 106, [WHITE, STEEL], r=6)
        c.oval(x, 341, 24, 9, pale(STEEL, .6))
        c.rect(x - 24, 372, 48, 8, TEAL)
    hall(60, 470, 330, 112, "#b9826a", 5)
    c.rect(300, 396, 150, 82, [WHITE, "#d9d2c2"], r=3)
    for j in range(2):
        for i in range(5):
            c.rect(312 + i * 27, 408 + j * 30, 18, 18, ["#a9cfd4", "#5f98a2"], r=1)
    c.rect(296, 390, 158, 8, BRICK, r=2)
    # road in perspective
    c.poly([(0, 512), (960, 500), (960, 580), (0, 604)], ["#78858a", "#5d6a70"])
    for i in range(9):
        c.poly([(i * 118 + 8, 556 - i * 1.8), (i * 118 + 62, 555 - i * 1.8), (i * 118 + 62, 559 - i * 1.8), (i * 118 + 8, 560 - i * 1.8)], CREAM, .8)
    c.poly([(0, 506), (960, 494), (960, 501), (0, 513)], pale(SAND, .35))
    c.poly([(0, 602), (960, 578), (960, 584), (0, 609)], pale(SAND, .35))
    for i, x in enumerate((24, 84, 470, 540, 610, 680, 752, 826, 900)):
        tree(c, x, 503 - x * .009, .82 + .1 * math.sin(i * 2.2), GREEN if i % 2 else "#3c7a5c", kind=0)
    truck(c, 186, 560, .92, TEAL); truck(c, 610, 548, .8, BRICK, flip=True)
    for i, x in enumerate((6, 120, 250, 390, 560, 716, 850, 950)):
        c.oval(x, 646, 74 + 14 * math.sin(i), 40 + 8 * math.cos(i * 1.7), dark(L["land"][1], .12 + .1 * (i % 2)))
    tree(c, 68, 640, 1.7, "#2a6450"); tree(c, 912, 640, 1.9, "#2a6450")


def gate_building(c, x, y, k, col="#e9d8bd"):
    """A monumental gate of no particular place: two towers, a deep passage, a two-tiered roof."""
    R = lambda a, b, w, h, p, r=0, al=1.0: c.rect(x + a * k, y + b * k, w * k, h * k, p, r * k, al)
    P = lambda pts, p, al=1.0: c.poly([(x + a * k, y + b * k) for a, b in pts], p, al)
    R(-170, -120, 340, 120, [pale(col, .4), col, dark(col, .15)])
    for s in (-1, 1):
        R(s * 150 - 45, -168, 90, 168, [pale(col, .5), col, dark(col, .12)])
        P([(s * 150 - 60, -166), (s * 150 - 38, -190), (s * 150 + 38, -190), (s * 150 + 60, -166), (s * 150 + 68, -172), (s * 150 + 60, -160), (s * 150 - 60, -160), (s * 150 - 68, -172)], dark(BRICK, .05))
        P([(s * 150 - 30, -190), (s * 150 - 20, -206), (s * 150 + 20, -206), (s * 150 + 30, -190)], dark(BRICK, .3))
        for j in range(3):
            R(s * 150 - 26, -146 + j * 44, 20, 28, ["#8fb9be", "#4f848c"], 2)
            R(s * 150 + 6, -146 + j * 44, 20, 28, ["#8fb9be", "#4f848c"], 2)
    P([(-122, -120), (-96, -150), (96, -150), (122, -120), (132, -128), (122, -112), (-122, -112), (-132, -128)], BRICK)
    R(-74, -172, 148, 24, [pale(col, .4), col])
    for i in range(6):
        R(-66 + i * 23, -168, 14, 16, "#4f848c", 1)
    P([(-92, -172), (-66, -202), (66, -202), (92, -172), (104, -181), (94, -164), (-94, -164), (-104, -181)], dark(BRICK, .06))
    R(-66, -206, 132, 5, dark(BRICK, .35), 2)
    for a in (-84, -26, 32):
        R(a, -92, 52, 92, dark(INK, 0), 8)
        R(a + 5, -86, 42, 86, ["#4b6b74", "#9fb9b4"], 6)
    for a in (-92, -34, 24, 82):
        R(a, -104, 10, 104, [pale(col, .6), dark(col, .05)])


def border(c, L, seed=0):
    sky(c, L, 420, (735, 175), 34)
    cloud(c, 170, 92, 1.5, L["cloud"]); cloud(c, 560, 66, 1.2, L["cloud"], .55); cloud(c, 850, 110, 1.0, L["cloud"], .5)
    for i, (b, amp, s) in enumerate(((330, 120, 1.3), (372, 90, 4.2), (404, 50, 2.5))):
        hill(c, b, amp, s + seed, [L["hills"][i], pale(L["hills"][i], .35)], bottom=450, sharp=1.25)
    c.rect(0, 424, 960, 216, list(L["land"]))
    for i, x in enumerate((30, 95, 160, 800, 860, 930)):
        tree(c, x, 446, .9 + .12 * math.sin(i * 3), GREEN if i % 2 else "#3c7a5c")
    c.poly([(150, 440), (810, 440), (1060, 640), (-100, 640)], ["#94a0a2", "#77848a", "#616e75"])
    gate_building(c, 480, 446, 1.28)
    for i in range(5):
        t0, t1 = i / 5, i / 5 + .11
        y0, y1 = 462 + 178 * t0 ** 1.3, 462 + 178 * t1 ** 1.3
        for sx in (-1, 1):
            q = lambda y: 480 + sx * (74 + (y - 446) * .42)
            c.poly([(q(y0) - 2, y0), (q(y0) + 2, y0), (q(y1) + 4, y1), (q(y1) - 4, y1)], CREAM, .85)
    # barriers
    for sx in (-1, 1):
        bx = 480 + sx * 118
        c.rect(bx - 7, 430, 14, 40, OCHRE, r=2)
        for j in range(6):
            c.poly([(bx - sx * j * 18, 440 - 0 * j), (bx - sx * (j + 1) * 18, 440), (bx - sx * (j + 1) * 18, 445), (bx - sx * j * 18, 445)], BRICK if j % 2 else WHITE)
    truck(c, 60, 545, 1.12, TEAL); truck(c, 640, 500, .78, OCHRE, flip=True)
    truck(c, 560, 606, 1.42, BRICK, flip=True)
    person(c, 395, 548, .78, "#4d6b50", "#4d6b50"); person(c, 432, 556, .8, "#3d5a66", INK)


def pontoon(c, L, seed=0):
    sky(c, L, 330, (300, 190), 34)
    cloud(c, 640, 88, 1.6, L["cloud"]); cloud(c, 120, 70, 1.0, L["cloud"], .55); cloud(c, 860, 150, 1.0, L["cloud"], .5)
    for i, (b, amp, s) in enumerate(((292, 110, 2.0), (312, 80, 5.4), (330, 40, .6))):
        hill(c, b, amp, s + seed, [L["hills"][i], pale(L["hills"][i], .35)], bottom=350, sharp=1.2)
    water(c, L, 334, 306, 40, 2)
    c.glow(300, 345, 240, L["sun"], .5, ry=70)
    # the far bank
    for i in range(34):
        x = i * 30 - 6
        c.oval(x, 336, 24, 12 + 6 * math.sin(i * 1.9), mix(L["hills"][3], GREEN, .4))
    c.rect(0, 338, 960, 7, dark(L["land"][1], .2), a=.8)
    # the bridge comes from the right bank, low, to the far left bank
    def at(t):  # centre line and half width
        return (130 + 880 * t ** 1.25, 352 + 200 * t ** 1.35, 9 + 46 * t ** 1.2)
    N = 13
    for i in range(N):
        t = (i + .5) / N
        x, y, w = at(t)
        k = .28 + 1.5 * t ** 1.2
        c.oval(x, y + 20 * k, 48 * k, 9 * k, INK, .22)
        c.rect(x - 38 * k, y - 3 * k, 76 * k, 22 * k, [pale(STEEL, .25), STEEL, dark(STEEL, .45)], r=8 * k)
        c.rect(x - 38 * k, y + 10 * k, 76 * k, 4 * k, BRICK, a=.8)
    top, bot = [], []
    for i in range(41):
        x, y, w = at(i / 40)
        top.append((x, y - w * .55)); bot.append((x, y + w * .38))
    c.poly(top + bot[::-1], [pale("#a9b2b0", .25), "#8f9a9b", "#78848a"])
    c.poly([(x, y) for x, y in bot] + [(x, y + 2 + 9 * (i / 40)) for i, (x, y) in reversed(list(enumerate(bot)))], dark(STEEL, .6))
    for i in range(1, 40, 2):
        x0, y0, _ = at(i / 40); x1, y1, _ = at((i + .8) / 40)
        t = i / 40
        c.poly([(x0, y0 - 4 * t - 1), (x1, y1 - 4 * t - 1), (x1, y1), (x0, y0)], CREAM, .7)
    # far rail, trucks, near rail
    def rail(edge, side):
        hs = [4 + 24 * (i / 40) ** 1.2 for i in range(41)]
        c.line([(x, y - h) for (x, y), h in zip(edge, hs)], 2.6, side)
        for i in range(0, 41, 2):
            c.line([(edge[i][0], edge[i][1]), (edge[i][0], edge[i][1] - hs[i])], 1 + 2.2 * i / 40, side)
    rail(top, WHITE)
    for t, col in ((.30, OCHRE), (.50, TEAL), (.755, BRICK)):
        x, y, w = at(t)
        k = .17 + .66 * t ** 1.2
        truck(c, x - 115 * k, y + w * .1, k, col, flip=True)
    rail(bot, WHITE)
    # the near bank, with buoys and reeds
    c.poly([(0, 640), (0, 560), (90, 572), (210, 600), (330, 640)], list(L["land"]))
    for i in range(26):
        x = 8 + i * 11
        b = 566 + max(0, x - 60) * .24
        c.line([(x, b + 40), (x + 5 * math.sin(i * 1.3), b - 24 - 18 * abs(math.sin(i * 2.2)))], 3, GREEN if i % 3 else LEAF)
    for x, y in ((430, 590), (250, 500), (560, 470)):
        c.oval(x, y + 9, 15, 4, INK, .2); c.oval(x, y, 10, 10, [pale(BRICK, .2), BRICK]); c.rect(x - 10, y - 2, 20, 4, WHITE)


def school(c, L, seed=0):
    sky(c, L, 420, (770, 130), 30)
    cloud(c, 180, 80, 1.5, L["cloud"]); cloud(c, 590, 60, 1.1, L["cloud"], .6)
    hill(c, 330, 70, 3.3 + seed, [L["hills"][0], pale(L["hills"][0], .4)], bottom=430)
    hill(c, 370, 50, 1.1 + seed, [L["hills"][1], pale(L["hills"][1], .4)], bottom=430)
    col = "#eac98f"
    c.rect(0, 424, 960, 216, ["#d8c3a0", "#c4a983"])
    for x in (60, 906):
        tree(c, x, 432, 1.5, "#3c7a5c")
    # three floors of classrooms
    c.rect(120, 190, 720, 244, [pale(col, .45), col])
    for f in range(3):
        y = 206 + f * 76
        c.rect(120, y, 720, 52, dark(col, .28))
        for i in range(12):
            x = 132 + i * 59.5
            if 5 <= i <= 6:
                continue
            if i % 3 == 1:
                c.rect(x + 8, y + 6, 26, 46, dark(WOOD, .1), r=1)
            else:
                c.rect(x + 2, y + 9, 42, 28, ["#cfe6e6", "#7fb0b6"], r=1)
                c.rect(x + 22, y + 9, 2, 28, CREAM)
        c.rect(120, y + 40, 720, 14, pale(col, .55))
        for i in range(48):
            c.rect(124 + i * 15, y + 43, 2.4, 11, dark(col, .2), a=.7)
        c.rect(116, y + 52, 728, 7, WHITE)
    for i in range(7):
        x = 120 + i * 118.5
        if i != 3:
            c.rect(x, 200, 9, 234, WHITE)
    c.poly([(104, 192), (140, 158), (820, 158), (856, 192)], [BRICK, dark(BRICK, .2)])
    c.rect(104, 188, 752, 7, pale(col, .5))
    # middle bay
    c.rect(412, 150, 136, 284, [WHITE, pale(col, .5)])
    c.poly([(396, 152), (480, 102), (564, 152)], [pale(BRICK, .08), dark(BRICK, .1)])
    c.oval(480, 186, 21, 21, TEAL); c.oval(480, 186, 17, 17, WHITE)
    c.line([(480, 186), (480, 174)], 2.6, INK); c.line([(480, 186), (488, 191)], 2.6, INK)
    for f in range(2):
        c.rect(432, 222 + f * 62, 96, 40, ["#cfe6e6", "#6fa3ad"], r=2)
        c.rect(478, 222 + f * 62, 3, 40, WHITE)
    c.rect(438, 356, 84, 78, dark(INK, 0), r=4); c.rect(444, 362, 72, 72, ["#5b7f86", "#2f5560"])
    c.rect(400, 346, 160, 11, BRICK, r=2)
    c.poly([(420, 434), (540, 434), (560, 448), (400, 448)], WHITE)
    # yard
    c.poly([(60, 470), (900, 470), (1040, 640), (-80, 640)], ["#e4d3b3", "#d3bb93"])
    for sx, ex in ((300, 180), (660, 780), (480, 480)):
        c.line([(sx, 470), (ex, 640)], 2.5, WHITE, .55)
    c.line([(20, 540), (940, 540)], 2.5, WHITE, .5)
    for i, x in enumerate((190, 250, 330, 640, 705, 775)):
        c.rect(x - 22, 440, 44, 11, dark(col, .1), r=4)
        for j in range(5):
            c.oval(x - 16 + j * 8, 437 - 3 * (j % 2), 7, 7, (LEAF, BRICK, LEAF, OCHRE, LEAF)[j])
    # flamboyants
    for x, y, k in ((110, 520, 1.9), (868, 516, 1.75)):
        tree(c, x, y, k, "#3c7a5c")
        for j in range(26):
            a = j * 2.4
            r = (j / 26) ** .5 * 32
            c.oval(x + math.cos(a) * r * k, y - 54 * k + math.sin(a) * r * .75 * k, 4.6 * k, 3.6 * k, mix(BRICK, "#e0674a", .5 + .4 * math.sin(j)))
    shirts = [(WHITE, "#2b4a66"), (WHITE, BRICK), (WHITE, "#2b4a66")]
    for i, (x, y, k) in enumerate(((330, 512, .62), (364, 516, .62), (600, 508, .6), (632, 514, .62), (250, 566, .82), (294, 572, .82), (452, 560, .8), (520, 572, .84),
                                   (676, 574, .84), (724, 566, .8), (392, 622, 1.0), (596, 624, 1.02))):
        s, g = shirts[i % 3]
        person(c, x, y, k, s, g, skirt=i % 3 == 1, long=i % 3 == 1, bag=(TEAL, OCHRE, BRICK, SEA)[i % 4])


def hospital(c, L, seed=0):
    c.rect(0, 0, 960, 470, ["#cfe3e0", "#e6f0ea", "#f1f3ea"])
    # corridor window with hills
    window(c, 540, 84, 340, 210, L, 2 + seed)
    c.rect(0, 0, 960, 30, "#b8d2d0"); c.rect(0, 30, 960, 5, WHITE)
    for x in (150, 480, 810):
        c.rect(x - 70, 12, 140, 9, WHITE, r=4); c.glow(x, 20, 130, WHITE, .5, ry=70)
    # door
    c.rect(92, 122, 190, 330, "#9fc3c2", r=4)
    for x in (100, 190):
        c.rect(x, 130, 84, 322, ["#e8f2ef", "#c5dcd9"], r=2); c.rect(x + 22, 160, 40, 92, ["#b2d3d6", "#7fb0b6"], r=4)
    c.rect(180, 290, 4, 44, STEEL, r=2); c.rect(190, 290, 4, 44, STEEL, r=2)
    c.rect(136, 84, 102, 28, TEAL, r=4)
    c.rect(182, 88, 10, 20, WHITE, r=1); c.rect(177, 93, 20, 10, WHITE, r=1)
    # notice board
    c.rect(330, 120, 150, 150, WHITE, r=4); c.rect(330, 120, 150, 26, SEA, r=4)
    for i in range(5):
        c.rect(346, 162 + i * 20, (118, 96, 108, 70, 100)[i], 7, STEEL, r=3, a=.6)
    c.rect(0, 330, 960, 14, pale(SEA, .35)); c.rect(0, 344, 960, 120, ["#bcd8d5", "#a8cbc8"])
    c.rect(0, 452, 960, 188, ["#c3d4cf", "#dfe6dd"])
    c.rect(0, 448, 960, 7, "#8fb3b1")
    for i in range(-3, 14):
        c.line([(480 + (i - 5.5) * 70, 456), (480 + (i - 5.5) * 150, 640)], 1.5, WHITE, .6)
    # bed
    c.oval(760, 590, 190, 12, INK, .16)
    for x in (610, 896):
        c.rect(x, 430, 9, 150, STEEL, r=3); c.oval(x + 4, 584, 9, 9, INK)
    c.rect(604, 480, 306, 14, STEEL, r=4)
    c.rect(606, 448, 300, 36, [WHITE, "#d6e2de"], r=10)
    c.rect(606, 452, 210, 44, [pale(SEA, .4), SEA], r=8); c.rect(824, 432, 74, 26, WHITE, r=11)
    c.rect(890, 396, 12, 100, pale(STEEL, .3), r=4)
    # drip
    c.rect(570, 300, 5, 282, STEEL, r=2); c.rect(552, 298, 40, 5, STEEL, r=2); c.rect(546, 306, 20, 40, ["#e2f0f0", "#9cc9cc"], r=5)
    c.line([(556, 346), (560, 400), (612, 440)], 1.8, STEEL); c.rect(546, 580, 52, 6, STEEL, r=3)
    # doctors
    for i, (x, y, k, fem) in enumerate(((132, 606, 2.35, False), (262, 618, 2.3, True), (398, 606, 2.42, False), (506, 622, 2.25, True))):
        person(c, x, y, k, WHITE, pale(SEA, .15) if i % 2 else TEAL, hair=("#20282c", "#2f2a28")[i % 2], long=fem)
        coat = "#f7f8f4"
        c.poly([(x - 14 * k, y - 62 * k), (x + 14 * k, y - 62 * k), (x + 16 * k, y - 24 * k), (x + 2 * k, y - 24 * k), (x, y - 58 * k), (x - 2 * k, y - 24 * k), (x - 16 * k, y - 24 * k)], [WHITE, "#d4e0dd"])
        c.rect(x - 12 * k, y - 88 * k, 24 * k, 34 * k, coat, r=7 * k)
        c.poly([(x - 6 * k, y - 91 * k), (x + 6 * k, y - 91 * k), (x, y - 74 * k)], SEA if i % 2 else TEAL)
        c.rect(x - .5 * k, y - 74 * k, 1 * k, 46 * k, "#b9c9c6")
        c.line([(x - 6 * k, y - 88 * k), (x - 6.5 * k, y - 74 * k), (x - 1 * k, y - 66 * k), (x + 5 * k, y - 74 * k), (x + 6 * k, y - 88 * k)], 1.3 * k, INK, .8)
        c.oval(x - 1 * k, y - 65 * k, 2.2 * k, 2.2 * k, STEEL)
        c.rect(x + 4 * k, y - 63 * k, 6 * k, 7 * k, "#dbe6e3", r=1)
        # face mask and cap
        c.rect(x - 8.2 * k, y - 103 * k, 16.4 * k, 10.5 * k, "#a9d3d3", r=3.5 * k)
        c.line([(x - 7 * k, y - 99.5 * k), (x + 7 * k, y - 99.5 * k)], .6 * k, SEA, .6)
        c.rect(x - 10.8 * k, y - 117.5 * k, 21.6 * k, 10.5 * k, [WHITE, "#d4e0dd"], r=4.5 * k)
    # a clipboard
    c.rect(384, 446, 44, 56, dark(WOOD, .1), r=3); c.rect(388, 452, 36, 46, WHITE)
    for i in range(4):
        c.rect(392, 460 + i * 9, 27 - 7 * (i % 2), 3, STEEL)
    tree_pot(c, 920, 632, 1.5)


def tree_pot(c, x, y, k):
    for i, a in enumerate((-2.5, -2.1, -1.75, -1.4, -1.05, -.65)):
        ln = (70, 84, 96, 92, 82, 66)[i] * k
        ex, ey = x + math.cos(a) * ln, y - 40 * k + math.sin(a) * ln
        mx, my = x + math.cos(a) * ln * .5, y - 40 * k + math.sin(a) * ln * .5
        nx, ny = -math.sin(a) * 9 * k, math.cos(a) * 9 * k
        c.poly([(x, y - 40 * k), (mx + nx, my + ny), (ex, ey), (mx - nx, my - ny)], LEAF if i % 2 else GREEN)
    c.poly([(x - 26 * k, y - 46 * k), (x + 26 * k, y - 46 * k), (x + 18 * k, y), (x - 18 * k, y)], [BRICK, dark(BRICK, .3)])


def boat(c, x, y, k, hull=TEAL, flip=1, net=True):
    f = flip
    P = lambda pts, p, a=1.0: c.poly([(x + f * u * k, y + v * k) for u, v in pts], p, a)
    c.oval(x, y + 6 * k, 112 * k, 9 * k, INK, .2)
    P([(-118, -34), (-96, -28), (0, -18), (86, -30), (132, -58), (112, -8), (92, 6), (-90, 6), (-108, -8)], [pale(hull, .1), hull, dark(hull, .35)])
    P([(-118, -34), (-96, -28), (0, -18), (86, -30), (132, -58), (130, -50), (88, -22), (0, -10), (-96, -20), (-117, -26)], OCHRE)
    P([(-106, -4), (100, -4), (92, 6), (-90, 6)], dark(BRICK, .1))
    P([(-80, -26), (-80, -70), (-10, -70), (-10, -20)], [WHITE, "#d5d9cf"])
    P([(-88, -70), (-80, -80), (-2, -80), (2, -70)], BRICK)
    for u in (-70, -48, -26):
        P([(u, -62), (u + 14, -62), (u + 14, -46), (u, -46)], ["#8fb9be", "#4f848c"])
    c.line([(x + f * 20 * k, y - 18 * k), (x + f * 20 * k, y - 150 * k)], 3.6 * k, dark(WOOD, .2))
    c.line([(x + f * -44 * k, y - 80 * k), (x + f * -44 * k, y - 122 * k)], 2.8 * k, dark(WOOD, .2))
    for u, v in ((124, -56), (-112, -32)):
        c.line([(x + f * 20 * k, y - 148 * k), (x + f * u * k, y + v * k)], 1.1 * k, INK, .7)
    c.line([(x + f * 20 * k, y - 60 * k), (x + f * 86 * k, y - 116 * k)], 2.6 * k, dark(WOOD, .2))
    if net:
        P([(22, -60), (86, -116), (80, -40), (50, -26), (26, -24)], SAND, .55)
        for i in range(5):
            c.line([(x + f * (30 + i * 12) * k, y - (68 + i * 10) * k), (x + f * (30 + i * 11) * k, y - 28 * k)], .9 * k, WOOD, .6)


def beach(c, L, seed=0):
    sky(c, L, 330, (470, 292), 44)
    cloud(c, 200, 96, 1.7, L["cloud"]); cloud(c, 720, 70, 1.4, L["cloud"], .6); cloud(c, 850, 168, 1.0, L["cloud"], .5); cloud(c, 420, 150, .9, L["cloud"], .5)
    hill(c, 318, 62, 4.4 + seed, [L["hills"][0], pale(L["hills"][0], .4)], bottom=336, a=.9)
    c.poly([(560, 336), (640, 300), (720, 284), (800, 296), (880, 270), (960, 262), (960, 336)], [L["hills"][1], L["hills"][2]])
    water(c, L, 330, 230, 46, 5)
    c.glow(470, 340, 230, L["sun"], .75, ry=110)
    for i in range(12):
        w = 86 - i * 2 + 24 * math.sin(i * 2.6)
        c.rect(470 - w / 2 + 8 * math.sin(i * 1.7), 342 + i * 13, w, 3.4, L["sun"], r=1.7, a=.62 - i * .035)
    for x, y, k in ((300, 352, .26), (612, 348, .2), (676, 356, .3)):
        boat(c, x, y, k, dark(L["hills"][3], .3), 1 if x > 400 else -1, False)
    # wet sand, foam and dry sand
    def shore(y0, paint, a=1.0, ph=0.0):
        c.poly([(x * 10, y0 + 16 * math.sin(x * .085 + ph) + 6 * math.sin(x * .23 + ph * 2) - x * .25) for x in range(98)] + [(975, 640), (-5, 640)], paint, a)
    shore(498, WHITE, .55, .4); shore(506, mix(L["sea"][1], SAND, .45), .9, .4); shore(526, WHITE, .75, .9); shore(532, ["#cfae82", "#c09a6b"], 1, .9); shore(562, ["#ecd3a6", "#dcbb88"], 1, 1.4)
    boat(c, 640, 486, 1.02, TEAL, 1); boat(c, 240, 520, 1.28, dark(BRICK, .05), -1)
    # baskets and fishers
    for x, y, k in ((430, 590, 1.0), (470, 604, 1.1), (520, 592, .9)):
        c.oval(x, y + 3, 26 * k, 6 * k, INK, .2); c.poly([(x - 22 * k, y - 18 * k), (x + 22 * k, y - 18 * k), (x + 17 * k, y + 3), (x - 17 * k, y + 3)], [SAND, dark(SAND, .35)]); c.oval(x, y - 18 * k, 22 * k, 6 * k, pale(STEEL, .2))
        c.oval(x - 6 * k, y - 19 * k, 9 * k, 3 * k, STEEL); c.oval(x + 8 * k, y - 18 * k, 8 * k, 3 * k, SEA)
    for x, y, k, col, fl in ((390, 606, .92, "#5b6f62", 0), (566, 604, .95, "#8a4a44", 1), (604, 600, .9, "#3d5a66", 0)):
        person(c, x, y, k, col, "#4a4038", long=fl)
        c.poly([(x - 21 * k, y - 107 * k), (x, y - 126 * k), (x + 21 * k, y - 107 * k)], [pale(SAND, .35), SAND])
    palm(c, 868, 640, 2.3, "#25594a", -1); palm(c, 930, 650, 1.7, "#2f6b57", 1)


def operations(c, L, seed=0):
    c.rect(0, 0, 960, 640, ["#0f2731", "#163a45", "#1c4a54"])
    c.glow(480, 230, 560, "#2f8a92", .5, ry=330)
    c.rect(60, 56, 840, 306, "#0a1c24", r=10)
    cell = [(74, 70, 264, 134), (74, 212, 264, 136), (348, 70, 264, 278), (622, 70, 264, 134), (622, 212, 264, 136)]
    for x, y, w, h in cell:
        c.rect(x, y, w, h, ["#184551", "#123742"], r=4)
    teal, amber, rose = "#5fc3bf", "#f0b65c", "#e07a66"
    # the map
    x, y, w, h = cell[2]
    river = [(x + 10 + 26 * math.sin(t * .55) + t * 15, y + 20 + t * 15.5) for t in range(16)]
    for i in range(8):
        c.line([(x + 12, y + 26 + i * 32), (x + w - 12, y + 14 + i * 34)], 1.6, "#2f6f78", .8)
        c.line([(x + 20 + i * 32, y + 10), (x + 10 + i * 35, y + h - 10)], 1.6, "#2f6f78", .8)
    c.line(river, 13, "#2f8a92", .9)
    for i in range(9):
        px, py = x + 34 + (i * 83) % 204, y + 34 + (i * 59) % 216
        col = (teal, amber, teal, rose)[i % 4]
        c.glow(px, py, 26, col, .7); c.oval(px, py, 5.5, 5.5, col); c.oval(px, py, 2.2, 2.2, WHITE)
    # bars
    x, y, w, h = cell[0]
    for i in range(11):
        v = 26 + 58 * (.5 + .5 * math.sin(i * .9 + seed)) + i * 1.6
        c.rect(x + 20 + i * 21, y + h - 18 - v, 13, v, [amber if i == 8 else teal, "#2f8a92"], r=2)
    c.rect(x + 20, y + 12, 74, 7, "#9fd5d2", r=3, a=.7)
    # a street camera
    x, y, w, h = cell[1]
    c.rect(x + 8, y + 8, w - 16, h - 16, ["#7fa9a8", "#cfd8cd", "#8f9a94"], r=2)
    for i in range(9):
        bh = 28 + 26 * abs(math.sin(i * 1.7))
        c.rect(x + 10 + i * 27, y + 78 - bh, 25, bh, (("#4f7f86", "#c79a76", "#6b8f8a")[i % 3]))
    c.poly([(x + 98, y + 78), (x + 152, y + 78), (x + w - 9, y + h - 9), (x + 9, y + h - 9)], ["#6d7b80", "#566268"])
    for px, py, col in ((110, 88, BRICK), (138, 94, CREAM), (92, 104, OCHRE), (160, 110, TEAL)):
        c.rect(x + px, y + py, 17, 10, col, r=3)
    c.oval(x + w - 22, y + 20, 4.5, 4.5, rose)
    # lines
    x, y, w, h = cell[3]
    for j, col in enumerate((teal, amber)):
        pts = [(x + 16 + i * 15.4, y + h - 30 - j * 26 - 24 * math.sin(i * .5 + j * 1.4 + seed) - i * 1.5) for i in range(16)]
        if j == 0:
            c.poly(pts + [(pts[-1][0], y + h - 12), (pts[0][0], y + h - 12)], teal, .2)
        c.line(pts, 3, col)
        c.oval(*pts[-1], 5, 5, col)
    # rings
    x, y, w, h = cell[4]
    s = c.ss
    for i, (v, col) in enumerate(((.82, teal), (.64, amber), (.4, rose))):
        cx, cy = x + 50 + i * 82, y + 62
        for r, a1, cc in ((33, 360, "#235863"), (33, v * 360, col)):
            b = ((cx - r) * s, (cy - r) * s, (cx + r) * s, (cy + r) * s)
            c._paint(b, cc, 1, lambda d, ox, oy, f, b=b, a1=a1: d.pieslice((b[0] + ox, b[1] + oy, b[2] + ox, b[3] + oy), -90, -90 + a1, fill=f))
        c.oval(cx, cy, 22, 22, "#143c47")
        c.rect(cx - 24, y + 108, 48, 7, "#9fd5d2", r=3, a=.6)
    for i in range(1, 3):
        c.rect(60 + i * 280 - 1, 56, 3, 306, "#0a1c24")
    c.rect(0, 372, 960, 268, ["#123039", "#0d242c"])
    c.glow(480, 380, 500, "#2f8a92", .4, ry=90)
    # two rows of desks, seen from behind
    def row(y, k, xs, tone):
        for i, x in enumerate(xs):
            for d in (-1, 1):
                c.rect(x + d * 33 * k - 30 * k, y - 66 * k, 60 * k, 40 * k, "#0a1c24", r=3 * k)
                c.rect(x + d * 33 * k - 27 * k, y - 63 * k, 54 * k, 34 * k, ["#6fc4c2", "#2f8087"], r=2 * k)
                for j in range(3):
                    c.rect(x + d * 33 * k - 22 * k, y - (57 - j * 8) * k, (38 - 9 * ((i + j) % 3)) * k, 3.4 * k, CREAM, r=1.5 * k, a=.75)
                c.rect(x + d * 33 * k - 3 * k, y - 26 * k, 6 * k, 10 * k, "#0a1c24")
            c.glow(x, y - 46 * k, 90 * k, "#7fd5d0", .28)
        c.rect(0 if k > 1 else 96, y - 18 * k, 960 if k > 1 else 768, 14 * k, [pale("#8a6a50", .15), "#6f5340"], r=3 * k)
        c.rect(0 if k > 1 else 110, y - 4 * k, 960 if k > 1 else 740, 40 * k, ["#3d4f52", "#22363b"])
        for i, x in enumerate(xs):
            bust(c, x, y + 34 * k, k * 1.02, tone[i % len(tone)], back=True, long=(i + seed) % 3 == 1, hair=("#141c20", "#241f1d")[i % 2])
            c.rect(x - 25 * k, y + 6 * k, 50 * k, 56 * k, ["#2c4046", "#16262c"], r=9 * k)
    row(456, .92, (190, 335, 480, 625, 770), ("#7f9aa0", "#b5a48c", "#8aa79a"))
    row(572, 1.5, (130, 365, 600, 835), ("#9db3b4", "#c9b69a", "#a5bdb0"))


def bridge_banner():
    """1200x300: the border river at dawn, a gate, an arched bridge, the sea and its boats."""
    c = Art(1200, 300, 3)
    L = dict(LIGHTS["dawn"])
    c.rect(0, 0, 1200, 190, ["#2f6079", "#6d9ea9", "#b9c8b8", "#f2d3a4", "#f7b487"])
    sx, sy = 742, 150
    c.glow(sx, sy, 420, "#ffe2b0", .6, ry=230); c.glow(sx, sy, 130, "#fff0cd", .8); c.oval(sx, sy, 27, 27, "#fff4da")
    for x, y, k, a in ((150, 52, 1.3, .35), (420, 34, 1.0, .3), (930, 46, 1.4, .4), (1090, 84, 1.0, .35), (600, 78, .9, .3)):
        cloud(c, x, y, k, "#fde6c9", a)
    for i, (b, amp, s, col) in enumerate(((150, 62, 2.1, "#a9b9ae"), (166, 50, 4.9, "#7fa09c"), (182, 34, 1.2, "#55858a"))):
        hill(c, b, amp, s, [col, mix(col, "#f7d9b4", .55)], bottom=200, sharp=1.3)
    c.rect(0, 186, 1200, 114, ["#f4cfa2", "#a9bcae", "#5b949a", "#2c6771", "#1d4f5a"])
    c.glow(sx, 190, 300, "#fff0cd", .6, ry=60)
    for i in range(15):
        w = 64 + 30 * math.sin(i * 2.4)
        c.rect(sx - w / 2 + 10 * math.sin(i * 1.9), 191 + i * 6.6, w, 2.2, "#fff0cd", r=1, a=.6 - i * .033)
    for i in range(60):
        t = i / 60
        x = (math.sin(i * 12.9898) * .5 + .5) * 1200
        c.rect(x, 192 + 104 * t ** 1.3, 24 + 60 * t, 1.2 + 1.4 * t, "#fde6c9", r=1, a=.2)
    # far shore at the left, where the gate stands
    c.poly([(0, 196), (0, 168), (60, 160), (150, 166), (260, 174), (390, 184), (452, 193), (452, 199), (0, 214)], ["#4d7d76", "#2f625f"])
    for i in range(25):
        x = i * 18 - 4
        c.oval(x, 186 + 7 * math.sin(i * .4) * .3 + i * .3, 15, 10 + 4 * math.sin(i * 2.3), "#2f625a" if i % 2 else "#28564f")
    # the arched bridge
    def deck(x):
        return 190 - 15 * math.sin((x - 300) / 560 * math.pi)
    c.poly([(x, deck(x)) for x in range(300, 861, 8)] + [(x, deck(x) + 7) for x in range(860, 299, -8)], ["#e9dcc4", "#8fa09a"])
    for x0, x1, hgt in ((392, 492, 34), (500, 660, 52), (668, 768, 34)):
        pts = [(x0 + (x1 - x0) * t / 24, deck(x0 + (x1 - x0) * t / 24) + 3 - hgt * math.sin(math.pi * t / 24)) for t in range(25)]
        c.line(pts, 4.2, dark(BRICK, .05)); c.line([(x, y - 1.2) for x, y in pts], 1.2, "#e7a98a", .8)
        for t in range(2, 23, 2):
            c.line([pts[t], (pts[t][0], deck(pts[t][0]) + 2)], 1, "#7d4a44", .8)
    c.line([(x, deck(x) - 4) for x in range(300, 861, 8)], 1.2, "#f7eedd")
    for x in (384, 496, 664, 776):
        c.poly([(x - 5, deck(x) + 6), (x + 5, deck(x) + 6), (x + 7, 214), (x - 7, 214)], ["#d9cbb2", "#7d918e"])
        c.oval(x, 215, 15, 3, "#fde6c9", .5)
        c.rect(x - 6, 216, 12, 30, "#2c6771", r=4, a=.35)
    for x, col in ((446, OCHRE), (560, CREAM), (716, TEAL)):
        truck(c, x, deck(x) + 1, .125, col)
    # the landing on the right
    c.poly([(824, 205), (846, 190), (900, 178), (980, 170), (1070, 174), (1200, 164), (1200, 216), (940, 214)], ["#44766f", "#255451"])
    for i in range(24):
        x = 850 + i * 15.4
        c.oval(x, 184 - 8 * math.sin(i * .16), 14, 9 + 4 * math.sin(i * 1.7), "#28564f" if i % 2 else "#214a46")
    for i, (x, w, h) in enumerate(((930, 18, 26), (952, 14, 36), (972, 22, 22), (1000, 15, 44), (1020, 24, 28), (1052, 17, 38), (1078, 26, 24), (1112, 16, 33), (1140, 28, 22))):
        col = ("#d9c7a8", "#c9b394", "#e3d3b6")[i % 3]
        c.rect(x, 178 - h, w, h + 4, [pale(col, .3), mix(col, "#5b8a8a", .35)])
        for j in range(int(h // 7) - 1):
            c.rect(x + 3, 183 - h + j * 7, w - 6, 2.4, "#6b9294", a=.65)
    gate_building(c, 236, 190, .62)
    for x, k in ((30, .55), (72, .65), (104, .5), (366, .5), (398, .42)):
        tree(c, x, 193, k, "#2b5f55")
    # boats
    boat(c, 1010, 254, .5, TEAL, -1); boat(c, 640, 246, .26, "#3d5a66", 1, False); boat(c, 868, 232, .24, dark(BRICK, .1), -1, False)
    # near bank, framing
    c.poly([(0, 300), (0, 262), (90, 266), (190, 280), (280, 300)], ["#1d4a4b", "#143a40"])
    c.poly([(1200, 300), (1200, 258), (1140, 268), (1070, 286), (1020, 300)], ["#1d4a4b", "#143a40"])
    for i in range(22):
        x = 4 + i * 9
        b = 266 + max(0, x - 60) * .14
        c.line([(x, b + 20), (x + 4 * math.sin(i * 1.3), b - 12 - 12 * abs(math.sin(i * 2.2)))], 1.8, "#1d4a4b" if i % 3 else "#2f625a")
        x = 1196 - i * 6
        b = 262 + max(0, 1150 - x) * .2
        c.line([(x, b + 20), (x + 4 * math.sin(i * 1.7), b - 10 - 12 * abs(math.sin(i * 1.9)))], 1.8, "#1d4a4b" if i % 3 else "#2f625a")
    for x, y, k in ((540, 66, 1), (566, 56, .8), (584, 72, .7), (880, 92, .8), (902, 84, .65)):
        c.line([(x - 9 * k, y - 4 * k), (x - 4 * k, y - 6 * k), (x, y), (x + 4 * k, y - 6 * k), (x + 9 * k, y - 4 * k)], 1.5 * k, "#2f5563", .8)
    return c.done()


# ---- icons ---------------------------------------------------------------------------------------------------------------

def icon(size, maskable):
    """A newspaper sheet with a folded corner and a tin's band, on deep red."""
    c = Art(512, 512, 4)
    c.im.paste((0, 0, 0), (0, 0, *c.im.size))
    c.rect(0, 0, 512, 512, ["#b23f3c", "#8f2c31"])
    k, o = (.86, 36) if maskable else (1.08, -20)
    R = lambda x, y, w, h, p, r=0, a=1.0: c.rect(o + x * k, o + y * k, w * k, h * k, p, r * k, a)
    P = lambda pts, p, a=1.0: c.poly([(o + x * k, o + y * k) for x, y in pts], p, a)
    def sheet(dx, dy, paint, a=1.0):
        arc = lambda cx, cy, t0: [(cx + 26 * math.cos(math.radians(t0 + t)), cy + 26 * math.sin(math.radians(t0 + t))) for t in range(0, 91, 6)]
        pts = arc(138, 106, 180) + [(320, 80), (400, 160)] + arc(374, 398, 0) + arc(138, 398, 90)
        P([(x + dx, y + dy) for x, y in pts], paint, a)
    sheet(14, 16, INK, .22)
    sheet(0, 0, ["#fffaf0", "#f3e6cf"])
    P([(320, 80), (400, 160), (336, 160), (320, 144)], [SAND, "#c9a572"])
    R(148, 124, 136, 32, TEAL, 8)
    R(148, 186, 216, 20, OCHRE, 8)
    R(148, 232, 98, 92, [SEA, TEAL], 8)
    P([(148, 316), (178, 276), (202, 300), (220, 284), (246, 316), (246, 324), (148, 324)], "#f0d3a8", .9)
    c.oval(o + 222 * k, o + 258 * k, 11 * k, 11 * k, "#f7e3b5")
    for i in range(3):
        R(266, 234 + i * 36, 98 - 26 * (i == 2), 18, STEEL, 8)
    for i in range(2):
        R(148, 348 + i * 34, 216 - 80 * i, 18, STEEL, 8)
    im = c.im
    if not maskable:
        m = Image.new("L", im.size, 0)
        ImageDraw.Draw(m).rounded_rectangle((0, 0, im.size[0] - 1, im.size[1] - 1), 112 * 4, fill=255)
        im.putalpha(m)
    return im.resize((size, size), LANCZOS)


# ---- what is written -------------------------------------------------------------------------------------------------------

def scene(fn, light, **kw):
    c = Art(960, 640, 3)
    fn(c, LIGHTS[light], **kw)
    return c.done(LIGHTS[light]["tint"])


FIGURES = {
    "hop-giam-sat": (meeting, "day", {}),
    "hop-bao-cao": (lectern, "day", {}),
    "hop-ket-luan": (lectern, "dawn", dict(mirror=True, woman=True, coat="#8a3f49", wall="#d3cdb9", cloth=TEAL)),
    "khu-cong-nghiep": (industry, "day", {}),
    "cua-khau": (border, "dawn", {}),
    "cau-phao": (pontoon, "dawn", {}),
    "truong-hoc": (school, "day", {}),
    "benh-vien": (hospital, "day", {}),
    "tau-ca-tra-co": (beach, "dusk", {}),
    "do-thi-thong-minh": (operations, "day", {}),
}

# name: scene, light, options, crop (x, y, width; the height follows from 3:2)
THUMBS = {
    "t-giam-sat": (meeting, "day", {}, (130, 60, 700)),
    "t-hoi-nghi": (meeting, "dawn", dict(wall="#dccfb4", cloth=TEAL, seed=3), (0, 30, 620)),
    "t-can-bo": (lectern, "dawn", dict(mirror=True, coat="#34495a", wall="#c8d2c4", cloth="#7a5a3e"), (420, 90, 540)),
    "t-bao-cao": (lectern, "day", {}, (20, 60, 760)),
    "t-ket-luan": (lectern, "dawn", dict(mirror=True, woman=True, coat="#8a3f49", wall="#d3cdb9", cloth=TEAL), (400, 120, 560)),
    "t-cong-nghiep": (industry, "day", {}, (40, 100, 720)),
    "t-nha-may": (industry, "dusk", dict(seed=2), (380, 130, 570)),
    "t-cua-khau": (border, "dawn", {}, (150, 110, 700)),
    "t-xe-hang": (border, "dusk", dict(seed=3), (0, 200, 600)),
    "t-cau-phao": (pontoon, "day", dict(seed=1), (200, 140, 700)),
    "t-ben-song": (pontoon, "dusk", dict(seed=4), (40, 90, 560)),
    "t-truong-hoc": (school, "day", {}, (130, 90, 700)),
    "t-san-truong": (school, "dawn", dict(seed=2), (200, 330, 460)),
    "t-benh-vien": (hospital, "day", {}, (40, 180, 620)),
    "t-tiem-chung": (hospital, "dawn", dict(seed=2), (330, 210, 600)),
    "t-tra-co": (beach, "dawn", dict(seed=1), (60, 160, 720)),
    "t-lang-chai": (beach, "day", dict(seed=3), (330, 250, 560)),
    "t-do-thi": (operations, "day", {}, (60, 40, 840)),
    "t-truc-ban": (operations, "day", dict(seed=1), (240, 330, 460)),
    "t-bien-gioi": (border, "day", dict(seed=5), (290, 250, 400)),
}


def main():
    png = Path(sys.argv[sys.argv.index("--png") + 1]) if "--png" in sys.argv else None
    OUT.mkdir(parents=True, exist_ok=True)

    def save(name, im, quality, limit):
        im.save(OUT / f"{name}.webp", "WEBP", quality=quality, method=6)
        size = (OUT / f"{name}.webp").stat().st_size
        print(f"{name}.webp {im.size[0]}x{im.size[1]} {size}")
        if size > limit:
            raise SystemExit(f"{name}.webp: {size} bytes, more than {limit}")
        if png:
            png.mkdir(parents=True, exist_ok=True)
            im.save(png / f"{name}.png")

    drawn = {}

    def draw(fn, light, kw):
        key = (fn.__name__, light, tuple(sorted(kw.items())))
        if key not in drawn:
            drawn[key] = scene(fn, light, **kw)
        return drawn[key]

    save("banner", bridge_banner(), 82, 40_000)
    for name, (fn, light, kw) in FIGURES.items():
        save(name, draw(fn, light, kw), 80, 40_000)
    for name, (fn, light, kw, (x, y, w)) in THUMBS.items():
        box = (x, y, x + w, y + w * 2 // 3)
        save(name, draw(fn, light, kw).resize((240, 160), LANCZOS, box=box), 78, 8_000)
    for name, size, maskable in (("icon-192", 192, False), ("icon-512", 512, False), ("icon-maskable-512", 512, True)):
        im = icon(size, maskable)
        im.save(OUT / f"{name}.png", optimize=True)
        print(f"{name}.png {size} {(OUT / f'{name}.png').stat().st_size}")
    # What each page of the build loads before its article: a tenth of the bytes, by fewer colours.
    im = icon(96, False).quantize(64, method=Image.Quantize.FASTOCTREE)
    im.save(OUT / "icon-96.png", optimize=True)
    print(f"icon-96.png 96 {(OUT / 'icon-96.png').stat().st_size}")


if __name__ == "__main__":
    main()
