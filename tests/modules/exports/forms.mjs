export var variable = 1, another = 2;
export let { x, deep: [, second = "fallback"], ...others } = { x: 1, deep: [], y: 2 };
export const constant = () => variable;
export class Shape {}
const text = "text";
export { text as "a name with spaces", text as renamed, text as if };
export default function () {
  return "the default";
}
export * as everything from "./star.mjs";
