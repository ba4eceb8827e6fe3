<?php
// SimpleSAMLphp as an identity provider, for one run of the tests; values come by the environment.
$directory = getenv('INTEROP_DIRECTORY') . '/';
$config = [
    'baseurlpath' => getenv('INTEROP_URL') . '/',
    'certdir' => $directory,
    'loggingdir' => $directory,
    'datadir' => $directory,
    'tempdir' => $directory . 'simplesamlphp-temporary',
    'metadatadir' => __DIR__ . '/metadata',
    'metadata.sources' => [['type' => 'flatfile']],
    'secretsalt' => 'of-the-interop-tests-only',
    'auth.adminpassword' => bin2hex(random_bytes(16)),
    'timezone' => 'UTC',
    'logging.handler' => 'errorlog',
    'logging.level' => SimpleSAML\Logger::ERR,
    'errorreporting' => false,
    'showerrors' => true,
    'enable.saml20-idp' => true,
    'module.enable' => ['core' => true, 'saml' => true, 'exampleauth' => true],
    'session.cookie.name' => 'interop-idp',
    'session.phpsession.savepath' => null,
    'store.type' => 'phpsession',
];
