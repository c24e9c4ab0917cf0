// A greeting: cargo run --release --bin jsrun -- examples/hello.js Ada Grace

const names = jsrun.args.length > 0 ? jsrun.args : ["world"];
for (const name of names) {
  console.log(`Hello, ${name}!`);
}
