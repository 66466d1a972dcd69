// Collects checks and prints one line for each.
export class Report {
  group = '';
  failed = 0;

  check(sentence, good, seen = '') {
    if (!good) this.failed++;
    const shown = good
      ? ''
      : `   saw: ${String(seen)
          .slice(0, 240)
          .replace(/[\x00-\x1f\x7f]/g, '·')}`;
    console.log(`${good ? 'PASS' : 'FAIL'} wire, ${this.group}: ${sentence}${shown}`);
  }
}
