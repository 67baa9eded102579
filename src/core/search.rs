//! Searching headlines and leads: folded once, then one pass over a flat buffer for each key press. A hasty answer ends it as
//! soon as what fits the screen is certain, or [`MANY`] articles were looked at.
//!
//! An article is found when every word of the query begins a word of its headline or its lead. (Vietnamese syllables are
//! short: found inside of words, "an" would be in every other headline.) First come those that have every word with the
//! same marks, then those that have every word in the headline, then those where the words stand together as typed (in the
//! headline, or where the longest of them first stands); among equals the newer first.

use super::fold::{END, Folded, SPACE};

/// How many articles a hasty answer looks at, at most.
pub const MANY: usize = 1000;

/// What is searched for.
#[derive(Clone, Debug)]
pub struct Query {
    text: Folded,
    /// Where each word stands in `text`, its space included; the longest first.
    words: Vec<(usize, usize)>,
}

impl Query {
    /// Reads what was typed.
    pub fn new(text: &str) -> Self {
        let text = Folded::of(text);
        let mut words: Vec<(usize, usize)> = Vec::new();
        let mut start = 0;
        for (at, byte) in text.letters.iter().enumerate() {
            if (*byte == SPACE || *byte == END) && at > start {
                let place = words.iter().position(|(from, to)| to - from < at - start).unwrap_or(words.len());
                words.insert(place, (start, at));
                start = at;
            }
        }
        Self { text, words }
    }

    /// Whether there is no word in it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn letters(&self, word: (usize, usize)) -> &[u8] {
        self.text.letters.get(word.0..word.1).unwrap_or_default()
    }

    /// The marks of a word, without the space's.
    fn marks(&self, word: (usize, usize)) -> &[u8] {
        self.text.marks.get(word.0 + 1..word.1).unwrap_or_default()
    }

    /// Where in `text` words of the query begin words: ranges of bytes, in order, apart from each other.
    pub fn matches(&self, text: &str) -> Vec<(usize, usize)> {
        let folded = Folded::of(text);
        let origin = |at: usize| folded.origins.get(at).map_or(text.len(), |origin| *origin as usize);
        let mut ranges = Vec::new();
        for at in (0..folded.letters.len()).filter(|at| folded.letters.get(*at) == Some(&SPACE)) {
            let rest = folded.letters.get(at..).unwrap_or_default();
            // The longest comes first.
            if let Some(word) = self.words.iter().find(|word| rest.starts_with(self.letters(**word))) {
                ranges.push((origin(at + 1), origin(at + word.1 - word.0)));
            }
        }
        ranges
    }
}

/// An article in the index: where its headline and its lead begin in the folded text, and its category's number.
#[derive(Clone, Copy, Debug)]
struct Entry {
    headline: usize,
    summary: usize,
    category: usize,
}

/// The articles to search, newest first.
#[derive(Clone, Debug, Default)]
pub struct Index {
    text: Folded,
    entries: Vec<Entry>,
    last: Last,
}

/// The last answer. A query that only goes on from its query can find nothing else.
#[derive(Clone, Debug, Default)]
struct Last {
    letters: Vec<u8>,
    category: Option<usize>,
    /// Where in the query its words stood, in its order.
    words: Vec<usize>,
    /// What was found, newest first: a number, and where each of the words first stands in it, in the same order.
    hits: Vec<usize>,
}

impl Index {
    /// Adds an article of the category with this number. Articles are known by their number, from 0.
    pub fn add(&mut self, headline: &str, summary: &str, category: usize) {
        let start = self.text.letters.len();
        self.text.add(headline);
        let lead = self.text.letters.len();
        self.text.add(summary);
        self.text.origins.clear();
        self.entries.push(Entry { headline: start, summary: lead, category });
        self.last = Last::default();
    }

    /// The articles that `query` finds, the best first; within `category` if there is one. A query without words finds the
    /// whole category, and nothing without one. As soon as `enough` are found that no other can come before, or [`MANY`] of
    /// any kind, these are the answer, and it is `false` that there are no more; a whole answer has `enough` of `usize::MAX`.
    pub fn search(&mut self, query: &Query, category: Option<usize>, enough: usize) -> (Vec<usize>, bool) {
        let letters = query.text.letters.strip_suffix(&[END]).unwrap_or_default();
        let mut found = Vec::new();
        let Some(first) = query.words.first() else {
            for (number, entry) in self.entries.iter().enumerate() {
                if category == Some(entry.category) {
                    found.push(number);
                }
            }
            return (found, true);
        };
        let first = query.letters(*first);
        let last = &self.last;
        let goes_on = !last.letters.is_empty() && letters.starts_with(&last.letters) && last.category == category;
        // Where each word's place is in a hit of the last answer.
        let place = |(start, _): &(usize, usize)| last.words.iter().position(|known| known == start).map(|at| at + 1);
        let places: Vec<_> = query.words.iter().map(place).collect();
        let best = if query.words.len() > 1 { 7 } else { 6 };
        let mut ranked: Vec<Vec<usize>> = vec![Vec::new(); 8];
        let mut hits = Vec::new();
        let mut looked = 0;
        // Says whether to go on.
        let mut look = |number: usize, known: &[Option<usize>], before: &[usize]| {
            if self.entries.get(number).is_some_and(|entry| category.is_none_or(|category| category == entry.category))
            {
                let length = hits.len();
                hits.push(number);
                match self.rank(number, query, known, before, &mut hits) {
                    Some(rank) => ranked.get_mut(rank)?.push(number),
                    None => hits.truncate(length),
                }
            }
            looked += 1;
            let many = looked >= MANY && enough < usize::MAX;
            ranked.get(best).filter(|best| best.len() < enough && !many).map(drop)
        };
        let mut more = Some(());
        if goes_on {
            let mut before = last.hits.chunks_exact(last.words.len() + 1);
            while let (Some(()), Some(hit)) = (more, before.next()) {
                more = hit.first().and_then(|number| look(*number, &places, hit));
            }
        } else {
            let (mut number, mut from) = (0, 0);
            while let (Some(()), Some(hit)) = (more, self.find(first, from, self.text.letters.len())) {
                while self.end(number) <= hit {
                    number += 1;
                }
                more = look(number, &[Some(0)], &[hit]);
                from = self.end(number);
            }
        }
        if more.is_some() {
            let words = query.words.iter().map(|word| word.0).collect();
            self.last = Last { letters: letters.to_vec(), category, words, hits };
        }
        while let Some(mut equals) = ranked.pop() {
            found.append(&mut equals);
        }
        (found, more.is_some())
    }

    /// Where the article with this number ends in the folded text.
    fn end(&self, number: usize) -> usize {
        self.entries.get(number + 1).map_or(self.text.letters.len(), |next| next.headline)
    }

    /// How well the article with this number fits, 0 to 7; `None` when a word is missing. Adds to `hits` where each word
    /// first stands: not before what `before` has at its index in `known`, if there is one. Whoever types without marks has
    /// most words not as typed: then a lead is not read to its end for one that is.
    fn rank(
        &self,
        number: usize,
        query: &Query,
        known: &[Option<usize>],
        before: &[usize],
        hits: &mut Vec<usize>,
    ) -> Option<usize> {
        let (entry, end) = (self.entries.get(number)?, self.end(number));
        let (mut exact, mut headline, mut together) = (true, true, false);
        let whole = query.text.letters.strip_suffix(&[END]).unwrap_or_default();
        for (at, word) in query.words.iter().enumerate() {
            let (letters, marks) = (query.letters(*word), query.marks(*word));
            let from = known.get(at).and_then(|known| before.get((*known)?)).unwrap_or(&entry.headline);
            let mut place = self.find(letters, *from, end)?;
            hits.push(place);
            headline &= place < entry.summary;
            if at == 0 && query.words.len() > 1 {
                let there = place.checked_sub(word.0).and_then(|start| self.text.letters.get(start..end));
                together = there.is_some_and(|text| text.starts_with(whole));
            }
            while exact && !self.text.marks.get(place + 1..).is_some_and(|rest| rest.starts_with(marks)) {
                let last = if marks.iter().all(|mark| *mark == 0) { entry.summary } else { end };
                match self.find(letters, place + 1, last) {
                    Some(next) => place = next,
                    None => exact = false,
                }
            }
        }
        if headline && !together && query.words.len() > 1 {
            together = self.find(whole, entry.headline, entry.summary).is_some();
        }
        Some(usize::from(exact) << 2 | usize::from(headline) << 1 | usize::from(together))
    }

    /// Where `word`, which begins with a space, first stands between `from` and `to`. Looks for its first two bytes, eight
    /// places at a time: one key press reads megabytes.
    fn find(&self, word: &[u8], from: usize, to: usize) -> Option<usize> {
        const ONES: u64 = u64::from_le_bytes([1; 8]);
        let text = self.text.letters.get(from..to)?;
        let [first, second, ..] = word else { return None };
        let (firsts, seconds) = (ONES * u64::from(*first), ONES * u64::from(*second));
        let starts = |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with(word));
        // Where it stood at the last press it mostly stands still.
        if starts(0) {
            return Some(from);
        }
        let mut at = 0;
        for eight in text.chunks_exact(8) {
            let here = eight.try_into().map_or(0, u64::from_le_bytes);
            let behind = text.get(at + 8).map_or(0, |byte| u64::from(*byte));
            // A byte is zero where both letters are right.
            let wrong = (here ^ firsts) | ((here >> 8 | behind << 56) ^ seconds);
            let mut zeros = wrong.wrapping_sub(ONES) & !wrong & (ONES << 7);
            while zeros != 0 {
                let place = at + (zeros.trailing_zeros() / 8) as usize;
                if starts(place) {
                    return Some(from + place);
                }
                zeros &= zeros - 1;
            }
            at += 8;
        }
        (at..text.len()).find(|at| starts(*at)).map(|at| from + at)
    }
}
