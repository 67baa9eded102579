//! Small feeds for tests, in the words of the feed format.

use serde_json::{Map, Value, json};

/// A feed with these items and the categories Kinh tế, Văn hóa and Xã hội.
pub fn feed(items: impl IntoIterator<Item = Item>) -> Value {
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Tin thành phố",
        "language": "vi",
        "items": items.into_iter().map(Item::build).collect::<Vec<_>>(),
        "_tin": { "categories": [
            { "id": "kinh-te", "title": "Kinh tế" },
            { "id": "van-hoa", "title": "Văn hóa" },
            { "id": "xa-hoi", "title": "Xã hội" },
        ] },
    })
}

/// The feed with one more member at its top.
pub fn with(mut feed: Value, name: &str, value: impl Into<Value>) -> Value {
    feed[name] = value.into();
    feed
}

/// The feed with one more member in its `_tin`.
pub fn with_tin(mut feed: Value, name: &str, value: impl Into<Value>) -> Value {
    feed["_tin"][name] = value.into();
    feed
}

/// Items `<prefix>1` to `<prefix><count>` of one category, the first the newest, one a day.
pub fn series(prefix: &str, count: u8) -> Vec<Item> {
    series_from(27, prefix, count)
}

/// Like [`series`], the newest of this day of the month.
pub fn series_from(day: u8, prefix: &str, count: u8) -> Vec<Item> {
    (0..count).map(|number| item(&format!("{prefix}{}", number + 1)).day(day - number)).collect()
}

/// The article most tests start from, and one of the same category to go to.
pub fn pair() -> Value {
    feed([item("a1").title("Bài thứ nhất").day(20), item("a2").title("Bài thứ hai").day(10)])
}

/// An item that says everything an article needs; what a test is about, it says itself.
pub fn item(id: &str) -> Item {
    let mut fields = Map::new();
    fields.insert("id".to_owned(), json!(id));
    fields.insert("url".to_owned(), json!(format!("/tin/{id}")));
    fields.insert("title".to_owned(), json!(format!("Bài {id}")));
    fields.insert("summary".to_owned(), json!(format!("Tóm tắt {id}")));
    fields.insert("content_html".to_owned(), json!(format!("<p>Nội dung {id}</p>")));
    Item { fields, tin: Map::new() }.category("kinh-te").day(1)
}

/// An item in the making.
pub struct Item {
    fields: Map<String, Value>,
    tin: Map<String, Value>,
}

impl Item {
    /// Its headline.
    pub fn title(self, title: &str) -> Self {
        self.field("title", title)
    }

    /// Its text.
    pub fn html(self, html: &str) -> Self {
        self.field("content_html", html)
    }

    /// The id of its category.
    pub fn category(self, id: &str) -> Self {
        self.tin("category", id)
    }

    /// When it was published, in RFC 3339.
    pub fn date(self, date: &str) -> Self {
        self.field("date_published", date)
    }

    /// Published at noon of this day of September 2019, in Vietnam.
    pub fn day(self, day: u8) -> Self {
        self.date(&format!("2019-09-{day:02}T12:00:00+07:00"))
    }

    /// Its thumbnail.
    pub fn image(self, address: &str) -> Self {
        self.field("image", address)
    }

    /// Any member of the item.
    pub fn field(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(name.to_owned(), value.into());
        self
    }

    /// Any member of the item's `_tin`.
    pub fn tin(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.tin.insert(name.to_owned(), value.into());
        self
    }

    fn build(mut self) -> Value {
        self.fields.insert("_tin".to_owned(), Value::Object(self.tin));
        Value::Object(self.fields)
    }
}
