/* The events of a round as sentences. */
#include "storage/round_event.h"

#include <jansson.h>

#include "core/i18n.h"
#include "core/moment.h"
#include "core/vec.h"

static const char *
text_of(struct arena *a, json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? arena_text(a, text) : "";
}

bool
round_event_read(struct arena *a, const char *line, size_t n, struct round_event *out)
{
	json_t *o = json_loadb(line, n, 0, NULL);

	*out = (struct round_event){
	    .event = text_of(a, o, "event"),
	    .book = text_of(a, o, "book"),
	    .writer = text_of(a, o, "writer"),
	    .branch = text_of(a, o, "branch"),
	    .remote = text_of(a, o, "remote"),
	    .text = text_of(a, o, "text"),
	    .station = text_of(a, o, "station"),
	    .since = text_of(a, o, "since"),
	    .until = text_of(a, o, "until"),
	    .entries = json_integer_value(json_object_get(o, "entries")),
	    .first = json_integer_value(json_object_get(o, "first")),
	    .last = json_integer_value(json_object_get(o, "last")),
	    .bytes = json_integer_value(json_object_get(o, "bytes")),
	};
	if (!out->text[0])
		out->text = text_of(a, o, "reason");
	if (!out->last)
		out->last = json_integer_value(json_object_get(o, "number"));
	json_decref(o);
	return out->event[0] != '\0';
}

static void
published(const struct round_event *v, struct str *out)
{
	str_add_f(out, _("%lld entries published"), (long long)v->entries);
}

static void
waits(const struct round_event *v, struct str *out)
{
	str_add_f(out, _("%lld entries wait to go out"), (long long)v->entries);
}

static void
ingested(const struct round_event *v, struct str *out)
{
	str_add_f(out, _("%lld entries taken in from %s"), (long long)v->entries, v->writer);
}

static void
pushed(const struct round_event *v, struct str *out)
{
	str_add_f(out, _("%s up to entry %lld is at %s"), v->branch, (long long)v->last, v->remote);
}

static void
used(const struct round_event *v, struct str *out)
{
	str_add_f(out, _("exchanged with %s"), v->remote);
}

static void
rendered(const struct round_event *v, struct str *out)
{
	(void)v;
	str_add(out, _("the repository was damaged and was rendered anew"));
}

static void
quarantined(const struct round_event *v, struct str *out)
{
	str_add_f(out, _("something of %s was refused: %s"), v->writer, v->text);
}

static void
alarm(const struct round_event *v, struct str *out)
{
	str_add_f(out, _("alarm about %s: %s"), v->writer[0] ? v->writer : v->remote, v->text);
}

static void
trouble(const struct round_event *v, struct str *out)
{
	if (v->remote[0])
		str_add_f(out, _("%s failed: %s"), v->remote, v->text);
	else
		str_add(out, v->text);
}

static void
plain(const struct round_event *v, struct str *out)
{
	str_add(out, v->text);
}

/* 01-18 02:47, of 2026-01-18T02:47:09+08:00 */
static void
add_time(const char *iso, struct str *out)
{
	struct moment at;
	struct err e;
	char text[MOMENT_TEXT];

	if (moment_parse(iso, 0, MOMENT_ANY, 0, &at, &e) != RC_OK)
		return;
	moment_screen(at, text);
	str_add(out, text);
}

static void
would_send(const struct round_event *v, struct str *out)
{
	str_add_f(out, _("out: %lld entries, %s-%lld to %lld, %s, %lld bytes"),
		  (long long)v->entries, v->writer, (long long)v->first, (long long)v->last,
		  v->station, (long long)v->bytes);
}

static void
would_ingest(const struct round_event *v, struct str *out)
{
	str_add_f(out, _("in: %lld entries, %s-%lld to %lld, %s"), (long long)v->entries, v->writer,
		  (long long)v->first, (long long)v->last, v->station);
	if (!v->since[0])
		return;
	str_add(out, _(", recorded "));
	add_time(v->since, out);
	str_add(out, _(" to "));
	add_time(v->until, out);
}

static void
would_refuse(const struct round_event *v, struct str *out)
{
	str_add_f(out, _("in: %s would be refused: %s"), v->writer, v->text);
}

static void
older(const struct round_event *v, struct str *out)
{
	str_add_f(
	    out,
	    _("in: %s is there up to %lld and here up to %lld: an older copy, nothing is taken "
	      "from it"),
	    v->writer, (long long)v->first, (long long)v->last);
}

static void
carried(const struct round_event *v, struct str *out)
{
	if (v->last == 0)
		str_add(out, _("this station has no entries of its own for it yet; the mailbag can "
			       "be taken out"));
	else
		str_add_f(out, _("the mailbag holds %s up to entry %lld; it can be taken out"),
			  v->writer, (long long)v->last);
}

static void
whole(const struct round_event *v, struct str *out)
{
	str_add_f(out, _("the book is whole: %lld entries, %lld not published yet"),
		  (long long)v->entries, (long long)v->last);
}

/* clang-format off */
static const struct {
	const char *event;
	void (*say)(const struct round_event *v, struct str *out);
} rows[] = {
	{ "published",     published },
	{ "would-publish", waits },
	{ "ingested",      ingested },
	{ "pushed",        pushed },
	{ "used",          used },
	{ "rendered",      rendered },
	{ "quarantined",   quarantined },
	{ "alarm",         alarm },
	{ "trouble",       trouble },
	{ "absent",        plain },
	{ "would-send",    would_send },
	{ "would-ingest",  would_ingest },
	{ "would-refuse",  would_refuse },
	{ "older",         older },
	{ "nothing",       plain },
	{ "carried",       carried },
	{ "whole",         whole },
	{ "doubtful",      plain },
};
/* clang-format on */

bool
round_event_say(const struct round_event *v, struct str *out)
{
	if (str_equal(v->event, "would-publish") && v->entries == 0)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (str_equal(v->event, rows[i].event)) {
			rows[i].say(v, out);
			return true;
		}
	return false;
}
