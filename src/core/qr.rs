//! QR codes, as what an SVG path draws.

use qrcodegen_no_heap::{QrCode, QrCodeEcc, Version};

use super::error::decimal;

/// The light margin that scanners need, in modules: the standard's four.
const QUIET: i32 = 4;

/// The side of the picture in modules, its margin included, and the path of the dark ones. `None` for a text of more than
/// 2,331 bytes, which no code of this kind holds.
pub fn path(text: &str) -> Option<(u32, String)> {
    let mut buffer = vec![0; Version::MAX.buffer_len()];
    let mut out = vec![0; Version::MAX.buffer_len()];
    buffer.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
    let (least, most) = (Version::MIN, Version::MAX);
    // Medium correction: printed, photographed from a screen, a finger over a corner.
    let code =
        QrCode::encode_binary(&mut buffer, text.len(), &mut out, QrCodeEcc::Medium, least, most, None, true).ok()?;
    let size = code.size();
    let number = |value: i32| decimal(u32::try_from(value).unwrap_or_default());
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let from = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > from {
                for part in ["M", &number(from + QUIET), " ", &number(y + QUIET), "h", &number(x - from), "v1H"] {
                    path.push_str(part);
                }
                path.push_str(&number(from + QUIET));
                path.push('z');
            }
            x += 1;
        }
    }
    Some((u32::try_from(size + 2 * QUIET).ok()?, path))
}
