/* The catalogue of kinds, question cards and call lists, as an office writes them. */
#include "core/catalogue.h"

#include <string.h>

#include "core/conf.h"
#include "core/words.h"

static const char *
value_or(const struct conf_section *s, const char *key, const char *otherwise)
{
	const char *value = conf_get(s, key);

	return value && *value ? value : otherwise;
}

static enum rc
read_kind(struct arena *a, const struct conf *conf, const struct conf_section *s,
	  struct catalogue *c, struct err *e)
{
	static const char *const keys[] = {"name",  "family", "word",  "code",  "card",
					   "calls", "also",   "digit", "short", NULL};
	const char *family = value_or(s, "family", ""), *digit = value_or(s, "digit", "");
	struct catalogue_kind *k = &c->v[c->n];

	if (conf_known(conf, s, keys, e) != RC_OK)
		return RC_INVALID;
	if (!*s->name || !conf_get(s, "name"))
		return conf_error(conf, s->line, e, _("a kind has a word and a name"));
	if (catalogue_find(c, s->name))
		return conf_error(conf, s->line, e, _("kind '%s' is there twice"), s->name);
	*k = (struct catalogue_kind){
	    .word = s->name,
	    .name = conf_get(s, "name"),
	    .family = choice_value(families, family),
	    .event = value_or(s, "word", conf_get(s, "name")),
	    .code = value_or(s, "code", ""),
	    .card = value_or(s, "card", family),
	    .calls = value_or(s, "calls", family),
	    .also = words_split(a, value_or(s, "also", "")),
	    .digit = *digit ? *digit - '0' : -1,
	    .shortly = value_or(s, "short", conf_get(s, "name")),
	};
	if (*digit && (*digit < '0' || *digit > '9' || digit[1]))
		return conf_error(conf, s->line, e, _("digit is one of 0 to 9"));
	if (!k->family)
		return conf_error(conf, s->line, e, _("there is no family '%s'"), family);
	c->n++;
	return RC_OK;
}

enum rc
catalogue_parse(struct arena *a, const char *file, const char *text, size_t len,
		struct catalogue *out, struct err *e)
{
	struct catalogue c = {0};
	struct conf conf;

	if (conf_parse(a, file, text, len, &conf, e) != RC_OK)
		return RC_INVALID;
	c.v = arena_alloc(a, (conf.n + 1) * sizeof(*c.v));
	for (size_t i = 0; i < conf.n; i++) {
		const struct conf_section *s = &conf.sections[i];

		if (!*s->type && !s->n)
			continue;
		if (!str_equal(s->type, "kind"))
			return conf_error(&conf, s->line, e, _("there is no section [%s]"),
					  s->type);
		if (read_kind(a, &conf, s, &c, e) != RC_OK)
			return RC_INVALID;
	}
	*out = c;
	return RC_OK;
}

const struct catalogue_kind *
catalogue_find(const struct catalogue *c, const char *word)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_equal(c->v[i].word, word))
			return &c->v[i];
	for (size_t i = 0; i < c->n; i++) {
		if (str_equal(c->v[i].name, word))
			return &c->v[i];
		for (const char **w = c->v[i].also; *w; w++)
			if (str_equal(*w, word))
				return &c->v[i];
	}
	return NULL;
}

enum rc
card_parse(struct arena *a, const char *file, const char *text, size_t len, struct card *out,
	   struct err *e)
{
	struct card card = {0};
	struct conf conf;
	size_t n = 0;

	if (conf_parse(a, file, text, len, &conf, e) != RC_OK)
		return RC_INVALID;
	for (size_t i = 0; i < conf.n; i++)
		n += conf.sections[i].n;
	card.v = arena_alloc(a, (n + 1) * sizeof(*card.v));
	for (size_t i = 0; i < conf.n; i++) {
		const struct conf_section *s = &conf.sections[i];

		if (str_equal(s->type, "card"))
			card.name = s->name;
		else if (*s->type || s->n)
			return conf_error(&conf, s->line, e, _("a card begins with [card NAME]"));
		for (size_t k = 0; k < s->n; k++) {
			const struct conf_entry *en = &s->entries[k];

			if (!str_equal(en->key, "must") && !str_equal(en->key, "ask"))
				return conf_error(&conf, en->line, e, _("[%s] knows no '%s'"),
						  s->type, en->key);
			card.v[card.n].text = en->value;
			card.v[card.n++].must = en->key[0] == 'm';
		}
	}
	*out = card;
	return RC_OK;
}

static enum rc
read_call(struct arena *a, const struct conf *conf, const struct conf_section *s,
	  struct call_entry *out, struct err *e)
{
	static const char *const keys[] = {"why", "phone", "required", "report", "flag", NULL};
	const char **flags = words_split(a, value_or(s, "flag", ""));

	if (conf_known(conf, s, keys, e) != RC_OK)
		return RC_INVALID;
	if (!str_equal(s->type, "call") || !*s->name)
		return conf_error(conf, s->line, e, _("a call list has sections [call WHOM]"));
	*out = (struct call_entry){
	    .whom = s->name,
	    .why = value_or(s, "why", ""),
	    .phone = value_or(s, "phone", ""),
	    .required = str_equal(conf_get(s, "required"), "yes"),
	    .report = str_equal(conf_get(s, "report"), "yes"),
	};
	for (; *flags; flags++) {
		int flag = choice_value(incident_flags, *flags);

		if (!flag)
			return conf_error(conf, s->line, e, _("there is no flag '%s'"), *flags);
		out->flags |= 1u << (flag - 1);
	}
	return RC_OK;
}

enum rc
calls_parse(struct arena *a, const char *file, const char *text, size_t len, struct call_list *out,
	    struct err *e)
{
	struct call_list list = {0};
	struct conf conf;

	if (conf_parse(a, file, text, len, &conf, e) != RC_OK)
		return RC_INVALID;
	list.v = arena_alloc(a, (conf.n + 1) * sizeof(*list.v));
	for (size_t i = 0; i < conf.n; i++) {
		if (!*conf.sections[i].type && !conf.sections[i].n)
			continue;
		if (read_call(a, &conf, &conf.sections[i], &list.v[list.n], e) != RC_OK)
			return RC_INVALID;
		list.n++;
	}
	*out = list;
	return RC_OK;
}
