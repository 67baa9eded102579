//! What the reading tools say, in each language of the interface: apart from [`super::lang::Words`], which the first screen
//! needs and loads.

use super::lang::Lang;

/// The words of the reading tools. `{}` in a sentence stands for one value.
#[derive(Debug)]
#[allow(missing_docs, reason = "each field is the English name of what it says")]
pub struct ToolWords {
    pub tools: &'static str,
    pub close: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub copy_failed: &'static str,
    pub print: &'static str,
    pub to_top: &'static str,
    pub reading_time: &'static str,
}

impl Lang {
    /// The words of the reading tools.
    pub const fn tool_words(self) -> &'static ToolWords {
        match self {
            Self::Vi => &VI,
            Self::En => &EN,
            Self::Zh => &ZH,
        }
    }
}

static VI: ToolWords = ToolWords {
    tools: "Công cụ đọc",
    close: "Đóng",
    copy: "Sao chép liên kết",
    copied: "Đã sao chép liên kết.",
    copy_failed: "Trình duyệt không cho sao chép. Liên kết: {}",
    print: "In bài",
    to_top: "Lên đầu bài",
    reading_time: "Đọc khoảng {} phút",
};

static EN: ToolWords = ToolWords {
    tools: "Reading tools",
    close: "Close",
    copy: "Copy link",
    copied: "Link copied.",
    copy_failed: "The browser does not allow copying. Link: {}",
    print: "Print",
    to_top: "Back to top",
    reading_time: "About {} min read",
};

static ZH: ToolWords = ToolWords {
    tools: "阅读工具",
    close: "关闭",
    copy: "复制链接",
    copied: "链接已复制。",
    copy_failed: "浏览器不允许复制。链接：{}",
    print: "打印",
    to_top: "回到顶部",
    reading_time: "阅读约需 {} 分钟",
};
