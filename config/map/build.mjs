// Makes outlines.json: the land of Korea and its neighbours, and of the world, as SVG paths. `node build.mjs` writes it
// beside this file; `--check` only compares: the same sources must give the file that is there, byte for byte.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { feature } from 'topojson-client';
import { presimplify, simplify } from 'topojson-simplify';

const HOME = '410'; // ISO 3166-1 numeric

/**
 * A window on the globe. Both maps are equirectangular: x grows with the longitude, y falls with the latitude, and
 * longitudes are as much narrower as they are at `middle`. The program places its marks by the same numbers.
 */
const KOREA = { west: 124.35, east: 132.05, south: 32.9, north: 38.95, middle: 36, width: 1000 };
// The world is cut through the Bering Strait, where the cut meets no land north of Antarctica, which is left out.
const WORLD = { west: -168.5, east: 191.5, south: -56, north: 78, middle: 0, width: 1000 };

/** Islands that Natural Earth leaves out at every scale and that the map of Korea must not: name, degrees. */
const ISLETS = [['Dokdo', 131.8667, 37.2411]];

const scaleOf = (map) => map.width / ((map.east - map.west) * Math.cos((map.middle * Math.PI) / 180));
const heightOf = (map) => Math.round((map.north - map.south) * scaleOf(map));

const isRound = (map) => map.east - map.west >= 360;

function project(map, [longitude, latitude]) {
  const across = isRound(map) && longitude < map.west ? longitude + 360 : longitude;
  return [
    (across - map.west) * Math.cos((map.middle * Math.PI) / 180) * scaleOf(map),
    (map.north - latitude) * scaleOf(map),
  ];
}

/** Keeps what lies on the inner side of each edge, one edge after the other (Sutherland and Hodgman 1974). */
function clip(ring, map, margin) {
  const [right, bottom] = [map.width + margin, heightOf(map) + margin];
  const edges = [
    [([x]) => x >= -margin, 0, -margin], [([x]) => x <= right, 0, right],
    [([, y]) => y >= -margin, 1, -margin], [([, y]) => y <= bottom, 1, bottom],
  ];
  return edges.reduce((points, [isInside, axis, at]) => points.flatMap((point, i) => {
    const before = points[(i + points.length - 1) % points.length];
    const part = (at - before[axis]) / (point[axis] - before[axis]);
    const crossing = before.map((value, k) => value + part * (point[k] - value));
    if (isInside(point)) return isInside(before) ? [point] : [crossing, point];
    return isInside(before) ? [crossing] : [];
  }), ring);
}

const areaOf = (ring) => Math.abs(ring.reduce((sum, [x, y], i) => {
  const [nextX, nextY] = ring[(i + 1) % ring.length];
  return sum + x * nextY - nextX * y;
}, 0)) / 2;

/** Whole numbers, each point from the one before: half the bytes of absolute ones. */
function pathOf(ring) {
  let [lastX, lastY] = ring[0].map(Math.round);
  let path = `M${lastX} ${lastY}`;
  let command = 'l';
  for (const [x, y] of ring.slice(1).map((point) => point.map(Math.round))) {
    if (x === lastX && y === lastY) continue;
    path += `${command}${x - lastX} ${y - lastY}`;
    [lastX, lastY, command] = [x, y, ' '];
  }
  return `${path}z`;
}

const polygonsOf = ({ geometry }) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates);

function ringsOf(shape, map, smallest) {
  return polygonsOf(shape)
    .map(([outer]) => clip(outer.map((point) => project(map, point)), map, 10))
    .filter((ring) => ring.length > 2 && areaOf(ring) >= smallest);
}

const joined = (rings) => rings.map(pathOf).join('');

function read(scale, name, detail) {
  const folder = dirname(createRequire(import.meta.url).resolve('world-atlas/package.json'));
  const file = join(folder, `countries-${scale}.json`);
  const topology = presimplify(JSON.parse(readFileSync(file)));
  const simple = simplify(topology, detail);
  return feature(simple, simple.objects[name]).features;
}

function build() {
  const near = read('10m', 'countries', 1.6e-4);
  const islets = ISLETS.map(([, ...degrees]) => {
    const [x, y] = project(KOREA, degrees);
    return [[x - 2, y], [x, y - 2], [x + 2, y], [x, y + 2]];
  });
  const home = near.filter(({ id }) => id === HOME).flatMap((shape) => ringsOf(shape, KOREA, 10));
  const others = near.filter(({ id }) => id !== HOME).flatMap((shape) => ringsOf(shape, KOREA, 25));
  const all = read('110m', 'land', 0.5).flatMap((shape) => ringsOf(shape, WORLD, 6));
  return {
    source: 'Natural Earth 4.1.0, public domain, from the npm package world-atlas 2.0.2',
    korea: { ...KOREA, height: heightOf(KOREA), home: joined([...home, ...islets]), others: joined(others) },
    world: { ...WORLD, height: heightOf(WORLD), home: '', others: joined(all) },
  };
}

const path = join(dirname(fileURLToPath(import.meta.url)), 'outlines.json');
const text = `${JSON.stringify(build(), null, 2)}\n`;
if (!process.argv.includes('--check')) writeFileSync(path, text);
else if (readFileSync(path, 'utf8') !== text) throw new Error(`${path} is not what the sources give`);
console.log(`outlines.json: ${text.length} bytes`);
