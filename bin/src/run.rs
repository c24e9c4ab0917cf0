//! Running the script.

use crate::arguments::{Arguments, Dump, Tier, UnhandledRejections};
use crate::input::{Input, read_includes};
use crate::output::Output;
use crate::supervisor::Link;
use crate::{code, repl, report};
use jsrun::context::{
    Context, Error, FileLoader, Options, Stream, Termination, list_bytecode, list_syntax_tree,
};
use jsrun::interp::tier::Tier as EngineTier;
use std::mem::ManuallyDrop;

/// What a context is made from.
pub struct Setup<'a> {
    /// The command line.
    pub arguments: &'a Arguments,
    /// Between the script's thread and what ends the script.
    pub link: &'a Link,
    includes: Vec<Input>,
    output: &'a Output,
}

impl Setup<'_> {
    /// A new context in which no script has run. It goes with the process.
    fn bare_context(&self) -> ManuallyDrop<Context> {
        let mut context = Context::new(options(self.arguments));
        self.link.attach(context.interrupt_handle());
        let streams = self.output.clone();
        context.set_output(move |stream, bytes| match stream {
            Stream::Out => streams.write(bytes),
            Stream::Error => streams.error(bytes),
        });
        // Where there is no current folder, imports must be absolute.
        context.set_module_loader(FileLoader::new(std::env::current_dir().unwrap_or_default()));
        ManuallyDrop::new(context)
    }

    /// A new context, with what is done before a script runs.
    ///
    /// # Errors
    /// Those of the scripts that run before.
    pub fn context(&self) -> Result<ManuallyDrop<Context>, Error> {
        let mut context = self.bare_context();
        self.prepare(&mut context)?;
        Ok(context)
    }

    /// What is done before the script runs.
    fn prepare(&self, context: &mut Context) -> Result<(), Error> {
        context.define_strings("scriptArgs", &self.arguments.script_arguments)?;
        if self.arguments.expose_262 {
            context.install_test_host()?;
        }
        self.includes
            .iter()
            .try_for_each(|include| context.run_script(&include.name, &include.text))
    }
}

/// Does what the arguments ask for; gives the exit code.
pub fn run(arguments: &Arguments, output: &Output, link: &Link) -> i32 {
    let read = Input::read(arguments).and_then(|input| Ok((input, read_includes(arguments)?)));
    let (input, includes) = match read {
        Ok(read) => read,
        Err(message) => {
            output.error(format!("{message}\n"));
            return code::FAILURE;
        }
    };
    let setup = Setup { arguments, link, includes, output };
    let mut context = setup.bare_context();
    let result = match (arguments.dump, &input) {
        (Some(form), Some(input)) => dump(&mut context, arguments, form, input, output),
        (_, Some(input)) => setup
            .prepare(&mut context)
            .and_then(|()| execute(&mut context, arguments, input, output)),
        (_, None) => setup.prepare(&mut context),
    };
    let mut status = match result {
        Ok(()) => 0,
        Err(error) => failed(&error, arguments, output, link),
    };
    // Whoever wants to look around wants so after an error, too; but what was ended from outside is to end.
    if arguments.interactive && link.cause() == 0 {
        status = repl::run(&setup, context, output);
    } else if arguments.stats {
        output.error(report::statistics(&context.statistics()));
    }
    status
}

fn options(arguments: &Arguments) -> Options {
    let mut options = Options::new()
        .tier(match arguments.tier {
            Tier::Auto => EngineTier::Auto,
            Tier::Interp => EngineTier::Interpreter,
            Tier::Jit => EngineTier::Jit,
        })
        .perf_map(arguments.perf_map)
        .count_opcodes(arguments.stats)
        .gc_stress(arguments.gc_stress)
        .trace_gc(arguments.trace_gc);
    if let Some(threshold) = arguments.tier_threshold {
        options = options.tier_threshold(threshold);
    }
    if let Some(bytes) = arguments.memory_limit {
        options = options.memory_limit(bytes);
    }
    if let Some(bytes) = arguments.stack_size {
        options = options.stack_size(bytes);
    }
    options
}

fn execute(
    context: &mut Context,
    arguments: &Arguments,
    input: &Input,
    output: &Output,
) -> Result<(), Error> {
    if arguments.module {
        context.eval_module(&input.name, &input.text)?;
        return run_jobs(context, arguments);
    }
    if !arguments.print {
        context.run_script(&input.name, &input.text)?;
        return run_jobs(context, arguments);
    }
    let value = context.eval(&input.name, &input.text)?;
    let mut text = context.inspect(value)?;
    text.push('\n');
    output.write(text.as_bytes());
    run_jobs(context, arguments)
}

/// Runs what the script has left to be done.
fn run_jobs(context: &mut Context, arguments: &Arguments) -> Result<(), Error> {
    loop {
        context.run_jobs()?;
        if arguments.unhandled_rejections == UnhandledRejections::Throw {
            context.check_rejections()?;
        }
        if !context.wait_for_jobs()? {
            return Ok(());
        }
    }
}

fn dump(
    context: &mut Context,
    arguments: &Arguments,
    form: Dump,
    input: &Input,
    output: &Output,
) -> Result<(), Error> {
    let module = arguments.module;
    let text = match form {
        Dump::Ast => list_syntax_tree(&input.name, &input.text, module)?,
        Dump::Bytecode => list_bytecode(&input.name, &input.text, module)?,
        Dump::Asm => match context.list_machine_code(&input.name, &input.text, module)? {
            Some(text) => text,
            None => {
                output.error(
                    "jsrun: there is no machine code: this build or this system has no JIT\n",
                );
                return Ok(());
            }
        },
    };
    output.write(text.as_bytes());
    Ok(())
}

/// Tells why the script ended early; gives the exit code.
fn failed(error: &Error, arguments: &Arguments, output: &Output, link: &Link) -> i32 {
    let termination = match error {
        Error::Terminated(termination) => termination,
        _ => {
            output.error(format!("{error}\n"));
            if let Some(line) =
                error.report().filter(|_| arguments.expose_262).and_then(report::name_and_message)
            {
                output.error(line);
            }
            return code::FAILURE;
        }
    };
    let (message, status) = match (termination, link.cause()) {
        (Termination::OutOfMemory, _) => {
            (report::out_of_memory(arguments.memory_limit), code::FAILURE)
        }
        (Termination::Engine(what), _) => (report::defect(what), code::DEFECT),
        (Termination::Interrupted, code::TIMEOUT) => {
            (report::timeout(arguments.timeout), code::TIMEOUT)
        }
        (Termination::Interrupted, _) => (String::new(), code::INTERRUPTED),
    };
    output.error(message);
    status
}
