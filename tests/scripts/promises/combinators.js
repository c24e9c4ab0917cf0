function log(name) {
    return function (v) {
        print(name, v);
        return v;
    };
}
var later = function (v, n) {
    return new Promise(function (r) {
        (function step(n) { n ? queueMicrotask(function () { step(n - 1); }) : r(v); })(n);
    });
};
Promise.all([later(1, 9), 2, later(3, 1), { then: function (f) { f(4); } }]).then(log("all"));
Promise.all([]).then(log("all of nothing"));
Promise.all([later(1, 3), Promise.reject(2), Promise.reject(3)]).catch(log("all fails"));
Promise.allSettled([later(1, 3), Promise.reject(2)]).then(log("settled"));
Promise.any([Promise.reject(1), later(2, 5), later(3, 2)]).then(log("any"));
Promise.any([Promise.reject(1), Promise.reject(2)]).catch(function (e) {
    print(e, e.errors, e instanceof AggregateError);
});
Promise.any([]).catch(function (e) { print("any of nothing", e.errors); });
Promise.race([later(1, 5), later(2, 1), later(3, 3)]).then(log("race"));
Promise.race([later(1, 5), Promise.reject(2)]).catch(log("race fails"));

// An iterator that is left early is closed; one that fails is not.
function iterable(n, fail) {
    return {
        [Symbol.iterator]: function () {
            return {
                next: function () {
                    if (fail && n === 0) throw "next";
                    return { done: n-- === 0, value: n };
                },
                return: function () {
                    print("closed");
                    return {};
                },
            };
        },
    };
}
Promise.all(iterable(3)).then(log("iterable"));
Promise.all(iterable(3, true)).catch(log("iterable fails"));
var resolve = Promise.resolve;
Promise.resolve = function (v) {
    if (v === 1) throw "resolve";
    return resolve.call(this, v);
};
Promise.all(iterable(3)).catch(log("resolve fails"));
Promise.resolve = resolve;
Promise.all().catch(function (e) { print("no iterable", e); });

// Subclasses and species.
class Sub extends Promise {
    constructor(executor) {
        super(executor);
        Sub.count = (Sub.count || 0) + 1;
    }
}
var s = Sub.resolve(1);
print(s instanceof Sub, s.then(function () {}) instanceof Sub, Sub.all([]) instanceof Sub, Sub.count);
class Plain extends Promise {
    static get [Symbol.species]() { return Promise; }
}
print(Plain.resolve(1).then(function () {}) instanceof Plain, Plain.resolve(1) instanceof Plain);
Sub.all([Sub.resolve(1), 2]).then(log("sub all"));
Sub.reject(1).finally(function () {}).catch(log("sub finally"));

// A constructor of promises that is none of ours.
function Foreign(executor) {
    var that = this;
    executor(function (v) { that.value = v; }, function (v) { that.reason = v; });
}
Foreign.resolve = function (v) { return { then: function (f) { f(v); } }; };
print(Promise.all.call(Foreign, [1, 2]).value);
print(Promise.resolve.call(Foreign, 5).value, Promise.reject.call(Foreign, 6).reason);
var executor;
try {
    Promise.resolve.call(function (e) { e(); e(); executor = e; e(1, 2); }, 1);
} catch (e) { print(e); }
try { Promise.resolve.call(function (e) {}, 1); } catch (e) { print(e); }
try { Promise.resolve.call(undefined, 1); } catch (e) { print(e); }
try { Promise(function () {}); } catch (e) { print(e); }
try { new Promise(); } catch (e) { print(e); }
try { Promise.prototype.then.call({}, 1); } catch (e) { print(e); }
print(Promise.length, Promise.prototype.then.length, Promise.all.name, Object.prototype.toString.call(s));
