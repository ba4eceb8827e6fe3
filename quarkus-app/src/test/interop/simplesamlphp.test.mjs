// SimpleSAMLphp as upstream identity provider.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { IdentityProvider } from './identity-provider.mjs';
import { APPLICATION, EMAIL, refusal, signIn } from './service-provider.mjs';
import { Site, keyPair } from './site.mjs';

/** How the provider answers each of our service providers, in SimpleSAMLphp's own options. */
const WAYS = {
  assertion: { 'saml20.sign.response': false, 'saml20.sign.assertion': true },
  response: { 'saml20.sign.response': true, 'saml20.sign.assertion': false },
  both: { 'saml20.sign.response': true, 'saml20.sign.assertion': true },
  unsigned: { 'saml20.sign.response': false, 'saml20.sign.assertion': false },
  encrypted: { 'assertion.encryption': true },
  requests: { 'validate.authnrequest': true },
};
const REFUSED = ['unsigned', 'encrypted'];

let site;
let provider;

before(async () => {
  site = await Site.prepare();
  provider = await IdentityProvider.prepare();
  const decryption = await keyPair(site.directory, 'decryption');
  writeFileSync(site.file('decryption-pair.pem'), decryption.key + decryption.certificate, { mode: 0o600 });
  provider.knows(serviceProviders(decryption));
  await provider.start('first', 'second');
  const upstreams = {};
  for (const way of Object.keys(WAYS)) {
    upstreams[way] = {
      type: 'saml',
      entityId: provider.entityId,
      metadata: { url: provider.entityId },
      attributes: { mail: 'mail', displayName: 'displayName', givenName: 'givenName', surname: 'sn' },
      mailDomains: [`${way}.example`],
      ...(way === 'requests' && { requestSigning: true }),
      ...(way === 'encrypted' && { decryption: '${file:decryption-pair.pem}' }),
    };
  }
  await site.startBroker(upstreams, { application: APPLICATION });
});

after(async () => {
  await site?.stop();
  await provider?.stop();
});

for (const way of Object.keys(WAYS).filter((each) => !REFUSED.includes(each))) {
  test(`${way}: a guest signs in, twice the same`, async () => {
    const first = await signIn(site, `${way}.example`);
    assert.match(first.nameID, /^jane\.doe_partner\.example(-[0-9a-z]+)?@guests\.example\.com$/);
    assert.equal(first.nameIDFormat, EMAIL);
    assert.equal((await signIn(site, `${way}.example`)).nameID, first.nameID);
  });
}

test('unsigned answers are refused', async () => {
  assert.equal(await refusal(site, 'unsigned.example'), 'response_unsigned');
});

test('CBC, which is all that this peer can encrypt with, is refused', async () => {
  assert.match(await refusal(site, 'encrypted.example'), /^response_(encrypted|decryption)$/);
});

test('the announced key takes over without a word to the broker', async () => {
  await provider.stop();
  await provider.start('second');
  const guest = await signIn(site, 'assertion.example');
  assert.match(guest.nameID, /@guests\.example\.com$/);
});

function serviceProviders(decryption) {
  const known = {};
  for (const [way, options] of Object.entries(WAYS)) {
    const base = `${site.base}/saml/${way}`;
    known[`${base}/metadata`] = {
      AssertionConsumerService: `${base}/acs`,
      certificate: undefined,
      ...options,
      ...(way === 'encrypted' && { certData: bare(decryption.certificate) }),
      ...(way === 'requests' && { certData: bare(site.certificate) }),
    };
  }
  return known;
}

function bare(pem) {
  return pem.replaceAll(/-----[A-Z ]+-----|\s/g, '');
}
