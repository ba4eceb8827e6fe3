// The application at the far end, for the tests whose subject is the upstream.
import { SAML } from '@node-saml/node-saml';
import { Visitor } from './visitor.mjs';

export const EMAIL = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';

const ENTITY_ID = 'https://product.example/saml/application';
const ACS = 'http://127.0.0.1:9/acs';

/** Its part of a realm file's downstreams. */
export const APPLICATION = { type: 'atlassian-saml', entityId: ENTITY_ID, acs: ACS };

/** Signs in by the upstream that serves this mail domain; returns what the application learns. */
export async function signIn(site, domain, certificate = site.certificate) {
  const application = serviceProvider(site, certificate);
  const arrival = await new Visitor().go(await start(application, domain), ({ url }) => url === ACS);
  return (await application.validatePostResponseAsync(arrival.form)).profile;
}

/** Signs in as far as the broker lets; returns the code on the page that the walk ends at. */
export async function refusal(site, domain) {
  const first = await start(serviceProvider(site, site.certificate), domain);
  const page = await new Visitor().end(first, ({ url }) => url === ACS);
  return /id="code">([^<]+)</.exec(page)?.[1];
}

async function start(application, domain) {
  const additionalParams = { login_hint: `somebody@${domain}` };
  return { url: await application.getAuthorizeUrlAsync('', undefined, { additionalParams }) };
}

function serviceProvider(site, idpCert) {
  return new SAML({
    entryPoint: `${site.base}/saml/sso`,
    issuer: ENTITY_ID,
    callbackUrl: ACS,
    audience: ENTITY_ID,
    idpCert,
    idpIssuer: `${site.base}/saml/metadata`,
    identifierFormat: EMAIL,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    validateInResponseTo: 'always',
    disableRequestedAuthnContext: true,
    acceptedClockSkewMs: 0,
  });
}
