// Checks the attributes of an own property: those that are named in `expected`, by SameValue.

function verifyProperty(object, key, expected) {
  var actual = Object.getOwnPropertyDescriptor(object, key);
  assert(actual !== undefined, "there is a property " + String(key));
  var names = ["value", "get", "set", "writable", "enumerable", "configurable"];
  for (var i = 0; i < names.length; i += 1) {
    if (Object.prototype.hasOwnProperty.call(expected, names[i])) {
      assert.sameValue(actual[names[i]], expected[names[i]], String(key) + " is " + names[i]);
    }
  }
}

// Checks a built-in function: its name and length, and the attributes that all methods have.
function verifyMethod(object, key, name, length) {
  verifyProperty(object, key, { writable: true, enumerable: false, configurable: true });
  verifyProperty(object[key], "name", { value: name, writable: false, enumerable: false, configurable: true });
  verifyProperty(object[key], "length", { value: length, writable: false, enumerable: false, configurable: true });
}
