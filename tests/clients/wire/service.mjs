// What is not a redirect: health, version, metrics.
export async function service({ wire, report }) {
  for (const path of ['/healthz/live', '/healthz/ready', '/version', '/metrics']) {
    const reply = await wire.ask(path);
    report.check(`${path} answers 200`, reply.status === 200 && !reply.location, reply.text);
  }
  const metrics = await wire.ask('/metrics');
  report.check(
    '/metrics carries no client address',
    metrics.status === 200 && !metrics.text.includes('121.128.'),
    metrics.text.slice(-200),
  );
  report.check(
    '/metrics carries no path of a file',
    metrics.status === 200 && !metrics.text.includes('.deb'),
    metrics.text.slice(-200),
  );
}
