/*
 * JSON for other programs to read: members in the order they are added, one object a line
 * (contract, --json). Appends to a struct str; commas come by themselves. Not the canonical form of
 * records (core/json_line.h).
 */
#ifndef CORE_JSON_OUT_H
#define CORE_JSON_OUT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/moment.h"
#include "core/record.h"
#include "core/str.h"

/* key NULL: an element of a list, or the outermost value. */
void json_out_open(struct str *out, const char *key); /* { */
void json_out_close(struct str *out);                 /* } */
void json_out_list(struct str *out, const char *key); /* [ */
void json_out_end(struct str *out);                   /* ] */

void json_out_text(struct str *out, const char *key, const char *value); /* NULL is null */
void json_out_int(struct str *out, const char *key, int64_t value);
void json_out_yes(struct str *out, const char *key, bool value);
void json_out_null(struct str *out, const char *key);
void json_out_moment(struct str *out, const char *key, struct moment m); /* none is null */
void json_out_secs(struct str *out, const char *key, int64_t secs);      /* to the minute */
void json_out_stamp(struct str *out, const char *key, int64_t ms);
void json_out_day(struct str *out, const char *key, int day); /* 0 is null */
/* A value that is JSON already. */
void json_out_raw(struct str *out, const char *key, const char *json);
/* The fields of a body whose bits are set in has, not empty; a name in `taken` (NULL-terminated) is
 * written KIND_name. */
void json_out_body(struct str *out, const struct kind *k, const void *body, uint64_t has,
		   const char *const *taken);

#endif
