"use strict";
"\1";

/*---
esid: sec-additional-syntax-string-literals
description: >
  The test is not changed in any way: its directive comes first
negative:
  phase: parse
  type: SyntaxError
flags: [raw]
---*/
