export const then = 1;
