//! What a function becomes: its source, its bytecode, its machine code.

use jsrun::context::{Context, Detail, Error, ExplainError, JsValue};

/// What is shown below each line of the source.
pub type Form = Detail;

/// The listing of a function, or what is to be said instead.
pub fn list(context: &mut Context, function: &JsValue, form: Form) -> Result<String, Error> {
    match context.explain_function(function) {
        Ok(explanation) => Ok(explanation.to_text(form).trim_end().to_owned()),
        Err(ExplainError::Failed(error)) => Err(error),
        Err(error) => Ok(error.to_string()),
    }
}
