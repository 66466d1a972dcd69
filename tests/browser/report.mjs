// Counts checks, names those that failed, and ends with "N passed, N failed".
export class Report {
  #passed = 0;
  #failed = 0;

  check(name, holds, seen) {
    if (holds) this.#passed++;
    else {
      this.#failed++;
      console.log(`FAILED ${name}: ${seen}`);
    }
  }

  equal(name, seen, wanted) {
    this.check(name, seen === wanted, `${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`);
  }

  includes(name, text, part) {
    this.check(name, text?.includes(part), `${JSON.stringify(part)} is not in ${JSON.stringify(text?.slice(0, 400))}`);
  }

  none(name, problems) {
    this.check(name, problems.length === 0, problems.join('\n  '));
  }

  end() {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    return this.#failed === 0 ? 0 : 1;
  }
}
