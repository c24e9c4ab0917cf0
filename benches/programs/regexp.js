// Regular expressions: searching, replacing, splitting, capturing.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

function page(n) {
  const lines = [];
  for (let i = 0; i < n; i++) {
    lines.push(`2024-${String(i % 12 + 1).padStart(2, '0')}-${String(i % 28 + 1).padStart(2, '0')} user${i % 50}@mail${i % 7}.example.org GET /path/${i}/x?y=${i * 3} ${200 + i % 5} ${i * 17}ms`);
  }
  return lines.join('\n');
}

const text = page(500);
let total = 0;
const rounds = Math.max(1, Math.round(80 * scale));
for (let r = 0; r < rounds; r++) {
  const line = /^(\d{4})-(\d\d)-(\d\d) (\S+)@(\S+) (GET|POST) (\/[^ ?]*)(?:\?(\S*))? (\d+) (\d+)ms$/gm;
  let match, sum = 0;
  while ((match = line.exec(text)) !== null) {
    sum += Number(match[2]) + Number(match[10]) + match[4].length + match[7].length;
  }
  const masked = text.replace(/\b([a-z]+\d+)@([a-z0-9]+)\.example\.(org|com)\b/g, (all, user, host) => host + '.' + user);
  const numbers = masked.match(/\d+/g).length;
  const parts = text.split(/[\s,;/]+/).length;
  const swapped = text.replace(/(\d+)-(\d+)-(\d+)/g, '$3.$2.$1');
  let vowels = 0;
  if (/(?:aa|bb)*x?y=(\d+)3/.test(text)) vowels++;
  for (const w of text.slice(0, 3000).split(' ')) if (/^[a-z]*[aeiou][a-z]*\d*@/i.test(w)) vowels++;
  total = (total * 3 + sum + numbers + parts + swapped.length + vowels) % 1000000007;
}
out('regexp ' + total);
