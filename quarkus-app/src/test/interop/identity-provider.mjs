// Debian's SimpleSAMLphp, served by PHP's own server on loopback.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort, start, stop, temporaryDirectory } from '../browser/processes.mjs';
import { HERE, keyPair } from './site.mjs';

const PAGES = '/usr/share/simplesamlphp/www';
const START_LIMIT = 30_000;

export class IdentityProvider {
  static async prepare() {
    const provider = new IdentityProvider();
    provider.directory = temporaryDirectory();
    mkdirSync(path.join(provider.directory, 'simplesamlphp-temporary'));
    provider.port = await freePort();
    provider.url = `http://127.0.0.1:${provider.port}`;
    provider.entityId = `${provider.url}/saml2/idp/metadata.php`;
    provider.keys = {
      first: await keyPair(provider.directory, 'first'),
      second: await keyPair(provider.directory, 'second'),
    };
    return provider;
  }

  /** Says which service providers there are: entityID to SimpleSAMLphp's own options. */
  knows(providers) {
    writeFileSync(path.join(this.directory, 'providers.json'), JSON.stringify(providers));
  }

  /** Starts with one key, and a second one that is announced. */
  async start(key, announced = '') {
    this.process = start(
      'php',
      ['-d', `session.save_path=${this.directory}`, '-S', `127.0.0.1:${this.port}`, '-t', PAGES],
      {
        SIMPLESAMLPHP_CONFIG_DIR: path.join(HERE, 'simplesamlphp'),
        INTEROP_DIRECTORY: this.directory,
        INTEROP_URL: this.url,
        INTEROP_ENTITY_ID: this.entityId,
        INTEROP_KEY: key,
        INTEROP_NEW_KEY: announced,
      },
    );
    const deadline = Date.now() + START_LIMIT;
    while (Date.now() < deadline && !this.process.ended) {
      try {
        const answer = await fetch(this.entityId);
        if (answer.ok) return answer.text();
        throw new Error(`${answer.status}: ${await answer.text()}`);
      } catch (failure) {
        if (failure.cause === undefined) throw failure;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`SimpleSAMLphp did not start\n${this.process.stderr}`);
  }

  stop() {
    return stop(this.process);
  }
}
