//! Environments: reading and writing captured variables, and the store barrier.
#![allow(
    clippy::missing_safety_doc,
    reason = "a primitive's precondition is its handler's context, and the tests the handler has made"
)]

use crate::handlers::operand::Cx;
use crate::runtime::function::Function;
#[cfg(jit)]
use crate::runtime::module::IMPORT_VARIABLE;
use crate::runtime::module::ImportBinding;
#[cfg(jit)]
use crate::runtime::object::ENVIRONMENT_PARENT;
use crate::runtime::object::{ENVIRONMENT_VALUES, Environment};
use crate::value::Value;

#[cfg(jit)]
use crate::jit::emitter::*;
#[cfg(jit)]
use crate::runtime::vm::frame;
#[cfg(jit)]
use dynasm::dynasm;

/// Where a function keeps its environment, in bytes.
#[cfg(jit)]
const FUNCTION_ENVIRONMENT: usize = std::mem::offset_of!(Function, environment);

/// To be called with the owner wherever a primitive stores into a cell. The collector is neither generational nor
/// incremental yet, so there is nothing to remember; handlers will not change when it is.
#[inline(always)]
pub(super) unsafe fn barrier<T>(_owner: *mut T) {}

/// The emission of [`barrier`]: nothing yet.
#[cfg(jit)]
pub(super) fn emit_barrier(_e: &mut Emitter<'_>, _owner: u8) {}

/// The same in a routine that functions share.
#[cfg(jit)]
pub(super) fn assemble_barrier(_a: &mut Assembler, _owner: u8) {}

/// The environment that the running function closes over.
#[inline(always)]
pub unsafe fn closure_environment(cx: Cx) -> Value {
    // SAFETY: the callee of a frame that runs bytecode is a `Function`.
    unsafe {
        (*std::ptr::with_exposed_provenance::<Function>(cx.frame().callee().address()))
            .environment
            .get()
    }
}

#[cfg(jit)]
pub fn emit_closure_environment(e: &mut Emitter<'_>, _no: Label, _cx: Context) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let v = e.claim_rax(types::CELL | types::UNDEFINED);
    let callee = (frame::CALLEE * 8) as i8;
    dynasm!(e.asm ; mov rax, [BYTE rbx + callee] ; mov rax, [BYTE rax + FUNCTION_ENVIRONMENT as i8]);
    v
}

/// The environment around an environment.
#[inline(always)]
pub unsafe fn environment_parent(env: *mut Environment) -> Value {
    // SAFETY: the compiler applies this to environments only.
    unsafe { (*env).parent.get() }
}

#[cfg(jit)]
pub fn emit_environment_parent(e: &mut Emitter<'_>, _no: Label, env: Pointer) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let r = e.pointer(env);
    let v = e.claim_rax(types::CELL | types::UNDEFINED);
    dynasm!(e.asm ; mov rax, [BYTE Rq(r) + ENVIRONMENT_PARENT as i8]);
    v
}

/// Where variable `i` is.
#[inline(always)]
unsafe fn variable(env: *mut Environment, i: i32) -> *mut Value {
    // SAFETY: the scope analysis counted the environment's variables.
    unsafe { env.cast::<u8>().add(ENVIRONMENT_VALUES + 8 * i as usize).cast() }
}

#[cfg(jit)]
fn variable_offset(i: Int) -> i32 {
    ENVIRONMENT_VALUES as i32 + 8 * i.immediate
}

/// Variable `i`.
#[inline(always)]
pub unsafe fn load_variable(env: *mut Environment, i: i32) -> Value {
    // SAFETY: all variables are initialised.
    unsafe { *variable(env, i) }
}

#[cfg(jit)]
pub fn emit_load_variable(e: &mut Emitter<'_>, _no: Label, env: Pointer, i: Int) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let r = e.pointer(env);
    let v = e.claim_rax(types::ALL);
    dynasm!(e.asm ; mov rax, [Rq(r) + variable_offset(i)]);
    v
}

/// Variable `i := v`.
#[inline(always)]
pub unsafe fn store_variable(env: *mut Environment, i: i32, v: Value) {
    // SAFETY: the scope analysis counted the environment's variables.
    unsafe {
        barrier(env);
        *variable(env, i) = v;
    }
}

#[cfg(jit)]
pub fn emit_store_variable(e: &mut Emitter<'_>, _no: Label, env: Pointer, i: Int, v: Val) {
    if !e.is_live() {
        return;
    }
    let x = e.load(v);
    let r = e.pointer(env);
    emit_barrier(e, r);
    dynasm!(e.asm ; mov [Rq(r) + variable_offset(i)], Rq(x));
}

/// What variable `i`, an import, refers to.
#[inline(always)]
pub unsafe fn load_import(env: *mut Environment, i: i32) -> Value {
    // SAFETY: the compiler applies this to imports only, whose variables hold import bindings once code runs.
    unsafe {
        let binding = (*variable(env, i)).address();
        *(*std::ptr::with_exposed_provenance::<ImportBinding>(binding)).variable
    }
}

#[cfg(jit)]
pub fn emit_load_import(e: &mut Emitter<'_>, _no: Label, env: Pointer, i: Int) -> Val {
    if !e.is_live() {
        return RESULT;
    }
    let r = e.pointer(env);
    let v = e.claim_rax(types::ALL);
    dynasm!(e.asm
        ; mov rax, [Rq(r) + variable_offset(i)]
        ; mov rax, [BYTE rax + IMPORT_VARIABLE as i8]
        ; mov rax, [rax]
    );
    v
}

/// The environment `depth` levels above the one that the running function closes over.
#[inline(always)]
pub unsafe fn outer_environment(cx: Cx, depth: i32) -> *mut Environment {
    // SAFETY: the scope analysis counted the environments around the function.
    unsafe {
        let mut env = super::types::as_environment(closure_environment(cx));
        for _ in 0..depth {
            env = super::types::as_environment((*env).parent.get());
        }
        env
    }
}

#[cfg(jit)]
pub fn emit_outer_environment(
    e: &mut Emitter<'_>,
    _no: Label,
    _cx: Context,
    depth: Int,
) -> Pointer {
    if !e.is_live() {
        return e.no_pointer();
    }
    e.flush();
    let t = e.new_temporary();
    let callee = (frame::CALLEE * 8) as i8;
    dynasm!(e.asm ; mov Rq(t), [BYTE rbx + callee] ; mov Rq(t), [BYTE Rq(t) + FUNCTION_ENVIRONMENT as i8]);
    for _ in 0..depth.immediate {
        dynasm!(e.asm ; mov Rq(t), [BYTE Rq(t) + ENVIRONMENT_PARENT as i8]);
    }
    e.new_pointer(t)
}
