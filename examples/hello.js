// A greeting: cargo run --release --bin jsrun -- examples/hello.js Ada Grace

const names = scriptArgs.length > 0 ? scriptArgs : ["world"];
for (const name of names) {
  console.log(`Hello, ${name}!`);
}
