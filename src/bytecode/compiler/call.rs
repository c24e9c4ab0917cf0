//! Arguments, `new`, `super()`, tagged templates.
//!
//! Invariant: callee, `this` and arguments stand in consecutive registers at the top of the temporaries, as
//! docs/contract.md, "Frames", lays them out.

use super::chain::{CALL_REGISTERS, new_target_of, this_of};
use super::{Compiler, Result};
use crate::bytecode::builder::Register;
use crate::bytecode::error_kind;
use crate::bytecode::template::Constant;
use crate::value::Value;
use jsrun_parser::ast::{Element, New, SuperCall, TaggedTemplate, Template};
use jsrun_parser::source::Span;

impl<'a> Compiler<'_, 'a> {
    /// Evaluates arguments into the next registers. The result is their number, or nothing if a spread is among
    /// them: then they are an array in one register.
    pub(super) fn arguments(&mut self, arguments: &'a [Element<'a>]) -> Result<Option<i32>> {
        if arguments.iter().any(|argument| matches!(argument, Element::Spread(_))) {
            let array = self.temporary();
            self.array(arguments, array)?;
            return Ok(None);
        }
        for argument in arguments {
            if let Element::Expr(expr) = argument {
                let register = self.temporary();
                self.into(expr, register)?;
            }
        }
        Ok(Some(arguments.len() as i32))
    }

    /// `new C(...)`
    pub(super) fn new_expression(
        &mut self,
        new: &'a New<'a>,
        destination: Register,
        span: Span,
    ) -> Result {
        let base = self.f.b.allocate_many(CALL_REGISTERS);
        self.into(new.callee, base)?;
        let count = self.arguments(new.arguments)?;
        let b = self.f.b.at(span.start).quote(new.callee.span);
        match count {
            Some(count) => b.construct(destination, base, count),
            None => b.construct_spread(destination, base),
        }
        b.select_object(destination, destination, this_of(base));
        Ok(())
    }

    /// `super(...)` (https://tc39.es/ecma262/#sec-super-keyword-runtime-semantics-evaluation)
    pub(super) fn super_call(
        &mut self,
        call: &'a SuperCall<'a>,
        destination: Register,
        span: Span,
    ) -> Result {
        let function = self.load_binding(call.active_function.binding.get());
        let new_target = self.load_binding(call.new_target.binding.get());
        let result = self.temporary();
        let mark = self.f.b.mark();
        let base = self.f.b.allocate_many(CALL_REGISTERS);
        self.f.b.at(span.start).super_constructor(base, function);
        // In an arrow function `new.target` is not the frame's own.
        self.f.b.mov(new_target_of(base), new_target);
        let count = self.arguments(call.arguments)?;
        let b = self.f.b.at(span.start).quote(span);
        match count {
            Some(count) => b.super_call(result, base, count),
            None => b.super_call_spread(result, base),
        }
        b.select_object(result, result, this_of(base));
        self.f.b.release(mark);
        self.bind_super_result(call, result, span);
        if self.f.class_has_fields {
            self.f.b.initialize_fields(function, result);
        }
        self.move_to(destination, result);
        Ok(())
    }

    /// `this` becomes what `super()` returned, once.
    fn bind_super_result(&mut self, call: &SuperCall<'a>, result: Register, span: Span) {
        let mark = self.f.b.mark();
        let this = self.load_binding(call.this.binding.get());
        let uninitialized = self.temporary();
        self.load(uninitialized, Value::UNINITIALIZED);
        let first = self.f.b.label();
        self.f.b.jump_strict_eq(this, uninitialized, first);
        self.throw_error(
            error_kind::REFERENCE,
            "Super constructor may only be called once",
            span.start,
        );
        self.f.b.bind(first);
        self.initialize_binding(call.this.binding.get(), call.this.name, result);
        self.f.b.release(mark);
    }

    /// ``tag`...` `` (https://tc39.es/ecma262/#sec-tagged-templates-runtime-semantics-evaluation)
    pub(super) fn tagged_template(
        &mut self,
        tagged: &'a TaggedTemplate<'a>,
        destination: Register,
    ) -> Result {
        let base = self.f.b.allocate_many(CALL_REGISTERS);
        self.callee(tagged.tag, base)?;
        let strings = self.temporary();
        self.template_object(tagged.template, strings);
        for expr in tagged.template.expressions {
            let register = self.temporary();
            self.into(expr, register)?;
        }
        let offset = self.call_offset(tagged.tag.without_parentheses());
        let count = tagged.template.expressions.len() as i32 + 1;
        let is_tail = self.f.tail_call == Some(std::ptr::from_ref(tagged).addr());
        let b = self.f.b.at(offset).quote(tagged.tag.span);
        match is_tail {
            false => b.call(destination, base, count),
            true => b.tail_call(destination, base, count),
        }
        Ok(())
    }

    fn template_object(&mut self, template: &'a Template<'a>, destination: Register) {
        let cooked = template.pieces.iter().map(|piece| piece.cooked.map(Into::into));
        let raw = template.pieces.iter().map(|piece| Some(piece.raw.into()));
        let strings = Constant::Template(cooked.chain(raw).collect());
        let constant = self.f.b.constant(strings);
        let site = self.f.template_sites;
        self.f.template_sites += 1;
        self.f.b.template_object(destination, constant, site as i32);
    }
}
