// The headers of a redirect.
import { PACKAGE } from './farm.mjs';

const REASONS = ['monopoly', 'netblock', 'network', 'near', 'spill', 'country', 'foreign'];

export async function headers({ wire, farm, report }) {
  const reply = await wire.ask(PACKAGE);
  const [mirror, reason, cache, link] = ['x-mirror', 'x-mirror-reason', 'cache-control', 'link'].map(reply.one);
  report.check(
    'X-Mirror names the mirror of Location',
    mirror !== '' && farm.who(reply.location) === mirror,
    `${mirror}: ${reply.seen}`,
  );
  report.check('X-Mirror-Reason is one of the list', REASONS.includes(reason), reason);
  report.check(
    'a package may be kept by nobody but its client',
    /\bprivate\b/.test(cache) && /\bno-cache\b/.test(cache),
    cache,
  );
  const links = [...link.matchAll(/<([^>]+)>; *rel="?duplicate"?; *pri=(\d+); *geo=([a-z]{2})/gi)];
  report.check('Link names runners-up with priority and country', links.length > 0, link);
  report.check(
    'Link names mirrors, none twice, not the chosen one',
    links.every(l => farm.isMirror(l[1]) && l[1].endsWith(PACKAGE) && l[1] !== reply.location) &&
      new Set(links.map(l => l[1])).size === links.length,
    link,
  );
  report.check(
    'the priorities of Link rise',
    links.every((l, i) => i === 0 || Number(l[2]) > Number(links[i - 1][2])),
    link,
  );
  report.check('no Server header', reply.one('server') === '', reply.one('server'));

  const head = await wire.ask(PACKAGE, { method: 'HEAD' });
  report.check(
    'HEAD carries the same headers',
    ['x-mirror', 'x-mirror-reason', 'cache-control', 'link'].every(name => head.one(name) !== ''),
    head.text,
  );

  const metadata = await wire.ask('/debian/dists/stable/InRelease');
  report.check(
    'metadata: the reason is origin-metadata',
    metadata.one('x-mirror-reason') === 'origin-metadata',
    metadata.seen,
  );
  report.check('metadata: no-store', /\bno-store\b/.test(metadata.one('cache-control')), metadata.one('cache-control'));

  const refused = await wire.ask('/debian/%2e%2e/x.deb');
  report.check(
    'a refusal is plain text or empty, and not sniffed',
    !/html/.test(refused.one('content-type')) && refused.one('x-content-type-options') === 'nosniff',
    refused.text,
  );
}
