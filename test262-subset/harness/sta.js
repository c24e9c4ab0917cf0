// The error of a failed assertion, and a call that must not be reached.

function Test262Error(message) {
  this.message = message === undefined ? "" : message;
}

Test262Error.prototype.toString = function () {
  return "Test262Error: " + this.message;
};

function $DONOTEVALUATE() {
  throw "This code must not run.";
}
