//! The standard library.

use crate::runtime::realm::Realm;
use crate::runtime::string::StringExt;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{Gc, KindInfo};

/// Installs the library in a machine without realms.
pub fn install(vm: &mut Vm) {
    vm.setup_builtins = setup;
}

/// The kinds of cells that the library adds.
pub fn kinds() -> Vec<(u8, KindInfo)> {
    vec![]
}

fn setup(vm: &mut Vm, _realm: Gc<Realm>) {
    let global = vm.global_object();
    let key = vm.key_from_str("print");
    vm.define_method(global, key, 1, print);
}

fn print(vm: &mut Vm, args: Arguments) -> Res {
    let mut out = String::new();
    for i in 0..args.len() {
        let s = vm.to_string(args.get(i))?;
        let s = vm.flatten(s);
        if i > 0 {
            out.push(' ')
        }
        out.push_str(&s.to_rust());
    }
    println!("{out}");
    Ok(Value::UNDEFINED)
}
