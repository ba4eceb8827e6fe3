package org.guestbridge.realm.document;

/**
 * What every node of one document shares.
 *
 * @param problems where problems are noted
 * @param retired the keys that are refused by name
 */
record Reading(Problems problems, RetiredKeys retired) {}
