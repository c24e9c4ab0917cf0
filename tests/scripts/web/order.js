// The order of jobs, timers and immediates. Delays differ by so much that a slow machine changes nothing.
var say = (...words) => print(...words);
say("script");
setTimeout(() => say("second timer"), 120);
setTimeout(() => {
    say("first timer");
    queueMicrotask(() => say("job of the first timer"));
    Promise.resolve().then(() => say("then of the first timer")).then(() => say("and then"));
}, 1);
setTimeout(() => say("next timer"), 1);
setTimeout(() => say("no delay"), 0);
setTimeout(() => say("NaN"), NaN);
setTimeout(() => say("negative"), -5);
setTimeout(() => say("text"), "1");
setTimeout(() => say("nothing"));
setTimeout(() => say("object"), { valueOf() { say("valueOf"); return 1; } });
queueMicrotask(() => say("job"));
Promise.resolve().then(() => say("then"));
(async () => { await null; say("await"); })();

// What an immediate makes waits for the next round, behind timers that are due by then.
setTimeout(() => {
    setImmediate(() => {
        say("immediate 1");
        queueMicrotask(() => say("job of immediate 1"));
        setImmediate(() => say("immediate of immediate 1"));
        setTimeout(() => say("timer of immediate 1"), 1);
        for (var end = Date.now() + 20; Date.now() < end;);
    });
    setImmediate((...rest) => say("immediate 2", rest), 1, "two");
    clearImmediate(setImmediate(() => say("never")) );
    say("immediates are set");
}, 240);

// Arguments.
setTimeout(function () { say("arguments", arguments.length, arguments[2]); }, 360, 1, 2, 3);
var interval = setInterval((by) => {
    say("interval", count);
    if ((count += by) > 3) {
        clearInterval(interval);
        setTimeout(() => say("the interval has ended"), 30);
    }
}, 480, 1), count = 0;
