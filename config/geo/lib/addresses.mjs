// Addresses as words of 32 bits, most significant first: one word for IPv4, four for IPv6.

/** The words of an address in text form. IPv4 gives one word, IPv6 four. */
export function parseAddress(text) {
  return text.includes(':') ? parseVersion6(text) : [parseVersion4(text)];
}

function parseVersion4(text) {
  const bytes = text.split('.').map(Number);
  if (bytes.length !== 4 || bytes.some((b) => !(b >= 0 && b <= 255))) throw new Error(`not an address: ${text}`);
  return ((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3]) >>> 0;
}

function parseVersion6(text) {
  const [head, tail] = text.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) throw new Error(`not an address: ${text}`);
  const groups = [...left, ...Array(missing).fill('0'), ...right].map((g) => parseInt(g, 16));
  if (groups.some((g) => !(g >= 0 && g <= 0xffff))) throw new Error(`not an address: ${text}`);
  return [0, 2, 4, 6].map((i) => ((groups[i] << 16) | groups[i + 1]) >>> 0);
}

export function toBigInt(words) {
  return words.reduce((sum, word) => (sum << 32n) | BigInt(word), 0n);
}

export function toWords(value, count) {
  return Array.from({ length: count }, (_, i) => Number((value >> BigInt(32 * (count - 1 - i))) & 0xffffffffn));
}

/** The prefixes, as [words, length], that together are exactly the range first..last. */
export function* prefixesOf(first, last) {
  const bits = first.length * 32;
  let from = toBigInt(first);
  const end = toBigInt(last);
  while (from <= end) {
    let free = 0;
    while (free < bits && !(from & (1n << BigInt(free))) && from + (2n << BigInt(free)) - 1n <= end) free++;
    yield [toWords(from, first.length), bits - free];
    from += 1n << BigInt(free);
  }
}
