/*---
esid: sec-html-like-comments
description: >
  HTML-like comments are no part of module code
negative:
  phase: parse
  type: SyntaxError
flags: [module]
---*/

$DONOTEVALUATE();
<!-- not here
