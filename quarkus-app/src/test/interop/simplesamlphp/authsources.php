<?php
$config = [
    'jane' => [
        'exampleauth:StaticSource',
        'uid' => ['jane'],
        'mail' => ['jane.doe@partner.example'],
        'displayName' => ['Jane Doe'],
        'givenName' => ['Jane'],
        'sn' => ['Doe'],
        'groups' => ['engineers', 'reviewers'],
    ],
];
