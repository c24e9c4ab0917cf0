//! What a function becomes: its source, its bytecode, its machine code.

use jsrun::context::{Context, Error, list_bytecode};
use jsrun::value::Value;

/// What is shown below the source.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The bytecode.
    Bytecode,
    /// The bytecode, each instruction with its machine code.
    MachineCode,
}

/// The listing of a function, or what is to be said instead.
pub fn list(context: &mut Context, function: Value, form: Form) -> Result<String, Error> {
    let source = context.to_display_string(function)?;
    // A method's text is one of an object literal; everything else is an expression.
    let forms = [format!("({source})"), format!("({{ {source} }})")];
    let Some(text) = forms.iter().find(|text| list_bytecode("", text.as_bytes(), false).is_ok())
    else {
        return Ok("This function is not compiled from source".to_owned());
    };
    let listing = match form {
        Form::Bytecode => list_bytecode("", text.as_bytes(), false)?,
        Form::MachineCode => match context.list_machine_code("", text.as_bytes(), false)? {
            Some(listing) => listing,
            None => {
                return Ok(
                    "There is no machine code: this build or this system has no JIT".to_owned()
                );
            }
        },
    };
    // First comes the code of the expression around it.
    let own = listing.split_once("\n\n").map_or(&*listing, |(_, own)| own);
    Ok(format!("{source}\n\n{}", own.trim_end()))
}
