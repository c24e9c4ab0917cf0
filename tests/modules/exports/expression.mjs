export const name = "expression";
export default 6 * 7;
