// Methods, HEAD, old and odd request lines, and several requests on one connection.
import { PACKAGE, NUMBERS, POOL } from './farm.mjs';
import { parse } from './http.mjs';

export async function methods({ wire, farm, report }) {
  const head = await wire.ask(PACKAGE, { method: 'HEAD' });
  report.check(
    'HEAD is answered as GET, without a body',
    head.status === 302 && farm.isMirror(head.location) && head.body === '',
    head.text,
  );
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
    const reply = await wire.ask(PACKAGE, { method, headers: { 'Content-Length': '0' } });
    const allow = reply.one('allow');
    report.check(
      `${method}: 405, and Allow names GET and HEAD`,
      reply.status === 405 && /\bGET\b/.test(allow) && /\bHEAD\b/.test(allow) && !reply.location,
      reply.text,
    );
  }

  const old = parse(await wire.exchange(`GET ${PACKAGE} HTTP/1.0\r\n\r\n`));
  report.check('HTTP/1.0 without Host is redirected or refused', [302, 400].includes(old.status), old.seen);
  const nameless = await wire.ask(PACKAGE, { headers: { Host: null } });
  report.check('HTTP/1.1 without Host is refused', nameless.status === 400, nameless.seen);

  const foreign = parse(
    await wire.exchange(
      `GET http://evil.example${PACKAGE} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
    ),
  );
  report.check(
    'a foreign host in the request line is never reflected',
    foreign.status > 0 && foreign.status < 500 && !foreign.location.includes('evil'),
    foreign.seen,
  );
  for (const line of ['OPTIONS * HTTP/1.1', 'CONNECT evil.example:443 HTTP/1.1']) {
    const reply = parse(await wire.exchange(`${line}\r\nHost: evil.example:443\r\nConnection: close\r\n\r\n`));
    const refused = reply.text === '' || (reply.status >= 400 && reply.status < 500); // hanging up is an answer too
    report.check(`${line}: refused without a redirect`, refused && !reply.location, reply.seen);
  }

  const paths = Array.from({ length: 12 }, (_, i) => `${POOL}debian-${NUMBERS[i % 4]}_1.0-${i % 4}_all.deb?n=${i}`);
  const requests = paths.map(
    (path, i) =>
      `GET ${path} HTTP/1.1\r\nHost: ${wire.base.host}\r\n${i === paths.length - 1 ? 'Connection: close\r\n' : ''}\r\n`,
  );
  const text = await wire.exchange(requests.join(''));
  const locations = [...text.matchAll(/^location: (.*)\r$/gim)].map(match => match[1]);
  report.check(
    'twelve pipelined requests are answered in their order',
    locations.length === 12 && locations.every((location, i) => location.endsWith(paths[i])),
    `${locations.length} answers`,
  );
}
