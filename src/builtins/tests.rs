//! Tests of the library through scripts, their output taken by the host's hook.

use crate::context::{Context, Options};
use crate::runtime::vm::host::Stream;
use std::cell::RefCell;
use std::rc::Rc;

/// What a script prints.
fn output(script: &str) -> String {
    let mut context = Context::new(Options::default());
    let written = Rc::new(RefCell::new(Vec::new()));
    let sink = written.clone();
    context.vm().host.output = Box::new(move |stream, bytes| {
        if stream == Stream::Out {
            sink.borrow_mut().extend_from_slice(bytes);
        }
    });
    if let Err(error) = context.run_script("test.js", script.as_bytes()) {
        panic!("{error}");
    }
    drop(context);
    String::from_utf8_lossy(&written.take()).into_owned()
}

#[test]
fn sort_is_stable_and_lets_comparators_change_the_array() {
    let script = "
        var a = [];
        for (var i = 0; i < 100; i++) a.push({ key: i % 3, i: i });
        a.sort((x, y) => x.key - y.key);
        var stable = a.every((x, n) => n === 0 || a[n - 1].key < x.key || a[n - 1].i < x.i);
        var b = [3, 2, 1];
        b.sort((x, y) => { b.length = 0; return x - y; });
        print(stable, b);";
    assert_eq!(output(script), "true 1,2,3\n");
}

#[test]
fn splices_agree_with_copies() {
    let script = "
        var bad = 0;
        for (var start = -3; start < 8; start++)
            for (var count = 0; count < 7; count++)
                for (var added = 0; added < 4; added++) {
                    var items = [7, 8, 9].slice(0, added), a = [0, 1, 2, 3, 4];
                    var copy = a.toSpliced(start, count, ...items);
                    a.splice(start, count, ...items);
                    if (a.join() !== copy.join() || a.length !== copy.length) bad++;
                }
        print(bad);";
    assert_eq!(output(script), "0\n");
}

#[test]
fn cycles_end() {
    let script = "var a = [1]; a.push(a, [a]); print(a); var o = { a }; o.o = o; console.log(o);";
    assert_eq!(
        output(script),
        "1,,\n<ref *2> {\n  a: <ref *1> [ 1, [Circular *1], [ [Circular *1] ] ],\n  o: [Circular *2]\n}\n"
    );
}
