// What a site of these tests is made of: simulators, key ring and a broker that serves realm files.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { GUESTBRIDGE, JAVA, ROOT, run, start, waitFor } from './processes.mjs';

const SIMULATORS = path.join(ROOT, 'simulators', 'target', 'simulators-executable.jar');
const SECRET = 'a-secret-of-the-browser-tests-only';
const START_LIMIT = 120_000;

/** Makes the keys of the realm `demo` and writes its certificate and the client secret beside them. */
export async function prepare(directory) {
  const file = (name) => path.join(directory, name);
  await run(GUESTBRIDGE, ['keys', 'generate', '--realm=demo', `--data=${directory}`]);
  writeFileSync(file('idp.pem'), await run(GUESTBRIDGE, ['keys', 'export', `--data=${directory}`]));
  writeFileSync(file('client-secret'), SECRET, { mode: 0o600 });
  return file('idp.pem');
}

/** A simulated tenant beside a simulated organization; `ready` is what they said of themselves. */
export async function startSimulators(options = []) {
  const program = start(JAVA, [
    '-jar', SIMULATORS, '--exit-on-stdin-close', `--client-secret=${SECRET}`, ...options,
  ]);
  const line = await waitFor(program, 'the simulators', START_LIMIT, ({ stdout }) =>
    stdout.includes('\n') ? stdout.split('\n')[0] : undefined,
  );
  return { program, ready: JSON.parse(line) };
}

/** The options by which the organization trusts the realm `demo` at `publicUrl`. */
export function trusting(publicUrl, certificate) {
  const saml = `${publicUrl}/r/demo/saml`;
  return [
    `--idp-entity-id=${saml}/metadata`,
    `--idp-sso-url=${saml}/sso`,
    `--idp-certificate=${certificate}`,
  ];
}

/** Starts the broker and waits until it says that it is ready. */
export async function serve(directory, management, options, javaOptions = '') {
  const broker = start(
    GUESTBRIDGE,
    [
      'serve',
      `--realm=${path.join(directory, 'realm.yaml')}`,
      `--data=${directory}`,
      `--management-port=${management}`,
      ...options,
    ],
    { GUESTBRIDGE_JAVA_OPTIONS: javaOptions },
  );
  await untilReady(broker, `http://127.0.0.1:${management}/q/health/ready`);
  return broker;
}

/** Asks until the broker says that it is ready; ends early when it ended. */
async function untilReady(broker, url) {
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
