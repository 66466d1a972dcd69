// What people do on the pages, with mirrors of farm.mjs behind them.

/** Addresses of the scenarios, and where each is sent for a package of a repository. */
const explanations = [
  { who: 'Gumi on KT, which has no Rocky', address: '125.137.128.10', repository: 'rocky', mirror: 'zzuni' },
  { who: 'Gumi on KT', address: '125.137.128.10', repository: 'ubuntu', mirror: 'gumi' },
  { who: 'Gwangju on LG U+', address: '125.183.32.10', repository: 'kali', mirror: 'zzuni' },
  { who: 'Busan on KT', address: '112.185.32.10', repository: 'debian', mirror: 'busan' },
];

const countryOnly = ['175.224.0.10', '115.142.0.10'];

export async function checkFrontPage({ open, base, report }) {
  const { page, wrong, close } = await open();
  await page.goto(base);
  report.check('the map of Korea is there', await page.isVisible('#map-korea'), 'no #map-korea');
  report.check('the map of the world is there', await page.isVisible('#map-world'), 'no #map-world');
  report.equal('nine mirrors stand in Korea', await page.locator('#map-korea a.mark').count(), 9);
  report.check('you stand on the map', await page.isVisible('#map-korea .you-mark'), 'no .you-mark');
  report.check('a line leads to a mirror', (await page.locator('#map-korea .line').count()) > 0, 'no line');
  const size = await page.locator('#map-korea .land-home').boundingBox();
  report.check('land is drawn', size.width > 100 && size.height > 200, JSON.stringify(size));

  await page.click('button[popovertarget="mirror-modal-eliv"] >> nth=0');
  report.check('a window opens', await page.isVisible('#mirror-modal-eliv'), 'it does not');
  await page.keyboard.press('Escape');
  report.check('and closes', !(await page.isVisible('#mirror-modal-eliv')), 'it does not');

  await page.selectOption('#distribution', 'archlinux');
  await page.click('.quick button');
  report.includes('the line follows the choice', await page.textContent('.quick code'), '/archlinux/$repo/os/$arch');
  report.none('nothing wrong on the front page', wrong);
  await close();
}

export async function checkLanguages({ open, base, report }) {
  const { page, close } = await open();
  await page.goto(`${base}/mirrors`);
  await page.click('.languages a[lang=en]');
  report.equal('the switch leads to English', new URL(page.url()).pathname, '/en/mirrors');
  report.equal('which is said', await page.getAttribute('html', 'lang'), 'en');
  await page.click('.menu a >> nth=2');
  report.equal('links stay in English', new URL(page.url()).pathname, '/en/repositories');
  await page.click('.languages a[lang=ko]');
  report.equal('and there is a way back', await page.textContent('h1'), '저장소');
  await close();
}

export async function checkExplanations({ open, base, report }) {
  for (const { who, address, repository, mirror } of explanations) {
    const { page, close } = await open({ address });
    await page.goto(`${base}/explain?repository=${repository}&scheme=http`);
    const link = await page.getAttribute('.decision .chosen a', 'href');
    // Five of a hundred go to the next group; then that mirror stands in the list with the largest share.
    const first = await page.getAttribute('[aria-labelledby=compared] tbody tr th a >> nth=0', 'href');
    report.check(`${who}: ${repository}`, [link, first].includes(`/mirrors/${mirror}`), `${link}, first ${first}`);
    report.includes(`${who}: the address is shown`, await page.textContent('.decision'), address);
    await close();
  }

  for (const address of countryOnly) {
    const { page, close } = await open({ address });
    await page.goto(base);
    report.includes(`${address}: a country, not a place`, await page.textContent('.you'), '국가만 알 수 있어');
    report.equal(`${address}: is drawn nowhere`, await page.locator('.you-mark').count(), 0);
    await close();
  }

  const { page, close } = await open();
  await page.goto(`${base}/explain`);
  await page.fill('#path', `E: Failed to fetch ${base}/ubuntu/ubuntu-1.iso  404  Not Found`);
  await page.click('form.ask button');
  report.includes('a pasted line is understood', await page.textContent('.decision'), '/ubuntu/ubuntu-1.iso');
  await page.click('.decision a:has-text("JSON")');
  report.includes('and can be had as JSON', await page.textContent('body'), '"repository": "ubuntu"');
  await close();
}

export async function checkKeyboard({ open, base, report }) {
  const { page, close } = await open();
  await page.goto(base);
  await page.keyboard.press('Tab');
  report.equal('the first stop is the skip link', await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  report.equal('which leads to the content', await page.evaluate(() => document.activeElement.id), 'content');
  await page.focus('#map-korea a.mark >> nth=0');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/mirrors/*');
  report.check('marks of the map are links', page.url().includes('/mirrors/'), page.url());
  await close();
}

export async function checkWithoutScripts({ open, base, report }) {
  const { page, close } = await open({ javaScriptEnabled: false });
  await page.goto(base);
  await page.click('button[popovertarget="mirror-modal-zzuni"] >> nth=0');
  report.check('windows open without scripts', await page.isVisible('#mirror-modal-zzuni'), 'it does not');
  await page.goto(`${base}/?distribution=alpine`);
  report.includes('forms work without scripts', await page.textContent('.quick code'), '/etc/apk/repositories');
  await close();
}
