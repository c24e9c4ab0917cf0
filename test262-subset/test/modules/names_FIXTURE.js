export const b = 2, a = 1;
var inner = 3;
export { inner as renamed };
export default "d";
