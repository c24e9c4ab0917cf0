// JSON, parsed and written.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

function record(i) {
  return {
    id: i,
    name: 'item "' + i + '"',
    price: i * 1.25,
    tags: ['a' + i % 10, 'b\u00e9', '\n'],
    nested: { ok: i % 2 === 0, none: null, list: [i, i + 1, [i * 2]] },
  };
}

const records = [];
for (let i = 0; i < 300; i++) records.push(record(i));
let total = 0, text = '';
const rounds = Math.max(1, Math.round(440 * scale));
for (let r = 0; r < rounds; r++) {
  records[r % 300].price = r / 8;
  text = JSON.stringify(records);
  const back = JSON.parse(text);
  if (back.length !== 300 || back[7].nested.list[2][0] !== 14) throw new Error('lost in translation');
  total = (total * 7 + text.length + back[r % 300].price * 8) % 1000000007;
  if (r % 20 === 0) {
    const pretty = JSON.stringify(back, (key, value) => key === 'tags' ? undefined : value, 2);
    const revived = JSON.parse(pretty, (key, value) => typeof value === 'number' ? value + 1 : value);
    total += pretty.length + revived[5].id;
  }
}
out('json ' + total);
