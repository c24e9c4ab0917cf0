//! From compiled templates to `Code` cells: the one place where bytecode meets the heap.
//!
//! Invariant: what a template's constants stand for is made before its cell, and reached by the collector through a rooted
//! list until the cells hold it.

use super::template::{CompiledScript, Constant, FunctionTemplate};
use crate::runtime::bigint::literal_digits;
use crate::runtime::cache::InlineCache;
use crate::runtime::code::{Code, CodeData};
use crate::runtime::code_make::CodeInfo;
use crate::runtime::eval_site::EvalSite;
use crate::runtime::realm::Realm;
use crate::runtime::string::StrView;
use crate::runtime::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Gc, RootVec};

/// The sort of a global declaration in the list that `declare_globals` reads: pairs of a name and one of these.
pub mod declaration {
    /// `var`
    pub const VARIABLE: i32 = 0;
    /// A function.
    pub const FUNCTION: i32 = 1;
    /// `let` or `class`.
    pub const LET: i32 = 2;
    /// `const`
    pub const CONSTANT: i32 = 3;
    /// A function in a block (Annex B.3.2.2): skipped where it cannot be declared.
    pub const ANNEX_B: i32 = 4;
    /// Added to the sort of what eval code declares: it can be deleted.
    pub const DELETABLE: i32 = 8;
    /// Added to the sort of what an input of a session declares: it may replace an earlier lexical declaration, or hide a
    /// property of the global object.
    pub const REPLACES: i32 = 16;
    /// The bits that say what kind of declaration it is.
    pub const SORT: i32 = 7;
}

/// Makes the `Code` cells of a script; gives that of its top-level code.
pub fn materialize(vm: &mut Vm, script: &CompiledScript, realm: Gc<Realm>) -> Res<Gc<Code>> {
    let codes = materialize_all(vm, script, realm)?;
    let root = codes[codes.len() - 1];
    // SAFETY: only `Code` cells were put there.
    Ok(unsafe { Gc::from_addr(root.address()) })
}

/// Makes the `Code` cells of a script, in the order of its functions.
pub fn materialize_all(
    vm: &mut Vm,
    script: &CompiledScript,
    realm: Gc<Realm>,
) -> Res<RootVec<Value>> {
    let mut codes: RootVec<Value> = vm.heap.root_vec();
    for template in &script.functions {
        let code = function(vm, script, template, &codes, realm)?;
        codes.push(Value::cell(code));
    }
    Ok(codes)
}

fn function(
    vm: &mut Vm,
    script: &CompiledScript,
    template: &FunctionTemplate,
    codes: &RootVec<Value>,
    realm: Gc<Realm>,
) -> Res<Gc<Code>> {
    let mut constants: RootVec<Value> = vm.heap.root_vec();
    for k in &template.constants {
        let value = constant(vm, k, codes)?;
        constants.push(value);
    }
    let mut caches = Vec::with_capacity(template.caches.len());
    let mut keys: RootVec<Value> = vm.heap.root_vec();
    for index in &template.caches {
        let key = vm.to_property_key(constants[*index as usize])?;
        if let Some(cell) = key.as_cell() {
            keys.push(cell);
        }
        caches.push(InlineCache::new(key));
    }
    let name = Value::cell(vm.new_string_wtf8(&template.name));
    let info = CodeInfo {
        name,
        parameter_count: template.parameter_count,
        length: template.length,
        flags: template.flags,
        frame_bytes: template.register_count as usize * size_of::<Value>(),
    };
    let data = CodeData {
        bytecode: template.bytecode.clone(),
        constants: constants.to_vec().into(),
        caches: caches.into(),
        handlers: template.handlers.clone(),
        positions: template.positions.clone(),
        texts: template.texts.clone(),
        evals: template
            .evals
            .iter()
            .map(|eval| EvalSite::new(eval.surroundings.clone(), eval.has_spread))
            .collect(),
        source: script.source.clone(),
        span: template.span,
        register_names: template.register_names.clone(),
        statements: template.statements.clone(),
        counts: Default::default(),
    };
    Ok(vm.new_code(data, info, realm))
}

fn constant(vm: &mut Vm, constant: &Constant, codes: &RootVec<Value>) -> Res {
    Ok(match constant {
        Constant::Number(n) => Value::number(*n),
        Constant::String(text) => {
            let string = vm.new_string_wtf8(text);
            Value::cell(vm.intern(string))
        }
        Constant::BigInt(text) => {
            let (radix, digits) = literal_digits(StrView::Latin1(text));
            vm.bigint_from_digits(false, &digits, radix)?.map_or(Value::UNDEFINED, Value::cell)
        }
        Constant::Function(index) => codes[*index as usize],
        Constant::Template(strings) => {
            let mut values: RootVec<Value> = vm.heap.root_vec();
            for s in strings {
                let value = match s {
                    Some(text) => Value::cell(vm.new_string_wtf8(text)),
                    None => Value::UNDEFINED,
                };
                values.push(value);
            }
            Value::cell(vm.new_array_from(&values)?)
        }
        Constant::ArgumentsMap(variables) => {
            let values: Vec<Value> = variables
                .iter()
                .map(|v| if *v < 0 { Value::UNDEFINED } else { Value::int(*v) })
                .collect();
            Value::cell(vm.new_array_from(&values)?)
        }
        Constant::Lookup { name, limit } => {
            let name = vm.new_string_wtf8(name);
            let values = [Value::cell(vm.intern(name)), Value::int(*limit as i32)];
            Value::cell(vm.new_array_from(&values)?)
        }
        Constant::Declarations(d) => {
            let mut values: RootVec<Value> = vm.heap.root_vec();
            let replaces = if d.is_session { declaration::REPLACES } else { 0 };
            let deletable = if d.is_eval { declaration::DELETABLE } else { 0 } | replaces;
            let variables = d.variables.iter().map(|v| {
                let sort = if v.is_annex_b { declaration::ANNEX_B } else { declaration::VARIABLE };
                (&v.name, sort | deletable)
            });
            let functions =
                d.functions.iter().map(|name| (name, declaration::FUNCTION | deletable));
            let lexical = d.lexical.iter().map(|l| {
                let sort = if l.is_constant { declaration::CONSTANT } else { declaration::LET };
                (&l.name, sort | replaces)
            });
            for (name, sort) in lexical.chain(functions).chain(variables) {
                let name = Value::cell(vm.new_string_wtf8(name));
                values.push(name);
                values.push(Value::int(sort));
            }
            Value::cell(vm.new_array_from(&values)?)
        }
    })
}
