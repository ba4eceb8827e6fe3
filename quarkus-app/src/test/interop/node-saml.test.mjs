// @node-saml/node-saml as a strict service provider, in every shape of message that it knows.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { SAML } from '@node-saml/node-saml';
import { Site, keyPair } from './site.mjs';
import { Visitor, formOf } from './visitor.mjs';
import { verifies } from './xmlsec.mjs';

const EMAIL = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const ALIAS = 'jane.doe_partner.example@guests.example.com';
const ATTRIBUTE = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';

const SHAPES = [
  { name: 'assertion-signed', signResponse: false, signRequests: false },
  { name: 'both-signed', signResponse: true, signRequests: false },
  { name: 'requests-signed', signResponse: false, signRequests: true },
  { name: 'everything-signed', signResponse: true, signRequests: true },
];
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

function serviceProvider({ name, signResponse, signRequests, passive = false, certificate }, binding) {
  return new SAML({
    entryPoint: `${site.base}/saml/sso`,
    issuer: entityId(name),
    callbackUrl: acs(name),
    audience: entityId(name),
    idpCert: certificate ?? site.certificate,
    idpIssuer: `${site.base}/saml/metadata`,
    identifierFormat: EMAIL,
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
