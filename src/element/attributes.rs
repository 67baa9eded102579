//! The one place that reads the tag's attributes.

use web_sys::HtmlElement;

use crate::core::config::Config;

/// What the tag asks for now.
pub fn read(host: &HtmlElement) -> Config {
    Config::from_attributes(|name| host.get_attribute(name))
}
