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
    // Listen.
    pub listen: &'static str,
    pub listen_play: &'static str,
    pub listen_pause: &'static str,
    pub listen_stop: &'static str,
    pub listen_back: &'static str,
    pub listen_next: &'static str,
    pub listen_slower: &'static str,
    pub listen_faster: &'static str,
    pub listen_no_voice: &'static str,
    pub listen_nothing: &'static str,
    pub listen_failed: &'static str,
    /// As in [`Lang::ALL`], in the middle of a sentence.
    pub listen_languages: [&'static str; 3],
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
    // Nghe.
    listen: "Nghe bài",
    listen_play: "Đọc",
    listen_pause: "Tạm dừng",
    listen_stop: "Dừng đọc",
    listen_back: "Đoạn trước",
    listen_next: "Đoạn sau",
    listen_slower: "Đọc chậm hơn",
    listen_faster: "Đọc nhanh hơn",
    listen_no_voice: "Thiết bị này chưa có giọng đọc {}. Hãy thêm giọng trong phần cài đặt giọng nói của thiết bị rồi mở lại trang.",
    listen_nothing: "Trình duyệt này không đọc thành tiếng được. Hãy thử Chrome, Edge, Firefox hoặc Safari.",
    listen_failed: "Giọng đọc không trả lời. Hãy bấm đọc lại.",
    listen_languages: ["tiếng Việt", "tiếng Anh", "tiếng Trung"],
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
    // Listen.
    listen: "Listen",
    listen_play: "Play",
    listen_pause: "Pause",
    listen_stop: "Stop",
    listen_back: "Previous paragraph",
    listen_next: "Next paragraph",
    listen_slower: "Slower",
    listen_faster: "Faster",
    listen_no_voice: "This device has no {} voice. Add one in its speech settings, then open the page again.",
    listen_nothing: "This browser cannot read aloud. Try Chrome, Edge, Firefox or Safari.",
    listen_failed: "The voice does not answer. Press play to try again.",
    listen_languages: ["Vietnamese", "English", "Chinese"],
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
    // 朗读。
    listen: "朗读",
    listen_play: "播放",
    listen_pause: "暂停",
    listen_stop: "停止",
    listen_back: "上一段",
    listen_next: "下一段",
    listen_slower: "放慢语速",
    listen_faster: "加快语速",
    listen_no_voice: "此设备没有{}语音。请在设备的语音设置中添加，然后重新打开页面。",
    listen_nothing: "此浏览器不支持朗读，请使用 Chrome、Edge、Firefox 或 Safari。",
    listen_failed: "语音没有响应，请再按一次播放。",
    listen_languages: ["越南语", "英语", "中文"],
};
