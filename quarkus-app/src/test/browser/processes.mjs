// The programs under test, each started by these tests and ended by its own id.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
export const GUESTBRIDGE = path.join(ROOT, 'guestbridge');
export const JAVA = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
const STOP_LIMIT = 10_000;
const KEPT_OUTPUT = 50_000;

const running = new Set();
const directories = new Set();

function endAtOnce() {
  for (const child of running) child.kill('SIGKILL');
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
}
process.on('exit', endAtOnce);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

/** A directory that is gone when the tests are. */
export function temporaryDirectory() {
  const directory = mkdtempSync(path.join(tmpdir(), 'guestbridge-browser-'));
  directories.add(directory);
  return directory;
}

/** A port of the loopback interface that was free a moment ago. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts a program; its standard input stays open until it is stopped. */
export function start(command, args, env = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: 'pipe' });
  const program = { child, stdout: '', stderr: '', ended: false };
  running.add(child);
  child.stdin.on('error', () => {});
  for (const stream of ['stdout', 'stderr']) {
    child[stream].setEncoding('utf8');
    child[stream].on('data', (text) => {
      program[stream] = (program[stream] + text).slice(-KEPT_OUTPUT);
    });
  }
  program.end = new Promise((resolve) => {
    child.on('error', (failure) => {
      program.stderr += failure.message;
      resolve(-1);
    });
    child.on('close', resolve);
  }).then((code) => {
    program.ended = true;
    running.delete(child);
    return code;
  });
  return program;
}

/** Waits until `found(program)` is truthy and returns that; an early end or the limit is a failure. */
export function waitFor(program, what, limit, found) {
  return new Promise((resolve, reject) => {
    const fail = (why) =>
      reject(new Error(`${what}: ${why}\n${program.stdout}\n${program.stderr.slice(-4000)}`));
    const timer = setTimeout(() => settle(() => fail(`not within ${limit} ms`)), limit);
    const look = () => {
      const value = found(program);
      if (value) settle(() => resolve(value));
    };
    const settle = (outcome) => {
      clearTimeout(timer);
      program.child.stdout.off('data', look);
      outcome();
    };
    program.child.stdout.on('data', look);
    program.end.then((code) => settle(() => fail(`ended with ${code}`)));
    look();
  });
}

/** Runs a program to its end and returns what it printed. */
export async function run(command, args, env) {
  const program = start(command, args, env);
  const code = await program.end;
  if (code !== 0) throw new Error(`${path.basename(command)} ended with ${code}: ${program.stderr}`);
  return program.stdout;
}

/** Asks a program to stop, and makes it when it does not. */
export async function stop(program) {
  if (!program || program.ended) return;
  program.child.stdin.end();
  program.child.kill('SIGTERM');
  const timer = setTimeout(() => program.child.kill('SIGKILL'), STOP_LIMIT);
  await program.end;
  clearTimeout(timer);
}
