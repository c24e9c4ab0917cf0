//! The whole handler runs again at its slow call: no effect comes before.

#[jsrun_macros::handlers(base)]
pub mod ops {
    /// Stores first
    #[effect(any)]
    pub fn early(cx: Cx, o: Value, v: Value) -> Res {
        store_slot(o, v);
        slow_add(cx, o, v)
    }
}

fn main() {}
