// Debian's xmlsec1: an implementation of XML Signature and Encryption that shares no code with ours.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { run, temporaryDirectory } from '../browser/processes.mjs';

const IDS = ['--id-attr:ID', 'Response', '--id-attr:ID', 'Assertion'];
const SIGNATURE_OF = {
  Response: "/*[local-name()='Response']/*[local-name()='Signature']",
  Assertion: "//*[local-name()='Assertion']/*[local-name()='Signature']",
};

let documents = 0;

/** Fails unless the signature of `element` in `xml` verifies with the certificate in that file. */
export async function verifies(xml, element, certificateFile) {
  await run('xmlsec1', [
    '--verify', ...IDS, '--node-xpath', SIGNATURE_OF[element],
    '--pubkey-cert-pem', certificateFile, kept(xml),
  ]);
}

/** The document with its encrypted assertion in plain. */
export function decrypted(xml, keyFile) {
  return run('xmlsec1', [
    '--decrypt', '--privkey-pem', keyFile,
    '--node-xpath', "//*[local-name()='EncryptedData']", kept(xml),
  ]);
}

function kept(xml) {
  const file = path.join(temporaryDirectory(), `message-${documents++}.xml`);
  writeFileSync(file, xml);
  return file;
}
