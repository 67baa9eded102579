//! How a picture is looked at closely: how large, and moved where. Points count from the middle of the screen.

use super::time::pad;

/// The closest look.
const CLOSEST: f64 = 5.0;

/// A point or a way, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

impl Point {
    /// The way from `other` to here.
    #[must_use]
    pub fn since(self, other: Self) -> Self {
        Self { x: self.x - other.x, y: self.y - other.y }
    }

    /// The point half-way to `other`.
    #[must_use]
    pub fn middle(self, other: Self) -> Self {
        Self { x: f64::midpoint(self.x, other.x), y: f64::midpoint(self.y, other.y) }
    }

    /// The length of the way.
    pub fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }
}

/// A look at a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    scale: f64,
    shift: Point,
}

impl Default for View {
    /// The whole picture.
    fn default() -> Self {
        Self { scale: 1.0, shift: Point::default() }
    }
}

impl View {
    /// Whether less than the whole picture is in view.
    pub fn is_close(self) -> bool {
        self.scale > 1.01
    }

    /// `factor` times as close, with what is at `point` staying there.
    #[must_use]
    pub fn zoomed(self, factor: f64, point: Point) -> Self {
        let scale = (self.scale * factor).clamp(1.0, CLOSEST);
        let ratio = scale / self.scale;
        let move_by = |point: f64, shift: f64| point - (point - shift) * ratio;
        Self { scale, shift: Point { x: move_by(point.x, self.shift.x), y: move_by(point.y, self.shift.y) } }
    }

    /// Moved.
    #[must_use]
    pub fn moved(self, way: Point) -> Self {
        Self { shift: Point { x: self.shift.x + way.x, y: self.shift.y + way.y }, ..self }
    }

    /// Moved back so far that a picture of this size covers the screen where it can.
    #[must_use]
    pub fn within(self, picture: Point, screen: Point) -> Self {
        let limit = |shift: f64, picture: f64, screen: f64| {
            let most = ((picture * self.scale - screen) / 2.0).max(0.0);
            shift.clamp(-most, most)
        };
        let Point { x, y } = self.shift;
        Self { shift: Point { x: limit(x, picture.x, screen.x), y: limit(y, picture.y, screen.y) }, ..self }
    }

    /// The value of the property `transform`.
    pub fn transform(self) -> String {
        let mut out = String::with_capacity(48);
        for (before, value) in
            [("translate(", self.shift.x), ("px,", self.shift.y), ("px)scale(calc(", self.scale * 1000.0)]
        {
            out.push_str(before);
            pad(&mut out, whole(value), 1);
        }
        out.push_str("/1000))");
        out
    }
}

/// To the nearest whole number.
#[allow(clippy::cast_possible_truncation, reason = "a screen has fewer pixels, and `as` saturates")]
fn whole(value: f64) -> i64 {
    (value + 0.5).floor() as i64
}

/// A length, in whole pixels.
pub fn px(length: f64) -> String {
    let mut out = String::new();
    pad(&mut out, whole(length), 1);
    out.push_str("px");
    out
}

/// The value of `transform` that shows `part` of a line (0 to 1).
pub fn line(part: f64) -> String {
    let mut out = String::from("scaleX(calc(");
    pad(&mut out, whole(part.clamp(0.0, 1.0) * 1000.0), 1);
    out.push_str("/1000))");
    out
}
