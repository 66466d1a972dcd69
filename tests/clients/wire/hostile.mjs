// Paths that must never become a redirect: 400 or 404, with a short body.
import { PACKAGE } from './farm.mjs';

const REFUSED = {
  'dot segments': '/debian/../../etc/passwd',
  'dot segments in the middle': '/debian/pool/../../rocky/x.rpm',
  'a closing dot segment': '/debian/pool/..',
  'escaped dots': '/debian/%2e%2e/%2E%2E/x.deb',
  'half escaped dots': '/debian/.%2e/x.deb',
  'dots with a parameter': '/debian/..;/x.deb',
  'twice escaped dots': '/debian/%252e%252e/x.deb',
  'an escaped slash': '/debian/pool%2fx.deb',
  'a twice escaped slash': '/debian/pool%252Fx.deb',
  'a backslash': '/debian/pool\\x.deb',
  'an escaped backslash': '/debian/..%5c..%5Cx.deb',
  NUL: '/debian/pool/x%00.deb',
  'CR LF': '/debian/pool/x%0d%0aSet-Cookie:%20a=b',
  'an escape character': '/debian/pool/%1b[0m.deb',
  DEL: '/debian/pool/x%7F.deb',
  'a lone percent sign': '/debian/pool/x%',
  'letters that are not hex': '/debian/pool/%g0.deb',
  'the %u form': '/debian/pool/%u002e%u002e/x.deb',
  'overlong UTF-8': '/debian/%c0%ae%c0%ae/x.deb',
  'overlong UTF-8 in three bytes': '/debian/%e0%80%af/x.deb',
  'a surrogate': '/debian/pool/%ED%A0%80.deb',
  'bytes that are no UTF-8': '/debian/pool/%ff%fe.deb',
  'cut UTF-8': '/debian/pool/%ea%b0',
  'two slashes at the start': '//evil.example/debian/x.deb',
  'three slashes at the start': '///evil.example/x.deb',
  'a backslash at the start': '/\\evil.example/x.deb',
  'a URL as path': '/https://evil.example/x.deb',
  'user info': '/debian@evil.example/x.deb',
  'a longer host name': '/debian.evil.example/x.deb',
  'a port': '/debian:80/x.deb',
  'a repository name as prefix': '/debianx/x.deb',
  'an unknown repository': '/no-such-repository/x.deb',
};

export async function hostile({ wire, report }) {
  for (const [what, path] of Object.entries(REFUSED)) {
    const reply = await wire.ask(path);
    const refused = [400, 404].includes(reply.status) && !reply.location && !reply.one('set-cookie');
    // Kestrel refuses an escaped NUL by itself, before the program is asked, and without a body.
    const explained = reply.body.length > 0 || what === 'NUL';
    report.check(`refused: ${what}`, refused && explained, reply.text);
  }
  for (const byte of [0x01, 0x08, 0x0b, 0x1f, 0x7f, 0xc0, 0xff]) {
    const reply = await wire.ask(`/debian/pool/x${String.fromCharCode(byte)}y.deb`);
    report.check(
      `refused: the raw byte ${byte.toString(16)}`,
      reply.status >= 400 && reply.status < 500 && !reply.location,
      reply.text,
    );
  }
  const long = `/debian/pool/${'a'.repeat(7000)}.deb`;
  const reply = await wire.ask(long);
  const kept = reply.status === 302 && reply.location.endsWith(long);
  report.check(
    'a path of 7,000 bytes is kept whole or refused',
    kept || ([400, 404, 414].includes(reply.status) && !reply.location),
    reply.seen,
  );
  const body = await wire.ask(PACKAGE, { headers: { 'Content-Length': '5' }, body: 'hello' });
  report.check('a GET with a body is survived', body.status > 0 && body.status < 500, body.seen);
}
