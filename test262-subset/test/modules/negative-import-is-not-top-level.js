/*---
esid: sec-modules
description: >
  Import and export declarations stand at the top level
negative:
  phase: parse
  type: SyntaxError
flags: [module]
---*/

$DONOTEVALUATE();
{
  export default 1;
}
