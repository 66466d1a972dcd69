// A network to look at: an origin that publishes again and again, and mirrors that are well, late, broken or gone, on
// loopback addresses of their own. Prints the catalog for them to standard output once all listen.
//   node farm.mjs NET [SECONDS]
// NET: first three numbers of the addresses. SECONDS: how often the origin publishes; 0 = once and no more.
import { createHash } from 'node:crypto';
import http from 'node:http';

const [net, seconds = '0'] = process.argv.slice(2);
const every = Number(seconds) * 1000;
const began = Date.now();

const repositories = {
  ubuntu: 'apt', debian: 'apt', kali: 'apt', rocky: 'rpm', almalinux: 'rpm', archlinux: 'pacman', alpine: 'apk',
};

/** What a mirror does: how many publications it is behind at first, then how many seconds it needs for each. */
const mirrors = [
  { id: 'zzuni', name: 'zzuniMirror', city: 'Gwangju', at: [35.1595, 126.8526], network: 'lgu', late: 3 },
  { id: 'eliv', name: 'PROJECT ELIV', city: 'Seoul', at: [37.4569, 126.8955], network: 'kt', late: 1, not: ['rocky'] },
  { id: 'techlabs', name: 'TechLabs', city: 'Seoul', at: [37.5665, 126.978], network: 'skb', late: 6 },
  { id: 'gumi', name: 'Keiminem', city: 'Gumi', at: [36.1195, 128.3446], network: 'kt', late: 2, not: ['rocky'] },
  { id: 'busan', name: 'Haeundae <b>Mirror</b>', city: 'Busan', at: [35.1796, 129.0756], network: 'skb', late: 9,
    not: ['rocky'] },
  { id: 'parked', name: 'Funami', city: 'Seoul', at: [37.5501, 127.05], network: 'lgu', html: ['debian', 'kali'] },
  { id: 'gone', name: 'Daejeon Campus', city: 'Daejeon', at: [36.3504, 127.3845], network: 'kreonet', status: 503 },
  { id: 'drained', name: 'Jeonnam High School', city: 'Gwangju', at: [35.16, 126.86], network: 'kt', weight: 0 },
  { id: 'resting', name: 'Jeju Mirror', city: 'Jeju', at: [33.4996, 126.5312], network: 'kt', paused: true },
  { id: 'tokyo', name: 'Tefexia LC', city: 'Tokyo', country: 'JP', at: [35.6895, 139.6917], network: 'other', late: 4 },
];

const publicationAt = (time) => (every > 0 ? Math.floor(Math.max(0, time - began) / every) + 1 : 1);

function file(path) {
  return Buffer.from(`${path}\n`.repeat(60));
}

/** A list of checksums is an index that every format of ours accepts as a root. */
function index(repository, publication) {
  const names = Array.from({ length: 4 + publication }, (_, i) => `${repository}-${i}.iso`);
  const digest = (name) => createHash('sha256').update(file(`/${repository}/${name}`)).digest('hex');
  return Buffer.from(names.map((name) => `${digest(name)}  ${name}\n`).join(''));
}

function contentOf(path, publication) {
  const [, repository, name] = path.split('/');
  if (!(repository in repositories) || !name) return null;
  if (name === 'SHA256SUMS') return index(repository, publication);
  const number = Number(/^[a-z]+-(\d+)\.iso$/.exec(name)?.[1] ?? NaN);
  return number < 4 + publication ? file(path) : null;
}

function send(response, status, body, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/octet-stream', 'content-length': body.length, ...headers });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function serve(mirror, request, response) {
  const path = decodeURIComponent(request.url.split('?')[0]);
  if (mirror.status) return send(response, mirror.status, Buffer.from('<h1>Down for maintenance & repair</h1>\n'));
  if (mirror.html?.includes(path.split('/')[1])) {
    return send(response, 200, Buffer.from('<!doctype html><title>Parked</title>\n'), { 'content-type': 'text/html' });
  }

  const content = contentOf(path, publicationAt(Date.now() - (mirror.late ?? 0) * 1000));
  if (!content) return send(response, 404, Buffer.from('not here\n'));
  const etag = `"${createHash('sha256').update(content).digest('hex').slice(0, 16)}"`;
  if (request.headers['if-none-match'] === etag) return send(response, 304, Buffer.alloc(0), { etag });
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  if (!range) return send(response, 200, content, { etag, 'accept-ranges': 'bytes' });
  const last = Math.min(content.length - 1, range[2] ? Number(range[2]) : Infinity);
  const part = content.subarray(Number(range[1]), last + 1);
  return send(response, 206, part, { etag, 'content-range': `bytes ${range[1]}-${last}/${content.length}` });
}

async function listen(address, port, mirror) {
  const server = http.createServer((request, response) => serve(mirror, request, response));
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, address, resolve));
  return server.address().port;
}

const port = await listen(`${net}.10`, 0, { late: 0 });
for (const [i, mirror] of mirrors.entries()) await listen(`${net}.${11 + i}`, port, mirror);

const lines = [
  'version: 1',
  `site: {name: ROKFOSS, url: "http://${net}.9:PORT", default_country: KR}`,
  'networks:',
  '  kt: {name: KT, asns: [4766, 3559]}',
  '  skb: {name: SK Broadband, asns: [9318]}',
  '  lgu: {name: LG U+, asns: [3786, 17858]}',
  '  kreonet: {name: KREONET, asns: [1237]}',
  '  other: {name: Tefexia, asns: [64500]}',
  'repositories:',
  ...Object.keys(repositories).map((id) => `  ${id}: {format: plain, origin: "http://${net}.10:${port}/${id}", `
    + 'max_lag: 6h, probe: [SHA256SUMS]}'),
  'mirrors:',
  ...mirrors.flatMap((mirror, i) => [
    `  ${mirror.id}:`,
    `    name: "${mirror.name}"`,
    `    sponsor: {name: "${mirror.name}", url: "https://${mirror.id}.example/"}`,
    `    location: {city: ${mirror.city}, country: ${mirror.country ?? 'KR'}, latitude: ${mirror.at[0]}, `
      + `longitude: ${mirror.at[1]}}`,
    `    networks: [${mirror.network}]`,
    '    bandwidth: 1000',
    `    weight: ${mirror.weight ?? 100}`,
    `    urls: ["http://${net}.${11 + i}:${port}"]`,
    ...(mirror.paused ? ['    paused: {reason: "디스크 교체", until: 2099-12-01}'] : []),
    '    repositories:',
    ...Object.keys(repositories).filter((id) => !mirror.not?.includes(id)).map((id) => `      ${id}:`),
  ]),
];
console.log(lines.join('\n'));
