//! `eval`: from a string to a function that runs it.
//!
//! Invariant: the code sees what stands around its call through the environment in which it is made, and nothing else.

use super::compiler::{CompileErrorKind, compile_eval};
use super::materialize::materialize;
use crate::runtime::code::Code;
use crate::runtime::eval_site::EvalSite;
use crate::runtime::function::Function;
use crate::runtime::source::Source;
use crate::runtime::string::{JsString, StringExt, encode_wtf8};
use crate::runtime::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::Gc;
use jsrun_parser::{Arena, Goal, ParseOptions};
use std::rc::Rc;

/// A longer text is refused.
const MAX_SOURCE_BYTES: usize = 1 << 29;

/// PerformEval (https://tc39.es/ecma262/#sec-performeval), indirect
pub fn indirect_eval(vm: &mut Vm, text: Gc<JsString>) -> Res {
    let text = encode_wtf8(vm.flatten(text).view());
    let options = ParseOptions { goal: Goal::Eval, ..ParseOptions::default() };
    let (code, _) = compile(vm, text, &options)?;
    run(vm, code, Value::UNDEFINED, false)
}

/// PerformEval (https://tc39.es/ecma262/#sec-performeval), direct, in an environment
pub fn direct_eval(vm: &mut Vm, site: &EvalSite, text: Gc<JsString>, environment: Value) -> Res {
    let text = encode_wtf8(vm.flatten(text).view());
    let surroundings = &site.surroundings;
    let code = match site.find(&text) {
        // SAFETY: sites remember `Code` cells only.
        Some(code) => unsafe { Gc::from_addr(code.address()) },
        None => {
            let options = ParseOptions::direct_eval(surroundings.clone());
            let (code, is_reusable) = compile(vm, text, &options)?;
            if is_reusable {
                site.remember(&code.data().source.text, Value::cell(code));
            }
            code
        }
    };
    run(vm, code, environment, surroundings.is_in_module())
}

/// Compiles eval code. May it run again? (Not if it has template objects, of which each evaluation has its own.)
fn compile(vm: &mut Vm, text: Vec<u8>, options: &ParseOptions) -> Res<(Gc<Code>, bool)> {
    if text.len() > MAX_SOURCE_BYTES {
        return Err(vm.throw_range_error("The source text is too long"));
    }
    let source = Source::new("<anonymous>", text);
    let source = Rc::new(match vm.active_referrer() {
        Some(referrer) => source.with_referrer(referrer),
        None => source,
    });
    let arena = Arena::new();
    let program = match jsrun_parser::parse(&arena, &source.text, options) {
        Ok(program) => program,
        Err(error) => {
            return Err(vm.throw_syntax_error_at(&source, error.span.start, &error.message));
        }
    };
    let script = compile_eval(&program, source.clone()).map_err(|error| match error.kind {
        CompileErrorKind::Syntax => {
            vm.throw_syntax_error_at(&source, error.span.start, &error.message)
        }
        CompileErrorKind::Range => vm.throw_range_error(&error.message),
    })?;
    let is_reusable = script.functions.iter().all(|function| function.template_sites == 0);
    let realm = vm.realm();
    Ok((materialize(vm, &script, realm)?, is_reusable))
}

fn run(vm: &mut Vm, code: Gc<Code>, environment: Value, is_in_module: bool) -> Res {
    let function = vm.new_function(code, environment);
    let this = match is_in_module {
        true => Value::UNDEFINED,
        false => Value::cell(code.realm.global_this.get()),
    };
    vm.call(Value::cell(Function::as_object(function)), this, &[])
}
