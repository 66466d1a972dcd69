// What a trusted proxy says about client and scheme, and what is believed of it.
import { PACKAGE } from './farm.mjs';

const CLIENTS = [
  'garbage',
  '999.1.1.1',
  ',,,',
  '1.2.3.4:99999',
  '::ffff:121.128.0.1',
  '[2001:e60:9000::a]:443',
  '121.128.0.9, 127.0.0.1',
  '"121.128.0.9"',
  'unknown',
  'a'.repeat(3000),
];

export async function forwarding({ wire, farm, report }) {
  for (const value of CLIENTS) {
    const reply = await wire.ask(PACKAGE, { headers: { 'X-Forwarded-For': value } });
    report.check(
      `X-Forwarded-For "${value.slice(0, 24)}" is survived`,
      reply.status === 302 && farm.who(reply.location),
      reply.seen,
    );
  }
  const standard = await wire.ask(PACKAGE, {
    headers: { 'X-Forwarded-For': null, Forwarded: 'for="121.128.9.9:4711";proto=http' },
  });
  report.check('Forwarded is survived', standard.status === 302 && farm.isMirror(standard.location), standard.seen);

  const secure = await Promise.all(
    Array.from({ length: 20 }, () => wire.ask(PACKAGE, { headers: { 'X-Forwarded-Proto': 'https' } })),
  );
  report.check(
    'https in: never an http Location',
    secure.every(reply => !reply.location.startsWith('http:')),
    secure[0].seen,
  );
  report.check(
    'https in: no 5xx where no mirror speaks it',
    secure.every(reply => reply.status > 0 && reply.status < 500),
    secure[0].seen,
  );
  const madeUp = await wire.ask(PACKAGE, { headers: { 'X-Forwarded-Proto': 'gopher' } });
  report.check(
    'a made-up scheme is not reflected',
    madeUp.status < 500 && !madeUp.location.startsWith('gopher'),
    madeUp.seen,
  );

  const host = await wire.ask(PACKAGE, { headers: { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' } });
  report.check('Host and X-Forwarded-Host are not reflected', host.status < 500 && !/evil/.test(host.text), host.text);
}
