/*
 * What a change of the roster would do: shown before a leader says yes, and what the approval holds
 * the change against. The same for swaps, takeovers, leave, modes and cover.
 *
 * Each reads the roster, makes the change in memory and compares (core/duty_effect.h); nothing is
 * written. The result's texts are in the arena; clear it with duty_effect_clear. Works inside a
 * write too.
 */
#ifndef STORAGE_ROSTER_EFFECT_H
#define STORAGE_ROSTER_EFFECT_H

#include "core/duty_effect.h"
#include "storage/roster_change.h"

/* RC_INVALID: one of the two does not hold their duty any more. */
enum rc swap_effect(struct book *b, struct arena *a, const struct thing *swap,
		    struct duty_effect *out, struct err *e) MUST_CHECK;
/* took: what it comes to. */
enum rc takeover_effect(struct book *b, struct arena *a, const struct takeover_request *t,
			struct assignment *took, struct duty_effect *out, struct err *e) MUST_CHECK;
enum rc leave_effect(struct book *b, struct arena *a, const struct thing *leave,
		     struct duty_effect *out, struct err *e) MUST_CHECK;
/* At most EFFECT_DAYS of it are looked at. */
enum { EFFECT_DAYS = 31 };
enum rc mode_effect(struct book *b, struct arena *a, const struct mode *m, struct duty_effect *out,
		    struct err *e) MUST_CHECK;
enum rc cover_effect(struct book *b, struct arena *a, const struct cover *c,
		     struct duty_effect *out, struct err *e) MUST_CHECK;

/* RC_INVALID with the sentence when the change breaks a hard rule. gaps: whether gaps count. */
enum rc roster_forbids(const struct duty_effect *x, bool gaps, struct err *e) MUST_CHECK;

#endif
