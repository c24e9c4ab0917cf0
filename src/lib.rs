//! jsrun, a JavaScript engine.
