// Reads MaxMind DBs: the 2019 city data that we take from, and what we wrote, to prove it.

import { parseAddress } from './addresses.mjs';

const MARKER = Buffer.from('abcdef4d61784d696e642e636f6d', 'hex');

export class MmdbReader {
  #file;
  #dataStart;
  #version4Root = 0;
  #decoded = new Map();

  constructor(file) {
    this.#file = file;
    const start = file.lastIndexOf(MARKER) + MARKER.length;
    this.metadata = decode(file, start, start)[0];
    this.#dataStart = (this.metadata.node_count * this.metadata.record_size) / 4 + 16;
    for (let depth = 0; depth < 96; depth++) this.#version4Root = this.#child(this.#version4Root, 0);
  }

  /** The record of an address in text form, or undefined. */
  get(address) {
    const words = parseAddress(address);
    let node = words.length === 1 ? this.#version4Root : 0;
    for (let depth = 0; node < this.metadata.node_count; depth++) {
      node = this.#child(node, (words[depth >>> 5] >>> (31 - (depth & 31))) & 1);
    }
    return this.#value(node);
  }

  /** Every network with a record as [words, length, record]; IPv4 first, then IPv6 without its aliases of IPv4. */
  *networks() {
    yield* this.#below(this.#version4Root, [0], 0);
    yield* this.#below(0, [0, 0, 0, 0], 0);
  }

  *#below(node, words, depth) {
    if (node >= this.metadata.node_count) {
      const value = this.#value(node);
      if (value !== undefined) yield [words, depth, value];
      return;
    }
    if (words.length === 4 && node === this.#version4Root) return;
    yield* this.#below(this.#child(node, 0), words, depth + 1);
    const upper = [...words];
    upper[depth >>> 5] = (upper[depth >>> 5] | (1 << (31 - (depth & 31)))) >>> 0;
    yield* this.#below(this.#child(node, 1), upper, depth + 1);
  }

  #child(node, side) {
    const size = this.metadata.record_size;
    const at = (node * size) / 4;
    if (size === 24) return this.#file.readUIntBE(at + 3 * side, 3);
    if (size === 32) return this.#file.readUInt32BE(at + 4 * side);
    const middle = this.#file[at + 3];
    return side
      ? (middle & 15) * 2 ** 24 + this.#file.readUIntBE(at + 4, 3)
      : (middle >> 4) * 2 ** 24 + this.#file.readUIntBE(at, 3);
  }

  #value(record) {
    if (record === this.metadata.node_count) return undefined;
    if (!this.#decoded.has(record)) {
      const at = record - this.metadata.node_count - 16 + this.#dataStart;
      this.#decoded.set(record, decode(this.#file, at, this.#dataStart)[0]);
    }
    return this.#decoded.get(record);
  }
}

/** [value, offset behind it]; pointers count from base. */
function decode(file, at, base) {
  const control = file[at++];
  let type = control >> 5;
  if (type === 1) {
    const size = (control >> 3) & 3;
    const value = file.readUIntBE(at, size + 1) + (size < 3 ? (control & 7) * 2 ** (8 * size + 8) : 0);
    return [decode(file, base + value + [0, 2048, 526336, 0][size], base)[0], at + size + 1];
  }
  if (type === 0) type = 7 + file[at++];
  let size = control & 31;
  if (size >= 29) {
    const extra = size - 28;
    size = [29, 285, 65821][extra - 1] + file.readUIntBE(at, extra);
    at += extra;
  }
  if (type === 7 || type === 11) return decodeContainer(file, at, base, type, size);
  const end = at + size;
  if (type === 2) return [file.toString('utf8', at, end), end];
  if (type === 3) return [file.readDoubleBE(at), end];
  if (type === 15) return [file.readFloatBE(at), end];
  if (type === 14) return [size === 1, at];
  let value = 0;
  for (; at < end; at++) value = value * 256 + file[at];
  return [value, end];
}

function decodeContainer(file, at, base, type, size) {
  const container = type === 7 ? {} : [];
  for (let i = 0; i < size; i++) {
    let key = i;
    if (type === 7) [key, at] = decode(file, at, base);
    [container[key], at] = decode(file, at, base);
  }
  return [container, at];
}
