/* An edition of a month's roster: what was published, when, by whom, and what it changed. */
#include "core/edition.h"

#include <stdio.h>
#include <string.h>

#include "core/vec.h"

/* clang-format off */
static const struct field fields[] = {
	FIELD(struct edition, month,    day,    .label = N_("Month"),   .flags = FIELD_REQUIRED | FIELD_LIST),
	FIELD(struct edition, version,  count,  .label = N_("Edition"), .flags = FIELD_REQUIRED | FIELD_LIST, .max = 1000),
	FIELD(struct edition, part,     count,  .label = N_("Part"),    .max = 1000),
	FIELD(struct edition, cells,    count,  .label = N_("Cells changed"), .flags = FIELD_LIST),
	FIELD(struct edition, reason,   text,   .label = N_("Reason"),  .flags = FIELD_LIST),
	FIELD(struct edition, override, text,   .label = N_("Rule broken because")),
	FIELD(struct edition, approver, person, .label = N_("Approved by"), .flags = FIELD_LIST, .target = "person"),
	FIELD(struct edition, changes,  note,   .label = N_("Changes"), .max = EDITION_CHANGES_MAX),
};
/* clang-format on */

int
month_first(int day)
{
	return day / 100 * 100 + 1;
}

int
month_days(int first)
{
	int n = 28;

	while (civil_day_exists(first / 10000, first / 100 % 100, n + 1))
		n++;
	return n;
}

static enum rc
check(const void *body, struct err *e)
{
	const struct edition *ed = body;

	if (ed->month != month_first(ed->month))
		return err_set(e, RC_INVALID, _("an edition is of a month: its first day"));
	if (ed->version.n < 1)
		return err_set(e, RC_INVALID, _("editions are counted from 1"));
	return RC_OK;
}

static void
line(const void *body, struct str *out)
{
	const struct edition *ed = body;

	str_add_f(out, _("roster of %04d-%02d, edition %lld, %lld cells changed"),
		  ed->month / 10000, ed->month / 100 % 100, (long long)ed->version.n,
		  (long long)ed->cells.n);
}

const struct thing *
edition_latest(const struct things *editions, int month)
{
	const struct thing *best = NULL;

	for (size_t i = 0; i < editions->n; i++) {
		const struct edition *ed = editions->v[i]->body;
		const struct edition *old = best ? best->body : NULL;

		if (ed->month == month && !ed->part.set &&
		    (!old || ed->version.n > old->version.n ||
		     (ed->version.n == old->version.n &&
		      record_compare(editions->v[i]->first, best->first) > 0)))
			best = editions->v[i];
	}
	return best;
}

void
edition_add_change(const struct edition_change *c, struct str *out)
{
	str_add_f(out, "%s%04d-%02d-%02d %s ", out->len ? "\n" : "", c->day / 10000,
		  c->day / 100 % 100, c->day % 100, c->post);
	cell_text(&c->was, out);
	str_add_char(out, ' ');
	cell_text(&c->now, out);
}

static void
read_change(struct arena *a, char *text, const struct thing *t, struct edition_changes *out)
{
	struct edition_change c = {.edition = t};
	char *words[4] = {NULL}, *save = NULL;
	size_t n = 0;
	struct err e;

	for (char *w = strtok_r(text, " ", &save); w && n < 4; w = strtok_r(NULL, " ", &save))
		words[n++] = w;
	if (n != 4 || day_parse(words[0], &c.day, &e) != RC_OK ||
	    cell_read(a, c.day, words[2], &c.was, &e) != RC_OK ||
	    cell_read(a, c.day, words[3], &c.now, &e) != RC_OK)
		return;
	c.post = words[1];
	vec_push(out, c);
}

/* Editions come as they were written: oldest first. */
void
edition_changes(struct arena *a, const struct things *editions, int month,
		struct edition_changes *out)
{
	for (size_t i = 0; i < editions->n; i++) {
		const struct edition *ed = editions->v[i]->body;
		char *text, *save = NULL;

		if (ed->month != month || !ed->changes)
			continue;
		text = arena_text(a, ed->changes);
		for (char *l = strtok_r(text, "\n", &save); l; l = strtok_r(NULL, "\n", &save))
			read_change(a, l, editions->v[i], out);
	}
}

/* clang-format off */
const struct kind kind_edition = {
	.name = "edition", .label = N_("Edition of the roster"), .size = sizeof(struct edition),
	.fields = fields, .nfields = ARRAY_LEN(fields),
	.flags = KIND_CORE, .writers = WRITER_HOME, .check = check, .line = line,
};
/* clang-format on */
