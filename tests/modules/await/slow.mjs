import { log } from "./log.mjs";
log("slow begins");
export const slow = await new Promise(resolve => {
  let turns = 5;
  const turn = () => (turns-- > 0 ? Promise.resolve().then(turn) : resolve("slow"));
  turn();
});
log("slow is done");
