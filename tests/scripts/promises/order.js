// The order of jobs: reactions, thenables, queueMicrotask.
print("start");
function log(name) {
    return function (v) {
        print(name, v);
        return v;
    };
}
Promise.resolve(1).then(log("a")).then(log("b")).then(log("c"));
queueMicrotask(function () {
    print("task");
    queueMicrotask(log("nested task"));
});
Promise.resolve(Promise.resolve(2)).then(log("resolved with a promise"));
new Promise(function (r) { r(Promise.resolve(3)); }).then(log("follows a promise"));
new Promise(function (r) { r({ then: function (f) { print("then called"); f(4); } }); }).then(log("thenable"));
Promise.reject(5).then(log("never"), log("rejected")).then(log("after"));
Promise.reject(6).catch(log("caught")).finally(function () { print("finally", arguments.length); }).then(log("kept"));
Promise.resolve(7).finally(function () { throw 8; }).catch(log("thrown in finally"));
Promise.reject(9).finally(function () { return Promise.resolve(1); }).catch(log("reason kept"));
var p = Promise.resolve().then(function () { return p; });
p.catch(log("cycle"));
new Promise(function (resolve, reject) { resolve(1); reject(2); throw 3; }).then(log("first wins"));
new Promise(function () { throw 10; }).catch(log("executor threw"));
new Promise(function (r) { r({ get then() { throw 11; } }); }).catch(log("then threw"));
var thenable = { then: function (f, g) { f(12); g(13); throw 14; } };
Promise.resolve(thenable).then(log("thenable settles once"));
for (var i = 0; i < 5; i++) {
    (function (i) {
        var q = Promise.resolve(i);
        for (var j = 0; j < 3; j++) q = q.then(function (v) { return v * 2; });
        q.then(log("chain " + i));
    })(i);
}
print("end");
