/* Reading the log: the entries, and what is found in them. */
#include <string.h>

#include "cli/command.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "core/text.h"

static enum rc
exec_entries(struct command_context *c, struct err *e)
{
	struct book_filter f;

	if (command_filter(c, &f, e) != RC_OK)
		return e->code;
	return book_each_entry(c->book, &f, show_each, c, e);
}

static void
print_count(struct command_context *c, size_t count)
{
	if (c->json)
		fprintf(c->out, "{\"count\":%zu}\n", count);
	else
		fprintf(c->out, "%zu\n", count);
}

static enum rc
exec_search(struct command_context *c, struct err *e)
{
	struct records recs = {0};
	int64_t limit = 0;
	size_t count = 0;
	bool only_count = command_flag(c, "count");
	char *text;
	enum rc rc = command_number(c, "limit", 100000000, &limit, e);

	if (rc == RC_OK)
		rc = text_clean(&c->arena, c->args[0], strlen(c->args[0]), false, &text, e);
	if (rc == RC_OK)
		rc = book_search(c->book, &c->arena, text, (size_t)limit, &recs,
				 only_count ? &count : NULL, e);
	if (rc == RC_OK && only_count)
		print_count(c, count);
	for (size_t i = 0; rc == RC_OK && !only_count && i < recs.n; i++)
		rc = show_entry(c, recs.v[i], e);
	vec_clear(&recs);
	return rc;
}

/* clang-format off */
static const struct option entries_options[] = {
	OPT("of",    "ID", N_("only what speaks of this")),
	OPT("since", "T",  N_("from this time on")),
	OPT("until", "T",  N_("before this time")),
	OPT("limit", "N",  N_("only the newest so many")),
	OPT_END,
};

static const struct option search_options[] = {
	OPT("limit", "N", N_("only the newest so many")),
	OPT_FLAG("count", N_("only how many there are")),
	OPT_END,
};

const struct command command_entries = {
	.name = "entries", .help = N_("read the log, newest last"),
	.options = entries_options, .flags = COMMAND_READ | COMMAND_SNAPSHOT, .exec = exec_entries,
};

const struct command command_search = {
	.name = "search", .args = "TEXT", .help = N_("find a text in all books held here, newest first"),
	.options = search_options, .flags = COMMAND_READ | COMMAND_SNAPSHOT, .exec = exec_search,
};
/* clang-format on */
