//! Decides what the target can have: the JIT, and the tail-calling interpreter.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-check-cfg=cfg(jit)");
    println!("cargo:rustc-check-cfg=cfg(tail_calls)");
    let var = |name: &str| std::env::var(name).unwrap_or_default();
    let x86_64 = var("CARGO_CFG_TARGET_ARCH") == "x86_64" && var("CARGO_CFG_TARGET_OS") == "linux";
    if x86_64 && std::env::var_os("CARGO_FEATURE_JIT").is_some() {
        println!("cargo:rustc-cfg=jit");
    }
    // Calls in tail position become jumps only where the compiler optimises.
    let optimised = !matches!(var("OPT_LEVEL").as_str(), "0" | "1");
    if optimised && x86_64 {
        println!("cargo:rustc-cfg=tail_calls");
    }
}
