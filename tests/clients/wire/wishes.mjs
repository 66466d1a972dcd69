// A client's own wish as a path prefix.
import { NUMBERS, PACKAGE, POOL } from './farm.mjs';

export async function wishes({ wire, farm, report }) {
  for (const [i, number] of NUMBERS.entries()) {
    const path = `${POOL}debian-${number}_1.0-${i}_all.deb`;
    const reply = await wire.ask(`/~no=m1${path}`);
    report.check(
      `/~no=m1: not m1, and the path without the wish (${number})`,
      reply.status === 302 &&
        farm.who(reply.location) !== 'm1' &&
        reply.location === farm.url(farm.who(reply.location)) + path,
      reply.seen,
    );
  }
  const exact = [
    ['/~no=m1,m3', PACKAGE, 'm2'],
    ['/~only=m3', PACKAGE, 'm3'],
    ['/~origin', PACKAGE, 'origin'],
    ['/~only=m2', '/debian/dists/stable/InRelease', 'origin'],
  ];
  for (const [wish, path, id] of exact) {
    const reply = await wire.ask(wish + path);
    report.check(
      `${wish}: ${id} for ${path}`,
      reply.status === 302 && reply.location === farm.url(id) + path,
      reply.seen,
    );
  }
  const unknown = await wire.ask(`/~only=no-such-mirror${PACKAGE}`);
  report.check(
    'a wish for an unknown mirror is survived and not reflected',
    unknown.status > 0 && unknown.status < 500 && !unknown.location.includes('no-such'),
    unknown.seen,
  );
  const unsafe = await wire.ask('/~no=m1/debian/%2e%2e/etc/passwd');
  report.check(
    'a wish does not open the door to unsafe paths',
    [400, 404].includes(unsafe.status) && !unsafe.location,
    unsafe.seen,
  );
}
