/*
 * PINs of persons: argon2id hashes in the local table ("pin/PERSON"), which never leaves this host.
 * After five wrong tries a person waits: one minute, doubling with each further wrong try, an hour
 * at most. A try is counted before the PIN is looked at, so a killed program does not give a free
 * one. The message is the same for a wrong PIN, a person without one and a person who must wait.
 *
 * now is the machine's clock in seconds, not a practice home's. Full-width letters and digits of
 * an input method count as half-width. All functions make their own write transaction: call them
 * outside store_begin…store_commit.
 */
#ifndef STORAGE_PIN_H
#define STORAGE_PIN_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"
#include "storage/store.h"

enum { PIN_MIN = 4, PIN_MAX = 32, PIN_FREE_TRIES = 5, PIN_WAIT_MAX = 3600 };

/* RC_INVALID: shorter than 4 or longer than 32 characters, or holding blanks or control characters.
 * Clears a lock-out. */
enum rc pin_set(struct store *s, const char *person, const char *pin, struct err *e) MUST_CHECK;

/* RC_INVALID with the constant message when it does not open. */
enum rc pin_check(struct store *s, const char *person, const char *pin, int64_t now,
		  struct err *e) MUST_CHECK;

/* Whether this person has one; whether anybody has. */
bool pin_has(struct store *s, const char *person);
bool pin_any(struct store *s);

#endif
