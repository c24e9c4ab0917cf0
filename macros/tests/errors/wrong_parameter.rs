//! The types of operands are few.

#[jsrun_macros::handlers(base)]
pub mod ops {
    /// Takes a string
    pub fn takes(cx: Cx, a: String) -> Res {
        slow_add(cx, a, a)
    }
}

fn main() {}
