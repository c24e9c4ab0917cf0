export const { url } = import.meta;
export const meta = import.meta;
