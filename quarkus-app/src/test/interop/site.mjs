// The broker with a realm of these tests, and the simulated tenant that people sign in at.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
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
} from '../browser/processes.mjs';

const SIMULATORS = path.join(ROOT, 'simulators', 'target', 'simulators-executable.jar');
const SECRET = 'a-secret-of-the-interop-tests-only';
const START_LIMIT = 120_000;

/** A key with its self-signed certificate, as PEM and as files. */
export async function keyPair(directory, name) {
  const files = { key: path.join(directory, `${name}.key`), certificate: path.join(directory, `${name}.pem`) };
  await run('openssl', [
    'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`,
    '-keyout', files.key, '-out', files.certificate,
  ]);
  return {
    files,
    key: readFileSync(files.key, 'utf8'),
    certificate: readFileSync(files.certificate, 'utf8'),
  };
}

/** The realm `interop` and everything around it; `stop` ends it. */
export class Site {
  static async prepare() {
    const site = new Site();
    site.directory = temporaryDirectory();
    [site.port, site.management] = [await freePort(), await freePort()];
    site.publicUrl = `http://localhost:${site.port}`;
    site.base = `${site.publicUrl}/r/interop`;
    await site.guestbridge('keys', 'generate', '--realm=interop');
    site.certificate = await site.guestbridge('keys', 'export');
    writeFileSync(site.file('client-secret'), SECRET, { mode: 0o600 });
    return site;
  }

  file(name) {
    return path.join(this.directory, name);
  }

  /** Runs the command line on this site's data and returns what it printed. */
  guestbridge(...args) {
    return run(GUESTBRIDGE, [...args, `--data=${this.directory}`]);
  }

  /** Starts the simulated tenant; returns its part of a realm file's upstreams. */
  async startTenant() {
    writeFileSync(this.file('idp.pem'), this.certificate);
    this.simulators = start(JAVA, [
      '-jar', SIMULATORS, '--exit-on-stdin-close', `--client-secret=${SECRET}`,
      `--idp-entity-id=${this.base}/saml/metadata`, `--idp-sso-url=${this.base}/saml/sso`,
      `--idp-certificate=${this.file('idp.pem')}`,
    ]);
    const { entra } = JSON.parse(
      await waitFor(this.simulators, 'the simulators', START_LIMIT, ({ stdout }) =>
        stdout.includes('\n') ? stdout.split('\n')[0] : undefined,
      ),
    );
    return {
      type: 'entra-oidc',
      tenant: entra.tenant,
      authority: entra.authority,
      clientId: entra.clientId,
      credential: { secret: '${file:client-secret}' },
      idpClaimConfigured: true,
    };
  }

  /** Starts the broker; JSON is a realm file too. */
  async startBroker(upstreams, downstreams) {
    const realm = {
      realm: 'interop',
      publicUrl: this.publicUrl,
      domains: { passThrough: ['example.com'], alias: ['guests.example.com'] },
      mail: { handledBy: 'elsewhere' },
      upstreams,
      downstreams,
      rules: [
        { name: 'employees', when: { account: 'internal' }, passThrough: { address: 'upn' } },
        {
          name: 'guests',
          when: { account: 'external' },
          alias: { local: '{mail.local}_{mail.domain}', domain: 'guests.example.com', onCollision: 'suffix' },
        },
      ],
    };
    writeFileSync(this.file('realm.json'), JSON.stringify(realm, null, 2), { mode: 0o600 });
    this.broker = start(GUESTBRIDGE, [
      'serve', `--realm=${this.file('realm.json')}`, `--data=${this.directory}`,
      `--port=${this.port}`, `--management-port=${this.management}`,
    ]);
    await this.#untilReady();
  }

  async stop() {
    await stop(this.broker);
    await stop(this.simulators);
  }

  async #untilReady() {
    const deadline = Date.now() + START_LIMIT;
    while (Date.now() < deadline && !this.broker.ended) {
      try {
        const url = `http://127.0.0.1:${this.management}/q/health/ready`;
        if ((await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok) return;
      } catch {
        // Not listening yet.
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`not ready\n${this.broker.stdout}\n${this.broker.stderr.slice(-4000)}`);
  }
}

export const HERE = fileURLToPath(new URL('.', import.meta.url));
