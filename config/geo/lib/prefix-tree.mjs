// The search tree of a MaxMind DB before it is written: IPv6, with IPv4 at ::/96.
// A child is 0 (nothing known), a positive node number, or -(n + 1) for value number n.

const EMPTY = 0;

export class PrefixTree {
  #left = [EMPTY];
  #right = [EMPTY];
  #version4 = 0;

  constructor() {
    for (let depth = 0; depth < 96; depth++) {
      const next = this.#add(EMPTY, EMPTY);
      this.#left[this.#version4] = next;
      this.#version4 = next;
    }
  }

  /** Gives a whole prefix a value; what was known about parts of it is replaced. */
  set(words, length, value) {
    this.#walk(words, length, () => -(value + 1));
  }

  /** Lets change(old value or undefined) → new value decide for every part of a prefix that has one. */
  update(words, length, change) {
    this.#walk(words, length, (child) => this.#updateBelow(child, change));
  }

  #updateBelow(child, change) {
    if (child === EMPTY) return EMPTY;
    if (child < 0) return -(change(-child - 1) + 1);
    this.#left[child] = this.#updateBelow(this.#left[child], change);
    this.#right[child] = this.#updateBelow(this.#right[child], change);
    return child;
  }

  #walk(words, length, change) {
    let node = words.length === 1 ? this.#version4 : 0;
    for (let depth = 0; depth < length; depth++) {
      const side = (words[depth >>> 5] >>> (31 - (depth & 31))) & 1 ? this.#right : this.#left;
      if (depth === length - 1) {
        side[node] = change(side[node]);
        return;
      }
      // A value above is handed down to both halves before one of them changes.
      if (side[node] <= 0) side[node] = this.#add(side[node], side[node]);
      node = side[node];
    }
  }

  #add(left, right) {
    this.#right.push(right);
    return this.#left.push(left) - 1;
  }

  /**
   * The nodes to write, as pairs in which a child is a node number, null or {value}. ::ffff:0:0/96 (IPv4-mapped
   * addresses) leads to the IPv4 part. Halves that say the same become one value, and parts of the tree that look
   * alike are written once: a reader follows records and never notices, and the files are a third smaller.
   */
  finish() {
    this.#walk([0, 0, 0xffff, 0], 96, () => this.#version4);
    const known = new Map();
    this.#left[0] = this.#merged(this.#left[0], known);
    this.#right[0] = this.#merged(this.#right[0], known);
    const numbers = new Map();
    const nodes = [];
    const visit = (child) => {
      if (child === EMPTY) return null;
      if (child < 0) return { value: -child - 1 };
      if (numbers.has(child)) return numbers.get(child);
      const number = nodes.push(null) - 1;
      numbers.set(child, number);
      nodes[number] = [visit(this.#left[child]), visit(this.#right[child])];
      return number;
    };
    numbers.set(0, nodes.push(null) - 1);
    nodes[0] = [visit(this.#left[0]), visit(this.#right[0])];
    return nodes;
  }

  #merged(child, known) {
    if (child <= 0) return child;
    const left = (this.#left[child] = this.#merged(this.#left[child], known));
    const right = (this.#right[child] = this.#merged(this.#right[child], known));
    if (left === right && left <= 0) return left;
    const key = (left + 2 ** 24) * 2 ** 26 + right + 2 ** 24;
    if (!known.has(key)) known.set(key, child);
    return known.get(key);
  }
}
