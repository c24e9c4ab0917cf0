//! Running the script.

use crate::arguments::{Arguments, Dump, Form, Tier, UnhandledRejections};
use crate::host::{self, Host};
use crate::input::{Input, read_includes};
use crate::output::Output;
use crate::supervisor::Link;
use crate::views::Views;
use crate::{code, colors, repl, report};
use jsrun::context::Tier as EngineTier;
use jsrun::context::{
    Context, Error, FileLoader, InspectOptions, ListError, Options, Stream, Termination, Type,
    list_bytecode, list_syntax_tree,
};
use std::mem::ManuallyDrop;

/// What a context is made from.
pub struct Setup<'a> {
    /// The command line.
    pub arguments: &'a Arguments,
    /// Between the script's thread and what ends the script.
    pub link: &'a Link,
    /// What scripts may do, and the exit code that one has asked for.
    pub host: Host,
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
        for stream in [Stream::Out, Stream::Error] {
            context.set_colors(stream, colors::wanted(stream));
        }
        // Where there is no current folder, imports must be absolute.
        let loader = FileLoader::new(std::env::current_dir().unwrap_or_default());
        context.set_module_loader(loader.restricted_to(self.host.import.clone()));
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
        context.run(|scope| host::install(scope, self.arguments, self.host.clone()))?;
        if self.arguments.expose_262 {
            context.install_test_host()?;
        }
        self.includes
            .iter()
            .try_for_each(|include| context.run_script(&include.name, &include.text))
    }

    /// Runs the script, if there is one, with what is to be seen of it; gives the exit code.
    fn run(&self, context: &mut Context, input: Option<&Input>) -> i32 {
        let (arguments, output) = (self.arguments, self.output);
        let views = match Views::open(context, arguments, output) {
            Ok(views) => views,
            Err(message) => {
                output.error(format!("jsrun: {message}\n"));
                return code::FAILURE;
            }
        };
        let result = self.prepare(context).and_then(|()| match input {
            Some(input) => execute(context, arguments, input, output),
            None => Ok(()),
        });
        let status = match (result, self.host.exit.get()) {
            (Ok(()), _) => 0,
            (Err(_), Some(status)) => status,
            (Err(error), None) => failed(&error, arguments, output, self.link),
        };
        let shown = views.close(context, arguments, output);
        if status == 0 { shown } else { status }
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
    let setup = Setup { arguments, link, host: Host::new(arguments), includes, output };
    let mut context = setup.bare_context();
    let mut status = match (&arguments.dump, &input) {
        (Some(wanted), Some(input)) => dump(&mut context, arguments, wanted, input, output, link),
        (_, input) => setup.run(&mut context, input.as_ref()),
    };
    // Whoever wants to look around wants so after an error, too; but what was ended, be it by itself, is to end.
    if arguments.interactive && link.cause() == 0 && setup.host.exit.get().is_none() {
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
        .throw_rejections(arguments.unhandled_rejections == UnhandledRejections::Throw)
        .perf_map(arguments.perf_map)
        .count_opcodes(arguments.stats)
        .count_instructions(arguments.explain.is_some())
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
        return context.run_event_loop();
    }
    if arguments.cjs {
        let file = std::env::current_dir().unwrap_or_default().join(&input.name);
        context.run(|scope| host::run_main(scope, &file, &input.text))?;
        return context.run_event_loop();
    }
    if !arguments.print {
        context.run_script(&input.name, &input.text)?;
        return context.run_event_loop();
    }
    let value = context.eval(&input.name, &input.text)?;
    let mut text = match value.type_of() {
        Type::String => context.to_display_string(&value)?,
        _ => context.inspect_with(&value, &InspectOptions::colored(colors::wanted(Stream::Out)))?,
    };
    text.push('\n');
    output.write(text.as_bytes());
    context.run_event_loop()
}

/// Shows what a script becomes; gives the exit code.
fn dump(
    context: &mut Context,
    arguments: &Arguments,
    wanted: &Dump,
    input: &Input,
    output: &Output,
    link: &Link,
) -> i32 {
    let (name, text, module) = (&input.name, &input.text, arguments.module);
    let only = wanted.only.as_ref();
    let listing = match wanted.form {
        Form::Ast => list_syntax_tree(name, text, module, only).map(Some),
        Form::Bytecode => list_bytecode(name, text, module, only).map(Some),
        Form::Asm => context.list_machine_code(name, text, module, only),
    };
    match listing {
        Ok(Some(text)) => {
            output.write(text.as_bytes());
            0
        }
        Ok(None) => {
            output.error(format!("jsrun: there is no machine code: {}\n", report::NO_JIT));
            code::FAILURE
        }
        Err(ListError::Script(error)) => failed(&error, arguments, output, link),
        Err(ListError::NoSuchFunction(error)) => {
            output.error(format!("jsrun: {error}\n"));
            code::FAILURE
        }
    }
}

/// Tells why the script ended early; gives the exit code.
fn failed(error: &Error, arguments: &Arguments, output: &Output, link: &Link) -> i32 {
    let termination = match error {
        Error::Terminated(termination) => termination,
        Error::Unsettled(_) => {
            output.error(format!("{error}\n"));
            return code::UNSETTLED;
        }
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
