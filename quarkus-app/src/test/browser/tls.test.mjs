// The same walk with the broker on https, where the cookie has its prefix.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { asPerson, openBrowser } from './person.mjs';
import { ROOT, freePort, run, stop, temporaryDirectory } from './processes.mjs';
import { prepare, serve, startSimulators, trusting } from './site.mjs';

const REALM = path.join(ROOT, 'quarkus-app/src/main/resources/org/guestbridge/app/demo/realm.yaml');

let simulators;
let broker;
let browser;
let site;

const walk = (name, steps) =>
  test(name, { timeout: 60_000 }, () =>
    asPerson(browser, site, name, { ignoreHTTPSErrors: true }, steps),
  );

before(async () => {
  const directory = temporaryDirectory();
  const file = (name) => path.join(directory, name);
  const [port, management] = [await freePort(), await freePort()];
  const publicUrl = `https://localhost:${port}`;
  await certificate(file('tls.pem'), file('tls.key'));
  const identityProvider = await prepare(directory);
  const started = await startSimulators(trusting(publicUrl, identityProvider));
  simulators = started.program;
  const { ready } = started;
  writeFileSync(file('realm.yaml'), realm(publicUrl, ready), { mode: 0o600 });
  broker = await serve(
    directory,
    management,
    [],
    [
      `-Dquarkus.http.ssl-port=${port}`,
      '-Dquarkus.http.insecure-requests=disabled',
      '-Dquarkus.http.tls-configuration-name=browsers',
      `-Dquarkus.tls.browsers.key-store.pem.0.cert=${file('tls.pem')}`,
      `-Dquarkus.tls.browsers.key-store.pem.0.key=${file('tls.key')}`,
    ].join(' '),
  );
  site = {
    atlassian: ready.atlassian.base,
    broker: publicUrl,
    product: new URL(ready.atlassian.product).origin,
  };
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await stop(broker);
  await stop(simulators);
});

walk('an employee signs in over TLS', async (person) => {
  assert.equal(await person.signIn('employee'), 'maria.meyer@example.com');
});

walk('a guest signs in over TLS, and nothing of it stays in the browser', async (person) => {
  await person.begin();
  const cookies = await person.context.cookies(site.broker);
  assert.equal(cookies.length, 1);
  const [cookie] = cookies;
  assert.match(cookie.name, /^__Host-gb-/);
  assert.equal(cookie.sameSite, 'None');
  assert.equal(cookie.secure, true);
  assert.equal(cookie.httpOnly, true);
  assert.equal(cookie.path, '/');
  assert.equal(cookie.domain, 'localhost');
  assert.ok(cookie.expires <= Date.now() / 1000 + 600);
  assert.ok(cookie.name.length + cookie.value.length <= 1536);
  await person.pick('guest');
  assert.equal(await person.address(), 'jane.doe@guests.example.com');
  assert.deepEqual(await person.context.cookies(site.broker), []);
  for (const answer of person.answers) {
    assert.match(answer.headers()['strict-transport-security'], /^max-age=\d{7,}/);
  }
});

async function certificate(certificateFile, keyFile) {
  await run('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
    '-days', '1', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost',
    '-keyout', keyFile, '-out', certificateFile,
  ]);
}

/** The demonstration's own realm with this run's values. */
function realm(publicUrl, { entra, atlassian }) {
  const values = {
    publicUrl,
    tenant: entra.tenant,
    clientId: entra.clientId,
    authority: entra.authority,
    entityId: atlassian.entityId,
    acs: atlassian.assertionConsumerService,
    product: atlassian.product,
  };
  return readFileSync(REALM, 'utf8').replaceAll(/@(\w+)@/g, (_, name) => values[name]);
}
