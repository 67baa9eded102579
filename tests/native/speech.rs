//! What is read aloud of officialese, and in which pieces.

use proptest::prelude::*;
use tin_reader::core::speech::{caption, is_vietnamese, locale, spoken, suits, utterances};

fn all_read(cases: &[(&str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .filter(|(written, said)| spoken(written) != *said)
        .map(|(written, said)| format!("{written}\n  is {}\n  not {said}", spoken(written)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn abbreviations_of_officialese_are_words() {
    all_read(&[
        ("HĐND Thành phố làm việc với UBND.", "hội đồng nhân dân Thành phố làm việc với ủy ban nhân dân."),
        ("công nghiệp - TTCN", "công nghiệp, tiểu thủ công nghiệp"),
        ("(TTCN)", "(tiểu thủ công nghiệp)"),
        ("phát triển KT-XH", "phát triển kinh tế xã hội"),
        ("phát triển KT - XH của thành phố", "phát triển kinh tế xã hội của thành phố"),
        ("KT–XH, QP-AN", "kinh tế xã hội, quốc phòng an ninh"),
        ("Sở GD&ĐT", "Sở giáo dục và đào tạo"),
        ("Sở LĐ-TB&XH", "Sở lao động, thương binh và xã hội"),
        ("Sở VH,TT&DL", "Sở văn hóa, thể thao và du lịch"),
        ("Bộ NN & PTNT", "Bộ nông nghiệp và phát triển nông thôn"),
        ("UBMTTQ và BCH Đảng bộ", "ủy ban mặt trận tổ quốc và ban chấp hành Đảng bộ"),
        ("BCH Quân sự phường", "ban chỉ huy Quân sự phường"),
        ("học sinh THCS, THPT", "học sinh trung học cơ sở, trung học phổ thông"),
        ("TP Móng Cái", "thành phố Móng Cái"),
        ("TP. Móng Cái", "thành phố Móng Cái"),
        ("TP.HCM", "thành phố Hồ Chí Minh"),
        ("PGS.TS. Nguyễn Văn An", "phó giáo sư tiến sĩ Nguyễn Văn An"),
        ("v/v nghỉ lễ, đ/c Bí thư", "về việc nghỉ lễ, đồng chí Bí thư"),
        ("bàn, ghế, v.v.", "bàn, ghế, vân vân"),
        ("tôm, cua, v.v… và cá", "tôm, cua, vân vân… và cá"),
        ("công tác GPMB, PCCN;", "công tác giải phóng mặt bằng, phòng chống cháy nổ;"),
    ]);
}

#[test]
fn capitals_that_no_table_knows_stay() {
    for text in ["FDI", "OCOP", "ASEAN", "WHO và UNESCO", "Ban ABC", "MÓNG CÁI", "CÔNG AN TỈNH HỌP"] {
        assert_eq!(spoken(text), text);
    }
}

#[test]
fn a_point_behind_an_abbreviation_may_be_the_sentences() {
    all_read(&[("với UBND. Ngày mai", "với ủy ban nhân dân. Ngày mai")]);
}

#[test]
fn signs_of_documents_are_words() {
    all_read(&[
        (
            "Nghị quyết số 33/2016/NQ-HĐND ngày 21/12/2016",
            "Nghị quyết số 33 năm 2016, nghị quyết hội đồng nhân dân ngày 21 tháng 12 năm 2016",
        ),
        ("số 33/2016/NQ/HĐND", "số 33 năm 2016, nghị quyết hội đồng nhân dân"),
        ("Kế hoạch số 53/KH-UBND", "Kế hoạch số 53, kế hoạch ủy ban nhân dân"),
        ("Quyết định 05/QĐ-UBND", "Quyết định 5, quyết định ủy ban nhân dân"),
        ("Nghị quyết số 19-NQ/TW", "Nghị quyết số 19, nghị quyết trung ương"),
        ("Chỉ thị 12-CT/TU", "Chỉ thị 12, chỉ thị tỉnh ủy"),
        // A city's committee writes the same two letters: only its name behind them tells.
        ("Nghị quyết 19-NQ/TU của Thành ủy", "Nghị quyết 19, nghị quyết thành ủy của Thành ủy"),
        ("số 19-NQ/TU của Ban Thường vụ Tỉnh uỷ", "số 19, nghị quyết tỉnh ủy của Ban Thường vụ Tỉnh uỷ"),
        ("Thành ủy triển khai 19-NQ/TU.", "Thành ủy triển khai 19, nghị quyết tỉnh ủy."),
        ("Kế hoạch 8-KH/HU", "Kế hoạch 8, kế hoạch huyện ủy"),
        ("Chỉ thị 16/CT-TTg", "Chỉ thị 16, chỉ thị thủ tướng"),
        ("Thông tư 22/2021/TT-BGDĐT", "Thông tư 22 năm 2021, thông tư bộ giáo dục và đào tạo"),
        ("Thông tư 08/2013/TT-BNV", "Thông tư 8 năm 2013, thông tư bộ nội vụ"),
        ("Nghị định 100/2019/NĐ-CP", "Nghị định 100 năm 2019, nghị định chính phủ"),
        ("Luật số 86/2015/QH13", "Luật số 86 năm 2015, quốc hội khóa 13"),
        ("Nghị định số 33/2016", "Nghị định số 33 năm 2016"),
        // Outside a sign TT may be a market town or a centre, CT a company.
        ("TT Quảng Hà", "TT Quảng Hà"),
    ]);
}

#[test]
fn numbers_lose_their_points_and_gain_their_comma() {
    all_read(&[
        ("7.699 tỷ đồng/năm", "7699 tỷ đồng một năm"),
        ("1.000 người", "1000 người"),
        ("25.000.000 đồng", "25000000 đồng"),
        ("1,250,000 đồng", "1250000 đồng"),
        ("25,000 tỷ", "25000 tỷ"),
        ("92,4% chỉ tiêu", "92 phẩy 4 phần trăm chỉ tiêu"),
        ("sau 2,5 năm", "sau 2 phẩy 5 năm"),
        ("1.018,0 triệu", "1018 phẩy 0 triệu"),
        ("0,05 ha", "0 phẩy không năm héc ta"),
        ("3,141", "3 phẩy một bốn một"),
        ("công nghiệp 4.0", "công nghiệp 4 chấm 0"),
        ("mục 1.2.3", "mục 1 chấm 2 chấm 3"),
        ("02 chỉ tiêu, 05 xã", "2 chỉ tiêu, 5 xã"),
        ("13%/năm", "13 phần trăm một năm"),
        ("tăng +12,4%, giảm -1,2%", "tăng 12 phẩy 4 phần trăm, giảm 1 phẩy 2 phần trăm"),
        ("nhiệt độ -5°C, đạt +3%", "nhiệt độ âm 5 độ C, đạt cộng 3 phần trăm"),
        ("Giảm -20 vụ", "Giảm 20 vụ"),
        ("-5", "âm 5"),
        ("- 30 học sinh", "30 học sinh"),
        ("-30 học sinh", "30 học sinh"),
        (">90% và <5%", "trên 90 phần trăm và dưới 5 phần trăm"),
        ("CCCD 022085001234", "căn cước công dân không hai hai không tám năm không không một hai ba bốn"),
        ("năm 2019, 20 xã", "năm 2019, 20 xã"),
        ("5000 tỷ", "5000 tỷ"),
        ("chia 3 nhóm: 1) A", "chia 3 nhóm: 1) A"),
    ]);
}

#[test]
fn dates_and_times_are_said() {
    all_read(&[
        ("Chiều 6/9, Đoàn", "Chiều 6 tháng 9, Đoàn"),
        ("ngày 06/9", "ngày 6 tháng 9"),
        ("(06/9)", "(ngày 6 tháng 9)"),
        ("Thứ Sáu, 06/09/2019 17:30", "Thứ Sáu, ngày 6 tháng 9 năm 2019 17 giờ 30 phút"),
        ("ngày 20/2/2017", "ngày 20 tháng 2 năm 2017"),
        ("ngày 06-9-2019 và 6.9.2019", "ngày 6 tháng 9 năm 2019 và ngày 6 tháng 9 năm 2019"),
        ("Lễ 30/4 - 1/5", "Lễ ngày 30 tháng tư đến 1 tháng 5"),
        ("Quốc khánh 2/9", "Quốc khánh ngày 2 tháng 9"),
        ("từ 15-20/8", "từ 15 đến 20 tháng 8"),
        ("từ 1/3 đến 3/4", "từ ngày 1 tháng 3 đến ngày 3 tháng tư"),
        ("tháng 12/2016", "tháng 12 năm 2016"),
        ("từ 9/2019 đến 01/2020", "từ tháng 9 năm 2019 đến tháng 1 năm 2020"),
        ("Tháng 4, tháng 5 và 4 xã", "Tháng tư, tháng 5 và 4 xã"),
        ("quý 3/2019", "quý 3 năm 2019"),
        ("quý II/2019, học kỳ I/2019", "quý 2 năm 2019, học kỳ 1 năm 2019"),
        ("Quý IV-2019 và tháng 9-2019", "Quý 4 năm 2019 và tháng 9 năm 2019"),
        ("quý I, II/2019", "quý 1, 2 năm 2019"),
        ("tháng 1-6/2019", "tháng 1 đến 6 năm 2019"),
        ("ngày 6-9", "ngày 6 tháng 9"),
        ("Sáng 6-9, Đoàn", "Sáng 6 tháng 9, Đoàn"),
        ("lễ 30-4 và 1-5", "lễ ngày 30 tháng tư và ngày 1 tháng 5"),
        ("kỳ nghỉ 30-4 và 1-5", "kỳ nghỉ ngày 30 tháng tư và ngày 1 tháng 5"),
        ("dịp 2-9 năm nay", "dịp ngày 2 tháng 9 năm nay"),
        ("Quốc khánh 2-9.", "Quốc khánh ngày 2 tháng 9."),
        ("sáng 06/9 và 6/9/2019", "sáng 6 tháng 9 và ngày 6 tháng 9 năm 2019"),
        ("ngày 9/11 xã tổ chức", "ngày 9 tháng 11 xã tổ chức"),
        ("ngày 20/11, 8/3", "ngày 20 tháng 11, ngày 8 tháng 3"),
        ("15h30", "15 giờ 30 phút"),
        ("lúc 8h, 7g15 và 15h00", "lúc 8 giờ, 7 giờ 15 phút và 15 giờ"),
        ("07:00 - 10:30", "7 giờ đến 10 giờ 30 phút"),
        ("giai đoạn 2016-2020", "giai đoạn 2016 đến 2020"),
        ("giai đoạn 2017 – 2019,", "giai đoạn 2017 đến 2019,"),
        ("năm học 2019/2020", "năm học 2019 đến 2020"),
    ]);
}

#[test]
fn shares_ratios_and_scores_are_not_dates() {
    all_read(&[
        ("đạt 2/3 số phiếu", "đạt 2 phần 3 số phiếu"),
        ("3/4 số hộ", "3 phần tư số hộ"),
        ("đạt 9/11 chỉ tiêu", "đạt 9 trên 11 chỉ tiêu"),
        ("8/10 xã đạt chuẩn", "8 trên 10 xã đạt chuẩn"),
        ("vượt 12/10 chỉ tiêu", "vượt 12 trên 10 chỉ tiêu"),
        ("hoàn thành 6/9, còn lại", "hoàn thành 6 trên 9, còn lại"),
        ("Có 15/17 đại biểu", "Có 15 trên 17 đại biểu"),
        ("đã có tới 8/10 xã, đến 2/3 số hộ", "đã có tới 8 trên 10 xã, đến 2 phần 3 số hộ"),
        ("từ 1/7 hộ kinh doanh nộp thuế", "từ ngày 1 tháng 7 hộ kinh doanh nộp thuế"),
        ("hoàn thành 30/4", "hoàn thành ngày 30 tháng tư"),
        ("từ 6-9 người", "từ 6 đến 9 người"),
        ("mỗi ngày 6-9, ngày 2-3 lần", "mỗi ngày 6 đến 9, ngày 2 đến 3 lần"),
        ("nghỉ 2-3 ngày", "nghỉ 2 đến 3 ngày"),
        ("điểm 8/10, 9/10 điểm", "điểm 8 trên 10, 9 trên 10 điểm"),
        ("mùng 1-3 Tết", "mùng 1 đến 3 Tết"),
        ("ngày 6/9, 5-6 người", "ngày 6 tháng 9, 5 đến 6 người"),
        ("ngày 6-9/9", "ngày 6 đến 9 tháng 9"),
        ("bản đồ tỷ lệ 1/500", "bản đồ tỷ lệ 1 trên 500"),
        ("trực 24/24 giờ", "trực 24 trên 24 giờ"),
        ("hoạt động 24/7", "hoạt động 24 trên 7"),
        ("thắng 2-1", "thắng 2 1"),
        ("45-60 phút", "45 đến 60 phút"),
        ("3,5-4 triệu", "3 phẩy 5 đến 4 triệu"),
        ("70.000-90.000 đồng", "70000 đến 90000 đồng"),
        ("đạt 92,4% - 95%", "đạt 92 phẩy 4 phần trăm đến 95 phần trăm"),
        ("phòng 3x4 m", "phòng 3 nhân 4 mét"),
    ]);
}

#[test]
fn units_and_places_on_a_road_are_said() {
    all_read(&[
        ("cầu phao tạm Km3+4 Móng Cái", "cầu phao tạm ki lô mét 3 cộng 4 Móng Cái"),
        ("Km15- Bến tàu", "ki lô mét 15, Bến tàu"),
        ("120 m2, 3m3 và 5 km²", "120 mét vuông, 3 mét khối và 5 ki lô mét vuông"),
        ("60 km/h, 5 m/s", "60 ki lô mét trên giờ, 5 mét trên giây"),
        ("24.000đ/kg", "24000 đồng một ki lô gam"),
        ("624 triệu USD", "624 triệu đô la Mỹ"),
        ("5 nghìn ha rừng", "5 nghìn héc ta rừng"),
        ("10 triệu đồng/người/tháng", "10 triệu đồng một người một tháng"),
        ("39°C", "39 độ C"),
        ("ha ha, m", "ha ha, m"),
    ]);
}

#[test]
fn telephone_numbers_are_said_digit_by_digit() {
    all_read(&[
        ("0912345678", "không chín một hai, ba bốn năm, sáu bảy tám"),
        ("ĐT: 0203.3881.254.", "ĐT: không hai không ba, ba tám tám một, hai năm bốn."),
        ("gọi 0203 388 1254 nhé", "gọi không hai không ba, ba tám tám, một hai năm bốn nhé"),
        ("+84 912 345 678", "cộng tám bốn, chín một hai, ba bốn năm, sáu bảy tám"),
        ("tổng đài 1900 1234", "tổng đài một chín không không, một hai ba bốn"),
        ("gọi 113", "gọi 113"),
        ("năm 1900-1975", "năm 1900 đến 1975"),
    ]);
}

#[test]
fn roman_numbers_are_numbers() {
    all_read(&[
        ("Đại hội XIII của Đảng", "Đại hội 13 của Đảng"),
        ("khóa XX, quý I, thế kỷ XXI", "khóa 20, quý 1, thế kỷ 21"),
        ("II. Kết quả", "2. Kết quả"),
        ("vitamin I, IIII và XXXX", "vitamin I, IIII và XXXX"),
    ]);
}

#[test]
fn marks_are_pauses_or_words() {
    all_read(&[
        ("khu cụm công nghiệp./.", "khu cụm công nghiệp."),
        ("các doanh nghiệp,...đặc biệt là", "các doanh nghiệp… đặc biệt là"),
        ("trên địa bàn.Từng bước", "trên địa bàn. Từng bước"),
        ("dịch Covid-19", "dịch Covid 19"),
        ("và/hoặc", "và, hoặc"),
        ("xem mongcai.gov.vn.", "xem mongcai chấm gov chấm vn."),
        ("xem https://www.mongcai.gov.vn/tin/1?a=b nhé", "xem www chấm mongcai chấm gov chấm vn nhé"),
        ("thư về a.b@mongcai.gov.vn.", "thư về a chấm b a còng mongcai chấm gov chấm vn."),
        ("lớp 10A5, mạng 5G, quốc lộ 18A", "lớp 10A5, mạng 5G, quốc lộ 18A"),
        ("• Một\u{a0}ý\u{ad}", "Một ý"),
    ]);
}

#[test]
fn other_languages_are_left_as_they_are() {
    let text = "On 06/9 the UBND spent 7.699 (USD); it was 92,4% done.";
    assert_eq!(utterances(text, false), [text]);
    assert_eq!(utterances("他说：“好。”然后走了。", false), ["他说：“好。”", "然后走了。"]);
    assert_eq!(utterances("Mr. Smith paid $3.50 in the U.S. on No. 5. He left.", false).len(), 2);
    assert!(is_vietnamese("vi") && is_vietnamese("VI-vn") && !is_vietnamese("en") && !is_vietnamese(""));
}

#[test]
fn a_sentence_is_an_utterance_and_a_line_break_a_pause() {
    assert_eq!(
        utterances("Ông nói: “Tốt lắm!” Năm 2,5 tỷ.  Hết…\nDòng hai", true),
        ["Ông nói: “Tốt lắm!”", "Năm 2 phẩy 5 tỷ.", "Hết…", "Dòng hai"]
    );
    assert_eq!(utterances("Theo ông Nguyễn Văn A. thì TP. Móng Cái đẹp", true).len(), 1);
    assert_eq!(utterances("* * *", true), Vec::<String>::new());
    assert_eq!(utterances("", true), Vec::<String>::new());
}

#[test]
fn a_long_sentence_is_cut_between_clauses() {
    let text = "Ủy ban đã tăng cường công tác quản lý nhà nước về phát triển công nghiệp, chú trọng hoàn thiện công tác \
                quy hoạch, tranh thủ các nguồn vốn, ưu tiên bố trí đầu tư xây dựng kết cấu hạ tầng phục vụ ngành công \
                nghiệp ngày càng đồng bộ và công tác cải cách hành chính được quan tâm.";
    let parts = utterances(text, true);
    assert_eq!(parts.len(), 2, "{parts:#?}");
    assert!(parts[0].ends_with("tranh thủ các nguồn vốn,"), "{parts:#?}");
    assert_eq!(parts.join(" "), text);
}

#[test]
fn a_headline_without_spaces_is_cut_too() {
    let parts = utterances(&"x".repeat(300), true);
    assert!(parts.len() == 2 && parts.concat().len() == 300, "{parts:#?}");
}

#[test]
fn no_utterance_ends_inside_a_number_or_an_abbreviation() {
    // However the words before it are counted, each of these stays in one piece.
    for (written, said) in [
        ("UBND", "ủy ban nhân dân"),
        ("7.699,25%", "7699 phẩy 25 phần trăm"),
        ("ngày 21/12/2016", "21 tháng 12 năm 2016"),
        ("0912345678", "không chín một hai, ba bốn năm, sáu bảy tám"),
        ("2016-2020", "2016 đến 2020"),
        ("15h30", "15 giờ 30 phút"),
    ] {
        for words in 0..60 {
            let text = format!("{}{written} và {}", "là ".repeat(words), "còn ".repeat(60));
            let parts = utterances(&text, true);
            assert!(parts.iter().any(|part| part.contains(said)), "{words} words before {written}: {parts:#?}");
        }
    }
}

#[test]
fn the_reference_article_is_read_without_a_leftover() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/public/feed/feed.json")).unwrap();
    let feed: serde_json::Value = serde_json::from_str(&text).unwrap();
    let html = feed["items"][0]["content_html"].as_str().unwrap();
    let text: String = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    let parts = utterances(&text, true);
    let said = parts.join(" ");
    for left in ["UBND", "HĐND", "TTCN", "GPMB", "KT-XH", "%", "7.699", "92,4", "33/2016", "2016-2020", "  ", "/"] {
        assert!(!said.contains(left), "{left} is left: {said}");
    }
    for word in
        ["7699 tỷ đồng,", "5000 tỷ đồng một năm", "92 phẩy 4 phần trăm", "kế hoạch ủy ban nhân dân", "2016 đến 2020"]
    {
        assert!(said.contains(word), "{word} is missing: {said}");
    }
    assert!(parts.iter().all(|part| part.chars().count() <= 200), "{parts:#?}");
}

#[test]
fn captions_are_told_as_captions() {
    for (text, picture, tag, told) in [
        ("Đoàn giám sát làm việc", true, "vi", "Chú thích ảnh: Đoàn giám sát làm việc"),
        ("Ảnh hưởng của bão số 3", true, "vi-VN", "Chú thích ảnh: Ảnh hưởng của bão số 3"),
        ("Kim ngạch năm 2019", false, "vi", "Bảng: Kim ngạch năm 2019"),
        ("Biểu diễn văn nghệ", false, "vi", "Bảng: Biểu diễn văn nghệ"),
        ("The bridge", true, "en-GB", "Caption: The bridge"),
        ("Trade by year", false, "en", "Table: Trade by year"),
        ("大桥", true, "zh-Hans", "图注：大桥"),
        ("年度贸易额", false, "zh", "表：年度贸易额"),
    ] {
        assert_eq!(caption(text, picture, tag), told);
    }
}

#[test]
fn a_caption_that_says_what_it_is_or_is_in_a_language_without_a_word_for_it_stays() {
    for (text, picture, tag) in [
        ("Ảnh: Minh Đức", true, "vi"),
        ("Ảnh minh họa.", true, "vi"),
        ("Ảnh tư liệu", true, "vi"),
        ("Ảnh 2. Bến tàu", true, "vi"),
        ("Trong ảnh: đoàn giám sát", true, "vi"),
        ("Bảng 1. Kim ngạch", false, "vi"),
        ("Biểu 01: Kim ngạch", false, "vi"),
        ("Photo: A. N. Other", true, "en"),
        ("Table 1. Trade", false, "en"),
        ("图1 大桥", true, "zh"),
        ("Le pont", true, "fr"),
    ] {
        assert_eq!(caption(text, picture, tag), text);
    }
}

#[test]
fn a_voice_on_the_device_comes_before_one_of_the_network_and_the_region_before_both() {
    assert_eq!(locale("vi"), "vi-VN");
    assert_eq!((locale("zh"), locale("zh-Hans"), locale("zh-Hant")), ("zh-CN", "zh-CN", "zh-TW"));
    assert_eq!((locale("en"), locale("en-GB")), ("en", "en-GB"));
    assert_eq!(suits("en-US", "vi-VN", true), None);
    assert_eq!(suits("", "vi-VN", true), None);
    assert!(suits("vi_VN", "vi-VN", true) > suits("vi-VN", "vi-VN", false));
    assert!(suits("VI-vn", "vi-VN", false) > suits("vi", "vi-VN", true));
    assert!(suits("zh-CN", "zh-CN", false) > suits("zh-HK", "zh-CN", true));
    assert_eq!(suits("en-GB", "en", true), suits("en-US", "en", true));
}

/// Text that is mostly what the tables and rules look at.
fn officialese() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "UBND", "HĐND", "-", "–", "/", ".", ",", " ", " ", "số", "ngày", "33", "2016", "06", "9", "7.699", "92,4", "%",
        "NQ", "KT", "XH", "TP.", "Km", "3", "+", "m2", "h", ":", "30", "./.", "…", "v.v", "đ/c", "&", "I", "XX",
        "0912", "(", "”", "đ", "USD", "@", "www.", "https://", "\n", "x", "°C", "'", "一", "😀", "e\u{301}",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_text_is_read_in_short_utterances_with_all_its_words(text in officialese()) {
        for vietnamese in [true, false] {
            let parts = utterances(&text, vietnamese);
            for part in &parts {
                prop_assert!(part.chars().count() <= 200, "{part}");
                prop_assert!(!part.is_empty() && part.trim() == part && !part.contains("  "), "{part:?}");
            }
        }
        let said: String = utterances(&text, true).concat();
        let whole: String = text.lines().map(spoken).collect();
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(letters(&said), letters(&whole));
    }

    #[test]
    fn no_text_at_all_breaks_the_reading(text in any::<String>()) {
        for vietnamese in [true, false] {
            let size = |text: &str| text.chars().filter(char::is_ascii_alphabetic).count();
            let said: usize = utterances(&text, vietnamese).iter().map(|part| size(part)).sum();
            prop_assert!(vietnamese || said == size(&text), "{said} of {}", size(&text));
        }
    }
}
