/* Publishing the roster, and the editions there are. */
#include <string.h>

#include "cli/command.h"
#include "cli/roster.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "core/vec.h"
#include "storage/roster_publish.h"

static enum rc
exec_publish(struct command_context *c, struct err *e)
{
	struct roster_publishing what = {.reason = command_option(c, "reason"),
					 .override = command_option(c, "override")};
	struct roster_published done;

	if (command_need_leader(c, e) != RC_OK ||
	    roster_publish(c->book, &c->arena, &what, &done, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < done.neditions; i++)
		if (c->json)
			fprintf(c->out, "{\"month\":\"%04d-%02d\",\"version\":%lld}\n",
				done.editions[i].month / 10000, done.editions[i].month / 100 % 100,
				(long long)done.editions[i].version);
		else
			fprintf(c->out, _("%04d-%02d: edition %lld\n"),
				done.editions[i].month / 10000, done.editions[i].month / 100 % 100,
				(long long)done.editions[i].version);
	if (!c->json)
		fprintf(c->out, _("%zu duties new, %zu changed, %zu cancelled\n"), done.made,
			done.changed, done.cancelled);
	return RC_OK;
}

/* ---- editions ---- */

static void
json_names(struct str *out, const char *key, const struct duty_book *b,
	   const struct cell_duties *duties)
{
	struct shift_span usual = {SHIFT_WHOLE_DAY, SHIFT_WHOLE_DAY};
	struct str names = STR_INIT;

	cell_names(b, duties, usual, &names);
	json_out_text(out, key, names.ptr);
	str_clear(&names);
}

static void
json_edition(struct command_context *c, const struct roster *r, const struct thing *t,
	     const struct edition_changes *changes)
{
	const struct edition *ed = t->body;
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_out_text(&json, "id", t->id);
	json_out_text(
	    &json, "month",
	    arena_text_f(&c->arena, "%04d-%02d", ed->month / 10000, ed->month / 100 % 100));
	json_out_int(&json, "version", ed->version.n);
	json_out_moment(&json, "at", t->first->at);
	json_out_text(&json, "by", t->first->by);
	json_out_text(&json, "approver", ed->approver);
	json_out_int(&json, "cells", ed->cells.n);
	json_out_text(&json, "reason", ed->reason);
	json_out_text(&json, "override", ed->override);
	json_out_list(&json, "changes");
	for (size_t i = 0; i < changes->n; i++) {
		const struct edition_change *ch = &changes->v[i];

		if (((const struct edition *)ch->edition->body)->version.n != ed->version.n)
			continue;
		json_out_open(&json, NULL);
		json_out_day(&json, "day", ch->day);
		json_out_text(&json, "post", duty_post_name(&r->duty, ch->post));
		json_names(&json, "was", &r->duty, &ch->was);
		json_names(&json, "now", &r->duty, &ch->now);
		json_out_close(&json);
	}
	json_out_end(&json);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static void
text_edition(struct command_context *c, const struct thing *t)
{
	const struct edition *ed = t->body;
	char when[MOMENT_TEXT];

	moment_screen(t->first->at, when);
	fprintf(c->out, _("%04d-%02d  edition %lld  %s  %s  %lld cells"), ed->month / 10000,
		ed->month / 100 % 100, (long long)ed->version.n, when,
		book_author_name(c->book, &c->arena, ed->approver ? ed->approver : t->first->by),
		(long long)ed->cells.n);
	fprintf(c->out, "%s%s\n", ed->reason ? "  " : "", ed->reason ? ed->reason : "");
}

static enum rc
show_editions(struct command_context *c, const struct roster *r, const struct things *editions,
	      int month)
{
	for (size_t i = 0; i < editions->n; i++) {
		const struct edition *ed = editions->v[i]->body;
		struct edition_changes changes = {0};

		if (ed->part.set || (month && ed->month != month))
			continue;
		edition_changes(&c->arena, editions, ed->month, &changes);
		if (c->json)
			json_edition(c, r, editions->v[i], &changes);
		else
			text_edition(c, editions->v[i]);
		vec_clear(&changes);
	}
	return RC_OK;
}

/* 2026-10, or any day of it. */
static enum rc
read_month(struct command_context *c, int *out, struct err *e)
{
	const char *text = command_arg(c, 0);

	*out = 0;
	if (!text)
		return RC_OK;
	if (strlen(text) == strlen("2026-10"))
		text = arena_text_f(&c->arena, "%s-01", text);
	if (roster_day_read(text, day_of(c->now / 1000), out, e) != RC_OK)
		return e->code;
	*out = month_first(*out);
	return RC_OK;
}

static enum rc
exec_versions(struct command_context *c, struct err *e)
{
	struct things editions = {0};
	struct roster r = {0};
	int month;
	enum rc rc = read_month(c, &month, e);

	if (rc == RC_OK)
		rc = roster_load(c->book, &c->arena, c->book_name, 0, 1, &r, e);
	if (rc == RC_OK)
		rc = roster_editions(c->book, &c->arena, c->book_name, &editions, e);
	if (rc == RC_OK)
		rc = show_editions(c, &r, &editions, month);
	if (rc == RC_OK && !c->json && editions.n == 0)
		fprintf(c->out, _("no roster was published yet\n"));
	vec_clear(&editions);
	roster_clear(&r);
	return rc;
}

/* clang-format off */
static const struct option publish_options[] = {
	OPT("reason",   "WHY", N_("why the roster is changed; stands in the list of changes")),
	OPT("override", "WHY", N_("a leader allows what would break a rule")),
	OPT_END,
};

const struct command command_roster_publish = {
	.name = "roster publish", .help = N_("publish the draft of the roster: a leader's act"),
	.options = publish_options, .flags = COMMAND_WRITE, .exec = exec_publish,
};

const struct command command_roster_versions = {
	.name = "roster versions", .args = "[MONTH]", .help = N_("the editions of the roster: when, by whom, what was changed"),
	.flags = COMMAND_READ, .exec = exec_versions,
};
/* clang-format on */
