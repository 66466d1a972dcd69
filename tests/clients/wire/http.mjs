// HTTP/1.1 over raw sockets: nothing is normalised on the way out, and the answer is kept as it came.
import net from 'node:net';

const REPOSITORY_PATH = /^\/(debian|kali|rocky|archlinux)\//;

export class Wire {
  broken = []; // repository paths that were answered 429 or 5xx
  #clients = 0;

  constructor(base) {
    this.base = new URL(base);
  }

  // A client address that has not asked before: the same question twice from one client is a case of its own.
  freshClient() {
    const n = this.#clients++;
    return `121.128.${(n >> 8) & 31}.${n & 255 || 255}`;
  }

  // Headers with the value null are left out, so a check can do without Host or the client's address.
  async ask(path, { method = 'GET', headers = {}, body = '' } = {}) {
    const all = {
      Host: this.base.host,
      'User-Agent': 'wire/1',
      'X-Forwarded-For': this.freshClient(),
      ...headers,
      Connection: 'close',
    };
    const lines = Object.entries(all)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `${name}: ${value}\r\n`);
    const reply = parse(await this.exchange(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`));
    if (REPOSITORY_PATH.test(path) && (reply.status === 429 || reply.status >= 500))
      this.broken.push(`${reply.status} ${path}`);
    return reply;
  }

  exchange(bytes) {
    // everything that comes back until the connection ends
    return new Promise(resolve => {
      const parts = [];
      const socket = net.connect(Number(this.base.port || 80), this.base.hostname, () => socket.write(bytes, 'latin1'));
      socket.setTimeout(5000, () => socket.destroy());
      socket.on('data', part => parts.push(part));
      socket.on('error', error => parts.push(Buffer.from(`error: ${error.code}`)));
      socket.on('close', () => resolve(Buffer.concat(parts).toString('latin1')));
    });
  }
}

export function parse(text) {
  const [head, ...rest] = text.split('\r\n\r\n');
  const [statusLine, ...lines] = head.split('\r\n');
  const headers = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    (headers[line.slice(0, colon).toLowerCase()] ??= []).push(line.slice(colon + 1).trim());
  }
  const one = name => (headers[name] ?? []).join(', ');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1] ?? 0);
  const location = one('location');
  return {
    status,
    headers,
    one,
    location,
    body: rest.join('\r\n\r\n'),
    text,
    seen: `${status} ${location || text.slice(0, 120)} [${one('x-mirror-reason')}]`,
  };
}
