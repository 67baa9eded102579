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
    // Search.
    pub search: &'static str,
    pub search_label: &'static str,
    pub search_categories: &'static str,
    pub search_all: &'static str,
    pub search_found: &'static str,
    pub search_none: &'static str,
    pub search_none_in: &'static str,
    pub search_everywhere: &'static str,
    pub search_clear: &'static str,
    pub search_back: &'static str,
    pub search_next: &'static str,
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
    search: "Tìm tin",
    search_label: "Tìm trong tiêu đề và tóm tắt, gõ dấu hay không dấu đều được",
    search_categories: "Chuyên mục",
    search_all: "Tất cả",
    search_found: "Tìm thấy {} tin.",
    search_none: "Không có tin nào khớp với “{}”. Hãy thử ít chữ hơn.",
    search_none_in: "Chuyên mục này không có tin nào khớp với “{}”.",
    search_everywhere: "Tìm trong tất cả chuyên mục",
    search_clear: "Xóa và tìm lại",
    search_back: "Trang trước",
    search_next: "Trang sau",
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
    search: "Search",
    search_label: "Search headlines and summaries, with or without accents",
    search_categories: "Categories",
    search_all: "All",
    search_found: "Found: {}.",
    search_none: "No news matches “{}”. Try fewer words.",
    search_none_in: "No news in this category matches “{}”.",
    search_everywhere: "Search all categories",
    search_clear: "Clear and search again",
    search_back: "Previous page",
    search_next: "Next page",
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
    search: "搜索",
    search_label: "搜索标题和摘要，越南语声调可省略",
    search_categories: "栏目",
    search_all: "全部",
    search_found: "找到{}条新闻。",
    search_none: "没有与“{}”匹配的新闻，请减少关键词再试。",
    search_none_in: "本栏目没有与“{}”匹配的新闻。",
    search_everywhere: "在全部栏目中搜索",
    search_clear: "清除并重新搜索",
    search_back: "上一页",
    search_next: "下一页",
};
