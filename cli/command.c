/* Parsing of a command's words by its row, and what commands ask of the result. */
#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
static const struct option globals[] = {
	OPT("home", "DIR", N_("the station's folder")),
	OPT("book", "NAME", N_("the book to read or write")),
	OPT("lang", "zh|en", N_("the language")),
	OPT_FLAG("json", N_("one JSON object a line")),
	OPT_FLAG("plain", N_("no colours, no line drawing")),
	OPT_FLAG("help", N_("how to use it")),
	OPT_END,
};
/* clang-format on */

/* The shape of the positional arguments, read from the row's `args`. */
struct shape {
	size_t min, max; /* max SIZE_MAX: any number */
	bool pairs;
};

static struct shape
shape_of(const char *args)
{
	struct shape s = {0};

	for (const char *p = args ? args : ""; *p;) {
		size_t n = strcspn(p, " ");
		bool optional = *p == '[';
		bool many = n >= 3 && (memcmp(p + n - 3, "…", 3) == 0 ||
				       (n >= 4 && memcmp(p + n - 4, "…]", 4) == 0));

		if (memchr(p, '=', n))
			s.pairs = true;
		else {
			s.min += optional ? 0 : 1;
			s.max = many ? SIZE_MAX : s.max == SIZE_MAX ? s.max : s.max + 1;
		}
		p += n;
		p += strspn(p, " ");
	}
	return s;
}

/* The word `name` among the options; name is not terminated. */
static const struct option *
option_find(const struct option *options, const char *name, size_t n)
{
	for (const struct option *o = options; o && o->name; o++)
		if (strlen(o->name) == n && memcmp(o->name, name, n) == 0)
			return o;
	return NULL;
}

static enum rc
set_global(struct command_context *c, const struct option *o, const char *value, bool *help,
	   struct err *e)
{
	if (str_equal(o->name, "home"))
		c->home = value;
	else if (str_equal(o->name, "book"))
		c->book_name = value;
	else if (str_equal(o->name, "json"))
		c->json = true;
	else if (str_equal(o->name, "plain"))
		c->plain = true;
	else if (str_equal(o->name, "help"))
		*help = true;
	else if (str_equal(value, "zh") || str_equal(value, "en"))
		c->lang = value;
	else
		return err_set(e, RC_USAGE, _("--lang %.20s: no such language; use zh or en"),
			       value);
	return RC_OK;
}

/* One option at words[i]; *i moves over its value. */
static enum rc
take_option(struct command_context *c, char *const *words, size_t n, size_t *i, bool *help,
	    struct err *e)
{
	const char *word = words[*i], *name = word + (word[1] == '-' ? 2 : 1), *value = NULL;
	size_t len = strcspn(name, "=");
	const struct option *o = option_find(c->command ? c->command->options : NULL, name, len);
	bool own = o != NULL;

	c->many = NULL;
	if (!o)
		o = option_find(globals, name, len);
	if (!o)
		return err_set(e, RC_USAGE,
			       _("%.40s: no such option; see --help, and put -- before a text that "
				 "begins with -"),
			       word);
	if (name[len] == '=') {
		if (!o->value)
			return err_set(e, RC_USAGE, _("--%s takes no value"), o->name);
		value = name + len + 1;
	} else if (o->value) {
		if (*i + 1 >= n)
			return err_set(e, RC_USAGE, _("%s needs a value: %s"), word, o->value);
		value = words[++*i];
	}
	if (!own)
		return set_global(c, o, value, help, e);
	if (!(o->flags & OPTION_MANY) && command_option(c, o->name))
		return err_set(e, RC_USAGE, _("%s is given twice"), word);
	c->given[c->ngiven++] = (struct option_value){o, value ? value : ""};
	c->many = o->flags & OPTION_MANY ? o : NULL;
	return RC_OK;
}

static bool
is_option(const char *word)
{
	return word[0] == '-' && word[1] != '\0';
}

static enum rc
take_argument(struct command_context *c, const struct shape *s, const char *word, struct err *e)
{
	const char *equals = strchr(word, '=');

	if (c->nargs < s->max) {
		c->args[c->nargs++] = word;
		return RC_OK;
	}
	if (c->many) {
		c->given[c->ngiven++] = (struct option_value){c->many, word};
		return RC_OK;
	}
	if (!s->pairs || !equals || equals == word)
		return err_set(e, RC_USAGE,
			       _("“%.40s”: one argument too many; usage: zhiban %s %s"), word,
			       c->command->name, c->command->args ? c->command->args : "");
	c->pairs[c->npairs++] =
	    (struct pair){arena_text_n(&c->arena, word, (size_t)(equals - word)), equals + 1};
	return RC_OK;
}

static enum rc
check_complete(const struct command_context *c, const struct shape *s, struct err *e)
{
	if (c->nargs < s->min)
		return err_set(e, RC_USAGE, _("an argument is missing; usage: zhiban %s %s"),
			       c->command->name, c->command->args);
	for (const struct option *o = c->command->options; o && o->name; o++)
		if ((o->flags & OPTION_REQUIRED) && !command_option(c, o->name))
			return err_set(e, RC_USAGE, _("%s%s %s is missing"),
				       o->name[1] ? "--" : "-", o->name, o->value);
	return RC_OK;
}

enum rc
command_parse(struct command_context *c, char *const *words, size_t n, bool *help, struct err *e)
{
	struct shape s = shape_of(c->command->args);
	bool options = true;
	enum rc rc = RC_OK;

	c->args = arena_alloc(&c->arena, (n + 1) * sizeof(*c->args));
	c->pairs = arena_alloc(&c->arena, (n + 1) * sizeof(*c->pairs));
	c->given = arena_alloc(&c->arena, (n + 1) * sizeof(*c->given));
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (options && str_equal(words[i], "--"))
			options = false;
		else if (options && is_option(words[i]))
			rc = take_option(c, words, n, &i, help, e);
		else
			rc = take_argument(c, &s, words[i], e);
	}
	if (rc != RC_OK || *help)
		return rc;
	return check_complete(c, &s, e);
}

enum rc
command_globals(struct command_context *c, char *const *words, size_t n, size_t *used, bool *help,
		struct err *e)
{
	enum rc rc = RC_OK;
	size_t i = 0;

	for (; rc == RC_OK && i < n && is_option(words[i]); i++)
		rc = take_option(c, words, n, &i, help, e);
	*used = i;
	return rc;
}

const char *
command_arg(const struct command_context *c, size_t i)
{
	return i < c->nargs ? c->args[i] : NULL;
}

const char *
command_option(const struct command_context *c, const char *name)
{
	for (size_t i = 0; i < c->ngiven; i++)
		if (str_equal(c->given[i].option->name, name))
			return c->given[i].value;
	return NULL;
}

bool
command_flag(const struct command_context *c, const char *name)
{
	return command_option(c, name) != NULL;
}

char **
command_options(struct command_context *c, const char *name)
{
	char **out = arena_alloc(&c->arena, (c->ngiven + 1) * sizeof(*out));
	size_t n = 0;

	for (size_t i = 0; i < c->ngiven; i++)
		if (str_equal(c->given[i].option->name, name))
			out[n++] = arena_text(&c->arena, c->given[i].value);
	return n ? out : NULL;
}

enum rc
command_number(const struct command_context *c, const char *name, int64_t max, int64_t *out,
	       struct err *e)
{
	const char *text = command_option(c, name);
	int64_t n = 0;

	if (!text)
		return RC_OK;
	for (const char *p = text; *p; p++) {
		if (*p < '0' || *p > '9' || n > max)
			return err_set(e, RC_INVALID,
				       _("--%s “%.20s” is not a number from 1 to %lld"), name, text,
				       (long long)max);
		n = n * 10 + (*p - '0');
	}
	if (n < 1 || n > max)
		return err_set(e, RC_INVALID, _("--%s “%.20s” is not a number from 1 to %lld"),
			       name, text, (long long)max);
	*out = n;
	return RC_OK;
}

enum rc
command_time(const struct command_context *c, const char *name, enum moment_sense sense,
	     struct moment *out, struct err *e)
{
	const char *text = command_option(c, name);

	if (!text)
		return RC_OK;
	if (moment_parse(text, c->now / 1000, sense, 0, out, e) != RC_OK)
		return err_add(e, "--%s", name);
	return RC_OK;
}

enum rc
command_at(const struct command_context *c, struct record *r, struct err *e)
{
	return command_time(c, "at", MOMENT_HAPPENED, &r->at, e);
}

struct parse_context
command_world(struct command_context *c)
{
	return (struct parse_context){.now = c->now / 1000, .arena = &c->arena};
}
