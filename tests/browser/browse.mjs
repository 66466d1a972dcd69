// Looks at every page as people do. BROWSE_BASE: address of the program; BROWSE_SHOTS: a folder for pictures.
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { checkExplanations, checkFrontPage, checkKeyboard, checkLanguages, checkWithoutScripts } from './checks.mjs';
import { Report } from './report.mjs';

const base = process.env.BROWSE_BASE;
const shots = process.env.BROWSE_SHOTS;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const pages = [
  '/', '/mirrors', '/mirrors/eliv', '/mirrors/gone', '/mirrors/resting', '/repositories', '/repositories/ubuntu',
  '/explain', '/explain?repository=ubuntu', '/explain?path=nothing', '/setup', '/setup/ubuntu', '/setup/rocky',
  '/setup/archlinux', '/about', '/crawler', '/statistics', '/no/such/page',
];
const widths = [390, 1280, 1920];

const report = new Report();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
});

/** A window that notes what goes wrong in it: errors of the console, and requests to anybody else. */
async function open(options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'ko-KR',
    ...options,
    extraHTTPHeaders: { 'X-Forwarded-For': options.address ?? '125.137.128.10' },
  });
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (message) => {
    // Chromium tells of every answer that is an error; the page for unknown addresses is meant to be one.
    const isExpected = message.text().includes('404') && page.url().includes('/no/such/page');
    if (['error', 'warning'].includes(message.type()) && !isExpected) wrong.push(message.text());
  });
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(base)) wrong.push(`asked ${request.url()}`);
  });
  return { context, page, wrong, close: () => context.close() };
}

/** axe-core runs outside of the page's own policy, which forbids every script. */
async function accessibilityProblems(page) {
  const results = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ['violations'] })`);
  return results.violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

for (const [language, locale] of [['ko', 'ko-KR'], ['en', 'en-US']]) {
  for (const colorScheme of ['light', 'dark']) {
    const window = await open({ locale, colorScheme });
    for (const path of pages) {
      const name = `${path} in ${language}, ${colorScheme}`;
      await window.page.goto(base + path);
      report.equal(`${name}: language`, await window.page.getAttribute('html', 'lang'), language);
      report.none(`${name}: axe-core`, await accessibilityProblems(window.page));
      report.none(`${name}: nothing wrong in the window`, window.wrong.splice(0));
    }
    await window.close();
  }
}

for (const width of widths) {
  for (const colorScheme of ['light', 'dark']) {
    const window = await open({ viewport: { width, height: 900 }, colorScheme });
    for (const path of pages) {
      await window.page.goto(base + path);
      const over = await window.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      report.equal(`${path} at ${width}, ${colorScheme}: fits the screen`, over, 0);
      if (!shots) continue;
      mkdirSync(shots, { recursive: true });
      const name = path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'home';
      await window.page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
    await window.close();
  }
}

for (const check of [checkFrontPage, checkLanguages, checkExplanations, checkKeyboard, checkWithoutScripts]) {
  try {
    await check({ open, base, report });
  } catch (error) {
    report.none(check.name, [error.message]);
  }
}
await browser.close();
process.exitCode = report.end();
