/*
 * What a writer may put into a book (design §3): the one rule that is asked before anything is
 * written and again when it arrives, so that nobody writes what the other side refuses; its whole
 * branch would stand still from there on.
 */
#ifndef CORE_PERMIT_H
#define CORE_PERMIT_H

#include "core/record.h"

/*
 * Whether entry `number` of a writer may be this record. RC_CORRUPT: its id is another one.
 * RC_INVALID: a kind that the writer may not write; it speaks of another book; or it edits or
 * corrects what belongs to the other side. The superior never does that; the station sets, in what
 * its superior gave it, the fields marked FIELD_EITHER only.
 */
enum rc permit_record(const struct record *r, const char *writer, int64_t number,
		      struct err *e) MUST_CHECK;

#endif
