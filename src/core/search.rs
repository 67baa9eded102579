//! Searching headlines and leads: folded once, then one pass over a flat buffer for each key press.
//!
//! An article is found when every word of the query begins a word of its headline or its lead. (Vietnamese syllables are
//! short: found inside of words, "an" would be in every other headline.) First come those that have every word with the
//! same marks, then those that have every word in the headline, then those where the words stand together as typed (in the
//! headline, or where the longest of them first stands); among equals the newer first.

use super::fold::{END, Folded, SPACE};

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
    /// Where in the query its first word stood.
    first: usize,
    /// What was found, newest first, and where the first word stands in it: it stands nowhere before that.
    hits: Vec<(usize, usize)>,
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
    /// whole category, and nothing without one.
    pub fn search(&mut self, query: &Query, category: Option<usize>) -> Vec<usize> {
        let letters = query.text.letters.strip_suffix(&[END]).unwrap_or_default();
        let mut found = Vec::new();
        let Some(first) = query.words.first() else {
            for (number, entry) in self.entries.iter().enumerate() {
                if category == Some(entry.category) {
                    found.push(number);
                }
            }
            return found;
        };
        let (start, first) = (first.0, query.letters(*first));
        let mut ranked: Vec<Vec<usize>> = vec![Vec::new(); 8];
        let mut hits = Vec::new();
        let mut look = |number: usize, hit: usize| {
            let entry = self.entries.get(number)?;
            if category.is_none_or(|category| category == entry.category) {
                let rank = self.rank(*entry, hit, self.end(number), query)?;
                hits.push((number, hit));
                ranked.get_mut(rank)?.push(number);
            }
            Some(())
        };
        let goes_on = !self.last.letters.is_empty() && letters.starts_with(&self.last.letters);
        if goes_on && self.last.category == category {
            for (number, before) in &self.last.hits {
                let headline = self.entries.get(*number).map_or(0, |entry| entry.headline);
                let from = if start == self.last.first { *before } else { headline };
                if let Some(hit) = self.find(first, from, self.end(*number)) {
                    look(*number, hit);
                }
            }
        } else {
            let (mut number, mut from) = (0, 0);
            while let Some(hit) = self.find(first, from, self.text.letters.len()) {
                while self.end(number) <= hit {
                    number += 1;
                }
                look(number, hit);
                from = self.end(number);
            }
        }
        self.last = Last { letters: letters.to_vec(), category, first: start, hits };
        while let Some(mut equals) = ranked.pop() {
            found.append(&mut equals);
        }
        found
    }

    /// Where the article with this number ends in the folded text.
    fn end(&self, number: usize) -> usize {
        self.entries.get(number + 1).map_or(self.text.letters.len(), |next| next.headline)
    }

    /// How well the article that ends at `end` and has the query's first word at `hit` fits, 0 to 7; `None` when a word is
    /// missing. Whoever types without marks has most words not as typed: then a lead is not read to its end for one that is.
    fn rank(&self, entry: Entry, hit: usize, end: usize, query: &Query) -> Option<usize> {
        let (mut exact, mut headline) = (true, true);
        let mut known = Some(hit);
        for word in &query.words {
            let (letters, marks) = (query.letters(*word), query.marks(*word));
            let mut at = known.take().or_else(|| self.find(letters, entry.headline, end))?;
            headline &= at < entry.summary;
            let last = if marks.iter().all(|mark| *mark == 0) { entry.summary } else { end };
            while exact && !self.text.marks.get(at + 1..).is_some_and(|rest| rest.starts_with(marks)) {
                match self.find(letters, at + 1, last) {
                    Some(next) => at = next,
                    None => exact = false,
                }
            }
        }
        let whole = query.text.letters.strip_suffix(&[END]).unwrap_or_default();
        let there = || {
            let start = hit.checked_sub(query.words.first()?.0)?;
            self.text.letters.get(start..end).filter(|text| text.starts_with(whole))
        };
        let together =
            query.words.len() > 1 && (there().is_some() || self.find(whole, entry.headline, entry.summary).is_some());
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
