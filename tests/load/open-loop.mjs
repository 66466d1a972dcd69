// Asks at a fixed rate, whether it was answered or not, over 64 connections that stay. Latency counts from the moment
// at which a request was due, so that a server that stands still for a while cannot hide it.
//   node open-loop.mjs PORT RATE SECONDS FOLDER BEGIN        prints: RESULT requests microseconds p50 p99 p99.9 errors
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

const CONNECTIONS = 64;
const [port, rate, seconds, folder, begin] = process.argv.slice(2).map(word => (/^\d+$/.test(word) ? +word : word));
const lines = name => fs.readFileSync(path.join(folder, name), 'latin1').trimEnd().split('\n');
const head = ' HTTP/1.1\r\nHost: packages.example\r\nUser-Agent: Debian APT-HTTP/1.3 (2.6.1)\r\nX-Forwarded-For: ';
const clients = lines('clients.txt').map(client => `${client}\r\n\r\n`);
const paths = lines('paths.txt').map(target => `GET ${target}${head}`);
const total = rate * seconds;
const latencies = new Float64Array(total);
let sent = 0;
let answered = 0;
let errors = 0;

const requestOf = n => paths[(n + Math.floor(n / clients.length)) % paths.length] + clients[n % clients.length];
const now = () => Number(process.hrtime.bigint()) / 1000;

class Connection {
  #due = []; // when each request that has no answer yet was due
  #rest = ''; // the piece of an answer that the rest of is still to come

  constructor() {
    this.socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('data', bytes => this.#take(bytes));
    this.socket.on('error', () => errors++);
    this.socket.on('close', () => (errors += this.#due.length));
  }

  ask(due) {
    this.#due.push(due);
    this.socket.write(requestOf(begin + sent++), 'latin1');
  }

  #take(bytes) {
    const text = this.#rest + bytes.toString('latin1');
    const at = now();
    let from = 0;
    for (let end; (end = text.indexOf('\r\n\r\n', from)) >= 0; ) {
      if (!text.startsWith('HTTP/1.1 302', from)) errors++;
      const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(from, end + 2));
      from = end + 4 + (length ? Number(length[1]) : 0);
      latencies[answered++] = at - this.#due.shift();
    }
    this.#rest = text.slice(from);
  }
}

const connections = Array.from({ length: CONNECTIONS }, () => new Connection());
await Promise.all(connections.map(connection => new Promise(resolve => connection.socket.once('connect', resolve))));
const start = now();
const deadline = start + (seconds + 5) * 1e6;

function turn() {
  // Spins: a timer of a millisecond would send in bundles.
  for (let due; sent < total && (due = start + (sent * 1e6) / rate) <= now(); )
    connections[sent % CONNECTIONS].ask(due);
  if ((sent < total || answered < total) && now() < deadline) setImmediate(turn);
  else report();
}

function report() {
  const sorted = latencies.subarray(0, answered).sort();
  const at = share => Math.round(sorted[Math.min(answered - 1, Math.floor(answered * share))]);
  const took = Math.round(now() - start);
  console.log(`RESULT ${answered} ${took} ${at(0.5)} ${at(0.99)} ${at(0.999)} ${errors + total - answered} 0`);
  process.exit(0);
}

turn();
