/*
 * The superior's hand: its writer in the books of its subordinates (sm0). At first it signs with
 * the device's key; after a rotation with a key of its own, hand.key, the same in all books. What
 * counts is what the keys branch names: of the keys that lie in the home the one that fits is used.
 * A home that was restored from a backup holds none of them: its hand goes on under the next name.
 */
#ifndef STORAGE_TRUST_HAND_H
#define STORAGE_TRUST_HAND_H

#include "storage/trust.h"

/* The key that signs entry `number` of t's hand. RC_INVALID with what to do: it is not here, or the
 * hand is not enrolled. */
enum rc trust_hand_key(const char *home, const struct trust *t, int64_t number,
		       struct key_pair *out, struct err *e) MUST_CHECK;

/* Whether this host may write as its writer in the book, own or hand: it has the key for its next
 * entry. */
bool trust_holds(const char *home, struct store *s, const struct trust *t);

/* Before a record of the hand is written. RC_INVALID with what to do. */
enum rc trust_hand_may_write(const char *home, struct store *s, const struct trust *t,
			     struct err *e) MUST_CHECK;

/* The key that a hand in a new book gets: that of the others. */
enum rc trust_hand_present(const char *home, struct store *s, struct key_pair *out,
			   struct err *e) MUST_CHECK;

/* The key to come, made once; _done: the keys branches name it, it takes the former one's place. */
enum rc trust_hand_next(const char *home, struct key_pair *out, struct err *e) MUST_CHECK;
void trust_hand_done(const char *home);

/* The device's key is about to be replaced: where hands sign with it, it stays as theirs. */
void trust_hand_keep(const char *home, struct store *s);

#endif
