// How an asynchronous test says that it is done: it calls $DONE, with an error if it failed.

function $DONE(error) {
  if (error) {
    var text = typeof error === "object" && "message" in error ? error.constructor.name + ": " + error.message : String(error);
    print("Test262:AsyncTestFailure:" + text);
  } else {
    print("Test262:AsyncTestComplete");
  }
}
