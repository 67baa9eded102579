//! The interface's languages, and every word it says: one table a language.

use super::{find::split_once, time::pad};

/// A language of the interface. (The articles' own language is the feed's business.)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Vietnamese, the default.
    #[default]
    Vi,
    /// English.
    En,
    /// Chinese (simplified): Móng Cái is a border city.
    Zh,
}

impl Lang {
    /// All of them, for tests that walk the tables.
    pub const ALL: [Self; 3] = [Self::Vi, Self::En, Self::Zh];

    /// From an attribute: the primary subtag decides (`en-GB` is English); anything unknown is Vietnamese.
    pub fn from_attribute(text: &str) -> Self {
        match text.trim().get(..2) {
            Some(tag) if tag.eq_ignore_ascii_case("en") => Self::En,
            Some(tag) if tag.eq_ignore_ascii_case("zh") => Self::Zh,
            _ => Self::Vi,
        }
    }

    /// The BCP 47 tag for `lang="…"`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
            Self::Zh => "zh-Hans",
        }
    }

    /// The words of the interface.
    pub const fn words(self) -> &'static Words {
        match self {
            Self::Vi => &VI,
            Self::En => &EN,
            Self::Zh => &ZH,
        }
    }
}

/// What the interface says. `{}` in a sentence stands for one value.
#[derive(Debug)]
#[allow(missing_docs, reason = "each field is the English name of what it says")]
pub struct Words {
    /// Sunday first.
    pub weekdays: [&'static str; 7],
    pub banner: &'static str,
    pub loading: &'static str,
    pub loading_slowly: &'static str,
    pub updated: &'static str,
    pub source: &'static str,
    pub original: &'static str,
    pub attachments: &'static str,
    pub table: &'static str,
    pub related: &'static str,
    pub no_related: &'static str,
    pub more: &'static str,
    pub more_busy: &'static str,
    pub more_failed: &'static str,
    pub added: &'static str,
    pub retry: &'static str,
    pub newest: &'static str,
    pub recalled: &'static str,
    pub to_list: &'static str,
    pub stale: &'static str,
    pub offline: &'static str,
    pub refreshed: &'static str,
    pub newer: &'static str,
    pub gone: &'static str,
    pub lacks: &'static str,
    pub content_cut: &'static str,
    pub content_legacy: &'static str,
    pub content_text_only: &'static str,
    pub failed: &'static str,
    pub feed_missing: &'static str,
    pub feed_unreachable: &'static str,
    pub feed_timeout: &'static str,
    pub feed_http: &'static str,
    pub feed_not_json: &'static str,
    pub feed_invalid: &'static str,
    pub feed_too_large: &'static str,
    pub feed_older: &'static str,
    pub feed_other: &'static str,
    pub storage_full: &'static str,
    pub feed_empty: &'static str,
    pub category_empty: &'static str,
    pub article_not_found: &'static str,
}

/// A file's size as readers know it: `350 KB`, `1,2 MB`. A kilobyte is 1,024 bytes.
pub fn file_size(bytes: u64, lang: Lang) -> String {
    let kilobytes = bytes.div_ceil(1024);
    let (whole, tenth, unit) = if kilobytes < 1024 {
        (kilobytes, 0, " KB")
    } else {
        let tenths = (bytes.saturating_mul(10).saturating_add(524_288)) / 1_048_576;
        (tenths / 10, tenths % 10, " MB")
    };
    let mut out = String::new();
    pad(&mut out, i64::try_from(whole).unwrap_or(i64::MAX), 1);
    if tenth > 0 {
        out.push(if lang == Lang::Vi { ',' } else { '.' });
        pad(&mut out, i64::try_from(tenth).unwrap_or_default(), 1);
    }
    out.push_str(unit);
    out
}

/// A count as readers of the language write it: `10.000`, `10,000`.
pub fn count(value: usize, lang: Lang) -> String {
    let mut digits = String::new();
    pad(&mut digits, i64::try_from(value).unwrap_or(i64::MAX), 1);
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(if lang == Lang::Vi { '.' } else { ',' });
        }
        out.push(digit);
    }
    out
}

/// `template` with its `{}` replaced by `value`.
pub fn fill(template: &str, value: &str) -> String {
    match split_once(template, "{}") {
        Some((before, after)) => [before, value, after].concat(),
        None => template.to_owned(),
    }
}

static VI: Words = Words {
    weekdays: ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"],
    banner: "Ảnh đầu trang",
    loading: "Đang tải tin…",
    loading_slowly: "Vẫn đang tải, mạng có vẻ chậm…",
    updated: "Cập nhật",
    source: "Nguồn:",
    original: "Xem bài gốc",
    attachments: "Tài liệu đính kèm",
    table: "Bảng",
    related: "Tin cùng chuyên mục",
    no_related: "Chuyên mục này chưa có tin nào khác.",
    more: "Xem thêm tin",
    more_busy: "Đang tải thêm…",
    more_failed: "Chưa tải thêm được. Bấm để thử lại.",
    added: "Đã hiện thêm {} tin.",
    retry: "Thử lại",
    newest: "Xem tin mới nhất",
    recalled: "Đang xem bản lưu lúc {}.",
    to_list: "Về danh sách tin",
    stale: "Chưa cập nhật được tin mới; đang xem bản tải lúc {}.",
    offline: "Không có kết nối; đang xem bản lưu lúc {}.",
    refreshed: "Đã cập nhật lúc {}.",
    newer: "Có tin mới. Bấm để xem.",
    gone: "Bài viết đang xem đã được gỡ. Mời xem tin mới nhất.",
    lacks: "Bài bạn mở không có trong bản lưu; dưới đây là bài mới nhất đã lưu.",
    content_cut: "Bài viết quá dài hoặc quá phức tạp nên có phần chỉ giữ lại chữ.",
    content_legacy: "Bài viết dùng phông chữ tiếng Việt kiểu cũ nên một số chữ có thể hiển thị sai.",
    content_text_only: "Trang này chỉ cho phép hiển thị phần chữ của bài viết.",
    failed: "Không tải được tin",
    feed_missing: "Trang này chưa khai báo địa chỉ nguồn tin.",
    feed_unreachable: "Không kết nối được với nguồn tin. Hãy kiểm tra mạng rồi thử lại.",
    feed_timeout: "Nguồn tin không phản hồi sau {} giây. Mạng có thể đang yếu, hãy thử lại.",
    feed_http: "Máy chủ của nguồn tin báo lỗi {}. Hãy thử lại sau ít phút.",
    feed_not_json: "Nguồn tin trả về nội dung không đọc được. Hãy thử lại sau ít phút.",
    feed_invalid: "Nguồn tin không đúng định dạng JSON Feed (thiếu “{}”).",
    feed_too_large: "Nguồn tin lớn hơn {} MB nên không thể tải.",
    feed_older: "Nguồn tin trả về nội dung cũ hơn bản đang xem.",
    feed_other: "Địa chỉ nguồn tin nay trả về một nguồn tin khác.",
    storage_full: "Thiết bị hết chỗ lưu: tin đã lưu vẫn còn, tin mới chỉ xem được khi có mạng.",
    feed_empty: "Nguồn tin hiện chưa có bài nào.",
    category_empty: "Chuyên mục này hiện chưa có tin.",
    article_not_found: "Không tìm thấy bài viết. Có thể bài đã được gỡ hoặc đổi địa chỉ.",
};

static EN: Words = Words {
    weekdays: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
    banner: "Banner",
    loading: "Loading news…",
    loading_slowly: "Still loading; the network seems slow…",
    updated: "Updated",
    source: "Source:",
    original: "Read the original",
    attachments: "Attachments",
    table: "Table",
    related: "More in this category",
    no_related: "There is no other news in this category yet.",
    more: "Show more news",
    more_busy: "Loading more…",
    more_failed: "More news could not be loaded. Press to try again.",
    added: "More headlines shown: {}.",
    retry: "Try again",
    newest: "Read the latest article",
    recalled: "You are reading a saved copy ({}).",
    to_list: "Back to the list",
    stale: "The latest news could not be loaded; this copy is from {}.",
    offline: "No connection; you are reading a saved copy ({}).",
    refreshed: "Updated at {}.",
    newer: "New articles are available. Press to read.",
    gone: "The article you were reading has been withdrawn. Here is the latest one.",
    lacks: "The article you opened is not in the saved copy. Here is the latest one that is.",
    content_cut: "The article is too long or complex: part of it is kept as plain text.",
    content_legacy: "The article was written for an old Vietnamese font; some letters may be wrong.",
    content_text_only: "This page allows only the text of the article to be shown.",
    failed: "The news could not be loaded",
    feed_missing: "This page does not say where its news comes from.",
    feed_unreachable: "The news source cannot be reached. Check your connection and try again.",
    feed_timeout: "The news source did not answer within {} seconds. The network may be weak; try again.",
    feed_http: "The news source's server answered with error {}. Try again in a few minutes.",
    feed_not_json: "The news source sent something that cannot be read. Try again in a few minutes.",
    feed_invalid: "The news source is not a valid JSON Feed (“{}” is missing).",
    feed_too_large: "The news source is larger than {} MB and cannot be loaded.",
    feed_older: "The source returned an older copy than the one shown.",
    feed_other: "The address now returns a different news source.",
    storage_full: "The device is out of space. Saved news is still there; newer articles need a connection.",
    feed_empty: "The news source has no articles yet.",
    category_empty: "There is no news in this category yet.",
    article_not_found: "The article was not found. It may have been removed or moved.",
};

static ZH: Words = Words {
    weekdays: ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
    banner: "页首横幅",
    loading: "正在加载新闻…",
    loading_slowly: "仍在加载，网络似乎较慢…",
    updated: "更新于",
    source: "来源：",
    original: "查看原文",
    attachments: "附件",
    table: "表格",
    related: "同栏目新闻",
    no_related: "本栏目暂无其他新闻。",
    more: "查看更多新闻",
    more_busy: "正在加载更多…",
    more_failed: "未能加载更多，点击重试。",
    added: "又加载了 {} 条新闻。",
    retry: "重试",
    newest: "查看最新新闻",
    recalled: "正在阅读 {} 保存的版本。",
    to_list: "返回列表",
    stale: "暂时无法获取新内容，当前内容加载于 {}。",
    offline: "没有网络连接；正在阅读 {} 保存的版本。",
    refreshed: "已于 {} 更新。",
    newer: "有更新的新闻，点击查看。",
    gone: "您正在阅读的文章已撤下，为您显示最新新闻。",
    lacks: "已保存的版本中没有您要打开的文章，为您显示其中最新的一篇。",
    content_cut: "文章过长或过于复杂，部分内容仅保留文字。",
    content_legacy: "文章使用旧式越南文字体，部分字母可能显示有误。",
    content_text_only: "本页仅允许显示文章的文字内容。",
    failed: "新闻加载失败",
    feed_missing: "本页未设置新闻源地址。",
    feed_unreachable: "无法连接新闻源，请检查网络后重试。",
    feed_timeout: "新闻源在 {} 秒内没有响应，网络可能较弱，请重试。",
    feed_http: "新闻源服务器返回错误 {}，请稍后重试。",
    feed_not_json: "新闻源返回的内容无法读取，请稍后重试。",
    feed_invalid: "新闻源不是有效的 JSON Feed（缺少“{}”）。",
    feed_too_large: "新闻源超过 {} MB，无法加载。",
    feed_older: "新闻源返回的内容比当前显示的更旧。",
    feed_other: "该地址现在返回的是另一个新闻源。",
    storage_full: "设备存储空间已满：已保存的内容仍在，新内容需联网阅读。",
    feed_empty: "新闻源暂无文章。",
    category_empty: "本栏目暂无新闻。",
    article_not_found: "未找到该文章，可能已被删除或更换地址。",
};
