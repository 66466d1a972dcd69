// The three npm packages that the data comes from.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAddress, toBigInt } from './addresses.mjs';

const require = createRequire(import.meta.url);

function folderOf(name) {
  return dirname(require.resolve(`${name}/package.json`));
}

/** ip-location-db packages carry their hour in the version: 2.3.2026061719 was made on 2026-06-17 at 19 h UTC. */
export function builtAt(name) {
  const { version } = JSON.parse(readFileSync(join(folderOf(name), 'package.json'), 'utf8'));
  const [, year, month, day, hour] = /\.(\d{4})(\d\d)(\d\d)(\d\d)$/.exec(version);
  return Date.UTC(+year, +month - 1, +day, +hour) / 1000;
}

/** The ranges of both families, each as {first, last, fields}, in the order of the files. */
export function readRanges(name) {
  const files = ['ipv4', 'ipv6'].map((family) => `${name.split('/')[1]}-${family}.csv`);
  return files.flatMap((file) => readFileSync(join(folderOf(name), file), 'utf8').trim().split('\n').map(parseLine));
}

function parseLine(line) {
  const [first, last, ...fields] = [...line.trim().matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)]
    .map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
  return { first: parseAddress(first), last: parseAddress(last), text: first, fields };
}

/** Some ranges of the sources lie inside wider ones: with the widest first, the narrowest has the last word. */
export function widestFirst(ranges) {
  const width = new Map(ranges.map((range) => [range, toBigInt(range.last) - toBigInt(range.first)]));
  return [...ranges].sort((a, b) => (width.get(a) < width.get(b) ? 1 : width.get(a) > width.get(b) ? -1 : 0));
}

export function readCityDatabase() {
  return readFileSync(join(folderOf('geoip-database'), 'GeoLite2-City.mmdb'));
}
