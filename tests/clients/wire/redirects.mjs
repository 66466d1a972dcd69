// Packages to mirrors, metadata to the origin; Location absolute, 302, and the path byte for byte.
import { ARCH, NUMBERS, PACKAGE, POOL, RPM } from './farm.mjs';

const METADATA = [
  '/debian/dists/stable/InRelease',
  '/debian/dists/stable/Release',
  '/debian/dists/stable/Release.gpg',
  '/debian/dists/stable/main/binary-amd64/Packages.xz',
  '/debian/dists/stable/main/binary-amd64/by-hash/SHA256/00ff',
  '/kali/dists/stable/InRelease',
  `${RPM}repodata/repomd.xml`,
  `${RPM}repodata/repomd.xml.asc`,
  `${RPM}repodata/00ff-primary.xml.gz`,
  `${ARCH}core.db`,
  `${ARCH}core.db.sig`,
  `${ARCH}core.files`,
  `${ARCH}core.db.tar.gz`,
];
const PACKAGES = [
  PACKAGE,
  '/kali/pool/main/h/hello/kali-two_1.0-1_all.deb',
  `${RPM}Packages/rocky-one-1.0^git-0.noarch.rpm`,
  `${ARCH}core-one-1:1.0+x-1-any.pkg.tar.zst`,
];
// Escapes of either case, raw bytes that RPM and pacman names carry, Korean, and apt's flat "./".
const EXACT = [
  'debian-odd_1.0%2bgit%7erc1-1_all.deb',
  'debian-odd_1.0%2Bgit%7Erc1-1_all.deb',
  'debian-odd_1.0+git~rc1-1_all.deb',
  'name-1:2.0^rc1-1.deb',
  'a%3ab%5Ec.deb',
  '%ea%b0%80%EB%82%98.deb',
  'a%20b.deb',
  '50%25.deb',
  "a!b$c&d'e(f)*g,h;i=j@k.deb",
  './debian-two_1.0-1_all.deb',
];
const HARMLESS = {
  'a Range': { Range: 'bytes=100-' },
  'a Range with If-Range': { Range: 'bytes=100-199', 'If-Range': 'Sat, 21 Nov 2026 20:00:00 GMT' },
  'If-Modified-Since in the future': { 'If-Modified-Since': 'Fri, 01 Jan 2100 00:00:00 GMT' },
  'If-None-Match: *': { 'If-None-Match': '*' },
  'an Accept that names metalinks': { Accept: '*/*, application/metalink+xml, application/metalink4+xml' },
  'Accept: text/*': { Accept: 'text/*' },
  'no-cache': { 'Cache-Control': 'no-cache', Pragma: 'no-cache' },
};

export async function redirects({ wire, farm, report }) {
  for (const path of METADATA) {
    const reply = await wire.ask(path);
    report.check(`to the origin: ${path}`, reply.status === 302 && reply.location === farm.origin + path, reply.seen);
  }
  for (const path of PACKAGES) {
    const reply = await wire.ask(path);
    const exact = reply.location === farm.url(farm.who(reply.location)) + path;
    report.check(`to a mirror: ${path}`, reply.status === 302 && farm.isMirror(reply.location) && exact, reply.seen);
  }
  for (const file of EXACT) {
    const reply = await wire.ask(POOL + file);
    const exact = reply.location === farm.url(farm.who(reply.location)) + POOL + file;
    report.check(`byte for byte: ${file}`, reply.status === 302 && exact, reply.seen);
  }
  const query = await wire.ask(`${PACKAGE}?a=1&b=%20c`);
  report.check(
    'the query string is kept',
    query.status === 302 && query.location.endsWith('.deb?a=1&b=%20c'),
    query.seen,
  );
  for (const [what, headers] of Object.entries(HARMLESS)) {
    const reply = await wire.ask(PACKAGE, { headers });
    report.check(`${what} changes nothing`, reply.status === 302 && farm.isMirror(reply.location), reply.seen);
  }
  await signatures(wire, farm, report);
  const crowd = await Promise.all(Array.from({ length: 200 }, () => wire.ask(PACKAGE)));
  const lost = crowd.filter(reply => reply.status !== 302);
  report.check(
    '200 connections at once are all redirected',
    lost.length === 0,
    `${lost.length} were not: ${lost[0]?.seen}`,
  );
}

async function signatures(wire, farm, report) {
  const apart = [];
  for (const [i, number] of NUMBERS.entries()) {
    const path = `${ARCH}core-${number}-${i === 0 ? '1:' : ''}1.0+x-${i + 1}-any.pkg.tar.zst`;
    const headers = { 'X-Forwarded-For': wire.freshClient() };
    const [file, signature] = [await wire.ask(path, { headers }), await wire.ask(`${path}.sig`, { headers })];
    if (!farm.isMirror(file.location) || signature.location !== `${file.location}.sig`)
      apart.push(`${file.seen} | ${signature.seen}`);
  }
  report.check('a package and its signature go to the same mirror', apart.length === 0, apart[0]);
}
