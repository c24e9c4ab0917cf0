//! Functions that scripts make from strings.
//!
//! Invariant: the text of the parameters and that of the body are each what they claim to be on their own, so that
//! neither can end the function early and go on behind it. The name `anonymous` is not bound, neither outside nor within.

use super::MAX_SOURCE_BYTES;
use crate::bytecode::materialize::materialize_all;
use crate::bytecode::{CompileErrorKind, CompiledScript, compile_script};
use crate::runtime::code::Code;
use crate::runtime::function::Function;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::source::Source;
use crate::runtime::string::{StringExt, encode_wtf8};
use crate::runtime::vm::host::DynamicKind;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;
use jsrun_parser::ast::{ExprKind, Stmt, StmtKind};
use std::rc::Rc;

/// CreateDynamicFunction (https://tc39.es/ecma262/#sec-createdynamicfunction)
pub(super) fn create(vm: &mut Vm, kind: DynamicKind, arguments: Arguments) -> Res {
    let (prefix, prototype) = match kind {
        DynamicKind::Normal => ("function", Intrinsic::FunctionPrototype),
        DynamicKind::Generator => ("function*", Intrinsic::GeneratorFunctionPrototype),
        DynamicKind::Async => ("async function", Intrinsic::AsyncFunctionPrototype),
        DynamicKind::AsyncGenerator => {
            ("async function*", Intrinsic::AsyncGeneratorFunctionPrototype)
        }
    };
    let mut parameters = Vec::new();
    let mut body = Vec::new();
    for index in 0..arguments.len() {
        let string = vm.to_string(arguments.get(index))?;
        let text = encode_wtf8(vm.flatten(string).view());
        if index + 1 == arguments.len() {
            body = text;
        } else {
            if index > 0 {
                parameters.push(b',');
            }
            parameters.extend_from_slice(&text);
        }
        if parameters.len() + body.len() > MAX_SOURCE_BYTES {
            return Err(vm.throw_range_error("The source text is too long"));
        }
    }
    // The whole is compiled last: what is wrong in a part is then told of that part.
    compile(vm, prefix, b"", &body)?;
    compile(vm, prefix, &parameters, b"")?;
    let script = compile(vm, prefix, &parameters, &body)?;
    let realm = vm.realm();
    let codes = materialize_all(vm, &script, realm)?;
    // The top-level code is the last; it never runs. Before it stands the function that it would make.
    let code = codes[codes.len() - 2];
    // SAFETY: only `Code` cells are in the list.
    let code: Gc<Code> = unsafe { Gc::from_addr(code.address()) };
    let function = Function::as_object(vm.new_function(code, Value::UNDEFINED));
    let new_target = arguments.new_target();
    if !new_target.is_undefined() && new_target != arguments.callee() {
        let prototype = vm.get_prototype_from_constructor(new_target, prototype)?;
        vm.set_prototype_of(function, Some(prototype))?;
    }
    Ok(Value::cell(function))
}

/// Compiles a script that must consist of one function expression in parentheses.
///
/// What is compiled has blanks for the name, which a function expression would bind; what is kept as its source has the
/// name at the same place, and blanks for the parentheses.
fn compile(vm: &mut Vm, prefix: &str, parameters: &[u8], body: &[u8]) -> Res<CompiledScript> {
    let text = |open: &str, name: &str, close: &str| {
        let start = [open, prefix, name].concat();
        [start.as_bytes(), parameters, b"\n) {\n", body, b"\n}", close.as_bytes()].concat()
    };
    let source = |text| {
        let source = Source::new("anonymous", text);
        Rc::new(match vm.active_referrer() {
            Some(referrer) => source.with_referrer(referrer),
            None => source,
        })
    };
    let nameless = source(text("(", "          (", ")"));
    let shown = source(text(" ", " anonymous(", ""));
    let arena = jsrun_parser::Arena::new();
    let options = jsrun_parser::ParseOptions::script();
    let program = match jsrun_parser::parse(&arena, &nameless.text, &options) {
        Ok(program) => program,
        Err(error) => return Err(vm.throw_syntax_error(&error.message)),
    };
    let is_function = matches!(program.body, [statement] if is_parenthesized_function(statement));
    if !is_function {
        return Err(vm.throw_syntax_error("The text ends the function that it is part of"));
    }
    let mut script =
        compile_script(&program, nameless.clone()).map_err(|error| match error.kind {
            CompileErrorKind::Syntax => vm.throw_syntax_error(&error.message),
            CompileErrorKind::Range => vm.throw_range_error(&error.message),
        })?;
    script.source = shown;
    let index = script.functions.len() - 2;
    script.functions[index].name = (*b"anonymous").into();
    Ok(script)
}

fn is_parenthesized_function(statement: &Stmt<'_>) -> bool {
    let StmtKind::Expression(expression) = statement.kind else { return false };
    let ExprKind::Parenthesized(inner) = expression.kind else { return false };
    matches!(inner.kind, ExprKind::Function(_))
}
