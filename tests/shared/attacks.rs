//! The attacks of `tests/fixtures/attacks.json`, as they are written there.

/// `payload` with its repetitions in full: a `⟦9×<p>⟧` stands for nine `<p>`, each with its number in place of a `#`.
pub fn written_out(payload: &str) -> String {
    let mut whole = String::new();
    for (at, part) in payload.split('⟦').enumerate() {
        if at == 0 {
            whole.push_str(part);
            continue;
        }
        let (repeated, rest) = part.split_once('⟧').expect("a repetition ends");
        let (times, text) = repeated.split_once('×').expect("a repetition says how often");
        for number in 0..times.parse::<usize>().expect("a repetition's number") {
            whole.push_str(&text.replace('#', &number.to_string()));
        }
        whole.push_str(rest);
    }
    whole
}
