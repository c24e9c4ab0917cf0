console.log("slow begins");
export const ready = await new Promise(resolve => setTimeout(() => resolve("ready"), 10));
console.log("slow ends");
