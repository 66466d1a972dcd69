// An origin that publishes whole generations, and mirrors that follow it unevenly. A mirror is a view: which
// generation's file stands under which name. So a file is there or not, whole, and nothing is copied.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

export const sleep = ms => new Promise(done => setTimeout(done, ms));
export const isPackage = name => /\.(deb|rpm|zst)$/.test(name);
export const shaOf = bytes => createHash('sha256').update(bytes).digest('hex');

const isRoot = name => /\/(InRelease|repomd\.xml|core\.db)$/.test(name);
const byName = (one, other) => (one < other ? -1 : 1);
const contents = new Map(); // by file on the disk

function contentOf(file) {
  if (!contents.has(file)) {
    const bytes = fs.readFileSync(file);
    contents.set(file, { bytes, sha: shaOf(bytes) });
  }
  return contents.get(file);
}

/** What one generation has: by name the file on the disk. */
function treeOf(folder) {
  const names = fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile()).map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)));
  return new Map(names.sort(byName).map(name => [name, path.join(folder, name)]));
}

export class Site { // something that serves files; `files` may be replaced or changed at any time
  constructor(id, address, files, hasListings) {
    Object.assign(this, { id, address, files, hasListings });
    this.server = http.createServer(
      { keepAliveTimeout: 30_000 }, (request, response) => this.answer(request, response));
  }

  listen(port) {
    return new Promise((done, failed) => this.server.on('error', failed).listen(port, this.address, done));
  }

  die() {
    this.diedAt = Date.now();
    this.server.close();
    this.server.closeAllConnections();
  }

  answer(request, response) {
    const name = decodeURIComponent(request.url).slice(1);
    const file = this.files.get(name);
    const headers = {};
    if (!file) return this.hasListings && (name === '' || name.endsWith('/')) ? this.list(name, response) : end(404);
    const { bytes, sha } = contentOf(file);
    Object.assign(headers, { etag: `"${sha.slice(0, 32)}"`, 'accept-ranges': 'bytes' });
    if (request.headers['if-none-match'] === headers.etag) return end(304);
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    if (!range) return end(200, bytes);
    const part = bytes.subarray(+range[1], range[2] ? +range[2] + 1 : bytes.length);
    headers['content-range'] = `bytes ${range[1]}-${+range[1] + part.length - 1}/${bytes.length}`;
    return end(206, part);

    function end(status, body) {
      response.writeHead(status, { ...headers, 'content-length': body?.length ?? 0 }).end(body);
    }
  }

  list(folder, response) {
    const inside = [...this.files.keys()].filter(name => name.startsWith(folder))
      .map(name => name.slice(folder.length).replace(/\/.*/, '/'));
    const links = [...new Set(inside)].map(name => `<a href="${name}">${name}</a>`).join('\n');
    response.writeHead(links ? 200 : 404, { 'content-type': 'text/html' })
      .end(`<html><body>\n${links}\n</body></html>`);
  }
}

export class Origin {
  constructor(folder, address, hasListings) {
    this.trees = fs.readdirSync(folder).sort((one, other) => one - other).map(name => treeOf(path.join(folder, name)));
    this.site = new Site('origin', address, this.trees[0], hasListings);
    this.current = 0;
  }

  get tree() { return this.trees[this.current]; }

  get last() { return this.trees.length - 1; }

  publish() {
    this.current++;
    this.site.files = this.tree;
  }

  /** The first generation that shows this root. */
  generationOf(name, sha) {
    return this.trees.findIndex(tree => contentOf(tree.get(name)).sha === sha);
  }

  /** What the name holds in a generation; undefined where it has no such file. */
  shaAt(generation, name) {
    const file = this.trees[generation].get(name);
    return file && contentOf(file).sha;
  }
}

/** The steps by which a view becomes that of a generation, in the order of the mirror. */
const orders = {
  // Packages, then what indexes consist of, then their roots, then deletions: the two-stage rule.
  twoStage: ({ packages, indexes, roots, gone }) => [...packages, ...indexes, ...roots, ...gone],
  indexFirst: ({ packages, indexes, roots, gone }) => [...indexes, ...roots, ...packages, ...gone],
  deletesFirst: ({ packages, indexes, roots, gone }) => [...gone, ...packages, ...indexes, ...roots],
};

export class Mirror {
  /**
   * @param habit order: one of `orders`; lag: ms before a synchronisation; step: ms for each file that changes;
   *   stopsAt, diesAt: after this part of the test; keeps: a package that is there is never replaced, so that it holds
   *   other bytes under the name of one that the origin built anew.
   */
  constructor(id, address, origin, habit) {
    this.habit = habit;
    this.origin = origin;
    this.site = new Site(id, address, new Map(origin.tree), false);
  }

  async follow(began, ends) {
    const at = part => began + (ends - began) * (part ?? 2);
    if (this.habit.diesAt) setTimeout(() => this.site.die(), at(this.habit.diesAt) - Date.now()).unref();
    while (Date.now() < Math.min(ends, at(this.habit.stopsAt))) {
      await sleep(this.habit.lag);
      await this.synchronise(this.origin.tree, at(this.habit.stopsAt));
    }
  }

  async synchronise(tree, stopsAt) {
    const { files } = this.site;
    const changed = [...tree].filter(([name, file]) => !files.has(name)
      || (contentOf(files.get(name)).sha !== contentOf(file).sha && !(this.habit.keeps && isPackage(name))));
    const put = ([name, file]) => () => files.set(name, file);
    const steps = orders[this.habit.order]({
      packages: changed.filter(([name]) => isPackage(name)).map(put),
      indexes: changed.filter(([name]) => !isPackage(name) && !isRoot(name)).map(put),
      roots: changed.filter(([name]) => isRoot(name)).map(put),
      gone: [...files.keys()].filter(name => !tree.has(name)).map(name => () => files.delete(name)),
    });
    for (const step of steps) {
      if (Date.now() > stopsAt) return; // with half of it done
      step();
      await sleep(this.habit.step);
    }
  }
}
