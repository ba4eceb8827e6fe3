// oidc-provider as upstream OpenID provider.
import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { freePort } from '../browser/processes.mjs';
import { OpenIdProvider } from './openid-provider.mjs';
import { APPLICATION, refusal, signIn } from './service-provider.mjs';
import { Site, keyPair } from './site.mjs';

const ALIAS = /^sam\.lee_supplier\.example@guests\.example\.com$/;
const SECRET = 'a-secret-of-32-characters-or-more-for-interop';

/** Every way in which the broker can be a client of this peer. */
const WAYS = {
  'query-basic': { responseMode: 'query', method: 'client_secret_basic', algorithm: 'RS256' },
  'form-post': { responseMode: 'form_post', method: 'client_secret_post', algorithm: 'RS256' },
  'certificate': { responseMode: 'form_post', method: 'private_key_jwt', algorithm: 'PS256' },
  'elliptic': { responseMode: 'query', method: 'client_secret_post', algorithm: 'ES256' },
};

let site;
let provider;

before(async () => {
  site = await Site.prepare();
  const client = await keyPair(site.directory, 'client');
  writeFileSync(site.file('client-pair.pem'), client.key + client.certificate, { mode: 0o600 });
  writeFileSync(site.file('openid-secret'), SECRET, { mode: 0o600 });
  provider = new OpenIdProvider(await freePort(), Object.keys(WAYS).map((way) => registration(way, client)));
  await provider.start(keys('first'));
  const upstreams = {};
  for (const [way, { responseMode, method, algorithm }] of Object.entries(WAYS)) {
    upstreams[way] = {
      type: 'oidc',
      issuer: provider.issuer,
      clientId: way,
      credential:
        method === 'private_key_jwt'
          ? { certificate: '${file:client-pair.pem}' }
          : { secret: '${file:openid-secret}' },
      responseMode,
      algorithms: [algorithm],
      mailDomains: [`${way}.example`],
    };
  }
  await site.startBroker(upstreams, { application: APPLICATION });
});

after(async () => {
  await site?.stop();
  await provider?.stop();
});

for (const way of Object.keys(WAYS)) {
  test(`${way}: a guest signs in, one alias by every way`, async () => {
    assert.match((await signIn(site, `${way}.example`)).nameID, ALIAS);
    assert.match((await signIn(site, `${way}.example`)).nameID, ALIAS);
  });
}

test('a person who goes away is told so', async () => {
  provider.denies = true;
  try {
    assert.equal(await refusal(site, 'form-post.example'), 'upstream_denied');
  } finally {
    provider.denies = false;
  }
});

test('a new key is found without a word to the broker', async () => {
  await provider.stop();
  await provider.start([...keys('second'), ...keys('first')]);
  assert.match((await signIn(site, 'form-post.example')).nameID, ALIAS);
  assert.match((await signIn(site, 'elliptic.example')).nameID, ALIAS);
});

function registration(way, client) {
  const { responseMode, method, algorithm } = WAYS[way];
  return {
    client_id: way,
    ...(method !== 'private_key_jwt' && { client_secret: SECRET }),
    ...(method === 'private_key_jwt' && {
      jwks: { keys: [createPublicKey(client.certificate).export({ format: 'jwk' })] },
      token_endpoint_auth_signing_alg: 'RS256',
    }),
    redirect_uris: [`${site.base}/oidc/${way}/callback`],
    token_endpoint_auth_method: method,
    id_token_signed_response_alg: algorithm,
    response_types: ['code'],
    response_modes: [responseMode],
    grant_types: ['authorization_code'],
  };
}

function keys(name) {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  return [
    { ...rsa, kid: `${name}-rsa`, use: 'sig' },
    { ...curve, kid: `${name}-ec`, use: 'sig' },
  ];
}
