//! Moments: RFC 3339 in, Vietnamese words out.

use tin_reader::core::{lang::Lang, time::Time};

fn unix(text: &str) -> Option<i64> {
    Time::parse(text).map(Time::unix)
}

#[test]
fn rfc_3339_and_what_portals_write_instead_is_read() {
    let moment = Some(1_567_765_800); // 2019-09-06T10:30:00Z, by `date -u -d … +%s`
    for text in [
        "2019-09-06T17:30:00+07:00",
        "2019-09-06T10:30:00Z",
        "2019-09-06t10:30:00z",
        "2019-09-06 17:30:00+07:00",
        "2019-09-06T17:30:00.123456+07:00",
        "2019-09-06T17:30+07:00",
        "2019-09-06T17:30:00+0700",
        " 2019-09-06T05:30:00-05:00\n",
        "2019-09-07T00:30:00+14:00",
    ] {
        assert_eq!(unix(text), moment, "{text}");
    }
    assert_eq!(unix("1970-01-01T00:00:00Z"), Some(0));
    assert_eq!(unix("1969-12-31T23:59:59Z"), Some(-1));
    assert_eq!(unix("2000-02-29T12:00:00Z"), Some(951_825_600));
    assert_eq!(unix("2019-09-06"), Some(1_567_765_800 - (17 * 60 + 30) * 60), "a date alone is midnight in Viet Nam");
    assert_eq!(unix("2016-12-31T23:59:60Z"), unix("2017-01-01T00:00:00Z"), "a leap second");
}

#[test]
fn what_is_no_moment_is_none() {
    for text in [
        "",
        "hôm qua",
        "2019",
        "2019-09",
        "06/09/2019",
        "2019-13-01",
        "2019-00-01",
        "2019-02-29",
        "2100-02-29",
        "2019-04-31",
        "2019-09-06T24:00:00Z",
        "2019-09-06T10:60:00Z",
        "2019-09-06T10:30:61Z",
        "2019-09-06T10:30:00",
        "2019-09-06T10:30:00.Z",
        "2019-09-06T10:30:00Zx",
        "2019-09-06T10:30:00+24:00",
        "2019-09-06T10:30:00+07:99",
        "0000-01-01",
        "+2019-09-06",
        "２０１９-09-06",
        "2019-09-06T10:30:00 GMT",
        "2019-9-6",
    ] {
        assert_eq!(unix(text), None, "{text}");
    }
}

#[test]
fn a_vietnamese_reader_sees_the_date_as_portals_write_it() {
    let time = Time::parse("2019-09-06T10:30:00Z").unwrap();
    assert_eq!(time.long(Lang::Vi), "Thứ Sáu, 06/09/2019 17:30");
    assert_eq!(time.short(Lang::Vi), "06/09/2019 17:30");
    assert_eq!(time.date(Lang::Vi), "06/09/2019");
    assert_eq!(time.clock(), "17:30");
    assert_eq!(time.rfc3339(), "2019-09-06T17:30:00+07:00");
    assert_eq!(time.long(Lang::En), "Friday, 6 September 2019 17:30");
    assert_eq!(time.long(Lang::Zh), "2019年9月6日星期五 17:30");
}

#[test]
fn the_day_turns_at_midnight_in_viet_nam() {
    let last = Time::parse("2020-02-29T16:59:59Z").unwrap();
    assert_eq!(last.long(Lang::Vi), "Thứ Bảy, 29/02/2020 23:59");
    let first = Time::from_unix(last.unix() + 1);
    assert_eq!(first.long(Lang::Vi), "Chủ Nhật, 01/03/2020 00:00");
}

#[test]
fn every_weekday_has_its_name() {
    let monday = Time::parse("2019-09-02T12:00:00+07:00").unwrap();
    let names: Vec<String> = (0..7)
        .map(|day| Time::from_unix(monday.unix() + day * 86_400).long(Lang::Vi))
        .map(|text| text.split(',').next().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"]);
}
