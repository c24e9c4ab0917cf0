//! The macros behind jsrun's handlers.
