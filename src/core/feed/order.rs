//! Articles in order, and each once.

use std::{cmp::Ordering, sync::Arc};

use super::Item;

/// The places of `items` in the order of `compare`; equal ones as they were. (One sort for all uses: each has its own code.)
fn order(items: &[Arc<Item>], compare: &dyn Fn(&Item, &Item) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|one, other| match (items.get(*one), items.get(*other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    order
}

/// Newest first; undated articles last, in the feed's order.
pub fn newest_first(items: &mut Vec<Arc<Item>>) {
    let order = order(items, &|one, other| other.date_published.cmp(&one.date_published));
    *items = order.into_iter().filter_map(|at| items.get(at).cloned()).collect();
}

/// Of articles with the same id the first stays.
pub fn keep_first_of_each_id(items: &mut Vec<Arc<Item>>) {
    let order = order(items, &|one, other| one.id.cmp(&other.id));
    let mut again = vec![false; items.len()];
    for pair in order.windows(2) {
        if let [one, other] = pair
            && items.get(*one).map(|item| &item.id) == items.get(*other).map(|item| &item.id)
            && let Some(again) = again.get_mut(*other)
        {
            *again = true;
        }
    }
    let mut again = again.into_iter();
    items.retain(|_| again.next() != Some(true));
}
