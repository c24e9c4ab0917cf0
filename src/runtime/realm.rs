//! Realms: the intrinsics and the global environment (https://tc39.es/ecma262/#sec-code-realms).
