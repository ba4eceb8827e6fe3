// The same walk with the broker on https, where the cookie has its prefix.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { asPerson, openBrowser } from './person.mjs';
import {
  GUESTBRIDGE,
  JAVA,
  ROOT,
  freePort,
  run,
  start,
  stop,
  temporaryDirectory,
  waitFor,
} from './processes.mjs';

const SIMULATORS = path.join(ROOT, 'simulators', 'target', 'simulators-executable.jar');
const REALM = path.join(ROOT, 'quarkus-app/src/main/resources/org/guestbridge/app/demo/realm.yaml');
const SECRET = 'a-secret-of-the-browser-tests-only';
const START_LIMIT = 120_000;

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
  await run(GUESTBRIDGE, ['keys', 'generate', '--realm=demo', `--data=${directory}`]);
  writeFileSync(file('idp.pem'), await run(GUESTBRIDGE, ['keys', 'export', `--data=${directory}`]));
  writeFileSync(file('client-secret'), SECRET, { mode: 0o600 });
  const ready = await startSimulators(`${publicUrl}/r/demo/saml`, file('idp.pem'));
  writeFileSync(file('realm.yaml'), realm(publicUrl, ready), { mode: 0o600 });
  broker = start(
    GUESTBRIDGE,
    ['serve', `--realm=${file('realm.yaml')}`, `--data=${directory}`, `--management-port=${management}`],
    {
      GUESTBRIDGE_JAVA_OPTIONS: [
        `-Dquarkus.http.ssl-port=${port}`,
        '-Dquarkus.http.insecure-requests=disabled',
        '-Dquarkus.http.tls-configuration-name=browsers',
        `-Dquarkus.tls.browsers.key-store.pem.0.cert=${file('tls.pem')}`,
        `-Dquarkus.tls.browsers.key-store.pem.0.key=${file('tls.key')}`,
      ].join(' '),
    },
  );
  await untilReady(`http://127.0.0.1:${management}/q/health/ready`);
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

async function startSimulators(saml, idpCertificate) {
  simulators = start(JAVA, [
    '-jar', SIMULATORS, '--exit-on-stdin-close', `--client-secret=${SECRET}`,
    `--idp-entity-id=${saml}/metadata`, `--idp-sso-url=${saml}/sso`,
    `--idp-certificate=${idpCertificate}`,
  ]);
  return JSON.parse(
    await waitFor(simulators, 'the simulators', START_LIMIT, ({ stdout }) =>
      stdout.includes('\n') ? stdout.split('\n')[0] : undefined,
    ),
  );
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

/** Asks until the broker says that it is ready; ends early when it ended. */
async function untilReady(url) {
  const deadline = Date.now() + START_LIMIT;
  while (Date.now() < deadline && !broker.ended) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      if (answer.ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the broker did not become ready\n${broker.stdout}\n${broker.stderr.slice(-4000)}`);
}
