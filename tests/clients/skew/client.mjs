// Clients that read the indexes through the redirector and then download every package that these list, again and
// again. Each byte is compared with the index that this client read. What a client may not find any more is what the
// origin itself has replaced or deleted since: that is counted, and is nobody's fault.
import http from 'node:http';
import { repositories } from './indexes.mjs';
import { shaOf, sleep } from './network.mjs';

const Parallel = 4;
const Asks = 3;

export class Clients {
  /** @param base the redirector; `sites` tells by host who answers: the origin, or a mirror. */
  constructor(label, base, origin, sites) {
    Object.assign(this, { label, base, origin, sites });
    this.agent = new http.Agent({ keepAlive: true });
    this.count = { mirrors: 0, origin: 0, wrong: 0, missing: 0, unreachable: 0, refused: 0, overtaken: 0, rounds: 0 };
    this.reasons = {}; // why the origin was named for a package
    this.byMirror = {};
    this.problems = [];
    this.lastRefusal = 0; // ms after the death of the mirror
  }

  /** A redirect, and what is behind it. */
  async ask(name, who) {
    const headers = { 'user-agent': 'skew', 'x-forwarded-for': who };
    const redirect = await this.get(`${this.base}/${name}`, headers);
    if (redirect.status !== 302) throw new Error(`the redirector answered ${redirect.status} for ${name}`);
    const { location } = redirect.headers;
    const site = this.sites.get(new URL(location).hostname);
    const answer = { site, reason: redirect.headers['x-mirror-reason'], location };
    try {
      return { ...answer, ...await this.get(location, {}) };
    } catch (error) {
      return { ...answer, status: error.code };
    }
  }

  get(url, headers) {
    return new Promise((done, failed) => {
      const request = http.get(url, { agent: this.agent, headers }, response => {
        const chunks = [];
        response.on('data', chunk => chunks.push(chunk)).on('error', failed).on('end', () => done(
          { status: response.statusCode, headers: response.headers, bytes: Buffer.concat(chunks) }));
      });
      // A connection that was closed while nobody used it says nothing.
      request.on('error', error => request.reusedSocket && error.code === 'ECONNRESET'
        ? this.get(url, headers).then(done, failed) : failed(error));
    });
  }

  async indexOf(repository, who) {
    const get = async name => {
      const { status, bytes } = await this.ask(name, who);
      if (status !== 200) throw new Error(`${status} for ${name}`);
      return bytes;
    };
    const root = await get(repository.root);
    const generation = this.origin.generationOf(repository.root, shaOf(root));
    return { generation, packages: await repository.read(root, get) };
  }

  async round(who) {
    for (const repository of repositories) {
      let index;
      try {
        index = await this.indexOf(repository, who);
      } catch (error) {
        this.tell('index', error.message);
        continue;
      }
      const waiting = index.packages.sort(() => Math.random() - 0.5);
      await Promise.all(Array.from({ length: Parallel }, async () => {
        while (waiting.length > 0) await this.download(waiting.pop(), index.generation, who);
      }));
    }
    this.count.rounds++;
  }

  async download({ name, sha }, generation, who) {
    for (let asked = 1; asked <= Asks; asked++) {
      const answer = await this.ask(name, who);
      if (typeof answer.status === 'string') {
        this.refused(name, answer);
        if (asked === Asks) this.bad('unreachable', name, answer, generation);
        continue;
      }
      if (answer.site.id === 'origin') {
        // What stands in the index for long is at the origin only because somebody doubts.
        const reason = this.origin.shaAt(Math.max(0, generation - 3), name) === sha ? 'old file' : 'new file';
        const text = `${answer.reason}, ${reason}`;
        this.reasons[text] = (this.reasons[text] ?? 0) + 1;
      }
      this.byMirror[answer.site.id] = (this.byMirror[answer.site.id] ?? 0) + 1;
      if (answer.status !== 200) {
        if (this.origin.tree.has(name)) this.bad('missing', name, answer, generation);
        else this.count.overtaken++;
      } else if (shaOf(answer.bytes) !== sha) {
        if (this.isLater(name, generation, shaOf(answer.bytes))) this.count.overtaken++;
        else this.bad('wrong', name, answer, generation);
      } else this.count[answer.site.id === 'origin' ? 'origin' : 'mirrors']++;
      return;
    }
  }

  isLater(name, generation, sha) {
    for (let later = generation + 1; later <= this.origin.current; later++) {
      if (this.origin.shaAt(later, name) === sha) return true;
    }
    return false;
  }

  /** Whoever has just died is known to be dead a moment later; until then its clients ask again. */
  refused(name, { site, status }) {
    this.count.refused++;
    if (!site.diedAt) this.tell('unreachable', `${status} from ${site.id}, which lives, for ${name}`);
    else this.lastRefusal = Math.max(this.lastRefusal, Date.now() - site.diedAt);
  }

  bad(kind, name, { site, status, reason }, generation) {
    this.count[kind]++;
    this.tell(kind, `${status} from ${site.id} (${reason}) for ${name}; the client's index: generation ${generation}, `
      + `the origin's: ${this.origin.current}`);
  }

  tell(kind, text) {
    if (kind === 'index') this.count.indexes = (this.count.indexes ?? 0) + 1;
    if (this.problems.length < 20) this.problems.push(`${kind}: ${text}`);
  }

  async loop(number, ends, pause) {
    for (let round = 0; Date.now() < ends; round++) {
      const who = `121.128.${(number * 4 + (round >> 6)) % 32}.${1 + (number * 64 + round) % 250}`;
      await this.round(who).catch(error => this.tell('client', error.stack));
      await sleep(pause);
    }
  }

  /** Until a package comes from a mirror; false where that does not happen in time. */
  async isServed(seconds) {
    for (const ends = Date.now() + seconds * 1000; Date.now() < ends; await sleep(300)) {
      try {
        const served = await Promise.all(repositories.map(async repository => {
          const { packages } = await this.indexOf(repository, '121.128.31.1');
          const { name } = packages[Math.floor(Math.random() * packages.length)];
          const answer = await this.ask(name, `121.128.31.${1 + Math.floor(Math.random() * 250)}`);
          return answer.site.id !== 'origin';
        }));
        if (served.every(Boolean)) return true;
      } catch {
        // It does not listen yet.
      }
    }
    return false;
  }
}
