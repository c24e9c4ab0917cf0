//! Objects, shapes, strings, functions, environments, realms: what both tiers run over, and the
//! specification's abstract operations. Knows neither syntax nor tiers.

pub mod arguments_object;
pub mod array;
pub mod array_dense;
pub mod async_generator;
pub mod async_iteration;
pub mod bigint;
pub mod cache;
pub mod cache_fill;
pub mod cast;
pub mod class;
pub mod code;
pub mod code_make;
pub mod convert;
pub mod coroutine;
pub mod disposal;
pub mod dynamic_scope;
pub mod elements;
pub mod elements_sparse;
pub mod enumerate;
pub mod environment;
pub mod equality;
pub mod error;
pub mod eval_site;
pub mod exotic;
pub mod for_in;
pub mod function;
pub mod function_make;
pub mod generator;
pub mod global;
pub mod integrity;
pub mod intrinsics;
pub mod iterator;
pub mod jobs;
pub mod kind;
pub mod module;
pub mod names;
pub mod number;
pub mod object;
pub mod operators;
pub mod private_name;
pub mod promise;
pub mod property;
pub mod property_access;
pub mod property_key;
pub mod property_own;
pub mod property_set;
pub mod property_use;
pub mod proxy;
pub mod realm;
pub mod regexp_engine;
pub mod shape;
pub mod shape_table;
pub mod shared;
pub mod source;
pub mod stack_trace;
pub mod storage;
pub mod string;
pub mod typed_array;
pub mod validity;
pub mod vm;
pub mod waiter;

#[cfg(test)]
mod object_tests;
#[cfg(test)]
pub(crate) mod testing;
