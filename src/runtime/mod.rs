//! Objects, shapes, strings, functions, environments, realms: what both tiers run over, and the
//! specification's abstract operations. Knows neither syntax nor tiers.

pub mod cache;
pub mod code;
pub mod function;
pub mod kind;
pub mod object;
pub mod property_key;
pub mod realm;
pub mod source;
pub mod vm;
