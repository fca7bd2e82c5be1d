/* Turns a year's holidays from elsewhere into a table of our own. */
#include "core/holidays.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "core/festivals.h"
#include "core/i18n.h"
#include "core/moment.h"
#include "core/text.h"
#include "core/vec.h"

enum {
	NAME_LONGEST = 30,
	PAPERS_MAX = 8,
	PAPER_LONGEST = 300,
	DOUBTS_MAX = 40,
	YEAR_FIRST = 2000,
	YEAR_LAST = 2199
};

struct reader {
	struct arena *arena;
	const char *file;
	struct holidays *out;
	struct err *err;
};

static enum rc
refuse(struct reader *r, const char *place, const char *what)
{
	return err_set(r->err, RC_INVALID, "%s: %s: %s", r->file, place, what);
}

static void
doubt(struct reader *r, char *text)
{
	if (r->out->ndoubts < DOUBTS_MAX)
		r->out->doubts[r->out->ndoubts++] = text;
}

#define doubt(r, ...) doubt((r), arena_text_f((r)->arena, __VA_ARGS__))

/* A day as a notice writes it. */
static const char *
day_words(struct reader *r, int day)
{
	return arena_text_f(r->arena, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
}

/* A string member, cleaned and bounded. */
static enum rc
read_text(struct reader *r, const char *place, const json_t *value, size_t longest, char **out)
{
	if (!json_is_string(value))
		return refuse(r, place, _("a text is expected here"));
	if (text_clean(r->arena, json_string_value(value), json_string_length(value), false, out,
		       r->err) != RC_OK)
		return err_add(r->err, "%s: %s", r->file, place);
	if (**out == '\0' || text_length(*out) > longest)
		return refuse(r, place, _("the text is empty or too long"));
	return RC_OK;
}

static enum rc
read_year(struct reader *r, const json_t *root)
{
	const json_t *year = json_object_get(root, "year");

	if (!json_is_integer(year) || json_integer_value(year) < YEAR_FIRST ||
	    json_integer_value(year) > YEAR_LAST)
		return refuse(r, "year", _("a year such as 2027 is expected here"));
	r->out->year = (int)json_integer_value(year);
	return RC_OK;
}

static enum rc
read_papers(struct reader *r, const json_t *root)
{
	const json_t *papers = json_object_get(root, "papers");
	struct str source = STR_INIT;
	enum rc rc = RC_OK;

	if (papers && (!json_is_array(papers) || json_array_size(papers) > PAPERS_MAX))
		return refuse(r, "papers", _("a list of at most 8 addresses is expected here"));
	for (size_t i = 0; rc == RC_OK && i < json_array_size(papers); i++) {
		char *text;

		rc = read_text(r, arena_text_f(r->arena, "papers[%zu]", i),
			       json_array_get(papers, i), PAPER_LONGEST, &text);
		if (rc == RC_OK)
			str_add_f(&source, "%s%s", i ? "；" : "", text);
	}
	if (source.len == 0)
		str_add_f(&source, "%s", r->file);
	r->out->source = arena_text(r->arena, source.ptr);
	str_clear(&source);
	return rc;
}

/* The name in our table: of one festival its own, else the notice's words. */
static const char *
own_name(const char *words)
{
	bool many;
	const char *festival = festival_named(words, &many);

	return festival && !many ? festival : words;
}

static enum rc
read_date(struct reader *r, const char *place, const json_t *value, int *out)
{
	char *text;

	if (read_text(r, place, value, NAME_LONGEST, &text) != RC_OK)
		return r->err->code;
	if (day_parse(text, out, r->err) != RC_OK)
		return err_add(r->err, "%s: %s", r->file, place);
	if (abs(*out / 10000 - r->out->year) > 1)
		return refuse(r, place, _("the day lies outside the year of the table"));
	for (size_t i = 0; i < r->out->n; i++)
		if (r->out->v[i].day == *out)
			return refuse(r, place, _("the day is given twice"));
	return RC_OK;
}

static enum rc
read_day(struct reader *r, size_t i, const json_t *value)
{
	const char *place = arena_text_f(r->arena, "days[%zu]", i);
	const json_t *off = json_object_get(value, "isOffDay");
	struct holiday_date d = {0};
	int weekday;
	char *name;

	if (!json_is_object(value))
		return refuse(r, place, _("a day with name, date and isOffDay is expected here"));
	if (read_text(r, arena_text_f(r->arena, "%s.name", place), json_object_get(value, "name"),
		      NAME_LONGEST, &name) != RC_OK ||
	    read_date(r, arena_text_f(r->arena, "%s.date", place), json_object_get(value, "date"),
		      &d.day) != RC_OK)
		return r->err->code;
	if (strpbrk(name, "[]"))
		return refuse(r, arena_text_f(r->arena, "%s.name", place),
			      _("a name without brackets is expected here"));
	if (!json_is_boolean(off))
		return refuse(r, arena_text_f(r->arena, "%s.isOffDay", place),
			      _("true or false is expected here"));
	d.name = own_name(name);
	d.off = json_is_true(off);
	weekday = civil_of(day_secs(d.day)).weekday;
	if (!d.off && weekday != 0 && weekday != 6) {
		doubt(r, _("%s is a workday anyway: left out"), day_words(r, d.day));
		return RC_OK;
	}
	r->out->v[r->out->n++] = d;
	*(d.off ? &r->out->off : &r->out->work) += 1;
	return RC_OK;
}

static enum rc
read_days(struct reader *r, const json_t *root)
{
	const json_t *days = json_object_get(root, "days");
	size_t n = json_array_size(days);

	if (!json_is_array(days) || n > HOLIDAYS_MAX)
		return refuse(r, "days", _("a list of at most 200 days is expected here"));
	if (n == 0)
		return refuse(r, "days", _("the list is empty: the year is not announced yet"));
	r->out->v = arena_alloc(r->arena, n * sizeof(*r->out->v));
	for (size_t i = 0; i < n; i++)
		if (read_day(r, i, json_array_get(days, i)) != RC_OK)
			return r->err->code;
	return RC_OK;
}

/* ---- statutory days ---- */

static struct holiday_date *
find(const struct holidays *h, int day)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->v[i].day == day)
			return &h->v[i];
	return NULL;
}

/* Marks a day that the law fixes, if the file has it off under that name. */
static void
mark(struct reader *r, const struct statutory_day *s)
{
	struct holiday_date *d = find(r->out, s->day);
	const char *words = day_words(r, s->day);

	if (!d || !d->off) {
		doubt(r, _("%s (%s) is statutory by law, but not off here"), words, s->holiday);
	} else if (d->statutory) {
		doubt(r, _("two holidays meet on %s: name the statutory day given for %s yourself"),
		      words, s->holiday);
	} else if (!festival_in(d->name, s->holiday)) {
		doubt(r, _("%s is %s by the calendar, but called %s here"), words, s->holiday,
		      d->name);
	} else {
		d->statutory = true;
		d->name = s->holiday;
		r->out->statutory++;
	}
}

/* Whether something was said about a name: earlier, or by a statutory day of its festival. */
static bool
is_settled(const struct holidays *h, size_t i)
{
	for (size_t k = 0; k < h->n; k++) {
		const struct holiday_date *d = &h->v[k];

		if ((k < i && d->off && str_equal(d->name, h->v[i].name)) ||
		    (d->statutory && festival_in(h->v[i].name, d->name)))
			return true;
	}
	return false;
}

/* Holidays of which no day is statutory: either the office names one, or there is none. */
static void
doubt_unmarked(struct reader *r)
{
	const struct holidays *h = r->out;

	for (size_t i = 0; i < h->n; i++)
		if (h->v[i].off && !is_settled(h, i))
			doubt(r,
			      _("no statutory day of %s is known: name it in the table if there is "
				"one"),
			      h->v[i].name);
}

static int
by_day(const void *a, const void *b)
{
	const struct holiday_date *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

static void
derive(struct reader *r)
{
	struct statutory_day days[STATUTORY_MAX];
	size_t n = statutory_days(r->out->year, days);

	qsort(r->out->v, r->out->n, sizeof(*r->out->v), by_day);
	for (size_t i = 0; i < n; i++)
		mark(r, &days[i]);
	doubt_unmarked(r);
}

enum rc
holidays_read(struct arena *a, const char *file, const char *text, size_t len, struct holidays *out,
	      struct err *e)
{
	struct holidays h = {.doubts = arena_alloc(a, DOUBTS_MAX * sizeof(char *))};
	struct reader r = {a, file, &h, e};
	json_error_t wrong;
	json_t *root;
	enum rc rc;

	if (len > HOLIDAYS_BYTES_MAX)
		return err_set(e, RC_INVALID, _("%s: the file is too large: at most 1 MiB"), file);
	if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		text += 3;
		len -= 3;
	}
	root = json_loadb(text, len, JSON_REJECT_DUPLICATES, &wrong);
	if (!root)
		return err_set(e, RC_INVALID, _("%s: line %d, column %d: this is no JSON (%s)"),
			       file, wrong.line, wrong.column, wrong.text);
	rc = json_is_object(root)
		 ? read_year(&r, root)
		 : refuse(&r, "/", _("an object with year and days is expected here"));
	if (rc == RC_OK)
		rc = read_papers(&r, root);
	if (rc == RC_OK)
		rc = read_days(&r, root);
	json_decref(root);
	if (rc != RC_OK)
		return rc;
	derive(&r);
	*out = h;
	return RC_OK;
}

/* ---- our table ---- */

/* Days that follow each other with the same mark are one line. */
static void
write_runs(const struct holidays *h, const char *name, const char *key,
	   bool (*belongs)(const struct holiday_date *), struct str *out)
{
	for (size_t i = 0; i < h->n; i++) {
		int from = h->v[i].day, until = from;

		if (!belongs(&h->v[i]) || !str_equal(h->v[i].name, name))
			continue;
		while (i + 1 < h->n && h->v[i + 1].day == day_add(until, 1) &&
		       belongs(&h->v[i + 1]) && str_equal(h->v[i + 1].name, name))
			until = h->v[++i].day;
		str_add_f(out, "%s = %04d-%02d-%02d", key, from / 10000, from / 100 % 100,
			  from % 100);
		if (until != from)
			str_add_f(out, "..%04d-%02d-%02d", until / 10000, until / 100 % 100,
				  until % 100);
		str_add_char(out, '\n');
	}
}

static bool
is_off(const struct holiday_date *d)
{
	return d->off;
}

static bool
is_statutory(const struct holiday_date *d)
{
	return d->statutory;
}

static bool
is_work(const struct holiday_date *d)
{
	return !d->off;
}

void
holidays_write(const struct holidays *h, struct str *out)
{
	str_add_f(out,
		  "# "
		  "放假和调休，由文件导入。文件不分法定日和调休休息日：法定日由程序按《全国年节及纪"
		  "念日放假办法》\n"
		  "# （%s）推得，请对照通知核对。\n",
		  statutory_law(h->year));
	for (size_t i = 0; i < h->ndoubts; i++)
		str_add_f(out, "# ? %s\n", h->doubts[i]);
	str_add_f(out, "[year %d]\nsource = %s\n", h->year, h->source);
	for (size_t i = 0; i < h->n; i++) {
		bool told = false;

		for (size_t k = 0; k < i && !told; k++)
			told = str_equal(h->v[k].name, h->v[i].name);
		if (told)
			continue;
		str_add_f(out, "\n[holiday %s]\n", h->v[i].name);
		write_runs(h, h->v[i].name, "off", is_off, out);
		write_runs(h, h->v[i].name, "statutory", is_statutory, out);
		write_runs(h, h->v[i].name, "work", is_work, out);
	}
}
