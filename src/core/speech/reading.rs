//! A line of Vietnamese, from its letters and marks to words.

use super::{
    GLUE, SPACES,
    figures::{bare, clock, date, digits, is_year, letters, number, roman, telephone, up_to, value},
    tables::{
        ABBREVIATIONS, CHANGE, COUNTED, DAY, EVERY, FEAST, GOT, ISSUERS, KINDS, LUNAR, ORDINAL, PER, PERIOD, SHORT,
        SIZES, UNITS, UP_TO, WHEN, has, look_up,
    },
};
use crate::core::{
    error::decimal,
    find::{among, find},
};

const DASHES: &str = "-–—";

/// One type for all: each closure would have its own copy of the search that it is handed to.
type Test = fn(char) -> bool;
pub(super) const SMALL: Test = |c| c.is_ascii_lowercase();
pub(super) const CAPITAL: Test = |c| c.is_ascii_uppercase() || matches!(c, 'Đ' | 'Ư' | 'Ơ' | 'Ă' | 'Â' | 'Ê' | 'Ô');
pub(super) const DIGIT: Test = |c| c.is_ascii_digit();
pub(super) const LETTER: Test = is_letter;
pub(super) const SAID: Test = |c| is_letter(c) || c.is_ascii_digit();

/// Letters of any script, roughly: the standard library's tables are kilobytes.
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || ('\u{c0}'..'\u{1f000}').contains(&c)
            && !matches!(c, '×' | '÷' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{3020}' | '\u{fe00}'..='\u{fe0f}' | '\u{ff00}'..='\u{ff0f}')
}

/// What is said of `line`, which is tidy; spaces that must not be cut at are [`GLUE`].
pub(super) fn read(line: &str) -> String {
    let out = String::with_capacity(line.len() * 2);
    let mut reading = Reading { text: line, rest: line, out, counts: false, sign: false, dated: false };
    while let Some(c) = reading.rest.chars().next() {
        if c.is_ascii_digit() || c == '+' && reading.rest.starts_with("+84") {
            reading.figures();
        } else if is_letter(c) {
            reading.word();
        } else {
            reading.mark(c);
        }
    }
    reading.out
}

/// The way through a line.
struct Reading<'a> {
    text: &'a str,
    rest: &'a str,
    out: String,
    /// A figure or its unit was just read.
    counts: bool,
    /// In a document's sign: `33/2016/NQ-HĐND`.
    sign: bool,
    /// A date was read, and nothing since but what joins dates.
    dated: bool,
}

impl<'a> Reading<'a> {
    /// Says words that belong together, apart from what was said before.
    fn say(&mut self, words: &str) {
        if self.out.ends_with(SAID) {
            self.out.push(GLUE);
        } else if self.out.ends_with(among(",.;:")) {
            self.out.push(' ');
        }
        self.out.extend(words.chars().map(|c| if c == ' ' { GLUE } else { c }));
    }

    /// Goes on at `rest`; a letter or a digit there needs a space.
    fn go(&mut self, rest: &'a str) {
        self.rest = rest;
        if rest.starts_with(SAID) {
            self.space();
        }
    }

    fn space(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with(among(SPACES)) {
            self.out.push(' ');
        }
    }

    /// A pause, where there is something to pause after.
    fn pause(&mut self) {
        let spoken = self.out.trim_end_matches(' ').len();
        self.out.truncate(spoken);
        if self.out.ends_with(|c: char| is_letter(c) || c.is_ascii_digit() || c == ')' || c == '”') {
            self.out.push(',');
        }
        self.space();
    }

    /// What stands before the rest.
    fn before(&self) -> &'a str {
        self.text.get(..self.text.len() - self.rest.len()).unwrap_or_default()
    }

    /// The word just before, if only a space parts it from the rest.
    fn cue(&self) -> &'a str {
        last_word(self.before())
    }

    /// A figure, and those that a dash joins to it.
    fn figures(&mut self) {
        let mut ranged = false;
        let period = has(PERIOD, self.cue());
        loop {
            let (plain, after) = self.figure(ranged);
            self.rest = after;
            self.suffix();
            self.counts = true;
            let dash = |text: &'a str| text.strip_prefix(among(DASHES));
            let tight = dash(self.rest);
            let loose = || self.rest.strip_prefix(' ').and_then(dash).and_then(|text| text.strip_prefix(' '));
            let Some(after) = tight.or_else(loose).filter(|text| text.starts_with(DIGIT)) else {
                break;
            };
            // Tháng 9-2019 is a month of that year.
            let (year, _) = digits(after).unwrap_or_default();
            if period && !ranged && tight.is_some() && is_year(year) && plain.is_some_and(|month| month <= 12) {
                self.say("năm");
                self.rest = after;
                ranged = true;
                continue;
            }
            // 2016-2020 is from and to; 2-1 is a score.
            let next = number(after).and_then(|(_, next, rest)| next.filter(|_| !rest.starts_with(among("/:h"))));
            if matches!((plain, next), (Some(left), Some(right)) if left >= right) {
                self.out.push(GLUE);
            } else {
                self.say("đến");
                self.out.push(GLUE);
            }
            self.rest = after;
            ranged = true;
        }
        if let Some(after) = self.rest.strip_prefix(among("/-")).filter(|text| text.starts_with(CAPITAL)) {
            self.sign = true;
            self.counts = false;
            self.pause();
            self.rest = after;
        }
    }

    /// One figure: says it, returns its value if it is a plain number, and what follows it.
    fn figure(&mut self, ranged: bool) -> (Option<u32>, &'a str) {
        let text = self.rest;
        if let Some((said, after)) = telephone(text) {
            self.say(&said);
            return (None, after);
        }
        if let Some((day, month, year, after)) = date(text) {
            self.date(day, month, Some(year), ranged);
            return (None, after);
        }
        if let Some((hours, minutes, after)) = clock(text) {
            self.say(&[bare(hours), " giờ"].concat());
            if value(minutes) > 0 {
                self.say(&[bare(minutes), " phút"].concat());
            }
            return (None, after);
        }
        if let Some((left, after)) = digits(text)
            && let Some((right, after)) = after.strip_prefix('/').and_then(digits)
        {
            self.pair(left, right, after, ranged);
            return (None, after);
        }
        if let Some((day, after)) = digits(text)
            && let Some((month, after)) = after.strip_prefix('-').and_then(digits)
            && self.is_day(day, month, after)
        {
            self.date(day, month, None, ranged);
            return (None, after);
        }
        let Some((said, plain, after)) = number(text) else {
            // A plus that begins no telephone number.
            self.say("cộng");
            return (None, text.strip_prefix('+').unwrap_or_default());
        };
        let fourth = plain == Some(4) && matches!(self.cue(), "tháng" | "Tháng");
        self.say(if fourth { "tư" } else { &said });
        self.dated = false;
        (plain, after)
    }

    fn date(&mut self, day: &str, month: &str, year: Option<&str>, ranged: bool) {
        if !ranged && !has(DAY, self.cue()) {
            self.say("ngày");
        }
        self.say(bare(day));
        self.month(month);
        if let Some(year) = year {
            self.say(&["năm ", year].concat());
        }
        self.dated = true;
    }

    fn month(&mut self, month: &str) {
        self.say(&["tháng ", if value(month) == 4 { "tư" } else { bare(month) }].concat());
    }

    /// Whether `day-month` is a date, and not from and to: behind a word for a day or a feast, or another date, where it does
    /// not go on with what is counted (*ngày 2-3 lần*).
    fn is_day(&self, day: &str, month: &str, after: &str) -> bool {
        let cue = self.cue();
        let earlier = self.before().strip_suffix(' ').and_then(|text| text.strip_suffix(cue)).unwrap_or_default();
        let named = has(FEAST, cue) || has(DAY, cue) && !has(LUNAR, cue) && !has(EVERY, last_word(earlier));
        // Behind another date (*30-4 và 1-5*) only what ends here, or names its year.
        let joined = self.dated
            && !after.strip_prefix(' ').is_some_and(|text| text.starts_with(LETTER) && !text.starts_with("năm "));
        let figure = after.starts_with(among("/-–:%°hg"))
            || after.strip_prefix(among(".,")).is_some_and(|text| text.starts_with(DIGIT));
        up_to(day, 31) && up_to(month, 12) && (named || joined) && !figure && !counts(after)
    }

    /// `left/right`: a date, a month, a document's number and year, a fraction, or a ratio.
    fn pair(&mut self, left: &str, right: &str, after: &str, ranged: bool) {
        let cue = self.cue();
        let when = self.dated || has(DAY, cue) || has(WHEN, cue);
        if is_year(right) {
            if is_year(left) {
                self.say(&[left, " đến ", right].concat());
            } else if has(WHEN, cue) && up_to(left, 12) {
                self.month(left);
                self.say(&["năm ", right].concat());
            } else {
                self.say(&[bare(left), " năm ", right].concat());
            }
            return;
        }
        if up_to(left, 31) && up_to(right, 12) {
            // Without a word that speaks of time these are shares, not days.
            let share = matches!((left, right), ("1" | "2", "3") | ("1" | "3", "4") | ("1", "2"));
            // 9/11 chỉ tiêu: so many of so many, if two of three say so.
            let part = value(left) <= value(right);
            let (got, counts) = (has(GOT, cue), counts(after));
            let of = if got { part || counts } else { part && counts } || (left, right) == ("24", "7");
            // Trong 8/10 xã: these words speak of time and of amounts alike.
            let when = when && !(has(UP_TO, cue) && part && counts);
            if share && !when {
                self.say(&[left, " phần ", if right == "4" { "tư" } else { right }].concat());
            } else if of && !when {
                self.say(&[bare(left), " trên ", bare(right)].concat());
            } else {
                self.date(left, right, None, ranged);
            }
            return;
        }
        self.say(&[bare(left), " trên ", bare(right)].concat());
    }

    /// What may stand right behind a figure.
    fn suffix(&mut self) {
        for (mark, said) in [("%", "phần trăm"), ("‰", "phần nghìn"), ("°C", "độ C"), ("°", "độ"), ("ºC", "độ C")]
        {
            if let Some(after) = self.rest.strip_prefix(mark) {
                self.say(said);
                self.go(after);
                return;
            }
        }
        let times =
            self.rest.trim_start_matches(' ').strip_prefix(among("x×")).map(|text| text.trim_start_matches(' '));
        if let Some(after) = times.filter(|text| text.starts_with(DIGIT)) {
            self.say("nhân");
            self.go(after);
        }
    }

    fn word(&mut self) {
        let rest = self.rest;
        let cue = self.cue();
        let counted = std::mem::take(&mut self.counts);
        let sign = std::mem::take(&mut self.sign);
        let (word, after) = letters(rest);
        self.dated &= matches!(word, "và" | "đến" | "hoặc" | "từ" | "ngày");
        if !self.before().ends_with(SAID) && (self.short() || self.address()) {
            return;
        }
        if self.unit(word, after, counted) {
            return;
        }
        if let Some((said, after)) = joined(rest) {
            self.say(said);
            return self.go(after);
        }
        let marked = after.strip_prefix(among("-/")).is_some_and(|text| text.starts_with(CAPITAL));
        let issuer = || issuer(word, after).map(|said| (said, false));
        let kind = || look_up(KINDS, word).map(|(said, dotted)| (said.to_owned(), dotted)).filter(|_| marked);
        let known = || look_up(ABBREVIATIONS, word).map(|(said, dotted)| (said.to_owned(), dotted));
        let found = kind().or_else(|| if sign { issuer() } else { None }).or_else(known);
        if let Some((said, dotted)) = found {
            let military = word == "BCH" && [" Quân sự", " quân sự"].iter().any(|next| after.starts_with(next));
            self.say(if military { "ban chỉ huy" } else { &said });
            self.sign = marked;
            self.counts = matches!(word, "USD" | "VND" | "VNĐ" | "NDT" | "CNY" | "EUR");
            if sign && after.starts_with(DIGIT) {
                self.say("khóa");
            }
            return self.go(after.strip_prefix('.').filter(|_| dotted).unwrap_or(after));
        }
        if let Some(value) = roman(word).filter(|_| word.len() > 1 || has(ORDINAL, cue))
            && let year =
                after.strip_prefix(among("/-")).filter(|text| digits(text).is_some_and(|(year, _)| is_year(year)))
            && (year.is_some() || !after.starts_with(|c: char| c == '-' || c.is_ascii_digit()))
        {
            self.say(&decimal(u32::try_from(value).unwrap_or_default()));
            if let Some(year) = year {
                self.say("năm");
                self.out.push(GLUE);
                self.rest = year;
                return;
            }
            return self.go(after);
        }
        if self.out.ends_with(DIGIT) && !word.starts_with(CAPITAL) {
            self.out.push(GLUE);
        }
        self.out.push_str(word);
        self.counts = has(SIZES, word) && counted;
        self.rest = after;
        // A4, 18A, G7: as they are.
        if let Some((number, after)) = digits(after) {
            self.out.push_str(number);
            self.rest = after;
        }
    }

    fn short(&mut self) -> bool {
        for (written, said) in SHORT {
            if let Some(after) = self.rest.strip_prefix(written).filter(|text| !text.starts_with(LETTER)) {
                self.say(said);
                // The point may also be the sentence's.
                self.go(after);
                return true;
            }
        }
        false
    }

    /// An address of the web or of mail: as far as a person would read it, the site's or the box's name.
    fn address(&mut self) -> bool {
        let token = self.rest.split(' ').next().unwrap_or_default();
        let token = token.trim_end_matches(among(".,;:!?)]”\""));
        let schemeless = ["https://", "http://"].iter().find_map(|scheme| token.strip_prefix(scheme));
        if schemeless.is_none()
            && find(token, "www.") != Some(0)
            && (find(token, "@").is_none() || find(token, ".").is_none())
        {
            return false;
        }
        let name = schemeless.unwrap_or(token).split(among("/?#")).next().unwrap_or_default();
        for c in name.chars() {
            match c {
                '.' => self.say("chấm "),
                '@' => self.say("a còng "),
                _ => self.out.push(c),
            }
        }
        let after = self.rest.get(token.len()..).unwrap_or_default();
        self.go(after);
        true
    }

    /// A unit, with its power: `m2`, `km²`. `Km15` and `km3+4` are places on a road.
    fn unit(&mut self, word: &str, after: &'a str, counted: bool) -> bool {
        let Some((said, _)) = look_up(UNITS, word) else { return false };
        let behind = self.out.ends_with("một\u{a0}") || counted;
        let power = match after.chars().next() {
            Some('2' | '²') => Some("vuông"),
            Some('3' | '³') => Some("khối"),
            _ => None,
        };
        let beyond = after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        let place = !behind && (word.starts_with('K') || word == "km" && after.starts_with('3'));
        let open = beyond.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '+');
        let power = power.filter(|_| word.ends_with('m') && !place && !open);
        let small = word.len() == 1 || matches!(word, "đ" | "ha" | "Ha");
        if small && !behind && power.is_none() {
            return false;
        }
        self.say(said);
        if let Some(power) = power {
            self.say(power);
        }
        self.counts = true;
        self.rest = if power.is_some() { beyond } else { after };
        if self.rest.starts_with(DIGIT) {
            self.out.push(GLUE);
        }
        true
    }

    fn mark(&mut self, c: char) {
        let rest = self.rest;
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let before = self.before();
        let changes = has(CHANGE, self.cue());
        let next = after.chars().next().unwrap_or(' ');
        let digit = next.is_ascii_digit();
        self.rest = after;
        match c {
            '.' | '…' => self.points(rest),
            ',' | ';' | ':' | '!' | '?' => {
                self.out.push(c);
                if is_letter(next) || digit {
                    self.space();
                }
            }
            '/' => self.stroke(after),
            '-' | '–' | '—' => {
                let inside = before.ends_with(SAID);
                if inside && (is_letter(next) || digit) {
                    // công-nông, Covid-19, NQ-HĐND.
                    self.out.push(if self.sign { GLUE } else { ' ' });
                } else if digit && changes {
                    // Giảm -1,2%: the word has said the sign.
                } else if digit && !inside && Self::is_minus(before, after) {
                    self.say("âm");
                    self.out.push(GLUE);
                } else {
                    self.pause();
                }
            }
            '+' if digit && changes => {}
            '+' if digit => {
                self.say("cộng");
                self.out.push(GLUE);
            }
            '&' => self.put("và"),
            '=' => self.put("bằng"),
            '>' if digit => self.put("trên"),
            '<' if digit => self.put("dưới"),
            '~' | '≈' => self.put("khoảng"),
            '%' => self.put("phần trăm"),
            '$' => self.put("đô la"),
            '₫' => self.put("đồng"),
            ' ' | '*' | '•' | '·' | '_' | '#' | '|' | '+' | '\\' | '^' | '►' | '■' | '→' | '<' | '>' => {
                self.space();
            }
            _ => self.out.push(c),
        }
        self.counts &= matches!(c, ' ' | '/');
    }

    /// A word for a sign, apart from its neighbours.
    fn put(&mut self, word: &str) {
        self.space();
        self.out.push_str(word);
        self.go(self.rest);
    }

    /// Whether a dash before a figure is a minus: of a share or a temperature, or in a table's cell. A list has dashes too.
    fn is_minus(before: &str, after: &str) -> bool {
        let measured = number(after).is_some_and(|(_, _, rest)| rest.starts_with(among("%°")));
        measured || before.is_empty() && !after.contains(' ')
    }

    /// From one point on: a sentence's end, an ellipsis, the `./.` that closes a document, a site's name.
    fn points(&mut self, rest: &'a str) {
        let after = rest.trim_start_matches(among(".…"));
        if let Some(after) = rest.strip_prefix("./.") {
            self.out.push('.');
            return self.go(after);
        }
        if rest.len() - after.len() > 1 {
            if self.out.ends_with(',') {
                self.out.pop();
            }
            self.out.push('…');
            return self.go(after);
        }
        if self.before().strip_suffix('.').is_some_and(|text| text.ends_with(SMALL)) && after.starts_with(SMALL) {
            self.say("chấm");
        } else {
            self.out.push('.');
        }
        self.go(after);
    }

    /// `/`: by the year, per hour, part of a document's sign, or between two names for a thing.
    fn stroke(&mut self, after: &'a str) {
        if after.starts_with('.') {
            return;
        }
        let (word, _) = letters(after);
        if self.sign {
            self.out.push(GLUE);
        } else if matches!(word, "h" | "s" | "giờ" | "giây") && self.counts {
            self.say("trên");
            self.say(look_up(UNITS, word).map_or(word, |(said, _)| said));
            self.rest = after.get(word.len()..).unwrap_or_default();
        } else if has(PER, word) || !word.is_empty() && look_up(UNITS, word).is_some() {
            self.say("một");
            self.out.push(GLUE);
        } else {
            self.pause();
        }
    }
}

/// The word at the end of `text`, if only a space is behind it.
fn last_word(text: &str) -> &str {
    text.strip_suffix(' ').and_then(|text| text.rsplit(|c| !is_letter(c)).next()).unwrap_or_default()
}

/// Whether `after`, which follows a figure, goes on with what is counted.
fn counts(after: &str) -> bool {
    let Some(text) = after.strip_prefix(' ') else { return false };
    let (word, rest) = letters(text);
    let (second, _) = letters(rest.strip_prefix(' ').unwrap_or_default());
    has(COUNTED, word)
        || has(COUNTED, &[word, "_", second].concat())
        || has(SIZES, word)
        || word == "km"
        || word == "kg"
}

/// What a document's issuer is called: by its own entry, or as the ministry (B…) or department (S…) of something known.
fn issuer(word: &str, after: &str) -> Option<String> {
    // A province's committee and a city's write the same two letters. Provinces are the many; a city's says so behind.
    if word == "TU" {
        let place = |name| find(after, name).unwrap_or(usize::MAX);
        let city = place("hành ủy").min(place("hành uỷ"));
        let others = ["ỉnh ủy", "ỉnh uỷ", ",", ";", "."].map(place);
        let city = others.iter().all(|other| city < *other);
        return Some(if city { "thành ủy" } else { "tỉnh ủy" }.to_owned());
    }
    if let Some((said, _)) = look_up(ISSUERS, word) {
        return Some(said.to_owned());
    }
    [("B", "bộ "), ("S", "sở ")].iter().find_map(|(letter, office)| {
        let (said, _) = look_up(ABBREVIATIONS, word.strip_prefix(letter)?)?;
        Some([office, said].concat())
    })
}

/// The longest abbreviation of several parts that `text` begins with, and the rest: `KT-XH`, `KT - XH`, `GD&ĐT`.
fn joined(text: &str) -> Option<(&'static str, &str)> {
    let (first, mut rest) = letters(text);
    let mut key = first.to_owned();
    let mut found = None;
    while key.starts_with(CAPITAL) && key.len() < 20 {
        let loose = rest.starts_with(' ');
        let join = |text: &str| text.strip_prefix(among("-–&,")).map(|after| text.len() - after.len());
        let trimmed = rest.strip_prefix(' ').unwrap_or(rest);
        let Some(after) = join(trimmed).and_then(|length| trimmed.get(length..)) else { break };
        let after = if loose { after.strip_prefix(' ').unwrap_or(after) } else { after };
        let (part, after) = letters(after);
        if !part.starts_with(CAPITAL) {
            break;
        }
        key.push_str(part);
        rest = after;
        if let Some((said, _)) = look_up(ABBREVIATIONS, &key) {
            found = Some((said, rest));
        }
    }
    found
}
