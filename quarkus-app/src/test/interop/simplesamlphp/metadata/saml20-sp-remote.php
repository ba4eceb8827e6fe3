<?php
// One service provider for each way of answering.
foreach (json_decode(file_get_contents(getenv('INTEROP_DIRECTORY') . '/providers.json'), true) as $id => $provider) {
    $metadata[$id] = $provider + [
        'NameIDFormat' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
        'simplesaml.attributes' => true,
    ];
}
