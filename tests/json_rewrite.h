/* Writes what was read: the same bytes must come out. Shared by the tests and the fuzz target. */
#ifndef TESTS_JSON_REWRITE_H
#define TESTS_JSON_REWRITE_H

#include <stdlib.h>

#include "core/json_line.h"

static inline void json_rewrite(struct arena *a, const struct json_line *j, size_t t,
				struct str *out);

static inline void
json_rewrite_object(struct arena *a, const struct json_line *j, size_t t, struct str *out)
{
	struct json_member_text *m = arena_alloc(a, j->tokens[t].len * sizeof(*m) + 1);
	struct str *values = arena_alloc(a, j->tokens[t].len * sizeof(*values) + 1);
	size_t n = 0, i, last = 0;

	for (i = json_first(t); i < j->tokens[t].next; i = j->tokens[i + 1].next, n++) {
		values[n] = (struct str)STR_INIT;
		json_rewrite(a, j, i + 1, &values[n]);
		m[n].key = json_text(a, j, i);
		m[n].value = values[n].ptr;
		last = n;
	}
	if (n > 1) { /* the writer must sort them back */
		struct json_member_text first = m[0];

		m[0] = m[last];
		m[last] = first;
	}
	json_write_object(out, m, n);
	while (n > 0)
		str_clear(&values[--n]);
}

static inline void
json_rewrite(struct arena *a, const struct json_line *j, size_t t, struct str *out)
{
	size_t i;

	switch (j->tokens[t].type) {
	case JT_NULL:
		str_add(out, "null");
		break;
	case JT_FALSE:
		str_add(out, "false");
		break;
	case JT_TRUE:
		str_add(out, "true");
		break;
	case JT_INT:
		str_add_f(out, "%lld", (long long)json_int(j, t));
		break;
	case JT_TEXT:
		json_write_text(out, json_text(a, j, t));
		break;
	case JT_ARRAY:
		str_add_char(out, '[');
		for (i = json_first(t); i < j->tokens[t].next; i = j->tokens[i].next) {
			if (i != json_first(t))
				str_add_char(out, ',');
			json_rewrite(a, j, i, out);
		}
		str_add_char(out, ']');
		break;
	case JT_OBJECT:
		json_rewrite_object(a, j, t, out);
		break;
	}
}

#endif
