const one = 1, two = 2;
export { one as "not a name", two as "☿" };
