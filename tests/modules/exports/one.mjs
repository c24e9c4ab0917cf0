export const one = 1;
export const both = "one";
export default "default of one";
