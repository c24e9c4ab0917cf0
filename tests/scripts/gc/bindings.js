// What only a script's let and const bindings, a closure's variable, a pending exception or a getter's home refers to lives.
let kept = { list: [1, { text: "a" + 1 }], nested: { f: (x) => x + kept.list.length } };
const constant = new Map([["key", { value: "v" + 2 }]]);
class Keeper {
    #hidden = { text: "h" + 3 };
    static shared = ["s" + 4];
    get hidden() { return this.#hidden; }
}
var keeper = new Keeper();
function churn(n) {
    var last;
    for (var i = 0; i < n; i++) last = { i: i, a: [i, i + 0.5], s: "x" + i };
    return last;
}
function closure() {
    var captured = { deep: [churn(2)] };
    return () => captured;
}
var later = closure();
try {
    try {
        throw { thrown: ["t" + 5] };
    } finally {
        churn(40);
    }
} catch (e) {
    print(e);
}
print(churn(40));
print(kept, kept.nested.f(1), constant.get("key"), keeper.hidden, Keeper.shared, later());
