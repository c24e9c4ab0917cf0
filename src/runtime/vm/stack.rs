//! The VM stack: one reserved mapping that frames are built on.
