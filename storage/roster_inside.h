/* What the files that change the roster share; for storage/roster_*.c and duty_desk.c only. */
#ifndef STORAGE_ROSTER_INSIDE_H
#define STORAGE_ROSTER_INSIDE_H

#include "storage/roster_change.h"

/* Commits, or takes back what was begun. Returns rc, or the error of the commit. */
enum rc roster_finish(struct book *b, enum rc rc, struct err *e) MUST_CHECK;

/* Marks every field of r that has a value. */
void roster_mark_given(struct record *r);

/* The bit of a field in a mask of book_edit. */
uint64_t roster_bit(const struct kind *k, const char *field);

/* What bears on [from, until) and the week on both sides. */
enum rc roster_load_around(struct book *b, struct arena *a, int64_t from, int64_t until,
			   struct roster *out, struct err *e) MUST_CHECK;

/* The duty of a person (on a post, or any) at a moment; a bare day means the one that begins on
 * it. */
enum rc roster_find_duty(const struct roster *r, const char *person, const char *post, int64_t at,
			 struct stint *out, struct err *e) MUST_CHECK;

/* The id of a person or post that was given by id or name; NULL stays NULL. */
enum rc roster_person_id(const struct roster *r, const char *text, const char **out,
			 struct err *e) MUST_CHECK;
enum rc roster_post_id(const struct roster *r, const char *text, const char **out,
		       struct err *e) MUST_CHECK;

/* Both must still hold what they exchange. */
enum rc roster_still_held(const struct roster *r, const struct swap *s, struct err *e) MUST_CHECK;

/* What a takeover comes to: whom it replaces, until when. */
enum rc roster_fill_takeover(struct book *b, struct arena *a, const struct roster *r,
			     const struct takeover_request *t, struct assignment *out,
			     struct err *e) MUST_CHECK;

#endif
