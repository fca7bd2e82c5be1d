/* Commands played one after the other, each at its own time. */
#include "cli/script.h"

#include <stdlib.h>
#include <string.h>

#include "core/conf.h"

enum { WORDS_MAX = 64 };

struct step {
	const struct conf_section *section;
	int64_t at; /* seconds */
	size_t order;
};

struct play {
	struct command_context *c;
	const struct conf *conf;
	int64_t now; /* of the whole play, milliseconds */
	VEC(struct step) steps;
	struct script_names *names;
};

static int
compare_steps(const void *a, const void *b)
{
	const struct step *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

/* "-95m" or "-2 08:30". */
static enum rc
step_time(struct play *p, const struct conf_section *s, int64_t *out, struct err *e)
{
	const char *at = conf_get(s, "at"), *clock = at ? strchr(at, ' ') : NULL;
	int64_t now = p->now / 1000;
	struct moment m;
	char text[MOMENT_TEXT];
	int day;

	if (!at)
		return conf_error(p->conf, s->line, e, _("a step needs at = …"));
	if (clock) {
		day = day_add(day_of(now), (int)strtol(at, NULL, 10));
		snprintf(text, sizeof(text), "%04d-%02d-%02dT%.5s", day / 10000, day / 100 % 100,
			 day % 100, clock + 1);
		at = text;
	}
	if (moment_parse(at, now, clock ? MOMENT_ANY : MOMENT_HAPPENED, 0, &m, e) != RC_OK)
		return conf_error(p->conf, s->line, e, "at: %s", at);
	*out = m.secs;
	return RC_OK;
}

static const char *
find(const struct script_names *names, const char *name, size_t n)
{
	for (size_t i = names->n; i-- > 0;)
		if (strlen(names->v[i].name) == n && memcmp(names->v[i].name, name, n) == 0)
			return names->v[i].value;
	return NULL;
}

const char *
script_value(const struct script_names *names, const char *name)
{
	return find(names, name, strlen(name));
}

void
script_name(struct command_context *c, struct script_names *names, const char *name,
	    const char *value)
{
	struct script_name n = {arena_text(&c->arena, name), arena_text(&c->arena, value)};

	vec_push(names, n);
}

/* Puts the values of $NAME in; unknown ones stay. */
static char *
expand(struct play *p, const char *word, size_t len)
{
	struct str out = STR_INIT;
	char *copy;

	for (size_t i = 0; i < len;) {
		size_t n = 0;
		const char *value = NULL;

		while (word[i] == '$' && i + 1 + n < len && word[i + 1 + n] >= 'A' &&
		       word[i + 1 + n] <= 'Z')
			n++;
		if (n)
			value = find(p->names, word + i + 1, n);
		if (value)
			str_add(&out, value);
		else
			str_add_n(&out, word + i, n + 1);
		i += n + 1;
	}
	copy = arena_text_n(&p->c->arena, out.ptr, out.len);
	str_clear(&out);
	return copy;
}

/* Splits "incident open | kind=fire" at its bars; the command itself also at blanks. */
static size_t
split(struct play *p, const char *run, char *words[WORDS_MAX])
{
	size_t n = 0;
	bool command = true;

	while (*run && n < WORDS_MAX) {
		size_t len = strcspn(run, command ? " |" : "|"), used = len;

		while (len > 0 && run[len - 1] == ' ')
			len--;
		if (len > 0)
			words[n++] = expand(p, run, len);
		run += used;
		while (*run == ' ')
			run++;
		if (*run == '|') {
			command = false;
			run++;
		}
		while (*run == ' ')
			run++;
	}
	return n;
}

static void
remember(struct play *p, const char *name, const char *printed)
{
	script_name(p->c, p->names, name,
		    arena_text_n(&p->c->arena, printed, strcspn(printed, "\n")));
}

static void
remember_day(struct play *p, const char *name, int day)
{
	char text[MOMENT_TEXT];

	snprintf(text, sizeof(text), "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
	remember(p, name, text);
}

/* $BEFORE … $LATER: days for fields that hold one; $START, from which crews of two and three come
 * round to the same people on $BEFORE. */
static void
remember_days(struct play *p)
{
	enum { BACK = 2, ROUND = 6 };
	static const char *const names[] = {"BEFORE",   "YESTERDAY", "TODAY",
					    "TOMORROW", "AFTER",     "LATER"};

	int before = day_add(day_of(p->now / 1000), -BACK);
	int passed = before % 100 - 1;

	for (int i = 0; i < (int)ARRAY_LEN(names); i++)
		remember_day(p, names[i], day_add(before, i));
	remember_day(p, "START", day_add(before, -(passed + ROUND - 1) / ROUND * ROUND));
}

static enum rc
play_words(struct play *p, const struct step *s, struct command_context *c, struct err *e)
{
	char *words[WORDS_MAX], *printed = NULL;
	size_t n = split(p, conf_get(s->section, "run"), words), used, len = 0;
	bool help = false;
	enum rc rc;

	if (n == 0)
		return err_set(e, RC_INVALID, _("a step needs run = …"));
	rc = command_find(words, n, &c->command, &used, e);
	if (rc == RC_OK)
		rc = command_parse(c, words + used, n - used, &help, e);
	c->out = open_memstream(&printed, &len);
	if (!c->out)
		die("out of memory");
	if (rc == RC_OK)
		rc = c->command->exec(c, e);
	fclose(c->out);
	if (rc == RC_OK && s->section->name[0])
		remember(p, s->section->name, printed);
	free(printed);
	return rc;
}

static enum rc
play_step(struct play *p, const struct step *s, struct err *e)
{
	const char *by = conf_get(s->section, "by");
	struct command_context c = {
	    .home = p->c->home,
	    .lang = p->c->lang,
	    .book = p->c->book,
	    .now = s->at * 1000,
	    .pin = conf_get(s->section, "pin"),
	};
	enum rc rc;

	book_set_now(c.book, c.now);
	rc = book_set_author(c.book, by ? expand(p, by, strlen(by)) : NULL, e);
	if (rc == RC_OK)
		rc = play_words(p, s, &c, e);
	arena_free(&c.arena);
	if (rc != RC_OK)
		return err_add(e, "%s:%d", p->conf->file, s->section->line);
	return RC_OK;
}

static enum rc
read_steps(struct play *p, struct err *e)
{
	static const char *const keys[] = {"at", "by", "pin", "run", NULL};

	for (size_t i = 0; i < p->conf->n; i++) {
		const struct conf_section *s = &p->conf->sections[i];
		struct step step = {.section = s, .order = i};

		if (!str_equal(s->type, "step"))
			continue;
		if (conf_known(p->conf, s, keys, e) != RC_OK ||
		    step_time(p, s, &step.at, e) != RC_OK)
			return e->code;
		if (!conf_get(s, "run"))
			return conf_error(p->conf, s->line, e, _("a step needs run = …"));
		if (step.at * 1000 <= p->now) /* else this morning is not so far yet */
			vec_push(&p->steps, step);
	}
	if (p->steps.n)
		qsort(p->steps.v, p->steps.n, sizeof(*p->steps.v), compare_steps);
	return RC_OK;
}

enum rc
script_play(struct command_context *c, const char *file, const char *text, size_t len,
	    struct script_names *names, struct err *e)
{
	struct conf conf;
	struct play p = {.c = c, .conf = &conf, .now = c->now, .names = names};
	const char *author = book_author(c->book);
	char *saved = arena_text(&c->arena, author);
	struct err ignored;
	enum rc rc = conf_parse(&c->arena, file, text, len, &conf, e);

	if (rc == RC_OK)
		rc = read_steps(&p, e);
	remember_days(&p);
	for (size_t i = 0; rc == RC_OK && i < p.steps.n; i++)
		rc = play_step(&p, &p.steps.v[i], e);
	book_set_now(c->book, c->now);
	if (book_set_author(c->book, saved, &ignored) != RC_OK && rc == RC_OK)
		rc = err_set(e, ignored.code, "%s", ignored.text);
	vec_clear(&p.steps);
	return rc;
}
