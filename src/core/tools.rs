//! Which reading tools there are, and which of them the attribute `tools` asks for.

/// A reading tool, in the order of the toolbar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// `text`: size, spacing, width, font, theme.
    Text,
    /// `listen`: reads aloud.
    Listen,
    /// `search`: searches the feed.
    Search,
    /// `share`: the system's share sheet, or links.
    Share,
    /// `save`: keeps articles on the device.
    Save,
    /// `copy`: copies the article's address.
    Copy,
    /// `print`: prints the article.
    Print,
    /// `qr`: the article's address as a QR code.
    Qr,
    /// `top`: back to the headline of a long article.
    Top,
    /// `progress`: how far the article is read, and how long that takes.
    Progress,
    /// `lightbox`: pictures open large.
    Lightbox,
}

impl Tool {
    /// Each tool with its word in the attribute `tools`.
    pub const ALL: [(Self, &'static str); 11] = [
        (Self::Text, "text"),
        (Self::Listen, "listen"),
        (Self::Search, "search"),
        (Self::Share, "share"),
        (Self::Save, "save"),
        (Self::Copy, "copy"),
        (Self::Print, "print"),
        (Self::Qr, "qr"),
        (Self::Top, "top"),
        (Self::Progress, "progress"),
        (Self::Lightbox, "lightbox"),
    ];

    /// The tools that `attribute` asks for: all of them when it is missing or blank, none for `none`. Unknown words count
    /// for nothing, and a list of nothing else is junk: all again.
    pub fn chosen(attribute: Option<&str>) -> Vec<Self> {
        let words = || attribute.unwrap_or_default().split_ascii_whitespace();
        let has = |name: &str| words().any(|word| word.eq_ignore_ascii_case(name));
        if has("none") {
            return Vec::new();
        }
        let named: Vec<Self> = Self::ALL.into_iter().filter(|(_, name)| has(name)).map(|(tool, _)| tool).collect();
        if named.is_empty() { Self::ALL.map(|(tool, _)| tool).into() } else { named }
    }
}
