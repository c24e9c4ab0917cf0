//! Scopes, bindings and functions: what the analysis finds, in three tables indexed by identifiers
//! that the AST carries.
//!
//! A binding is *captured* when something other than the code of its own function may touch it: an
//! inner function, direct `eval`, `with`, or a module's importers. Captured bindings live in the
//! environment of their scope, at `slot`; all others can live in registers. A scope has an
//! environment exactly when `needs_environment`; `Analysis::environments_between` tells how many
//! environments outward a captured binding is found.

mod declare;
mod expressions;
mod functions;
pub(crate) mod resolve;
mod statements;
pub mod surroundings;
pub(crate) mod walk;

use crate::ast::Function;
use crate::name::Name;
use crate::source::Span;
use std::rc::Rc;
use surroundings::Surroundings;

macro_rules! id {
    ($(#[$doc:meta])* $id:ident, $none:ident, $none_doc:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub struct $id(pub u32);
        impl $id {
            #[doc = $none_doc]
            pub const $none: $id = $id(u32::MAX);
            /// The index into its table.
            #[inline]
            pub fn index(self) -> usize {
                self.0 as usize
            }
            /// Is there one?
            #[inline]
            pub fn is_some(self) -> bool {
                self != Self::$none
            }
        }
        impl Default for $id {
            fn default() -> Self {
                Self::$none
            }
        }
    };
}
id!(/** Index into `Analysis::scopes`. A parent's is smaller than its children's. */ ScopeId, NONE, "No scope was made.");
id!(/** Index into `Analysis::bindings`. */ BindingId, UNRESOLVED, "No binding in this source: a global, or found at run time.");
id!(/** Index into `Analysis::functions`. A parent's is smaller than its children's. */ FunctionId, NONE, "There is no function.");

/// What the analysis found.
#[derive(Debug, Default)]
pub struct Analysis<'a> {
    /// All scopes, outer ones before inner ones.
    pub scopes: Vec<Scope<'a>>,
    /// All bindings, those of one scope in the order of their declaration.
    pub bindings: Vec<Binding>,
    /// All functions, outer ones before inner ones.
    pub functions: Vec<FunctionInfo>,
    /// The direct `eval`s.
    pub evals: Vec<DirectEval>,
    /// What stands around the program, if it is the code of a direct `eval`: its scopes and functions come first in the
    /// tables above, and of their bindings those whose names occur in the program.
    pub surroundings: Option<Rc<Surroundings>>,
}

impl<'a> Analysis<'a> {
    /// The scope with this identifier.
    #[inline]
    pub fn scope(&self, id: ScopeId) -> &Scope<'a> {
        &self.scopes[id.index()]
    }

    /// The binding with this identifier.
    #[inline]
    pub fn binding(&self, id: BindingId) -> &Binding {
        &self.bindings[id.index()]
    }

    /// How many environments lie between code in the scope `here` and that of the scope `there`
    /// around it: 0 if `there` has the innermost one.
    #[inline]
    pub fn environments_between(&self, here: ScopeId, there: ScopeId) -> u32 {
        let here = self.scope(here);
        let count = here.environment_depth + here.needs_environment as u32;
        count - 1 - self.scope(there).environment_depth
    }

    /// The function with this identifier.
    #[inline]
    pub fn function(&self, id: FunctionId) -> &FunctionInfo {
        &self.functions[id.index()]
    }
}

/// A direct `eval`.
#[derive(Debug)]
pub struct DirectEval {
    /// The scope it runs in.
    pub scope: ScopeId,
    /// The scope in which sloppy code declares its `var`s.
    pub variable_scope: ScopeId,
    /// What code may use there; its scope is not described yet.
    surroundings: Surroundings,
}

/// What kind of construct made a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScopeKind {
    /// A script. Its `Var` and `Function` bindings are properties of the global object, its `Let`,
    /// `Const` and `Class` bindings belong to the realm's declarative record: none has a slot.
    Script,
    /// A module. What it imports or exports is captured. Its environment has one slot more than it has captured
    /// bindings: the last, which the engine uses.
    Module,
    /// Eval code. `Var` and `Function` bindings of sloppy code belong to the caller's variable
    /// scope (see `Binding::of_caller`) and have no slot; lexical bindings, and all bindings of strict
    /// code, are its own.
    Eval,
    /// A function: its parameters, and its body's declarations too unless they have a scope of
    /// their own. Also the initialiser functions of classes.
    Function,
    /// The body's declarations, where parameter expressions must not see them.
    FunctionBody,
    /// The name of a named function expression.
    FunctionName,
    /// A block.
    Block,
    /// The head of a `for`, `for-in` or `for-of` with a lexical declaration. If it needs an
    /// environment, each iteration gets a fresh one.
    For,
    /// The cases of a `switch`.
    Switch,
    /// The parameter of a `catch`; the body is a `Block` within.
    Catch,
    /// A class: the inner binding of its name, its private names, and storage for computed keys.
    Class,
    /// A `static` block of a class: declares its own `var`s within the static initialiser.
    StaticBlock,
    /// The body of `with`: an object environment, no bindings.
    With,
}

/// A scope.
#[derive(Debug)]
pub struct Scope<'a> {
    /// What made it.
    pub kind: ScopeKind,
    /// The scope around it; `NONE` for the outermost.
    pub parent: ScopeId,
    /// The function whose code runs in it.
    pub function: FunctionId,
    /// Its bindings, in the order of their declaration.
    pub bindings: Vec<BindingId>,
    /// How many of its bindings are captured: the size of its environment.
    pub environment_size: u32,
    /// Must entering it make an environment? (Something is captured, or it is dynamic.)
    pub needs_environment: bool,
    /// How many of the scopes strictly around it, across functions, need an environment.
    pub environment_depth: u32,
    /// The bindings of the function declarations to instantiate on entry, each with the last
    /// declaration of that name.
    pub functions_to_hoist: Vec<HoistedFunction<'a>>,
    /// A direct `eval` stands in it or further in, functions included: it can reach every binding,
    /// so all are captured.
    pub has_direct_eval: bool,
    /// A sloppy direct `eval` may declare `var`s here: names that are found neither here nor
    /// further in must be looked up at run time. `with` scopes are dynamic as well. Slot 0 of the
    /// environment of a dynamic scope is kept for the object that is asked for names.
    pub is_dynamic: bool,
    /// It stands within a `with`, in this or an outer function.
    pub in_with: bool,
}

/// A function declaration to instantiate when its scope is entered.
#[derive(Clone, Copy, Debug)]
pub struct HoistedFunction<'a> {
    /// The binding that receives the function.
    pub binding: BindingId,
    /// The function.
    pub function: &'a Function<'a>,
}

/// How a binding was declared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BindingKind {
    /// `var`.
    Var,
    /// `let`.
    Let,
    /// `const`.
    Const,
    /// `using`: constant, disposed of when the scope is left.
    Using,
    /// `await using`: constant, disposed of asynchronously.
    AwaitUsing,
    /// A function declaration: of a function, script or module at its top level, or of a block.
    Function,
    /// A class declaration, or the constant inner binding of a class's name (in a `Class` scope).
    Class,
    /// A parameter.
    Param,
    /// The parameter of a `catch`.
    CatchParam,
    /// The name of a function expression: assignment fails silently in sloppy code and throws in
    /// strict code.
    FunctionName,
    /// The `arguments` object of a function (`var arguments` shares it).
    Arguments,
    /// `this` of a function that is no arrow. In a derived constructor it begins uninitialised.
    This,
    /// `new.target` of a function that is no arrow.
    NewTarget,
    /// The home object of a method, for `super.x`.
    HomeObject,
    /// The running function, for `super()`.
    ActiveFunction,
    /// A binding imported by a module: constant, and live in the exporting module.
    Import,
    /// The namespace of a module that is imported whole: constant, and initialised before the module runs.
    ImportNamespace,
    /// A private name of a class: holds the private key.
    PrivateName,
    /// Storage that a class needs between its definition and its initialisers: a computed field
    /// name, or the function of a private method.
    ClassStorage,
}

impl BindingKind {
    /// Does the binding exist before it has a value, so that early use throws?
    pub fn has_dead_zone(self) -> bool {
        use BindingKind::*;
        matches!(self, Let | Const | Using | AwaitUsing | Class)
    }

    /// Does assignment always throw a TypeError?
    pub fn is_constant(self) -> bool {
        use BindingKind::*;
        matches!(self, Const | Using | AwaitUsing | Import | ImportNamespace)
    }

    /// Is it declared lexically, so that it may be declared only once in its scope?
    pub fn is_lexical(self) -> bool {
        self.has_dead_zone()
    }
}

/// A binding.
#[derive(Debug)]
pub struct Binding {
    /// Its name. Several bindings of kind `ClassStorage` may share the empty name.
    pub name: Name,
    /// How it was declared.
    pub kind: BindingKind,
    /// The scope that holds it.
    pub scope: ScopeId,
    /// The identifier in its (first) declaration.
    pub declared_at: Span,
    /// From this offset on, code of the same function that runs finds it initialised.
    pub initialized_at: u32,
    /// Must it live in the environment of its scope?
    pub captured: bool,
    /// Its index in the environment, if captured and the scope has slots.
    pub slot: u32,
    /// Is it ever assigned to after its declaration, as far as the source shows? (Always true
    /// within reach of a direct `eval`.)
    pub is_assigned: bool,
    /// `Var`: also declared by a function in a block, as Annex B.3.2 has it, and by nothing else.
    pub is_annex_b: bool,
    /// A `Var` of a `FunctionBody` scope that begins with the value of the parameter (or of
    /// `arguments`) with the same name.
    pub initial_value_from: BindingId,
    /// A `Var` or `Function` of sloppy eval code: the caller's variable that it is. `UNRESOLVED` if
    /// `eval` makes the variable.
    pub of_caller: BindingId,
    /// `PrivateName`: what the name stands for.
    pub private: PrivateKind,
    /// `PrivateName`: it belongs to the class itself rather than to its instances.
    pub is_static: bool,
}

/// What a private name stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PrivateKind {
    /// A field (and every binding that is no private name).
    #[default]
    Field,
    /// A method.
    Method,
    /// A getter alone.
    Getter,
    /// A setter alone.
    Setter,
    /// A getter and a setter.
    Accessor,
}

/// What is done with the `arguments` of a function, least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum ArgumentsUse {
    /// The source does not name it.
    #[default]
    None,
    /// Named properties are read, such as `length`.
    Properties,
    /// Elements are read.
    Elements,
    /// Anything else: it may be changed, and change the parameters with it.
    Escapes,
}

/// What is known of a function.
#[derive(Debug, Default)]
pub struct FunctionInfo {
    /// The function around it; `NONE` for the outermost.
    pub parent: FunctionId,
    /// The whole source text of the function.
    pub span: Span,
    /// The scope of its parameters (the program's scope for the program).
    pub scope: ScopeId,
    /// The scope of its body's declarations; the same unless `has_separate_body_scope`.
    pub body_scope: ScopeId,
    /// An arrow function: its `this` and the like are those of the function around it.
    pub is_arrow: bool,
    /// An async function.
    pub is_async: bool,
    /// A generator.
    pub is_generator: bool,
    /// Strict code.
    pub strict: bool,
    /// A constructor of a class with `extends`: `this` begins uninitialised.
    pub is_derived_constructor: bool,
    /// All parameters are plain names.
    pub has_simple_parameters: bool,
    /// The parameters contain expressions (defaults or computed keys).
    pub has_parameter_expressions: bool,
    /// The body's declarations have a scope of their own.
    pub has_separate_body_scope: bool,
    /// Two parameters have the same name (sloppy code only).
    pub has_duplicate_parameters: bool,
    /// `this`, used here or by an arrow within; `UNRESOLVED` if it is not used. The same holds for
    /// the four that follow. In the program they never resolve: there `this` is the global
    /// object, undefined, or what eval's caller has.
    pub this_binding: BindingId,
    /// The `arguments` object must be made if this is set.
    pub arguments_binding: BindingId,
    /// What is done with `arguments`, as far as the source shows.
    pub arguments_use: ArgumentsUse,
    /// `new.target`.
    pub new_target_binding: BindingId,
    /// The home object, for `super.x`.
    pub home_object_binding: BindingId,
    /// The running function, for `super()`.
    pub active_function_binding: BindingId,
    /// The binding of its own name (a named function expression).
    pub name_binding: BindingId,
    /// A direct `eval` stands in it, arrows included, other functions not.
    pub has_direct_eval: bool,
    /// It stands within a `with`.
    pub inside_with: bool,
    /// A `super()` stands in it or in an arrow within.
    pub uses_super_call: bool,
    /// A `super.x` stands in it or in an arrow within.
    pub uses_super_property: bool,
}

impl FunctionInfo {
    /// Is `this` needed?
    pub fn uses_this(&self) -> bool {
        self.this_binding.is_some()
    }

    /// Is the `arguments` object needed?
    pub fn uses_arguments(&self) -> bool {
        self.arguments_binding.is_some()
    }

    /// Is `new.target` needed?
    pub fn uses_new_target(&self) -> bool {
        self.new_target_binding.is_some()
    }
}
