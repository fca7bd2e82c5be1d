/* What the files of the report desk share. Nobody else includes it. */
#ifndef STORAGE_DESK_INSIDE_H
#define STORAGE_DESK_INSIDE_H

#include "storage/desk.h"

/* Marks every field that is not empty as given. */
void desk_mark_given(struct record *r);
/* "draft/3" and "alias/draft-3" of draft-3. */
char *desk_draft_key(struct arena *a, const char *draft);
char *desk_alias_key(struct arena *a, const char *draft);
/* Keeps a draft under its key; inside book_begin … book_commit. */
enum rc desk_keep(struct book *b, struct arena *a, const char *draft, const char *incident,
		  const struct report *body, struct err *e) MUST_CHECK;
/* desk_input of a routine report of the rule set in force; *type becomes what the rule says. */
enum rc desk_routine_input(struct book *b, struct arena *a, const char *name, int *type,
			   struct draft_input *in, struct err *e) MUST_CHECK;
/* A template of templates/reports. */
enum rc desk_template(struct book *b, struct arena *a, const char *name, char **text,
		      struct err *e) MUST_CHECK;

#endif
