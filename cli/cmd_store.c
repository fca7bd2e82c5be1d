/* Care of the store: views made again, checks, a hot copy, private files erased. */

#include "cli/command.h"
#include "storage/backup.h"
#include "storage/case_incident.h"

static enum rc
exec_rebuild(struct command_context *c, struct err *e)
{
	return store_rebuild(book_store(c->book), e);
}

static enum rc
exec_fsck(struct command_context *c, struct err *e)
{
	struct store *s = book_store(c->book);
	long reader = store_stuck_reader(s);

	if (store_check(s, e) != RC_OK)
		return e->code;
	if (c->json && reader)
		fprintf(c->out, "{\"ok\":true,\"reader\":%ld,\"records\":%lld}\n", reader,
			(long long)store_count(s));
	else if (c->json)
		fprintf(c->out, "{\"ok\":true,\"reader\":null,\"records\":%lld}\n",
			(long long)store_count(s));
	else
		fprintf(c->out, _("%lld records, all in order\n"), (long long)store_count(s));
	if (reader && !c->json)
		fprintf(c->out,
			_("process %ld reads without end, so that the store grows: end it\n"),
			reader);
	return RC_OK;
}

static enum rc
exec_backup(struct command_context *c, struct err *e)
{
	return book_backup(c->book, c->args[0], e);
}

static enum rc
exec_purge(struct command_context *c, struct err *e)
{
	size_t erased;

	if (command_need_leader(c, e) != RC_OK ||
	    incident_purge(c->book, &c->arena, c->args[0], &erased, e) != RC_OK)
		return e->code;
	fprintf(c->out, "%zu\n", erased);
	return RC_OK;
}

/* clang-format off */
const struct command command_rebuild = {
	.name = "rebuild", .help = N_("make the views again from the log"), .flags = COMMAND_WRITE, .exec = exec_rebuild,
};

const struct command command_fsck = {
	.name = "fsck", .help = N_("check the store: blocks, numbers, views"), .flags = COMMAND_READ, .exec = exec_fsck,
};

const struct command command_backup = {
	.name = "backup", .args = "DIR", .help = N_("a copy of the home, without device key, PINs and private files"),
	.flags = COMMAND_READ, .exec = exec_backup,
};

const struct command command_purge = {
	.name = "purge", .args = "INCIDENT", .help = N_("erase the private files of an incident for good"),
	.flags = COMMAND_WRITE, .exec = exec_purge,
};
/* clang-format on */
