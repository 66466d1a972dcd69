// What the kernel says about a process and its children.
import fs from 'node:fs';

const read = file => {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return ''; // ended in the meantime
  }
};

const treeOf = pid => {
  const children = fs.readdirSync(`/proc/${pid}/task`).flatMap(task =>
    read(`/proc/${pid}/task/${task}/children`).trim().split(' ').filter(Boolean));
  return [pid, ...children.flatMap(treeOf)];
};

/** Nanoseconds on a core and nanoseconds of waiting for one, of each thread of the tree. */
export function timesOf(pid) {
  const times = new Map();
  for (const process of treeOf(pid)) {
    for (const task of fs.readdirSync(`/proc/${process}/task`)) {
      const [ran = 0, waited = 0] = read(`/proc/${process}/task/${task}/schedstat`).split(' ').map(Number);
      times.set(task, { ran, waited });
    }
  }
  return times;
}

/** What was added between two looks; a thread that ended in between takes what it did with it. */
export function timeBetween(before, after) {
  const sum = { ran: 0, waited: 0 };
  for (const [task, { ran, waited }] of after) {
    sum.ran += ran - (before.get(task)?.ran ?? 0);
    sum.waited += waited - (before.get(task)?.waited ?? 0);
  }
  return sum;
}

/** Megabytes of the whole tree. */
export function memoryOf(pid) {
  const sum = { resident: 0, anonymous: 0 };
  for (const process of treeOf(pid)) {
    const status = read(`/proc/${process}/status`);
    sum.resident += Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    sum.anonymous += Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  }
  return sum;
}
