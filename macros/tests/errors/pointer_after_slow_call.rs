//! What `let` binds is in a machine register, which a slow call clobbers.

#[jsrun_macros::handlers(base)]
pub mod ops {
    /// Keeps a pointer
    #[effect(any)]
    pub fn keeps(cx: Cx, o: Value, v: Value) -> Res {
        let p = as_object(o);
        let r = slow_add(cx, o, v)?;
        Ok(load(p, r))
    }
}

fn main() {}
