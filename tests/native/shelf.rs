//! What of the pictures that were seen has to go.

use proptest::prelude::*;
use tin_reader::core::shelf::{plan, room};

/// The addresses of a list, in its order.
fn addresses(list: &str) -> Vec<&str> {
    list.lines().map(|line| line.rsplit(' ').next().unwrap()).collect()
}

/// `(read, bytes, address)` of each line.
fn entries(list: &str) -> Vec<(u64, u64, &str)> {
    list.lines()
        .map(|line| {
            let parts: Vec<_> = line.split(' ').collect();
            assert_eq!(parts.len(), 4, "{line}");
            (parts[0].parse().unwrap(), parts[1].parse().unwrap(), parts[3])
        })
        .collect()
}

#[test]
fn room_is_in_megabytes_and_junk_is_the_usual() {
    assert_eq!(room(None), 50 << 20);
    assert_eq!(room(Some(" 7 ")), 7 << 20);
    assert_eq!(room(Some("0")), 0);
    for junk in ["", "x", "-1", "1.5", "50MB", "99999999999999999999"] {
        assert_eq!(room(Some(junk)), 50 << 20, "{junk}");
    }
}

#[test]
fn what_was_read_longest_ago_goes_first() {
    let list = plan("", "40 a1 https://x/1\n40 a1 https://x/2", 1000, 100);
    assert_eq!(list, "1000 40 a1 https://x/1\n1000 40 a1 https://x/2\n");
    // The first article is read again, so the second one's picture is the oldest when a third comes.
    let list = plan("1000 40 a1 https://x/1\n1500 40 a2 https://x/2\n", "40 a1 https://x/1", 2000, 100);
    assert_eq!(list, "1500 40 a2 https://x/2\n2000 40 a1 https://x/1\n");
    let list = plan(&list, "40 a3 https://x/3", 3000, 100);
    assert_eq!(addresses(&list), ["https://x/1", "https://x/3"]);
}

#[test]
fn a_picture_that_is_too_large_drives_no_other_out() {
    let list = plan("1 40 a https://x/1\n", "101 b https://x/large", 2, 100);
    assert_eq!(addresses(&list), ["https://x/1"]);
    assert_eq!(plan(&list, "", 3, 0), "", "without room nothing stays");
}

#[test]
fn a_clock_that_was_set_back_makes_nothing_older() {
    let list = plan("5000 40 a https://x/1\n", "40 b https://x/2", 10, 100);
    assert_eq!(list, "5000 40 a https://x/1\n5001 40 b https://x/2\n");
    assert_eq!(addresses(&plan(&list, "40 c https://x/3", 11, 100)), ["https://x/2", "https://x/3"]);
}

#[test]
fn junk_in_the_store_counts_for_nothing() {
    let junk =
        "\n \nx y z\n1 2\n1 2 3\n1 2 a \n-1 5 a https://x/0\n99999999999999999999999 5 a https://x/0\n<script>\n💥";
    assert_eq!(plan(junk, junk, 7, 100), "");
    assert_eq!(addresses(&plan(junk, "5 a https://x/1", 7, 100)), ["https://x/1"]);
    let far = format!("{} 5 a https://x/1\n", u64::MAX);
    assert_eq!(addresses(&plan(&far, "5 a https://x/2", 7, 100)), ["https://x/1", "https://x/2"]);
}

proptest! {
    /// Over any visits and any sizes: it fits, nothing is there twice, what was just read and fits is there, and nothing that
    /// went was read later than what stayed.
    #[test]
    fn what_stays_fits_and_is_what_was_read_last(
        visits in prop::collection::vec((0_u64..2000, prop::collection::vec((0_u32..30, 0_u64..60), 0..6)), 1..12),
        room in 0_u64..200,
    ) {
        let mut list = String::new();
        let mut last = std::collections::HashMap::new();
        for (turn, (now, seen)) in visits.into_iter().enumerate() {
            let lines: Vec<_> = seen.iter().map(|(name, bytes)| format!("{bytes} a https://x/{name}")).collect();
            list = plan(&list, &lines.join("\n"), now, room);
            for (name, bytes) in seen {
                last.insert(format!("https://x/{name}"), (turn, bytes));
            }
            let entries = entries(&list);
            prop_assert!(entries.iter().map(|(_, bytes, _)| bytes).sum::<u64>() <= room);
            let mut names: Vec<_> = entries.iter().map(|(_, _, address)| *address).collect();
            names.sort_unstable();
            names.dedup();
            prop_assert_eq!(names.len(), entries.len());
            let oldest = entries.iter().map(|(_, _, address)| last[*address].0).min().unwrap_or(usize::MAX);
            for (address, (read, bytes)) in &last {
                let stays = names.contains(&address.as_str());
                prop_assert!(stays || *bytes > room || *read <= oldest || entries.is_empty(), "{} of {} in {}", address, read, list);
            }
        }
    }

    #[test]
    fn any_text_is_planned(list in any::<String>(), seen in any::<String>(), now in any::<u64>(), room in any::<u64>()) {
        let planned = plan(&list, &seen, now, room);
        prop_assert_eq!(plan(&planned, "", now, room), planned.clone());
    }
}
