// What the tests of this folder assert with. A failed assertion throws a Test262Error that says what was expected.

function assert(condition, message) {
  if (condition !== true) {
    throw new Test262Error(assert._explain("Expected true, but got " + assert._show(condition), message));
  }
}

assert._show = function (value) {
  if (typeof value === "string") {
    return "'" + value + "'";
  }
  if (typeof value === "bigint") {
    return value + "n";
  }
  if (value === 0 && 1 / value < 0) {
    return "-0";
  }
  try {
    return String(value);
  } catch (error) {
    return "a value without a text";
  }
};

assert._explain = function (what, message) {
  return message === undefined ? what : message + ": " + what;
};

// SameValue (https://tc39.es/ecma262/#sec-samevalue)
assert._same = function (a, b) {
  return a === b ? a !== 0 || 1 / a === 1 / b : a !== a && b !== b;
};

assert.sameValue = function (actual, expected, message) {
  if (!assert._same(actual, expected)) {
    var what = "Expected " + assert._show(expected) + ", but got " + assert._show(actual);
    throw new Test262Error(assert._explain(what, message));
  }
};

assert.notSameValue = function (actual, unexpected, message) {
  if (assert._same(actual, unexpected)) {
    throw new Test262Error(assert._explain("Expected anything but " + assert._show(actual), message));
  }
};

assert.compareArray = function (actual, expected, message) {
  var same = actual.length === expected.length;
  for (var i = 0; same && i < expected.length; i += 1) {
    same = assert._same(actual[i], expected[i]);
  }
  if (!same) {
    var list = function (array) {
      var texts = [];
      for (var i = 0; i < array.length; i += 1) {
        texts[i] = assert._show(array[i]);
      }
      return "[" + texts.join(", ") + "]";
    };
    throw new Test262Error(assert._explain("Expected " + list(expected) + ", but got " + list(actual), message));
  }
};

assert.throws = function (constructor, run, message) {
  try {
    run();
  } catch (error) {
    if (typeof error !== "object" || error === null || error.constructor !== constructor) {
      var what = "Expected a " + constructor.name + ", but " + assert._show(error) + " was thrown";
      throw new Test262Error(assert._explain(what, message));
    }
    return;
  }
  throw new Test262Error(assert._explain("Expected a " + constructor.name + ", but nothing was thrown", message));
};
