// The demonstration in a browser. The broker is on localhost and the simulators are on 127.0.0.1:
// another site, so that what browsers do to cross-site requests happens here too.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asPerson, openBrowser } from './person.mjs';
import { GUESTBRIDGE, freePort, start, stop, temporaryDirectory, waitFor } from './processes.mjs';

const GUEST_ALIAS = 'jane.doe@guests.example.com';
const START_LIMIT = 120_000;

let demo;
let browser;
let site;

const walk = (name, settings, steps) =>
  test(name, { timeout: 120_000 }, () => asPerson(browser, site, name, settings, steps));

before(async () => {
  const [port, management, entra, atlassian] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  demo = start(
    GUESTBRIDGE,
    [
      'demo',
      `--port=${port}`,
      `--management-port=${management}`,
      `--entra-port=${entra}`,
      `--atlassian-port=${atlassian}`,
    ],
    { GUESTBRIDGE_JAVA_OPTIONS: `-Djava.io.tmpdir=${temporaryDirectory()}` },
  );
  const said = await waitFor(demo, 'guestbridge demo', START_LIMIT, ({ stdout }) =>
    stdout.includes('Stop with Ctrl-C.') ? stdout : undefined,
  );
  const url = (label) => new URL(new RegExp(`^${label}:\\s+(\\S+)$`, 'm').exec(said)[1]);
  const startPage = url('Sign in yourself');
  const state = await (await fetch(new URL('/admin/state.json', startPage))).json();
  site = {
    atlassian: startPage.origin,
    broker: url('The broker').origin,
    product: new URL(state.product).origin,
  };
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await stop(demo);
});

walk('an employee comes with their own address', {}, async (person) => {
  assert.equal(await person.signIn('employee'), 'maria.meyer@example.com');
  await person.picture('account');
});

walk('a guest has the same alias every time', {}, async (person) => {
  assert.equal(await person.signIn('guest'), GUEST_ALIAS);
  assert.equal(await person.signIn('guest'), GUEST_ALIAS);
});

walk('a guest of the same name has another alias', {}, async (person) => {
  const alias = await person.signIn('guest2');
  assert.match(alias, /^jane\.doe-[a-z0-9]+@guests\.example\.com$/);
});

walk("a guest with an employee's mail does not get the employee's address", {}, async (person) => {
  assert.equal(await person.signIn('hostile'), 'maria.meyer@guests.example.com');
});

walk('an account of unknown kind reads why and gets a reference', {}, async (person) => {
  await person.begin();
  await person.picture('pick');
  await person.pick('unknown-kind');
  const refusal = await person.refusal(403);
  assert.equal(refusal.heading, 'You cannot sign in');
  assert.equal(refusal.code, 'account_kind_unproven');
  assert.match(refusal.reference, /^[0-9a-f]{16}$/);
  assert.equal(refusal.language, 'en');
  const page = await person.tab.locator('body').innerText();
  assert.doesNotMatch(page, /@|una/i, 'a refusal shows no personal value');
  await person.picture('refusal');
});

walk('every page of the broker is guarded by its headers', {}, async (person) => {
  await person.signIn('guest');
  await person.begin();
  await person.pick('unknown-kind');
  await person.refusal(403);
  assert.deepEqual(
    person.answers.map((answer) => answer.status()),
    [303, 200, 303, 403],
  );
  for (const answer of person.answers) {
    const headers = answer.headers();
    assert.match(headers['content-security-policy'], /default-src 'none'/);
    assert.match(headers['content-security-policy'], /frame-ancestors 'none'/);
    assert.doesNotMatch(headers['content-security-policy'], /unsafe|\*/);
    assert.equal(headers['x-frame-options'], 'DENY');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers.server, undefined);
  }
  const formAction = (answer) =>
    /form-action ([^;]*)/.exec(answer.headers()['content-security-policy'])[1];
  assert.equal(formAction(person.answers[1]), `${site.atlassian} ${site.product}`);
  assert.equal(formAction(person.answers[3]), "'none'");
});

walk('without scripts a button leads on', { javaScriptEnabled: false }, async (person) => {
  await person.begin();
  await person.pick('guest');
  await person.sees('Working...');
  await person.tab.getByRole('button', { name: 'Continue' }).click();
  await person.sees('Signing you in');
  await person.picture('continue');
  await person.tab.getByRole('button', { name: 'Continue' }).click();
  assert.equal(await person.address(), GUEST_ALIAS);
});

walk('two tabs do not mix', {}, async (person) => {
  const first = person.tab;
  await person.begin(first);
  const second = await person.newTab();
  await person.begin(second);
  await person.pick('guest', first);
  assert.equal(await person.address(first), GUEST_ALIAS);
  await person.pick('employee', second);
  assert.equal(await person.address(second), 'maria.meyer@example.com');
});

walk('reloading before the end just begins anew', {}, async (person) => {
  await person.begin();
  await person.tab.reload();
  await person.sees('Who signs in?');
  const request = person.answers[0].url();
  await person.tab.goto(request);
  await person.sees('Who signs in?');
  await person.pick('guest');
  assert.equal(await person.address(), GUEST_ALIAS);
});

walk('going back after the end leads to a friendly page and a new start', {}, async (person) => {
  assert.equal(await person.signIn('guest'), GUEST_ALIAS);
  await person.tab.reload();
  assert.equal(await person.address(), GUEST_ALIAS);
  await person.tab.goBack();
  // The page that posts itself is left out of the history, unless it had finished loading first.
  const asked = person.tab.getByRole('heading', { level: 1, name: 'Who signs in?' });
  const ended = person.tab.getByRole('heading', { level: 1, name: 'Please start again' });
  await asked.or(ended).waitFor();
  if (await asked.isVisible()) await person.pick('guest');
  const refusal = await person.refusal(400);
  assert.equal(refusal.heading, 'Please start again');
  assert.equal(refusal.code, 'transaction_missing');
  await person.tab.reload();
  const again = await person.refusal(400);
  assert.equal(again.heading, 'Please start again');
  assert.notEqual(again.reference, refusal.reference);
  assert.equal(await person.signIn('guest'), GUEST_ALIAS);
});

walk('a German browser reads German', { locale: 'de-DE' }, async (person) => {
  await person.begin();
  await person.pick('unknown-kind');
  const refusal = await person.refusal(403);
  assert.equal(refusal.heading, 'Sie können sich nicht anmelden');
  assert.equal(refusal.code, 'account_kind_unproven');
  assert.equal(refusal.language, 'de');
  await person.picture('refusal-de');
});

walk('a narrow screen needs no scrolling sideways', { viewport: { width: 320, height: 640 } }, async (person) => {
  await person.begin();
  await person.pick('unknown-kind');
  await person.refusal(403);
  await person.picture('refusal-narrow');
  const overflow = await person.tab.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.equal(overflow, 0);
});
