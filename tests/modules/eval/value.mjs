export let value = 1;
export const change = () => { value++; };
