//! Moments as feeds write them (RFC 3339) and as a Vietnamese reader reads them.
//!
//! Viet Nam has kept UTC+7 without summer time since 1975, so its civil time is arithmetic; no zone table is needed,
//! and a phone set to another zone shows the same date as the portal's own page.

use super::lang::Lang;

/// Seconds between UTC and the civil time of `Asia/Ho_Chi_Minh`.
const VIET_NAM: i64 = 7 * 3600;
const DAY: i64 = 86_400;

/// A moment: whole seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

impl Time {
    /// From seconds since the Unix epoch; what lies outside of the years 1 to 9999 is their end. (The device's store says when a
    /// feed came, and others may write there.)
    pub const fn from_unix(seconds: i64) -> Self {
        const FIRST: i64 = -62_135_596_800;
        const LAST: i64 = 253_402_300_799;
        Self(if seconds < FIRST {
            FIRST
        } else if seconds > LAST {
            LAST
        } else {
            seconds
        })
    }

    /// Seconds since the Unix epoch.
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// Reads an RFC 3339 date-time (section 5.6), and what portals write instead: a space for `T`, no seconds,
    /// `+0700`, or a date alone, which is taken as midnight in Viet Nam. A fraction of a second is dropped.
    ///
    /// `None` for anything else, including impossible dates and years before 1.
    pub fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan(text.trim().as_bytes());
        let year = scan.digits(4)?;
        scan.one_of(b"-")?;
        let month = scan.digits(2)?;
        scan.one_of(b"-")?;
        let day = scan.digits(2)?;
        if year < 1 || !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) {
            return None;
        }
        let midnight = days_from_civil(year, month, day) * DAY;
        if scan.0.is_empty() {
            return Some(Self(midnight - VIET_NAM));
        }
        scan.one_of(b"Tt ")?;
        let hour = scan.digits(2)?;
        scan.one_of(b":")?;
        let minute = scan.digits(2)?;
        let mut second = 0;
        if scan.one_of(b":").is_some() {
            second = scan.digits(2)?;
            if scan.one_of(b".").is_some() {
                scan.digits(1)?;
                while scan.digits(1).is_some() {}
            }
        }
        // 60 is a leap second (RFC 3339 section 5.7).
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let offset = match scan.one_of(b"Zz+-")? {
            b'Z' | b'z' => 0,
            sign => {
                let hours = scan.digits(2)?;
                let _colon = scan.one_of(b":");
                let minutes = scan.digits(2)?;
                if hours > 23 || minutes > 59 {
                    return None;
                }
                let size = hours * 3600 + minutes * 60;
                if sign == b'-' { -size } else { size }
            }
        };
        scan.0.is_empty().then_some(Self(midnight + hour * 3600 + minute * 60 + second - offset))
    }

    /// RFC 3339 in Viet Nam's offset, for `<time datetime>`: `2019-09-06T17:30:00+07:00`.
    pub fn rfc3339(self) -> String {
        let c = self.civil();
        let mut out = String::with_capacity(25);
        pad(&mut out, c.year, 4);
        for (mark, value) in [('-', c.month), ('-', c.day), ('T', c.hour), (':', c.minute), (':', c.second)] {
            out.push(mark);
            pad(&mut out, value, 2);
        }
        out.push_str("+07:00");
        out
    }

    /// Weekday, date and time of day in Viet Nam: `Thứ Sáu, 06/09/2019 17:30`.
    pub fn long(self, lang: Lang) -> String {
        let c = self.civil();
        let weekday = lang.words().weekdays.get(c.weekday).copied().unwrap_or_default();
        let mut out = String::with_capacity(40);
        match lang {
            Lang::Vi | Lang::En => {
                out.push_str(weekday);
                out.push_str(", ");
                out.push_str(&self.date(lang));
            }
            Lang::Zh => {
                out.push_str(&self.date(lang));
                out.push_str(weekday);
            }
        }
        out.push(' ');
        out.push_str(&self.clock());
        out
    }

    /// Date and time of day in Viet Nam, without the weekday: `07/09/2019 08:15`.
    pub fn short(self, lang: Lang) -> String {
        let mut out = self.date(lang);
        out.push(' ');
        out.push_str(&self.clock());
        out
    }

    /// The date in Viet Nam: `06/09/2019`, `6 September 2019`, `2019年9月6日`.
    pub fn date(self, lang: Lang) -> String {
        let c = self.civil();
        let mut out = String::with_capacity(24);
        match lang {
            Lang::Vi => {
                pad(&mut out, c.day, 2);
                out.push('/');
                pad(&mut out, c.month, 2);
                out.push('/');
                pad(&mut out, c.year, 4);
            }
            Lang::En => {
                pad(&mut out, c.day, 1);
                out.push(' ');
                out.push_str(MONTHS.get(usize::try_from(c.month - 1).unwrap_or_default()).unwrap_or(&""));
                out.push(' ');
                pad(&mut out, c.year, 4);
            }
            Lang::Zh => {
                for (value, unit) in [(c.year, '年'), (c.month, '月'), (c.day, '日')] {
                    pad(&mut out, value, 1);
                    out.push(unit);
                }
            }
        }
        out
    }

    /// When something was, for a reader at `now`: the time of day if it was today in Viet Nam, else with the date.
    pub fn moment(self, now: Self, lang: Lang) -> String {
        let day = |time: Self| (time.0 + VIET_NAM).div_euclid(DAY);
        if day(self) == day(now) { self.clock() } else { self.short(lang) }
    }

    /// The time of day in Viet Nam: `17:30`.
    pub fn clock(self) -> String {
        let c = self.civil();
        let mut out = String::with_capacity(5);
        pad(&mut out, c.hour, 2);
        out.push(':');
        pad(&mut out, c.minute, 2);
        out
    }

    fn civil(self) -> Civil {
        let local = self.0 + VIET_NAM;
        let (days, seconds) = (local.div_euclid(DAY), local.rem_euclid(DAY));
        let (year, month, day) = civil_from_days(days);
        Civil {
            year,
            month,
            day,
            hour: seconds / 3600,
            minute: seconds / 60 % 60,
            second: seconds % 60,
            // 1970-01-01 was a Thursday; Sunday is 0.
            weekday: usize::try_from((days + 4).rem_euclid(7)).unwrap_or_default(),
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

struct Civil {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    weekday: usize,
}

/// The bytes not read yet.
struct Scan<'a>(&'a [u8]);

impl Scan<'_> {
    fn digits(&mut self, count: usize) -> Option<i64> {
        let (head, tail) = self.0.split_at_checked(count)?;
        let mut value = 0;
        for byte in head {
            value = value * 10 + i64::from(byte.is_ascii_digit().then(|| byte - b'0')?);
        }
        self.0 = tail;
        Some(value)
    }

    fn one_of(&mut self, wanted: &[u8]) -> Option<u8> {
        let (first, tail) = self.0.split_first()?;
        if !wanted.contains(first) {
            return None;
        }
        self.0 = tail;
        Some(*first)
    }
}

/// Appends `value` in decimal with at least `width` digits. (Formatting through `core::fmt` costs kilobytes.)
pub(super) fn pad(out: &mut String, value: i64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut rest = value.unsigned_abs();
    let mut count = 0;
    for slot in digits.iter_mut().rev() {
        *slot = b'0' + u8::try_from(rest % 10).unwrap_or_default();
        rest /= 10;
        count += 1;
        if rest == 0 && count >= width {
            break;
        }
    }
    if value < 0 {
        out.push('-');
    }
    for digit in digits.iter().skip(20 - count) {
        out.push(char::from(*digit));
    }
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a proleptic Gregorian date, counting years from March so that leap days come last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The inverse of [`days_from_civil`]: year, month, day.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
