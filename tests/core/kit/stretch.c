/* Walks the minutes of a roster. */
#include "tests/core/kit/stretch.h"

#include <string.h>

#include "core/vec.h"

static bool
same(const char *x, const char *y)
{
	return x && y && !strcmp(x, y);
}

static bool
same_row(const struct oracle_row *x, const struct oracle_row *y)
{
	return same(x->post, y->post) && same(x->person, y->person) && same(x->origin, y->origin) &&
	       x->begins == y->begins;
}

void
stretches_walk(const struct duty_book *b, int64_t from, int64_t until, struct stretches *out)
{
	for (int64_t at = from; at < until; at += 60) {
		struct oracle_rows rows;

		oracle_stand(b, at, &rows);
		for (size_t i = 0; i < rows.n; i++) {
			size_t k = 0;

			while (k < out->n &&
			       !(out->v[k].until == at && same_row(&out->v[k].row, &rows.v[i])))
				k++;
			if (k == out->n)
				vec_push(out, ((struct stretch){rows.v[i], at, at}));
			out->v[k].until = at + 60;
		}
	}
}

const char *
moment_words(struct arena *a, int64_t at)
{
	char text[MOMENT_TEXT];

	moment_iso(moment_at(at), text);
	return arena_text(a, text);
}
