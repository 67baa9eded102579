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

    // Text, share, print, QR code, pictures.
    pub more_tools: &'static str,
    pub text: &'static str,
    pub size: &'static str,
    pub smaller: &'static str,
    pub usual_size: &'static str,
    pub larger: &'static str,
    /// The groups of `core::choices` after the sizes, and their options.
    pub groups: [&'static str; 4],
    pub options: [&'static [&'static str]; 4],
    pub reset: &'static str,
    pub not_kept: &'static str,
    pub share: &'static str,
    pub mail: &'static str,
    pub printed: &'static str,
    pub print_failed: &'static str,
    pub qr: &'static str,
    pub qr_of: &'static str,
    pub minutes: &'static str,
    pub pictures: &'static str,
    pub enlarge: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub zoom: &'static str,
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

    // Text, share, print, QR code, pictures.
    more_tools: "Công cụ khác",
    text: "Kiểu chữ",
    size: "Cỡ chữ",
    smaller: "Chữ nhỏ hơn",
    usual_size: "Cỡ chữ thường",
    larger: "Chữ lớn hơn",
    groups: ["Giãn dòng", "Bề rộng", "Phông chữ", "Nền"],
    options: [
        &["Vừa", "Rộng", "Rất rộng"],
        &["Hẹp", "Vừa", "Rộng"],
        &["Không chân", "Có chân"],
        &["Tự động", "Sáng", "Tối", "Vàng ngà", "Tương phản cao"],
    ],
    reset: "Đặt lại như ban đầu",
    not_kept: "Thiết bị không cho lưu lựa chọn: khi mở lại trang, hãy chọn lại.",
    share: "Chia sẻ",
    mail: "Thư điện tử",
    printed: "In lúc {}",
    print_failed: "Không in được từ đây. Hãy mở bài trong trình duyệt khác rồi in: {}",
    qr: "Mã QR",
    qr_of: "Mã QR dẫn đến bài: {}",
    minutes: "{} phút",
    pictures: "Ảnh trong bài",
    enlarge: "Xem ảnh lớn: {}",
    previous: "Ảnh trước",
    next: "Ảnh sau",
    zoom: "Phóng to hoặc thu nhỏ",
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

    // Text, share, print, QR code, pictures.
    more_tools: "More tools",
    text: "Text",
    size: "Text size",
    smaller: "Smaller text",
    usual_size: "Usual text size",
    larger: "Larger text",
    groups: ["Line spacing", "Width", "Font", "Colours"],
    options: [
        &["Normal", "Wide", "Very wide"],
        &["Narrow", "Normal", "Wide"],
        &["Sans serif", "Serif"],
        &["Automatic", "Light", "Dark", "Sepia", "High contrast"],
    ],
    reset: "Reset all",
    not_kept: "The device does not keep this choice: it lasts until the page is closed.",
    share: "Share",
    mail: "E-mail",
    printed: "Printed at {}",
    print_failed: "Printing does not work here. Open the article in another browser to print it: {}",
    qr: "QR code",
    qr_of: "QR code that leads to the article: {}",
    minutes: "{} min",
    pictures: "Pictures of the article",
    enlarge: "Enlarge picture: {}",
    previous: "Previous picture",
    next: "Next picture",
    zoom: "Zoom in or out",
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

    // Text, share, print, QR code, pictures.
    more_tools: "更多工具",
    text: "文字",
    size: "字号",
    smaller: "缩小文字",
    usual_size: "默认字号",
    larger: "放大文字",
    groups: ["行距", "宽度", "字体", "配色"],
    options: [
        &["适中", "宽", "很宽"],
        &["窄", "适中", "宽"],
        &["无衬线", "衬线"],
        &["自动", "浅色", "深色", "米黄", "高对比度"],
    ],
    reset: "恢复默认",
    not_kept: "设备无法保存此选择，关闭页面后需重新选择。",
    share: "分享",
    mail: "电子邮件",
    printed: "打印时间：{}",
    print_failed: "此处无法打印，请在其他浏览器中打开文章后打印：{}",
    qr: "二维码",
    qr_of: "文章的二维码：{}",
    minutes: "{} 分钟",
    pictures: "文章图片",
    enlarge: "查看大图：{}",
    previous: "上一张",
    next: "下一张",
    zoom: "放大或缩小",
};
