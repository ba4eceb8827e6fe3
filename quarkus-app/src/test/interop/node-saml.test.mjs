// @node-saml/node-saml as a strict service provider, in every shape of message that it knows.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { SAML } from '@node-saml/node-saml';
import { Site, keyPair } from './site.mjs';
import { Visitor, formOf } from './visitor.mjs';
import { decrypted, verifies } from './xmlsec.mjs';

const EMAIL = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const PERSISTENT_URI = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const ALIAS = 'jane.doe_partner.example@guests.example.com';
const ATTRIBUTE = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';

const SHAPES = [
  { name: 'assertion-signed', signResponse: false, signRequests: false },
  { name: 'both-signed', signResponse: true, signRequests: false },
  { name: 'requests-signed', signResponse: false, signRequests: true },
  { name: 'everything-signed', signResponse: true, signRequests: true },
];
const ENCRYPTED = { name: 'encrypted', signResponse: true, signRequests: true };
const PERSISTENT = { name: 'persistent', signResponse: false, signRequests: true, format: 'persistent' };
const BINDINGS = ['HTTP-Redirect', 'HTTP-POST'];

let site;
let provider;

const acs = (name) => `http://127.0.0.1:9/${name}/acs?connection=saml-${name}`;
const entityId = (name) => `https://product.example/saml/${name}`;

before(async () => {
  site = await Site.prepare();
  provider = await keyPair(site.directory, 'provider');
  const downstreams = {};
  for (const { name, signResponse, signRequests } of SHAPES) {
    downstreams[name] = {
      type: 'atlassian-saml',
      entityId: entityId(name),
      acs: acs(name),
      signResponse,
      requireSignedRequests: signRequests,
      signingCertificates: ['${file:provider.pem}'],
    };
  }
  for (const { name, signResponse, format = 'email' } of [ENCRYPTED, PERSISTENT]) {
    downstreams[name] = {
      type: 'saml',
      entityId: entityId(name),
      acs: acs(name),
      signResponse,
      requireSignedRequests: true,
      signingCertificates: ['${file:provider.pem}'],
      nameId: { format },
      singleLogout: { url: `${acs(name)}&slo`, binding: 'redirect' },
      ...(name === 'encrypted' && { encryptAssertions: { certificate: '${file:provider.pem}' } }),
    };
  }
  await site.startBroker({ entra: await site.startTenant() }, downstreams);
  writeFileSync(site.file('published.pem'), site.certificate);
});

after(() => site?.stop());

for (const shape of SHAPES) {
  for (const binding of BINDINGS) {
    test(`${shape.name} by ${binding}`, async () => {
      const saml = serviceProvider(shape, binding);
      const posted = await signIn(saml, shape, binding, 'guest');
      const { profile } = await saml.validatePostResponseAsync(posted);
      assert.equal(profile.nameID, ALIAS);
      assert.equal(profile.nameIDFormat, EMAIL);
      assert.equal(profile[`${ATTRIBUTE}emailaddress`], ALIAS);
      assert.match(profile[`${ATTRIBUTE}name`], /^[0-9a-f-]{36}$/);
      assert.ok(!JSON.stringify(profile).includes('jane.doe@partner.example'));
      await assert.rejects(saml.validatePostResponseAsync(posted), /InResponseTo/, 'a second time');

      const xml = Buffer.from(posted.SAMLResponse, 'base64').toString('utf8');
      await verifies(xml, 'Assertion', site.file('published.pem'));
      if (shape.signResponse) await verifies(xml, 'Response', site.file('published.pem'));
      const forged = xml.replaceAll('jane.doe_partner.example', 'maria.meyer');
      await assert.rejects(verifies(forged, 'Assertion', site.file('published.pem')));
    });
  }
}

for (const binding of BINDINGS) {
  test(`an encrypted assertion by ${binding}`, async () => {
    const saml = serviceProvider(ENCRYPTED, binding);
    const posted = await signIn(saml, ENCRYPTED, binding, 'guest');
    const xml = Buffer.from(posted.SAMLResponse, 'base64').toString('utf8');
    assert.ok(!xml.includes(ALIAS), 'nothing of it is readable');
    await verifies(xml, 'Response', site.file('published.pem'));
    assert.equal((await saml.validatePostResponseAsync(posted)).profile.nameID, ALIAS);
    await verifies(await decrypted(xml, provider.files.key), 'Assertion', site.file('published.pem'));
  });
}

test('a persistent name is the same for ever, and no address', async () => {
  const names = new Set();
  for (const binding of BINDINGS) {
    const saml = serviceProvider(PERSISTENT, binding);
    const posted = await signIn(saml, PERSISTENT, binding, 'guest');
    const { profile } = await saml.validatePostResponseAsync(posted);
    assert.match(profile.nameIDFormat, /:persistent$/);
    names.add(profile.nameID);
  }
  assert.equal(names.size, 1);
  assert.ok(![...names][0].includes('@'));
});

test('a logout request is answered, and the peer believes the answer', async () => {
  const saml = serviceProvider(PERSISTENT, 'HTTP-Redirect');
  const user = { nameID: 'somebody', nameIDFormat: PERSISTENT_URI, issuer: entityId('persistent') };
  const url = await saml.getLogoutUrlAsync(user, 'back', {});
  const { status, location } = await new Visitor().look({ url });
  assert.equal(status, 303);
  const answer = new URL(location);
  const query = Object.fromEntries(answer.searchParams);
  assert.equal(query.RelayState, 'back');
  const { loggedOut } = await saml.validateRedirectAsync(query, answer.search.slice(1));
  assert.equal(loggedOut, true);
});

test('an employee keeps the address that is their own', async () => {
  const saml = serviceProvider(SHAPES[0], BINDINGS[0]);
  const { profile } = await saml.validatePostResponseAsync(await signIn(saml, SHAPES[0], BINDINGS[0], 'employee'));
  assert.equal(profile.nameID, 'maria.meyer@example.com');
});

test('a passive request is answered by a status that the peer reads', async () => {
  const saml = serviceProvider({ ...SHAPES[1], passive: true }, BINDINGS[0]);
  const posted = await signIn(saml, SHAPES[1], BINDINGS[0], 'guest');
  assert.deepEqual(await saml.validatePostResponseAsync(posted), { profile: null, loggedOut: false });
});

test('a provider with another certificate is not believed', async () => {
  const other = serviceProvider({ ...SHAPES[0], certificate: provider.certificate }, BINDINGS[0]);
  const posted = await signIn(other, SHAPES[0], BINDINGS[0], 'guest');
  await assert.rejects(other.validatePostResponseAsync(posted), /signature/i);
});

test('an unsigned request is refused where signatures are required', async () => {
  const unsigned = serviceProvider({ ...SHAPES[2], signRequests: false }, BINDINGS[0]);
  const page = await new Visitor().look({ url: await unsigned.getAuthorizeUrlAsync('', undefined, {}) });
  assert.equal(page.status, 400);
  assert.match(page.body, /saml_signature_required/);
});

test('the next key takes over, and the peer that has the new certificate believes it', async () => {
  const before = serviceProvider(SHAPES[1], BINDINGS[0]);
  const next = await site.guestbridge('keys', 'stage');
  const pem = /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.exec(next)[0];
  await before.validatePostResponseAsync(await signIn(before, SHAPES[1], BINDINGS[0], 'guest'));
  await site.guestbridge('keys', 'switch');
  const after = serviceProvider({ ...SHAPES[1], certificate: pem }, BINDINGS[0]);
  await until(async () => {
    const { profile } = await after.validatePostResponseAsync(await signIn(after, SHAPES[1], BINDINGS[0], 'guest'));
    return profile.nameID === ALIAS;
  });
  const late = await signIn(before, SHAPES[1], BINDINGS[0], 'guest');
  await assert.rejects(before.validatePostResponseAsync(late), /signature/i);
  writeFileSync(site.file('published.pem'), pem);
  await verifies(Buffer.from(late.SAMLResponse, 'base64').toString('utf8'), 'Assertion', site.file('published.pem'));
});

/** The broker takes a changed key ring up within two seconds. */
async function until(holds) {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      if (await holds()) return;
    } catch (failure) {
      if (Date.now() > deadline) throw failure;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function serviceProvider({ name, format, signResponse, signRequests, passive = false, certificate }, binding) {
  return new SAML({
    entryPoint: `${site.base}/saml/sso`,
    issuer: entityId(name),
    callbackUrl: acs(name),
    audience: entityId(name),
    idpCert: certificate ?? site.certificate,
    idpIssuer: `${site.base}/saml/metadata`,
    identifierFormat: format === 'persistent' ? PERSISTENT_URI : EMAIL,
    logoutUrl: `${site.base}/saml/slo`,
    decryptionPvk: name === 'encrypted' ? provider.key : undefined,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: signResponse,
    validateInResponseTo: 'always',
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    privateKey: signRequests ? provider.key : undefined,
    disableRequestedAuthnContext: true,
    authnRequestBinding: binding,
    skipRequestCompression: binding === 'HTTP-POST',
    acceptedClockSkewMs: 0,
    passive,
  });
}

async function signIn(saml, { name }, binding, person) {
  // No blank: this peer signs %20 and sends a plus.
  const relayState = `to="${name}"&back=<1>`;
  const first =
    binding === 'HTTP-POST'
      ? postOf(await saml.getAuthorizeFormAsync(relayState))
      : { url: await saml.getAuthorizeUrlAsync(relayState, undefined, {}) };
  const arrival = await new Visitor().go(first, ({ url }) => url === acs(name), {
    'x-simulated-person': person,
  });
  assert.equal(arrival.form.RelayState, relayState);
  return arrival.form;
}

function postOf(page) {
  const { action, fields } = formOf(page);
  return { url: action, form: fields };
}
