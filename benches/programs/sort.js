// Sorting with comparators: numbers, records, and strings.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

function make(n, seed) {
  const list = [];
  let s = seed;
  for (let i = 0; i < n; i++) {
    s = (s * 16807) % 2147483647;
    list.push(s % 100000);
  }
  return list;
}

function check(list, compare) {
  for (let i = 1; i < list.length; i++) if (compare(list[i - 1], list[i]) > 0) throw new Error('not sorted');
}

const byNumber = (a, b) => a - b;
const byAge = (a, b) => a.age - b.age || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

let total = 0;
const rounds = Math.max(1, Math.round(90 * scale));
for (let r = 0; r < rounds; r++) {
  const numbers = make(6000, r + 1).sort(byNumber);
  check(numbers, byNumber);
  numbers.sort((a, b) => b - a);
  const people = make(2500, r + 2).map((n, i) => ({ name: 'p' + n % 1000, age: n % 90, index: i }));
  people.sort(byAge);
  check(people, byAge);
  for (let i = 1; i < people.length; i++) {
    const a = people[i - 1], b = people[i];
    if (byAge(a, b) === 0 && a.index > b.index) throw new Error('not stable');
  }
  const words = make(2000, r + 3).map(n => 'w' + n).sort();
  total = (total * 5 + numbers[10] + people[1000].age + words[500].length + Number(words[77].slice(1))) % 1000000007;
}
out('sort ' + total);
