/* Scripted exercises: played in a practice home, with what was owed and met at the end. */
#include <string.h>

#include "cli/command.h"
#include "cli/script.h"
#include "cli/show.h"
#include "core/conf.h"
#include "storage/owed.h"

static const char folder[] = "exercises";

static enum rc
read_script(struct command_context *c, const char *name, char **text, size_t *n, struct conf *conf,
	    struct err *e)
{
	const char *file = arena_text_f(&c->arena, "%s/%s", folder, name);

	if (book_data(c->book, &c->arena, file, text, n, e) != RC_OK)
		return e->code;
	return conf_parse(&c->arena, file, *text, *n, conf, e);
}

static const char *
head(const struct conf *conf, const char *key)
{
	for (size_t i = 0; i < conf->n; i++)
		if (str_equal(conf->sections[i].type, "exercise") &&
		    conf_get(&conf->sections[i], key))
			return conf_get(&conf->sections[i], key);
	return "";
}

static enum rc
list(struct command_context *c, struct err *e)
{
	char **names, *text;
	size_t n, len;
	struct conf conf;
	enum rc rc = book_data_list(c->book, &c->arena, folder, &names, &n, e);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		rc = read_script(c, names[i], &text, &len, &conf, e);
		if (rc == RC_OK && str_ends(names[i], ".conf"))
			fprintf(c->out, "%.*s\t%s\n", (int)(strlen(names[i]) - 5), names[i],
				head(&conf, "title"));
	}
	return rc;
}

/* $LEADER and $CLERK: people of the book; the author is the clerk where there is one. */
static enum rc
cast(struct command_context *c, struct script_names *names, struct err *e)
{
	struct book_filter all = {.book = book_name(c->book)};
	struct things people = {0};
	const char *leader = NULL, *clerk = book_author(c->book);
	enum rc rc = book_list(c->book, &c->arena, &kind_person, &all, &people, e);

	for (size_t i = 0; rc == RC_OK && i < people.n; i++) {
		int role = ((struct person *)people.v[i]->body)->role;

		if (role == ROLE_LEADER && !leader)
			leader = people.v[i]->id;
		else if (role != ROLE_LEADER && !clerk)
			clerk = people.v[i]->id;
	}
	vec_clear(&people);
	if (rc != RC_OK)
		return rc;
	if (!leader || !clerk)
		return err_set(e, RC_INVALID,
			       _("an exercise takes a leader and a clerk: enter them first, with "
				 "zhiban new person"));
	script_name(c, names, "LEADER", leader);
	script_name(c, names, "CLERK", clerk);
	return RC_OK;
}

/* What happened, and how the deadlines were kept. */
static enum rc
report(struct command_context *c, const char *incident, struct err *e)
{
	struct book_filter filter = {.of = incident};
	struct records recs = {0};
	struct obligations owed = {0};
	enum rc rc = book_entries(c->book, &c->arena, &filter, &recs, e);

	for (size_t i = 0; rc == RC_OK && i < recs.n; i++)
		rc = show_entry(c, recs.v[i], e);
	if (rc == RC_OK)
		rc = owed_of(c->book, &c->arena, incident, &owed, e);
	for (size_t i = 0; rc == RC_OK && i < owed.n; i++)
		show_obligation(c, &owed.v[i]);
	vec_clear(&recs);
	vec_clear(&owed);
	return rc;
}

static enum rc
play(struct command_context *c, const char *name, struct err *e)
{
	struct script_names names = {0};
	struct conf conf;
	char *text;
	size_t n;
	const char *incident;
	enum rc rc;

	name = arena_text_f(&c->arena, "%s.conf", name);
	if (read_script(c, name, &text, &n, &conf, e) != RC_OK)
		return e->code;
	rc = cast(c, &names, e);
	if (rc == RC_OK)
		rc = script_play(c, conf.file, text, n, &names, e);
	incident = script_value(&names, head(&conf, "incident"));
	if (rc == RC_OK && !c->json)
		fprintf(c->out, "%s\n%s\n", head(&conf, "title"), head(&conf, "aim"));
	if (rc == RC_OK && incident)
		rc = report(c, incident, e);
	vec_clear(&names);
	return rc;
}

static enum rc
exec(struct command_context *c, struct err *e)
{
	if (c->nargs == 0)
		return list(c, e);
	if (!book_practice(c->book))
		return err_set(e, RC_INVALID,
			       _("an exercise is played in a practice home only; zhiban demo makes "
				 "one"));
	return play(c, c->args[0], e);
}

/* clang-format off */
const struct command command_exercise = {
	.name = "exercise", .args = "[NAME]", .help = N_("play a scripted exercise in a practice home, or list them"),
	.flags = COMMAND_WRITE, .exec = exec,
};
/* clang-format on */
