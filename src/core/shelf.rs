//! What is kept on the device besides the feed, and what of it has to go.
//!
//! The tag's attribute `storage` says how much may be kept. What a reader has saved stays; of the pictures that were seen on the
//! way, those that were not read for longest go first.

use super::time::pad;

/// Megabytes (2²⁰ bytes) without the attribute.
pub const USUAL: u32 = 50;

/// How many bytes the attribute `storage` allows.
pub fn room(attribute: Option<&str>) -> u64 {
    let megabytes = attribute.and_then(|text| text.trim().parse::<u32>().ok());
    u64::from(megabytes.unwrap_or(USUAL)) << 20
}

/// A picture that is kept: a line of the list, in the list's order.
struct Entry<'a> {
    /// When its article was last read: milliseconds, or more.
    read: u64,
    bytes: u64,
    /// The article it was seen in.
    owner: &'a str,
    address: &'a str,
}

impl<'a> Entry<'a> {
    /// From `[<read> ]<bytes> <owner> <address>`.
    fn parse(line: &'a str, read: Option<u64>) -> Option<Self> {
        let (read, line) = match read {
            Some(read) => (read, line),
            None => line.split_once(' ').and_then(|(read, line)| Some((read.parse().ok()?, line)))?,
        };
        let mut parts = line.splitn(3, ' ');
        let (bytes, owner, address) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?);
        address.starts_with("http").then_some(Self { read, bytes, owner, address })
    }
}

/// The new list of pictures: the old `list` with those just `seen`, less what has to go so that all fit in `room`. The list has a
/// line `<read> <bytes> <owner> <address>` for each, `seen` the same without the first word; lines that say something else count
/// for nothing.
///
/// What was read last stays longest, and a picture that is too large by itself drives no other out. A clock that was set back
/// makes nothing older than what was read before it.
pub fn plan(list: &str, seen: &str, now: u64, room: u64) -> String {
    let mut entries: Vec<Entry> = list.split('\n').filter_map(|line| Entry::parse(line, None)).collect();
    let newest = entries.iter().map(|entry| entry.read).max();
    let now = newest.map_or(now, |newest| now.max(newest.saturating_add(1)));
    for entry in seen.split('\n').filter_map(|line| Entry::parse(line, Some(now))) {
        entries.retain(|known| known.address != entry.address);
        entries.push(entry);
    }
    entries.retain(|entry| entry.bytes <= room);
    let total = |entries: &[Entry]| entries.iter().fold(0_u64, |sum, entry| sum.saturating_add(entry.bytes));
    while total(&entries) > room {
        let oldest = entries.iter().enumerate().min_by_key(|(_, entry)| entry.read);
        let Some((at, _)) = oldest else { break };
        entries.remove(at);
    }
    let mut out = String::new();
    for entry in entries {
        for number in [entry.read, entry.bytes] {
            pad(&mut out, i64::try_from(number).unwrap_or(i64::MAX), 1);
            out.push(' ');
        }
        out.push_str(entry.owner);
        out.push(' ');
        out.push_str(entry.address);
        out.push('\n');
    }
    out
}
