// A realm where people belong to several places, and an application that may be begun from here.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { asPerson, openBrowser, withCookiesBlocked } from './person.mjs';
import { freePort, stop, temporaryDirectory } from './processes.mjs';
import { prepare, serve, startSimulators, trusting } from './site.mjs';

const REALM = fileURLToPath(new URL('realm.yaml', import.meta.url));
const PARTNER_TENANT = '0c7d1e2f-3a4b-4c5d-8e6f-7a8b9c0d1e2f';
const CUSTOMER_TENANT = '1d8e2f30-4b5c-4d6e-9f70-8b9cad1e2f31';
const EMPLOYEE = 'maria.meyer@example.com';
const LABELS = ['Partners & Sons', 'Example Ltd', 'Customers'];

const simulators = [];
let broker;
let browser;
let blocking;
let site;
let tenants;

const walk = (name, settings, steps) =>
  test(name, { timeout: 60_000 }, () => asPerson(browser, site, name, settings, steps));

before(async () => {
  const directory = temporaryDirectory();
  const [port, management] = [await freePort(), await freePort()];
  const publicUrl = `http://localhost:${port}`;
  const certificate = await prepare(directory);
  const simulated = async (...options) => {
    const { program, ready } = await startSimulators(options);
    simulators.push(program);
    return ready;
  };
  const [staff, partners, customers] = await Promise.all([
    simulated(...trusting(publicUrl, certificate)),
    simulated(`--tenant=${PARTNER_TENANT}`),
    simulated(`--tenant=${CUSTOMER_TENANT}`, '--flavour=B2C', '--policy=B2C_1_susi'),
  ]);
  const { atlassian } = staff;
  const values = {
    publicUrl,
    clientId: staff.entra.clientId,
    staffTenant: staff.entra.tenant,
    staffAuthority: staff.entra.authority,
    partnerTenant: PARTNER_TENANT,
    partnerAuthority: partners.entra.authority,
    customerTenant: CUSTOMER_TENANT,
    customerAuthority: customers.entra.authority,
    entityId: atlassian.entityId,
    acs: atlassian.assertionConsumerService,
    product: atlassian.product,
  };
  writeFileSync(
    path.join(directory, 'realm.yaml'),
    readFileSync(REALM, 'utf8').replaceAll(/@(\w+)@/g, (_, name) => values[name]),
    { mode: 0o600 },
  );
  broker = await serve(directory, management, [`--port=${port}`]);
  site = {
    atlassian: atlassian.base,
    broker: publicUrl,
    product: new URL(atlassian.product).origin,
  };
  tenants = Object.fromEntries(
    Object.entries({ staff, partners, customers }).map(([name, ready]) => [
      name,
      new URL(ready.entra.authority).origin,
    ]),
  );
  browser = await openBrowser();
  blocking = withCookiesBlocked(temporaryDirectory());
});

after(async () => {
  await browser?.close();
  await Promise.all([stop(broker), ...simulators.map(stop)]);
});

const choices = (tab) => tab.locator('a.choice');

/** From the application's own page to the page that asks where one belongs. */
async function ask(person, tab = person.tab) {
  await tab.goto(`${site.atlassian}/`);
  await tab.getByRole('link', { name: 'Log in with SSO' }).click();
  await person.sees('Where do you belong?', tab);
}

async function choose(person, label, tenant, tab = person.tab) {
  await tab.getByRole('link', { name: label, exact: true }).click();
  await arrivesAt(person, tenant, tab);
}

async function arrivesAt(person, tenant, tab = person.tab) {
  await person.sees('Who signs in?', tab);
  assert.equal(new URL(tab.url()).origin, tenants[tenant]);
}

/** From the broker's start page to the page that names the address. */
async function introduce(person) {
  await person.tab.goto(`${site.broker}/r/demo/start`);
  await person.sees('Where do you want to go?');
  assert.deepEqual(await choices(person.tab).allInnerTexts(), ['atlassian']);
  await choices(person.tab).click();
  await person.sees('Where do you belong?');
  await choose(person, LABELS[0], 'partners');
  await person.pick('otp');
  await person.sees('You are signed in');
}

/** What the browser posts next to an address that begins with `target`. */
function nextPost(person, target) {
  return person.context.waitForEvent('request', {
    predicate: (request) => request.method() === 'POST' && request.url().startsWith(target),
  });
}

const callback = (upstream) => `${site.broker}/r/demo/oidc/${upstream}/callback`;

walk('a page asks where one belongs', {}, async (person) => {
  await ask(person);
  assert.deepEqual(await choices(person.tab).allInnerTexts(), LABELS);
  assert.equal(await person.tab.locator('html').getAttribute('lang'), 'en');
  await person.picture('choice');
  await choose(person, LABELS[1], 'staff');
  await person.pick('employee');
  assert.equal(await person.address(), EMPLOYEE);
  assert.deepEqual(await person.context.cookies(site.broker), []);
});

walk('the page is used with the keyboard alone', {}, async (person) => {
  await ask(person);
  const focused = () =>
    person.tab.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return {
        text: document.activeElement.innerText,
        visible: outlineStyle !== 'none' && parseFloat(outlineWidth) > 0,
      };
    });
  for (const label of LABELS) {
    await person.tab.keyboard.press('Tab');
    assert.deepEqual(await focused(), { text: label, visible: true });
  }
  await person.tab.keyboard.press('Shift+Tab');
  await person.tab.keyboard.press('Enter');
  await arrivesAt(person, 'staff');
  await person.pick('employee');
  assert.equal(await person.address(), EMPLOYEE);
});

walk('the page asks a German browser in German', { locale: 'de-DE' }, async (person) => {
  await person.tab.goto(`${site.atlassian}/`);
  await person.tab.getByRole('link', { name: 'Log in with SSO' }).click();
  await person.sees('Wohin gehören Sie?');
  assert.equal(await person.tab.locator('html').getAttribute('lang'), 'de');
  assert.deepEqual(await choices(person.tab).allInnerTexts(), LABELS);
});

walk('the page asks on a narrow screen', { viewport: { width: 320, height: 640 } }, async (person) => {
  await ask(person);
  await person.picture('choice-narrow');
  const overflow = await person.tab.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.equal(overflow, 0);
});

walk('choosing needs no scripts', { javaScriptEnabled: false }, async (person) => {
  await ask(person);
  await choose(person, LABELS[0], 'partners');
  await person.pick('otp');
  await person.sees('Working...');
  await person.tab.getByRole('button', { name: 'Continue' }).click();
  await person.sees('Signing you in');
  await person.tab.getByRole('button', { name: 'Continue' }).click();
  assert.equal(await person.address(), 'olaf@guests.example.com');
});

walk('going back and choosing the other place works', {}, async (person) => {
  await ask(person);
  await choose(person, LABELS[0], 'partners');
  await person.tab.goBack();
  await person.sees('Where do you belong?');
  await choose(person, LABELS[1], 'staff');
  await person.pick('employee');
  assert.equal(await person.address(), EMPLOYEE);
});

walk('two tabs choose two places', {}, async (person) => {
  const first = person.tab;
  await ask(person, first);
  const second = await person.newTab();
  await ask(person, second);
  await choose(person, LABELS[0], 'partners', first);
  await choose(person, LABELS[1], 'staff', second);
  await person.pick('otp', first);
  assert.equal(await person.address(first), 'olaf@guests.example.com');
  await person.pick('employee', second);
  assert.equal(await person.address(second), EMPLOYEE);
});

walk('who is named by their domain is not asked', {}, async (person) => {
  await ask(person);
  const request = person.answers[0].url();
  await person.tab.goto(`${request}&login_hint=somebody%40partner.example`);
  await arrivesAt(person, 'partners');
  await person.tab.goto(`${request}&login_hint=somebody%40example.com`);
  await arrivesAt(person, 'staff');
  await person.tab.goto(`${request}&login_hint=somebody%40elsewhere.example`);
  await person.sees('Where do you belong?');
  await person.tab.goto(`${request}&login_hint=somebody%40guests.example.com`);
  await person.sees('Where do you belong?');
});

walk('who begins here reads as whom the application knows them', {}, async (person) => {
  await introduce(person);
  assert.equal(await person.tab.locator('#application').innerText(), 'atlassian');
  assert.equal(await person.tab.locator('#address').innerText(), 'olaf@guests.example.com');
  await person.picture('introduction');
  await person.tab.getByRole('button', { name: 'Continue' }).click();
  assert.equal(await person.address(), 'olaf@guests.example.com');
});

walk('beginning here needs no scripts', { javaScriptEnabled: false }, async (person) => {
  await person.tab.goto(`${site.broker}/r/demo/start?to=atlassian`);
  await person.sees('Where do you belong?');
  await choose(person, LABELS[1], 'staff');
  await person.pick('employee');
  await person.tab.getByRole('button', { name: 'Continue' }).click();
  await person.sees('You are signed in');
  await person.tab.getByRole('button', { name: 'Continue' }).click();
  assert.equal(await person.address(), EMPLOYEE);
});

walk('an unknown application cannot be begun here', {}, async (person) => {
  await person.tab.goto(`${site.broker}/r/demo/start?to=other`);
  assert.equal((await person.refusal(400)).code, 'saml_sp_unknown');
});

walk('a response that was begun here is accepted once', {}, async (person) => {
  await introduce(person);
  const posted = nextPost(person, site.atlassian);
  await person.tab.getByRole('button', { name: 'Continue' }).click();
  await person.address();
  await person.submit(await posted);
  await person.sees('Trouble logging in');
});

walk('the last form is accepted once, and a new sign-in works', {}, async (person) => {
  await ask(person);
  await choose(person, LABELS[1], 'staff');
  const posted = nextPost(person, site.atlassian);
  await person.pick('employee');
  assert.equal(await person.address(), EMPLOYEE);
  await person.submit(await posted);
  await person.sees('Trouble logging in');
  await ask(person);
  await choose(person, LABELS[1], 'staff');
  await person.pick('employee');
  assert.equal(await person.address(), EMPLOYEE);
});

walk('the answer of the tenant is taken once', {}, async (person) => {
  await ask(person);
  await choose(person, LABELS[1], 'staff');
  const posted = nextPost(person, callback('staff'));
  await person.pick('employee');
  assert.equal(await person.address(), EMPLOYEE);
  await person.submit(await posted);
  const refusal = await person.refusal(400);
  assert.equal(refusal.heading, 'Please start again');
  assert.equal(refusal.code, 'transaction_missing');
});

walk('of two clicks at once the second is told to start again', {}, async (person) => {
  await ask(person);
  await choose(person, LABELS[1], 'staff');
  let first;
  await person.context.route(callback('staff'), async (route) => {
    const cookies = await person.context.cookies(site.broker);
    first = await fetch(route.request().url(), {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
      },
      body: route.request().postData(),
    });
    await route.continue();
  });
  await person.pick('employee');
  await person.sees('Please start again');
  assert.equal(first.status, 200);
  const refusal = await person.refusal(400);
  assert.equal(refusal.code, 'code_rejected', 'the tenant redeems a code once');
});

walk('who declines at the tenant reads that nothing happened', {}, async (person) => {
  await ask(person);
  await choose(person, LABELS[1], 'staff');
  await person.pick('declining');
  await person.sees('You were not signed in');
  assert.equal((await person.refusal(403)).code, 'upstream_denied');
});

walk('who cancels reads so, and may choose another place', {}, async (person) => {
  await ask(person);
  await choose(person, LABELS[2], 'customers');
  await person.tab.getByRole('button', { name: /^Cancel/ }).click();
  await person.sees('You cancelled the sign-in');
  assert.equal((await person.refusal(403)).code, 'upstream_cancelled');
  await person.picture('cancelled');
  assert.deepEqual(await person.context.cookies(site.broker), []);
  await ask(person);
  await choose(person, LABELS[1], 'staff');
  await person.pick('employee');
  assert.equal(await person.address(), EMPLOYEE);
});

for (const [where, locale, sentence] of [
  ['in English', 'en-US', /cookie of this site: allow its cookies/],
  ['in German', 'de-DE', /Erlauben Sie ihre Cookies/],
]) {
  test(`a browser that keeps no cookies is told so ${where}`, { timeout: 60_000 }, () =>
    asPerson(blocking, site, `cookies-blocked-${locale}`, { locale }, async (person) => {
      await person.tab.goto(`${site.atlassian}/`);
      await person.tab.getByRole('link', { name: 'Log in with SSO' }).click();
      await choices(person.tab).nth(1).click();
      const refusal = await person.refusal(400);
      assert.equal(refusal.code, 'transaction_missing');
      assert.match(await person.tab.locator('body').innerText(), sentence);
      await person.picture(`cookies-blocked-${locale}`);
    }),
  );
}

walk('a browser that lost its cookie on the way is told so', {}, async (person) => {
  await ask(person);
  await choose(person, LABELS[1], 'staff');
  await person.context.clearCookies();
  await person.pick('employee');
  assert.equal((await person.refusal(400)).code, 'transaction_missing');
  assert.match(await person.tab.locator('body').innerText(), /allow its cookies/);
});
