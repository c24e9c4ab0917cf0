//! The REPL: one thread edits lines, the script's thread evaluates them.
//!
//! Invariants: the context is used by the script's thread alone; the editor asks it over a channel and waits for no answer
//! longer than a user would, so what a script does never keeps Ctrl-C from being seen.

mod console;
mod directives;
mod editor;
mod history;
mod listing;
mod session;
mod terminal;

use crate::output::Output;
use crate::run::Setup;
use console::Console;
use editor::Mode;
use jsrun::context::{Candidates, Context};
use session::{Session, Step};
use std::io::IsTerminal;
use std::mem::ManuallyDrop;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Instant;

/// What the editor asks of the session.
pub enum Request {
    /// Do what this input says, and answer what comes next.
    Submit(String, Sender<Step>),
    /// How may the text go on before the cursor?
    Complete(String, usize, Sender<Candidates>),
    /// What would the text come to?
    Preview(String, Sender<Option<String>>),
    /// There are no more inputs: the exit code.
    End(i32),
}

/// Runs a session to its end; gives the exit code.
pub fn run(setup: &Setup<'_>, context: ManuallyDrop<Context>, output: &Output) -> i32 {
    let mode = mode();
    let console = Console::new(output.clone());
    setup.link.begin_session(mode == Mode::Editor);
    if mode != Mode::Lines {
        let version = env!("CARGO_PKG_VERSION");
        console.write(format!("jsrun {version}, type .help for help\n").as_bytes());
    }
    let mut session = Session::new(setup, context, console.clone());
    session.run_jobs();
    let (sender, requests) = channel();
    let thread = std::thread::Builder::new().name("editor".to_owned());
    let link = setup.link.clone();
    if let Err(error) = thread.spawn(move || editor::run(mode, &console, &link, sender)) {
        output.error(format!("jsrun: cannot start a thread: {error}\n"));
        return crate::code::FAILURE;
    }
    let status = serve(&mut session, &requests);
    if setup.arguments.stats {
        output.error(crate::report::statistics(&session.statistics()));
    }
    status
}

/// How inputs are read: with an editor where there is a terminal that can do it.
fn mode() -> Mode {
    match std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        true if std::env::var_os("TERM").is_some_and(|term| term == "dumb") => Mode::Prompts,
        true => Mode::Editor,
        false => Mode::Lines,
    }
}

/// Answers requests, and does what is due between them.
fn serve(session: &mut Session<'_>, requests: &Receiver<Request>) -> i32 {
    loop {
        // Answers that nobody waits for any more are dropped.
        match next(session, requests) {
            Some(Request::Submit(text, answer)) => {
                let step = session.submit(&text);
                let _ = answer.send(step);
            }
            Some(Request::Complete(text, cursor, answer)) => {
                let _ = answer.send(session.complete(&text, cursor));
            }
            Some(Request::Preview(text, answer)) => {
                let _ = answer.send(session.preview(&text));
            }
            Some(Request::End(status)) => return session.exit_code().unwrap_or(status),
            // The editor's thread is gone without a word: it has met a defect.
            None => return crate::code::DEFECT,
        }
    }
}

/// The next request; until it comes, what falls due is done.
fn next(session: &mut Session<'_>, requests: &Receiver<Request>) -> Option<Request> {
    loop {
        let Some(due) = session.next_due() else { return requests.recv().ok() };
        match requests.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(request) => return Some(request),
            Err(RecvTimeoutError::Timeout) => {
                session.run_due();
                if let Some(status) = session.exit_code() {
                    return Some(Request::End(status));
                }
            }
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}
