// Proofs that a database answers as its sources do.

import { toBigInt } from './addresses.mjs';

/** The first and the last address are asked for every range that no other range touches. */
export function verifyRanges(name, ranges, lookUp, expected) {
  const sorted = ranges
    .map((range) => ({ ...range, from: toBigInt(range.first), to: toBigInt(range.last), family: range.first.length }))
    .sort((a, b) => a.family - b.family || (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  let reach = -1n;
  let asked = 0;
  sorted.forEach((range, index) => {
    if (sorted[index - 1]?.family !== range.family) reach = -1n;
    const next = sorted[index + 1];
    const alone = range.from > reach && !(next?.family === range.family && next.from <= range.to);
    if (range.to > reach) reach = range.to;
    if (!alone) return;
    for (const words of [range.first, range.last]) {
      const address = format(words);
      const answer = lookUp(address);
      const right = expected(range.fields);
      const wanted = right === 0 ? undefined : right;
      if (answer !== wanted) throw new Error(`${name}: ${address} is ${answer}, not ${wanted}`);
      asked++;
    }
  });
  console.log(`${name}: ${asked} addresses answer as the source says`);
}

function format(words) {
  if (words.length === 1) return [24, 16, 8, 0].map((shift) => (words[0] >>> shift) & 255).join('.');
  return words.flatMap((word) => [word >>> 16, word & 0xffff]).map((group) => group.toString(16)).join(':');
}

// [address, city or null for a country without a place, ASN]
const KNOWN = [
  ['117.20.192.10', 'Gumi', 9981],
  ['125.137.128.10', 'Gumi', 4766],
  ['121.183.112.10', null, 4766],
  ['59.8.16.77', 'Jeju City', 4766],
  ['112.184.0.10', 'Jeju City', 4766],
  ['115.142.0.10', null, 17858],
  ['123.140.96.10', null, 3786],
  ['121.128.0.10', 'Seoul', 4766],
  ['125.183.32.10', 'Gwangju', 17858],
  ['112.164.48.10', null, 4766],
  ['175.224.0.10', null, 4766],
  ['112.185.32.10', 'Busan', 4766],
  ['2001:e60:9000::a', 'Gangdong-gu', 3559],
  ['2001:2d8:f110::a', null, 9644],
  ['2406:5900:1060::a', null, 3786],
  ['::ffff:121.128.0.10', 'Seoul', 4766],
];

/** The addresses that the product's scenarios stand on. */
export function verifyKnownAddresses(city, asn) {
  for (const [address, name, number] of KNOWN) {
    const plain = address.startsWith('::ffff:') ? mapped(address) : address;
    const record = city.get(plain);
    const found = [record?.country.iso_code, record?.city?.names.en ?? null, asn.get(plain)?.autonomous_system_number];
    const wanted = ['KR', name, number];
    if (found.join() !== wanted.join()) throw new Error(`${address} is ${found}, not ${wanted}`);
  }
  console.log(`${KNOWN.length} known addresses answer as expected`);
}

function mapped(address) {
  const bytes = address.slice(7).split('.').map(Number);
  return `::ffff:${((bytes[0] << 8) | bytes[1]).toString(16)}:${((bytes[2] << 8) | bytes[3]).toString(16)}`;
}
