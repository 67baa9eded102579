//! How an article is read aloud: what a synthesiser is given to say, and in which pieces.
//!
//! Vietnamese voices read whole numbers and syllables well. What they get wrong is officialese: they spell `UBND` letter by
//! letter, stop inside `7.699` or read it as a decimal, and take `06/9` for a fraction and `2016-2020` for a subtraction. So
//! abbreviations and signs are put in words here, and figures stay figures wherever a voice reads them as a person does:
//!
//! - `7.699 tỷ` becomes `7699 tỷ`: without its points it is a number to every voice.
//! - `92,4%` becomes `92 phẩy 4 phần trăm`; decimals that begin with nought, or are three or more, are named one by one.
//! - `06/9` becomes `ngày 6 tháng 9`, `30/4` `ngày 30 tháng tư` (a voice says *tháng bốn*, which nobody does).
//! - telephone numbers and the like are named digit by digit, in words: a voice would say millions.
//!
//! Capitals that no table knows stay as they are, and so does all text that is not Vietnamese.

use super::find::find;

/// Stands for a space at which an utterance must not be cut: inside a number, an abbreviation, a date.
const GLUE: char = '\u{a0}';
const SPACES: [char; 2] = [' ', GLUE];

/// How much one utterance may hold. Chromium's network voices fall silent after some fifteen seconds, without a word to the
/// page; at the slowest speed this much takes about thirteen.
const MOST: usize = 180;

/// How much of [`MOST`] a character takes: what is said of it, in letters.
fn weight(c: char) -> usize {
    if c.is_ascii_digit() || ('\u{2e80}'..'\u{10000}').contains(&c) { 4 } else { 1 }
}

/// Abbreviations of provincial officialese. What joins their parts is left out here: `KT-XH`, `KT - XH` and `KT&XH` are
/// looked up as `KTXH`. A point behind one marks those that are written with it (`TP. Móng Cái`).
const ABBREVIATIONS: &str = "UBND=ủy ban nhân dân
HĐND=hội đồng nhân dân
MTTQ=mặt trận tổ quốc
MTTQVN=mặt trận tổ quốc Việt Nam
UBMTTQ=ủy ban mặt trận tổ quốc
UBKT=ủy ban kiểm tra
UBTVQH=ủy ban thường vụ quốc hội
ĐBQH=đại biểu quốc hội
BCH=ban chấp hành
BCHQS=ban chỉ huy quân sự
BTV=ban thường vụ
BCĐ=ban chỉ đạo
BQL=ban quản lý
BTC=ban tổ chức
BGH=ban giám hiệu
BĐBP=bộ đội biên phòng
LLVT=lực lượng vũ trang
CAND=công an nhân dân
QĐND=quân đội nhân dân
CSGT=cảnh sát giao thông
QLTT=quản lý thị trường
QLNN=quản lý nhà nước
TAND=tòa án nhân dân
VKSND=viện kiểm sát nhân dân
LĐLĐ=liên đoàn lao động
LHPN=liên hiệp phụ nữ
CCB=cựu chiến binh
ĐVTN=đoàn viên thanh niên
TNCS=thanh niên cộng sản
TNTP=thiếu niên tiền phong
TNXP=thanh niên xung phong
TW=trung ương
TƯ=trung ương
TTg=thủ tướng
VN=Việt Nam
XHCN=xã hội chủ nghĩa
CHXHCN=cộng hòa xã hội chủ nghĩa
TTXVN=thông tấn xã Việt Nam
TP.=thành phố
Tp.=thành phố
TX.=thị xã
HCM=Hồ Chí Minh
KTXH=kinh tế xã hội
CTXH=chính trị xã hội
CTMTQG=chương trình mục tiêu quốc gia
KT=kinh tế
QPAN=quốc phòng an ninh
ANQP=an ninh quốc phòng
ANTT=an ninh trật tự
ANCT=an ninh chính trị
TTATXH=trật tự an toàn xã hội
ATGT=an toàn giao thông
TTATGT=trật tự an toàn giao thông
TTCN=tiểu thủ công nghiệp
CNTTCN=công nghiệp, tiểu thủ công nghiệp
CNHHĐH=công nghiệp hóa, hiện đại hóa
XD=xây dựng
XDCB=xây dựng cơ bản
GPMB=giải phóng mặt bằng
KCN=khu công nghiệp
CCN=cụm công nghiệp
KKT=khu kinh tế
KTCK=kinh tế cửa khẩu
XNK=xuất nhập khẩu
XNC=xuất nhập cảnh
DN=doanh nghiệp
DNNN=doanh nghiệp nhà nước
HTX=hợp tác xã
TNHH=trách nhiệm hữu hạn
SXKD=sản xuất kinh doanh
GTSX=giá trị sản xuất
NSNN=ngân sách nhà nước
GTGT=giá trị gia tăng
TNCN=thu nhập cá nhân
TNDN=thu nhập doanh nghiệp
QSDĐ=quyền sử dụng đất
NTM=nông thôn mới
NNPTNT=nông nghiệp và phát triển nông thôn
TNMT=tài nguyên và môi trường
NNMT=nông nghiệp và môi trường
BVMT=bảo vệ môi trường
VSMT=vệ sinh môi trường
GTVT=giao thông vận tải
KHĐT=kế hoạch và đầu tư
KHCN=khoa học và công nghệ
TTTT=thông tin và truyền thông
LĐTBXH=lao động, thương binh và xã hội
VHTT=văn hóa thông tin
VHTTDL=văn hóa, thể thao và du lịch
VHVN=văn hóa văn nghệ
TDTT=thể dục thể thao
GDĐT=giáo dục và đào tạo
GDTX=giáo dục thường xuyên
THCS=trung học cơ sở
THPT=trung học phổ thông
THTHCS=tiểu học và trung học cơ sở
THCSTHPT=trung học cơ sở và trung học phổ thông
PTDTNT=phổ thông dân tộc nội trú
PTDTBT=phổ thông dân tộc bán trú
ĐH=đại học
HSG=học sinh giỏi
CBCC=cán bộ, công chức
CBCCVC=cán bộ, công chức, viên chức
CCVC=công chức, viên chức
BHXH=bảo hiểm xã hội
BHYT=bảo hiểm y tế
BHTN=bảo hiểm thất nghiệp
BTXH=bảo trợ xã hội
BVĐK=bệnh viện đa khoa
TTYT=trung tâm y tế
CSSK=chăm sóc sức khỏe
KHHGĐ=kế hoạch hóa gia đình
ATTP=an toàn thực phẩm
VSATTP=vệ sinh an toàn thực phẩm
PCCC=phòng cháy, chữa cháy
PCCN=phòng chống cháy nổ
CNCH=cứu nạn, cứu hộ
PCTT=phòng chống thiên tai
TKCN=tìm kiếm cứu nạn
PCTN=phòng chống tham nhũng
CNTT=công nghệ thông tin
CĐS=chuyển đổi số
CCHC=cải cách hành chính
TTHC=thủ tục hành chính
DVC=dịch vụ công
CCCD=căn cước công dân
QPPL=quy phạm pháp luật
VBQPPL=văn bản quy phạm pháp luật
CLB=câu lạc bộ
QĐ=quyết định
NQ=nghị quyết
NĐ=nghị định
QL=quốc lộ
TS.=tiến sĩ
ThS.=thạc sĩ
PGS.=phó giáo sư
GS.=giáo sư
BS.=bác sĩ
NSND=nghệ sĩ nhân dân
NSƯT=nghệ sĩ ưu tú
NGND=nhà giáo nhân dân
NGƯT=nhà giáo ưu tú
USD=đô la Mỹ
VND=đồng
VNĐ=đồng
NDT=nhân dân tệ
CNY=nhân dân tệ
EUR=ơ rô";

/// Kinds of documents, in a document's sign only: in front of `-` or `/` and another abbreviation (`53/KH-UBND`).
const KINDS: &str = "TT=thông tư
TTLT=thông tư liên tịch
CT=chỉ thị
CTr=chương trình
KH=kế hoạch
TB=thông báo
BC=báo cáo
CV=công văn
CĐ=công điện
TTr=tờ trình
HD=hướng dẫn
KL=kết luận
QC=quy chế
ĐA=đề án
GM=giấy mời";

/// Who issued a document, in its sign only. `TU` is a province's party committee or a city's: it stays two letters.
const ISSUERS: &str = "CP=chính phủ
QH=quốc hội
TU=tê u
BTC=bộ tài chính
BNV=bộ nội vụ
BYT=bộ y tế
BCT=bộ công thương
BCA=bộ công an
BQP=bộ quốc phòng
BTP=bộ tư pháp";

/// Short forms with a mark inside.
const SHORT: [(&str, &str); 9] = [
    ("v.v.", "vân vân"),
    ("v.v", "vân vân"),
    ("v/v", "về việc"),
    ("V/v", "về việc"),
    ("đ/c", "đồng chí"),
    ("Đ/c", "đồng chí"),
    ("t/m", "thay mặt"),
    ("T.Ư", "trung ương"),
    ("T.W", "trung ương"),
];

/// Units. Those of one letter, and `ha`, count only behind a figure or a stroke.
const UNITS: &str = "m=mét
km=ki lô mét
Km=ki lô mét
KM=ki lô mét
cm=xăng ti mét
mm=mi li mét
ha=héc ta
Ha=héc ta
g=gam
kg=ki lô gam
Kg=ki lô gam
mg=mi li gam
l=lít
ml=mi li lít
đ=đồng
h=giờ
s=giây
kW=ki lô oát
kWh=ki lô oát giờ
kV=ki lô vôn
MW=mê ga oát";

/// What is counted by: behind a stroke these are "a year", "a head".
const PER: &str =
    " năm quý tháng tuần ngày giờ phút giây người hộ lớp lần lượt suất con xe chiếc vụ cây sào phòng tấn tạ lít cái ";

/// Words of size, between a figure and its unit.
const SIZES: &str = " chục trăm nghìn ngàn vạn triệu tỷ tỉ ";

/// Behind these, `6/9` is a date that needs no "ngày".
const DAY: &str = " ngày Ngày mồng mùng sáng Sáng trưa Trưa chiều Chiều tối Tối đêm Đêm hôm Hôm ";

/// Behind these, `3/4` is a date and `9/2019` a month.
const WHEN: &str =
    " từ Từ đến Đến tới trước Trước sau Sau vào Vào dịp Dịp lễ Lễ khánh đầu Đầu cuối Cuối giữa hết trong kể ";

/// Behind these, a single I, V or X is a number.
const ORDINAL: &str = " quý Quý khóa Khóa khoá Khoá kỳ thứ hội chương Chương phần Phần mục Mục cấp loại hạng kỷ bậc đợt vòng nhóm tập lần ";

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

const DASHES: [char; 3] = ['-', '–', '—'];

/// Whether an article in the language `tag` (BCP 47) is Vietnamese.
pub fn is_vietnamese(tag: &str) -> bool {
    primary(tag).eq_ignore_ascii_case("vi")
}

/// What to ask a synthesiser for: voices have regions, articles mostly have none.
pub fn locale(tag: &str) -> &str {
    match primary(tag) {
        "vi" => "vi-VN",
        "zh" if tag.eq_ignore_ascii_case("zh-Hant") => "zh-TW",
        "zh" if !tag.contains('-') || tag.eq_ignore_ascii_case("zh-Hans") => "zh-CN",
        _ => tag,
    }
}

/// How well a voice for `voice` suits text in `wanted`: `None` not at all, else the more the better. Android writes `vi_VN`.
pub fn suits(voice: &str, wanted: &str, local: bool) -> Option<u8> {
    if !primary(voice).eq_ignore_ascii_case(primary(wanted)) {
        return None;
    }
    let same = |(a, b): (u8, u8)| a.eq_ignore_ascii_case(&b) || (a == b'_' && b == b'-');
    let region = !wanted.contains('-') || voice.len() == wanted.len() && voice.bytes().zip(wanted.bytes()).all(same);
    Some(u8::from(local) + 2 * u8::from(region))
}

fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

/// The text of a caption, told as one: of a picture, or of a table.
pub fn caption(text: &str, picture: bool, vietnamese: bool) -> String {
    let told = if picture { ["Ảnh", "Trong ảnh", "Chú thích"] } else { ["Bảng", "Biểu", "Phụ lục"] };
    if !vietnamese || told.iter().any(|word| text.trim_start().starts_with(word)) {
        return text.to_owned();
    }
    [if picture { "Chú thích ảnh: " } else { "Bảng: " }, text].concat()
}

/// What is said of a text, in utterances short enough for every engine: a sentence each, longer ones cut between clauses
/// or words. A line break is a pause.
pub fn utterances(text: &str, vietnamese: bool) -> Vec<String> {
    let mut parts = Vec::new();
    for line in text.split('\n') {
        let line = tidy(line);
        cut(&if vietnamese { read(&line) } else { line }, vietnamese, &mut parts);
    }
    parts
}

/// What is said of a line of Vietnamese.
pub fn spoken(text: &str) -> String {
    unglued(&read(&tidy(text)))
}

fn unglued(text: &str) -> String {
    text.chars().map(|c| if c == GLUE { ' ' } else { c }).collect()
}

/// One space for all white space; nothing for what only a line breaker reads.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}') {
            out.push(c);
        }
    }
    out
}

fn cut(text: &str, vietnamese: bool, parts: &mut Vec<String>) {
    let mut rest = text.trim_matches(SPACES);
    while let Some((part, after)) = rest.split_at_checked(first_cut(rest, vietnamese)) {
        if part.chars().any(|c| is_letter(c) || c.is_ascii_digit()) {
            parts.push(unglued(part.trim_matches(SPACES)));
        }
        rest = after.trim_start_matches(SPACES);
        if rest.is_empty() {
            break;
        }
    }
}

/// Where the first utterance of `text` ends, in bytes.
fn first_cut(text: &str, vietnamese: bool) -> usize {
    let (mut size, mut clause, mut space) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        size += weight(c);
        if size > MOST {
            return [clause, space, at].into_iter().find(|end| *end > 0).unwrap_or(text.len());
        }
        let end = at + c.len_utf8();
        let after = text.get(end..).unwrap_or_default();
        match c {
            ' ' => space = at,
            '。' | '！' | '？' => return text.len() - closed(after).len(),
            '.' | '!' | '?' | '…' => {
                let after = closed(after);
                let apart = after.is_empty() || after.starts_with(' ');
                if apart && !(c == '.' && goes_on(text.get(..at).unwrap_or_default(), after, vietnamese)) {
                    return text.len() - after.len();
                }
            }
            ',' | ';' | ':' if size > MOST / 3 && after.starts_with(' ') => clause = end,
            '，' | '；' | '：' | '、' if size > MOST / 3 => clause = end,
            _ => {}
        }
    }
    text.len()
}

fn closed(text: &str) -> &str {
    text.trim_start_matches(['”', '"', '’', ')', ']', '»', '」'])
}

/// Whether a point is an abbreviation's and not the sentence's: behind an initial and, where nothing has put abbreviations
/// in words, behind short capitals (*Mr.*) and in front of small letters.
fn goes_on(before: &str, after: &str, vietnamese: bool) -> bool {
    let word = before.rsplit(|c| !is_letter(c)).next().unwrap_or_default();
    let (longest, small) = if vietnamese { (1, false) } else { (3, after.trim_start().starts_with(is_small)) };
    small || (word.starts_with(is_capital) && word.chars().count() <= longest)
}

fn is_small(c: char) -> bool {
    c.is_ascii_lowercase()
}

fn is_capital(c: char) -> bool {
    c.is_ascii_uppercase() || matches!(c, 'Đ' | 'Ư' | 'Ơ' | 'Ă' | 'Â' | 'Ê' | 'Ô')
}

/// Letters of any script, roughly: the standard library's tables are kilobytes.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || ('\u{c0}'..'\u{1f000}').contains(&c)
            && !matches!(c, '×' | '÷' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{3020}' | '\u{fe00}'..='\u{fe0f}' | '\u{ff00}'..='\u{ff0f}')
}

/// The entry of `key` in a table, and whether it is written with a point.
fn look_up(table: &'static str, key: &str) -> Option<(&'static str, bool)> {
    table.split('\n').find_map(|entry| {
        let said = entry.strip_prefix(key)?;
        let dotted = said.strip_prefix('.');
        Some((dotted.unwrap_or(said).strip_prefix('=')?, dotted.is_some()))
    })
}

/// Whether `list`, words with a space before and behind each, has `word`.
fn has(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|known| known == word)
}

/// The digits that `text` begins with, if any, and the rest.
fn digits(text: &str) -> Option<(&str, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at_checked(count).filter(|_| count > 0)
}

fn letters(text: &str) -> (&str, &str) {
    text.split_at_checked(text.find(|c| !is_letter(c)).unwrap_or(text.len())).unwrap_or((text, ""))
}

fn value(digits: &str) -> u32 {
    digits.bytes().fold(0, |value: u32, digit| value.saturating_mul(10).saturating_add(u32::from(digit & 15)))
}

/// Without the noughts before it; `0` stays.
fn bare(digits: &str) -> &str {
    let bare = digits.trim_start_matches('0');
    if bare.is_empty() { "0" } else { bare }
}

/// Digit by digit.
fn named(digits: &str) -> String {
    let names = digits.bytes().filter_map(|digit| DIGITS.get(usize::from(digit & 15)).copied());
    names.collect::<Vec<_>>().join(" ")
}

fn up_to(digits: &str, most: u32) -> bool {
    digits.len() <= 2 && (1..=most).contains(&value(digits))
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && matches!(digits.as_bytes().first(), Some(b'1' | b'2'))
}

/// `21/12/2016`, `6-9-2019`, `6.9.2019`, `6/9/19`: day, month, year, the rest.
fn date(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (day, rest) = digits(text)?;
    let mark = rest.chars().next().filter(|mark| ['/', '-', '.'].contains(mark))?;
    let (month, rest) = digits(rest.strip_prefix(mark)?)?;
    let (year, rest) = digits(rest.strip_prefix(mark)?)?;
    let good = up_to(day, 31) && up_to(month, 12) && (is_year(year) || mark == '/' && year.len() == 2);
    good.then_some((day, month, year, rest))
}

/// `15h30`, `15h`, `07:30`: hours, minutes (or none), the rest.
fn clock(text: &str) -> Option<(&str, &str, &str)> {
    let (hours, rest) = digits(text)?;
    let mark = rest.chars().next()?;
    let after = rest.strip_prefix([':', 'h', 'g'])?;
    let (minutes, after) = digits(after).unwrap_or(("", after));
    let whole = if minutes.is_empty() { mark == 'h' } else { minutes.len() == 2 && value(minutes) < 60 };
    let good = hours.len() <= 2 && value(hours) <= 24 && whole && !after.starts_with(is_letter);
    good.then(|| (hours, minutes, after.strip_prefix('\'').unwrap_or(after)))
}

/// A telephone number, digit by digit in its groups, and the rest: ten or eleven digits from 0, or 1800 and 1900 lines.
fn telephone(text: &str) -> Option<(String, &str)> {
    let (first, mut rest) = digits(text.strip_prefix("+84").map_or(text, |_| text.get(1..).unwrap_or_default()))?;
    let abroad = text.starts_with('+');
    let line = first.starts_with("1800") || first.starts_with("1900");
    let (least, most) = match first.as_bytes() {
        _ if abroad => (11, 12),
        _ if line => (8, 10),
        [b'0', _, _, ..] => (10, 11),
        _ => return None,
    };
    let mut groups = vec![first];
    let mut count = first.len();
    while count < least {
        let (group, after) = digits(rest.strip_prefix(if line { &[' ', '.'][..] } else { &[' ', '.', '-'] })?)?;
        groups.push(group);
        count += group.len();
        rest = after;
    }
    if count > most || rest.starts_with(['/', ',']) && rest.get(1..).and_then(digits).is_some() {
        return None;
    }
    if let [whole] = groups.as_slice() {
        let (start, end) = whole.split_at_checked(count - 6)?;
        let (middle, end) = end.split_at_checked(3)?;
        groups = vec![start, middle, end];
    }
    let said = groups.into_iter().map(named).collect::<Vec<_>>().join(", ");
    Some(if abroad { (["cộng ", &said].concat(), rest) } else { (said, rest) })
}

/// A number as a voice reads it, its value if it is nothing but digits, and the rest.
fn number(text: &str) -> Option<(String, Option<u32>, &str)> {
    let (first, mut rest) = digits(text)?;
    let mut whole = first.to_owned();
    let mut grouped = false;
    if let Some(mark) = rest.chars().next().filter(|mark| ['.', ','].contains(mark))
        && first.len() <= 3
        && !first.starts_with('0')
    {
        let mut all = whole.clone();
        let mut after = rest;
        while let Some((group, next)) = after.strip_prefix(mark).and_then(digits)
            && group.len() == 3
        {
            all.push_str(group);
            after = next;
        }
        // One comma is a decimal's, unless three noughts follow it.
        let thousands = mark == '.' || all.len() > first.len() + 3 || all.ends_with("000");
        if after.len() < rest.len() && thousands && after.strip_prefix(mark).and_then(digits).is_none() {
            (whole, rest, grouped) = (all, after, true);
        }
    }
    // A number in a register (an identity card, an account) has no size; nor has one that begins with noughts.
    if !grouped && (whole.len() > 9 || whole.len() > 2 && whole.starts_with('0')) {
        return Some((named(&whole), None, rest));
    }
    let mut said = bare(&whole).to_owned();
    let mut plain = (!grouped).then(|| value(&whole));
    while let Some((fraction, after)) = rest.strip_prefix([',', '.']).and_then(digits) {
        said.push_str(if rest.starts_with(',') { " phẩy " } else { " chấm " });
        if fraction.len() > 2 || fraction.len() == 2 && fraction.starts_with('0') {
            said.push_str(&named(fraction));
        } else {
            said.push_str(fraction);
        }
        rest = after;
        plain = None;
    }
    Some((said, plain, rest))
}

/// A Roman number up to 39.
fn roman(word: &str) -> Option<usize> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let ones = word.trim_start_matches('X');
    // The X of IX is its own.
    let tens = word.len() - ones.len();
    Some(10 * tens + ONES.iter().position(|known| *known == ones)?).filter(|value| (1..40).contains(value))
}

/// What is said of `line`, which is tidy; spaces that must not be cut at are [`GLUE`].
fn read(line: &str) -> String {
    let out = String::with_capacity(line.len() * 2);
    let mut reading = Reading { text: line, rest: line, out, counts: false, sign: false, dated: false };
    while let Some(c) = reading.rest.chars().next() {
        if c.is_ascii_digit() || c == '+' && reading.rest.starts_with("+84") {
            reading.figures();
        } else if is_letter(c) {
            reading.word();
        } else {
            reading.mark(c);
        }
    }
    reading.out
}

/// The way through a line.
struct Reading<'a> {
    text: &'a str,
    rest: &'a str,
    out: String,
    /// A figure or its unit was just read.
    counts: bool,
    /// In a document's sign: `33/2016/NQ-HĐND`.
    sign: bool,
    /// A date was read, and nothing since but what joins dates.
    dated: bool,
}

impl<'a> Reading<'a> {
    /// Says words that belong together, apart from what was said before.
    fn say(&mut self, words: &str) {
        if self.out.ends_with(|c: char| is_letter(c) || c.is_ascii_digit()) {
            self.out.push(GLUE);
        } else if self.out.ends_with([',', '.', ';', ':']) {
            self.out.push(' ');
        }
        self.out.extend(words.chars().map(|c| if c == ' ' { GLUE } else { c }));
    }

    /// Goes on at `rest`; a letter or a digit there needs a space.
    fn go(&mut self, rest: &'a str) {
        self.rest = rest;
        if rest.starts_with(|c: char| is_letter(c) || c.is_ascii_digit()) {
            self.space();
        }
    }

    fn space(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with([' ', GLUE]) {
            self.out.push(' ');
        }
    }

    /// A pause, where there is something to pause after.
    fn pause(&mut self) {
        let spoken = self.out.trim_end_matches(' ').len();
        self.out.truncate(spoken);
        if self.out.ends_with(|c: char| is_letter(c) || c.is_ascii_digit() || c == ')' || c == '”') {
            self.out.push(',');
        }
        self.space();
    }

    /// What stands before the rest.
    fn before(&self) -> &'a str {
        self.text.get(..self.text.len() - self.rest.len()).unwrap_or_default()
    }

    /// The word just before, if only a space parts it from the rest.
    fn cue(&self) -> &'a str {
        self.before().strip_suffix(' ').and_then(|text| text.rsplit(|c| !is_letter(c)).next()).unwrap_or_default()
    }

    /// A figure, and those that a dash joins to it.
    fn figures(&mut self) {
        let mut ranged = false;
        loop {
            let (plain, after) = self.figure(ranged);
            self.rest = after;
            self.suffix();
            self.counts = true;
            let dash = |text: &'a str| text.strip_prefix(DASHES);
            let tight = dash(self.rest);
            let loose = || self.rest.strip_prefix(' ').and_then(dash).and_then(|text| text.strip_prefix(' '));
            let Some(after) = tight.or_else(loose).filter(|text| text.starts_with(|c: char| c.is_ascii_digit())) else {
                break;
            };
            // 2016-2020 is from and to; 2-1 is a score.
            let next = number(after).and_then(|(_, next, rest)| next.filter(|_| !rest.starts_with(['/', ':', 'h'])));
            if matches!((plain, next), (Some(left), Some(right)) if left >= right) {
                self.out.push(GLUE);
            } else {
                self.say("đến");
                self.out.push(GLUE);
            }
            self.rest = after;
            ranged = true;
        }
        if let Some(after) = self.rest.strip_prefix(['/', '-']).filter(|text| text.starts_with(is_capital)) {
            self.sign = true;
            self.counts = false;
            self.pause();
            self.rest = after;
        }
    }

    /// One figure: says it, returns its value if it is a plain number, and what follows it.
    fn figure(&mut self, ranged: bool) -> (Option<u32>, &'a str) {
        let text = self.rest;
        if let Some((said, after)) = telephone(text) {
            self.say(&said);
            return (None, after);
        }
        if let Some((day, month, year, after)) = date(text) {
            self.date(day, month, Some(year), ranged);
            return (None, after);
        }
        if let Some((hours, minutes, after)) = clock(text) {
            self.say(&[bare(hours), " giờ"].concat());
            if value(minutes) > 0 {
                self.say(&[bare(minutes), " phút"].concat());
            }
            return (None, after);
        }
        if let Some((left, after)) = digits(text)
            && let Some((right, after)) = after.strip_prefix('/').and_then(digits)
        {
            self.pair(left, right, ranged);
            return (None, after);
        }
        let Some((said, plain, after)) = number(text) else {
            // A plus that begins no telephone number.
            self.say("cộng");
            return (None, text.strip_prefix('+').unwrap_or_default());
        };
        let fourth = plain == Some(4) && matches!(self.cue(), "tháng" | "Tháng");
        self.say(if fourth { "tư" } else { &said });
        self.dated = false;
        (plain, after)
    }

    fn date(&mut self, day: &str, month: &str, year: Option<&str>, ranged: bool) {
        if !ranged && !has(DAY, self.cue()) {
            self.say("ngày");
        }
        self.say(bare(day));
        self.month(month);
        if let Some(year) = year {
            self.say(&["năm ", year].concat());
        }
        self.dated = true;
    }

    fn month(&mut self, month: &str) {
        self.say(&["tháng ", if value(month) == 4 { "tư" } else { bare(month) }].concat());
    }

    /// `left/right`: a date, a month, a document's number and year, a fraction, or a ratio.
    fn pair(&mut self, left: &str, right: &str, ranged: bool) {
        let cue = self.cue();
        let when = self.dated || has(DAY, cue) || has(WHEN, cue);
        if is_year(right) {
            if is_year(left) {
                self.say(&[left, " đến ", right].concat());
            } else if has(WHEN, cue) && up_to(left, 12) {
                self.month(left);
                self.say(&["năm ", right].concat());
            } else {
                self.say(&[bare(left), " năm ", right].concat());
            }
            return;
        }
        if up_to(left, 31) && up_to(right, 12) {
            // Without a word that speaks of time these are shares, not days.
            let share = matches!((left, right), ("1" | "2", "3") | ("1" | "3", "4") | ("1", "2"));
            if share && !when {
                self.say(&[left, " phần ", right].concat());
            } else if (left, right) == ("24", "7") && !when {
                self.say("24 trên 7");
            } else {
                self.date(left, right, None, ranged);
            }
            return;
        }
        self.say(&[bare(left), " trên ", bare(right)].concat());
    }

    /// What may stand right behind a figure.
    fn suffix(&mut self) {
        for (mark, said) in [("%", "phần trăm"), ("‰", "phần nghìn"), ("°C", "độ C"), ("°", "độ"), ("ºC", "độ C")]
        {
            if let Some(after) = self.rest.strip_prefix(mark) {
                self.say(said);
                self.go(after);
                return;
            }
        }
        let times = self.rest.trim_start_matches(' ').strip_prefix(['x', '×']).map(|text| text.trim_start_matches(' '));
        if let Some(after) = times.filter(|text| text.starts_with(|c: char| c.is_ascii_digit())) {
            self.say("nhân");
            self.go(after);
        }
    }

    fn word(&mut self) {
        let rest = self.rest;
        let cue = self.cue();
        let counted = std::mem::take(&mut self.counts);
        let sign = std::mem::take(&mut self.sign);
        let (word, after) = letters(rest);
        self.dated &= matches!(word, "và" | "đến" | "hoặc" | "từ" | "ngày");
        if !self.before().ends_with(|c: char| is_letter(c) || c.is_ascii_digit()) && (self.short() || self.address()) {
            return;
        }
        if self.unit(word, after, counted) {
            return;
        }
        if let Some((said, after)) = joined(rest) {
            self.say(said);
            return self.go(after);
        }
        let marked = after.strip_prefix(['-', '/']).is_some_and(|text| text.starts_with(is_capital));
        let issuer = || issuer(word).map(|said| (said, false));
        let kind = || look_up(KINDS, word).map(|(said, dotted)| (said.to_owned(), dotted)).filter(|_| marked);
        let known = || look_up(ABBREVIATIONS, word).map(|(said, dotted)| (said.to_owned(), dotted));
        let found = kind().or_else(|| if sign { issuer() } else { None }).or_else(known);
        if let Some((said, dotted)) = found {
            let military = word == "BCH" && [" Quân sự", " quân sự"].iter().any(|next| after.starts_with(next));
            self.say(if military { "ban chỉ huy" } else { &said });
            self.sign = marked;
            self.counts = matches!(word, "USD" | "VND" | "VNĐ" | "NDT" | "CNY" | "EUR");
            if sign && after.starts_with(|c: char| c.is_ascii_digit()) {
                self.say("khóa");
            }
            return self.go(after.strip_prefix('.').filter(|_| dotted).unwrap_or(after));
        }
        if let Some(value) = roman(word).filter(|_| word.len() > 1 || has(ORDINAL, cue))
            && !after.starts_with(|c: char| c == '-' || c.is_ascii_digit())
        {
            self.say(&super::error::decimal(u32::try_from(value).unwrap_or_default()));
            return self.go(after);
        }
        if self.out.ends_with(|c: char| c.is_ascii_digit()) && !word.starts_with(is_capital) {
            self.out.push(GLUE);
        }
        self.out.push_str(word);
        self.counts = has(SIZES, word) && counted;
        self.rest = after;
        // A4, 18A, G7: as they are.
        if let Some((number, after)) = digits(after) {
            self.out.push_str(number);
            self.rest = after;
        }
    }

    fn short(&mut self) -> bool {
        for (written, said) in SHORT {
            if let Some(after) = self.rest.strip_prefix(written).filter(|text| !text.starts_with(is_letter)) {
                self.say(said);
                // The point may also be the sentence's.
                self.go(after);
                return true;
            }
        }
        false
    }

    /// An address of the web or of mail: as far as a person would read it, the site's or the box's name.
    fn address(&mut self) -> bool {
        let token = self.rest.split(' ').next().unwrap_or_default();
        let token = token.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '”', '"']);
        let schemeless = ["https://", "http://"].iter().find_map(|scheme| token.strip_prefix(scheme));
        if schemeless.is_none()
            && find(token, "www.") != Some(0)
            && (find(token, "@").is_none() || find(token, ".").is_none())
        {
            return false;
        }
        let name = schemeless.unwrap_or(token).split(['/', '?', '#']).next().unwrap_or_default();
        for c in name.chars() {
            match c {
                '.' => self.say("chấm "),
                '@' => self.say("a còng "),
                _ => self.out.push(c),
            }
        }
        let after = self.rest.get(token.len()..).unwrap_or_default();
        self.go(after);
        true
    }

    /// A unit, with its power: `m2`, `km²`. `Km15` and `km3+4` are places on a road.
    fn unit(&mut self, word: &str, after: &'a str, counted: bool) -> bool {
        let Some((said, _)) = look_up(UNITS, word) else { return false };
        let behind = self.out.ends_with("một\u{a0}") || counted;
        let power = match after.chars().next() {
            Some('2' | '²') => Some("vuông"),
            Some('3' | '³') => Some("khối"),
            _ => None,
        };
        let beyond = after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        let place = !behind && (word.starts_with('K') || word == "km" && after.starts_with('3'));
        let open = beyond.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '+');
        let power = power.filter(|_| word.ends_with('m') && !place && !open);
        let small = word.len() == 1 || matches!(word, "đ" | "ha" | "Ha");
        if small && !behind && power.is_none() {
            return false;
        }
        self.say(said);
        if let Some(power) = power {
            self.say(power);
        }
        self.counts = true;
        self.rest = if power.is_some() { beyond } else { after };
        if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            self.out.push(GLUE);
        }
        true
    }

    fn mark(&mut self, c: char) {
        let rest = self.rest;
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let before = self.before();
        let next = after.chars().next().unwrap_or(' ');
        let digit = next.is_ascii_digit();
        self.rest = after;
        match c {
            '.' | '…' => self.points(rest),
            ',' | ';' | ':' | '!' | '?' => {
                self.out.push(c);
                if is_letter(next) || digit {
                    self.space();
                }
            }
            '/' => self.stroke(after),
            '-' | '–' | '—' => {
                let inside = before.ends_with(|c: char| is_letter(c) || c.is_ascii_digit());
                if inside && (is_letter(next) || digit) {
                    // công-nông, Covid-19, NQ-HĐND.
                    self.out.push(if self.sign { GLUE } else { ' ' });
                } else if digit && !inside && Self::is_minus(before, after) {
                    self.say("âm");
                    self.out.push(GLUE);
                } else {
                    self.pause();
                }
            }
            '+' if digit => {
                self.say("cộng");
                self.out.push(GLUE);
            }
            '&' => self.put("và"),
            '=' => self.put("bằng"),
            '>' if digit => self.put("trên"),
            '<' if digit => self.put("dưới"),
            '~' | '≈' => self.put("khoảng"),
            '%' => self.put("phần trăm"),
            '$' => self.put("đô la"),
            '₫' => self.put("đồng"),
            ' ' | '*' | '•' | '·' | '_' | '#' | '|' | '+' | '\\' | '^' | '►' | '■' | '→' | '<' | '>' => {
                self.space()
            }
            _ => self.out.push(c),
        }
        self.counts &= matches!(c, ' ' | '/');
    }

    /// A word for a sign, apart from its neighbours.
    fn put(&mut self, word: &str) {
        self.space();
        self.out.push_str(word);
        self.go(self.rest);
    }

    /// Whether a dash before a figure is a minus: of a share or a temperature, or in a table's cell. A list has dashes too.
    fn is_minus(before: &str, after: &str) -> bool {
        let measured = number(after).is_some_and(|(_, _, rest)| rest.starts_with(['%', '°']));
        measured || before.is_empty() && !after.contains(' ')
    }

    /// From one point on: a sentence's end, an ellipsis, the `./.` that closes a document, a site's name.
    fn points(&mut self, rest: &'a str) {
        let after = rest.trim_start_matches(['.', '…']);
        if let Some(after) = rest.strip_prefix("./.") {
            self.out.push('.');
            return self.go(after);
        }
        if rest.len() - after.len() > 1 {
            if self.out.ends_with(',') {
                self.out.pop();
            }
            self.out.push('…');
            return self.go(after);
        }
        if self.before().strip_suffix('.').is_some_and(|text| text.ends_with(is_small)) && after.starts_with(is_small) {
            self.say("chấm");
        } else {
            self.out.push('.');
        }
        self.go(after);
    }

    /// `/`: by the year, per hour, part of a document's sign, or between two names for a thing.
    fn stroke(&mut self, after: &'a str) {
        if after.starts_with('.') {
            return;
        }
        let (word, _) = letters(after);
        if self.sign {
            self.out.push(GLUE);
        } else if matches!(word, "h" | "s" | "giờ" | "giây") && self.counts {
            self.say("trên");
            self.say(look_up(UNITS, word).map_or(word, |(said, _)| said));
            self.rest = after.get(word.len()..).unwrap_or_default();
        } else if has(PER, word) || !word.is_empty() && look_up(UNITS, word).is_some() {
            self.say("một");
            self.out.push(GLUE);
        } else {
            self.pause();
        }
    }
}

/// What a document's issuer is called: by its own entry, or as the ministry (B…) or department (S…) of something known.
fn issuer(word: &str) -> Option<String> {
    if let Some((said, _)) = look_up(ISSUERS, word) {
        return Some(said.to_owned());
    }
    [("B", "bộ "), ("S", "sở ")].iter().find_map(|(letter, office)| {
        let (said, _) = look_up(ABBREVIATIONS, word.strip_prefix(letter)?)?;
        Some([office, said].concat())
    })
}

/// The longest abbreviation of several parts that `text` begins with, and the rest: `KT-XH`, `KT - XH`, `GD&ĐT`.
fn joined(text: &str) -> Option<(&'static str, &str)> {
    let (first, mut rest) = letters(text);
    let mut key = first.to_owned();
    let mut found = None;
    while key.starts_with(is_capital) && key.len() < 20 {
        let loose = rest.starts_with(' ');
        let join = |text: &str| text.strip_prefix(['-', '–', '&', ',']).map(|after| text.len() - after.len());
        let trimmed = rest.strip_prefix(' ').unwrap_or(rest);
        let Some(after) = join(trimmed).and_then(|length| trimmed.get(length..)) else { break };
        let after = if loose { after.strip_prefix(' ').unwrap_or(after) } else { after };
        let (part, after) = letters(after);
        if !part.starts_with(is_capital) {
            break;
        }
        key.push_str(part);
        rest = after;
        if let Some((said, _)) = look_up(ABBREVIATIONS, &key) {
            found = Some((said, rest));
        }
    }
    found
}
