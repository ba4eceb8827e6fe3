<?php
$metadata[getenv('INTEROP_ENTITY_ID')] = [
    'host' => '__DEFAULT__',
    'auth' => 'jane',
    'privatekey' => getenv('INTEROP_KEY') . '.key',
    'certificate' => getenv('INTEROP_KEY') . '.pem',
    'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'attributes.NameFormat' => 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
    'authproc' => [3 => ['class' => 'saml:PersistentNameID', 'attribute' => 'uid']],
];
if (getenv('INTEROP_NEW_KEY')) {
    $metadata[getenv('INTEROP_ENTITY_ID')] += [
        'new_privatekey' => getenv('INTEROP_NEW_KEY') . '.key',
        'new_certificate' => getenv('INTEROP_NEW_KEY') . '.pem',
    ];
}
