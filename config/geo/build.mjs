// Makes city.mmdb and asn.mmdb. `node build.mjs` writes them beside this file; `--out DIR` writes elsewhere;
// `--check` only compares: the same sources must give the files that are there, byte for byte.

import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prefixesOf } from './lib/addresses.mjs';
import { MmdbReader } from './lib/mmdb-reader.mjs';
import { double, uint16, uint64, writeDatabase } from './lib/mmdb-writer.mjs';
import { PrefixTree } from './lib/prefix-tree.mjs';
import { builtAt, readCityDatabase, readRanges, widestFirst } from './lib/sources.mjs';
import { verifyKnownAddresses, verifyRanges } from './lib/verify.mjs';

const ASN = '@ip-location-db/asn';
const COUNTRY = '@ip-location-db/geo-whois-asn-country';
const DELEGATED = '@ip-location-db/asn-country';
const HOME = 'KR';
const COUNTRY_ONLY_RADIUS_KM = 200;

/** Values by their content, so that equal ones get one number and equal halves of the tree can become one. */
class Values {
  list = [];
  #numbers = new Map();

  numberOf(value) {
    const key = JSON.stringify(value);
    if (!this.#numbers.has(key)) this.#numbers.set(key, this.list.push(value) - 1);
    return this.#numbers.get(key);
  }
}

function treeOf(ranges, values, record) {
  const tree = new PrefixTree();
  for (const range of widestFirst(ranges)) {
    const number = values.numberOf(record(range.fields));
    for (const [words, length] of prefixesOf(range.first, range.last)) tree.set(words, length, number);
  }
  return tree;
}

/**
 * In 2001::/16 the country source gives whole blocks to Australia because the registry APNIC, which hands them out,
 * sits there: KT, SK Telecom, SK Broadband and KISTI among them. There the country it was delegated to decides.
 */
const isRegistryBlock = ({ first, fields: [country] }) => country === 'AU' && isOldVersion6(first);
const isOldVersion6 = (words) => words.length === 4 && words[0] >>> 16 === 0x2001;

function correctRegistryBlocks(tree, values, delegated) {
  const registry = values.numberOf({ country: { iso_code: 'AU' } });
  for (const { first, last, fields: [country] } of delegated.filter((range) => isOldVersion6(range.first))) {
    const number = values.numberOf({ country: { iso_code: country } });
    for (const [words, length] of prefixesOf(first, last)) {
      tree.update(words, length, (old) => (old === registry ? number : old));
    }
  }
}

/** A 2019 record as we keep it, or null where it names a country and no place (the product reads it so too). */
function homeCity({ city, country, location, subdivisions }) {
  const name = city?.names?.en;
  const known = country?.iso_code === HOME && name && location && location.accuracy_radius < COUNTRY_ONLY_RADIUS_KM;
  if (!known) return null;
  return {
    city: { names: { en: name } },
    country: { iso_code: HOME },
    location: {
      accuracy_radius: uint16(location.accuracy_radius),
      latitude: double(location.latitude),
      longitude: double(location.longitude),
    },
    ...(subdivisions && { subdivisions: subdivisions.map(({ iso_code }) => ({ iso_code })) }),
  };
}

function buildCity(ranges, delegated, newest) {
  const values = new Values();
  const tree = treeOf(ranges, values, ([country]) => ({ country: { iso_code: country } }));
  correctRegistryBlocks(tree, values, delegated);
  const home = values.numberOf({ country: { iso_code: HOME } });
  for (const [words, length, record] of new MmdbReader(readCityDatabase()).networks()) {
    const city = homeCity(record);
    // The newer source decides on the country: a network that is Korean no longer, or not yet, keeps no 2019 city.
    if (city) tree.update(words, length, (old) => (old === home ? values.numberOf(city) : old));
  }
  return writeDatabase(tree.finish(), values.list, {
    database_type: 'Krfoss-City',
    build_epoch: uint64(newest),
    languages: ['en'],
    description: {
      en: 'Countries of the world: ip-location-db geo-whois-asn-country and asn-country (CC0, NRO statistics). '
        + 'Cities of Korea: GeoLite2 City of 2019-12-24 by MaxMind (CC BY-SA 4.0). '
        + 'build_epoch is the date of the countries.',
    },
  });
}

function buildAsn(ranges, newest) {
  const values = new Values();
  const tree = treeOf(ranges.filter(({ fields: [number] }) => Number(number) > 0), values, ([number, name]) => ({
    autonomous_system_number: Number(number),
    autonomous_system_organization: name,
  }));
  return writeDatabase(tree.finish(), values.list, {
    database_type: 'Krfoss-ASN',
    build_epoch: uint64(newest),
    languages: ['en'],
    description: { en: 'ip-location-db asn: RouteViews, NRO statistics and DB-IP IP to ASN Lite (CC BY 4.0).' },
  });
}

function main(options) {
  const here = dirname(fileURLToPath(import.meta.url));
  const folder = options.includes('--out') ? options[options.indexOf('--out') + 1] : here;
  const countries = readRanges(COUNTRY);
  const systems = readRanges(ASN);
  const files = {
    'city.mmdb': buildCity(countries, readRanges(DELEGATED), builtAt(COUNTRY)),
    'asn.mmdb': buildAsn(systems, builtAt(ASN)),
  };
  const city = new MmdbReader(files['city.mmdb']);
  const asn = new MmdbReader(files['asn.mmdb']);
  const plain = countries.filter((range) => !isRegistryBlock(range));
  verifyRanges('city.mmdb', plain, (address) => city.get(address)?.country.iso_code, ([code]) => code);
  verifyRanges('asn.mmdb', systems, (address) => asn.get(address)?.autonomous_system_number, ([n]) => Number(n));
  verifyKnownAddresses(city, asn);
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    if (!options.includes('--check')) writeFileSync(path, content);
    else if (!readFileSync(path).equals(content)) throw new Error(`${path} is not what the sources give`);
    const { node_count: nodes, record_size: bits } = new MmdbReader(content).metadata;
    console.log(`${name}: ${content.length} bytes, ${nodes} nodes of ${bits}-bit records`);
  }
}

main(process.argv.slice(2));
