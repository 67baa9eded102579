//! What a reader may choose about how the text looks, and the form in which the device keeps it: `theme|declarations`.
//!
//! The loader applies the kept form before there is an article (`public/embed.js`): the theme goes to the engine, the
//! declarations become the style of the reader's root, where sizes in `em` and the sheet's tokens follow them.

use super::find::{find, split_once};

/// The groups of options. Each option is the CSS declarations that make it; themes are words of the attribute `theme`.
/// Sizes are keywords, because they count from the size that the device's owner has set.
pub const GROUPS: [&[&str]; 5] = [
    &["font-size:small;", "", "font-size:large;", "font-size:x-large;", "font-size:xx-large;"],
    &["", "--_leading:2;", "--_leading:2.4;"],
    &["grid-template-columns:minmax(0,36em);", "", "grid-template-columns:minmax(0,1fr);max-inline-size:none;"],
    &["", "font-family:var(--_head);"],
    &["", "light", "dark", "sepia", "contrast"],
];

/// The group of text sizes.
pub const SIZE: usize = 0;
/// The group of themes.
pub const THEME: usize = 4;
/// What the text sizes are called: the keywords' ratios.
pub const SIZES: [&str; 5] = ["80%", "100%", "112%", "150%", "200%"];

/// The chosen option of each group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choices([usize; 5]);

impl Default for Choices {
    /// In each group the option that changes nothing.
    fn default() -> Self {
        Self([1, 0, 1, 0, 0])
    }
}

impl Choices {
    /// From the kept form. What it does not know of counts as not chosen.
    pub fn from_kept(kept: &str) -> Self {
        let mut choices = Self::default();
        let (theme, style) = split_once(kept, "|").unwrap_or_default();
        for (group, options) in GROUPS.iter().enumerate() {
            let found = options.iter().position(|option| {
                !option.is_empty() && if group == THEME { *option == theme } else { find(style, option).is_some() }
            });
            if let Some(option) = found {
                choices.pick(group, option);
            }
        }
        choices
    }

    /// The kept form; empty when nothing was chosen.
    pub fn kept(self) -> String {
        if self == Self::default() { String::new() } else { [self.theme(), "|", &self.style()].concat() }
    }

    /// Chooses an option; one that there is not changes nothing.
    pub fn pick(&mut self, group: usize, option: usize) {
        let there = GROUPS.get(group).is_some_and(|options| option < options.len());
        if let Some(chosen) = self.0.get_mut(group).filter(|_| there) {
            *chosen = option;
        }
    }

    /// The chosen option of a group.
    pub fn of(self, group: usize) -> usize {
        self.0.get(group).copied().unwrap_or_default()
    }

    /// The theme; empty: as the page says.
    pub fn theme(self) -> &'static str {
        self.text(THEME)
    }

    /// The declarations for the reader's root.
    pub fn style(self) -> String {
        [self.text(0), self.text(1), self.text(2), self.text(3)].concat()
    }

    fn text(self, group: usize) -> &'static str {
        GROUPS.get(group).and_then(|options| options.get(self.of(group))).copied().unwrap_or_default()
    }
}
