// Runs an asynchronous function as the test: the test ends when the function does.

function asyncTest(run) {
  var promise;
  try {
    promise = run();
  } catch (error) {
    $DONE(error);
    return;
  }
  promise.then(function () { $DONE(); }, function (error) { $DONE(error === undefined ? "undefined" : error); });
}

// Waits for a promise that must be rejected with an error of this constructor.
function assertRejects(constructor, promise, message) {
  return promise.then(
    function () {
      throw new Test262Error(assert._explain("Expected a " + constructor.name + ", but the promise was fulfilled", message));
    },
    function (error) {
      assert.sameValue(error.constructor, constructor, message);
    }
  );
}
