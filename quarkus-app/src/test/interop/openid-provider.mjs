// oidc-provider, a certified OpenID provider, on loopback; one person, signed in at once.
import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const PERSON = {
  email: 'sam.lee@supplier.example',
  email_verified: true,
  name: 'Sam Lee',
  given_name: 'Sam',
  family_name: 'Lee',
  preferred_username: 'sam.lee',
};

export class OpenIdProvider {
  constructor(port, clients) {
    this.port = port;
    this.issuer = `http://127.0.0.1:${port}`;
    this.clients = clients;
    this.denies = false;
  }

  /** Starts with these private keys, as JWKs. */
  async start(keys) {
    const provider = new Provider(this.issuer, {
      clients: this.clients,
      jwks: { keys },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: Object.keys(PERSON).slice(2) },
      conformIdTokenClaims: false,
      enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
      pkce: { required: () => true },
      cookies: { keys: ['of-the-interop-tests-only'] },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...PERSON }) }),
      loadExistingGrant: async ({ oidc }) => {
        const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
      },
      renderError: (context, out) => {
        context.body = JSON.stringify(out);
      },
    });
    const pages = provider.callback();
    this.server = createServer((request, response) => {
      if (!request.url.startsWith('/interaction/')) return pages(request, response);
      const result = this.denies
        ? { error: 'access_denied', error_description: 'the person went away' }
        : { login: { accountId: 'sam' } };
      return provider.interactionFinished(request, response, result);
    }).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async stop() {
    if (!this.server) return;
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}
