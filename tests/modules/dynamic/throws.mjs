throw "thrown by a module";
