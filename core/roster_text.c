/* How rosters are written down in tables. */
#include "core/roster_text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/moment.h"
#include "core/str.h"
#include "core/text.h"
#include "core/vec.h"

static const char *
skip_blanks(const char *p)
{
	while (*p == ' ')
		p++;
	return p;
}

/* A number of at most `digits` digits; NULL when it does not fit. */
static const char *
number(const char *p, int digits, int *out)
{
	int n = 0;

	*out = 0;
	p = skip_blanks(p);
	while (isdigit((unsigned char)*p) && n < digits) {
		*out = *out * 10 + (*p++ - '0');
		n++;
	}
	return n && !isdigit((unsigned char)*p) ? skip_blanks(p) : NULL;
}

static const char *
one_of(const char *p, const char *const *words)
{
	for (; *words; words++)
		if (str_starts(p, *words))
			return skip_blanks(p + strlen(*words));
	return NULL;
}

/* Month and day after the year, or alone. */
static const char *
month_and_day(const char *p, const char *const *month_ends, int *m, int *d)
{
	if (!(p = number(p, 2, m)) || !(p = one_of(p, month_ends)) || !(p = number(p, 2, d)))
		return NULL;
	return str_starts(p, "日") ? skip_blanks(p + strlen("日")) : p;
}

/* The time of a cell that holds a day: 0:00, 00:00:00. */
static bool
is_midnight(const char *p)
{
	return *p == '0' && strspn(p, "0:") == strlen(p) && strchr(p, ':');
}

/* The year in which month and day lie nearest to a day; 0: they exist in none. */
static int
nearest_year(int near, int m, int d)
{
	int64_t least = INT64_MAX;
	int best = 0;

	for (int y = near / 10000 - 1; y <= near / 10000 + 1; y++) {
		int64_t off;

		if (!civil_day_exists(y, m, d))
			continue;
		off = llabs(day_secs(y * 10000 + m * 100 + d) - day_secs(near));
		if (off <= least) {
			least = off;
			best = y;
		}
	}
	return best;
}

/* Year 0: none was written. */
static bool
read_parts(const char *p, int *y, int *m, int *d)
{
	static const char *const year_ends[] = {"-", "/", ".", "年", NULL};
	static const char *const month_ends[] = {"-", "/", ".", "月", NULL};
	static const char *const bare_ends[] = {"/", "月", NULL};
	const char *after = number(p, 4, y);

	after = after ? one_of(after, year_ends) : NULL;
	after = after ? month_and_day(after, month_ends, m, d) : NULL;
	if (!after) {
		*y = 0;
		after = month_and_day(p, bare_ends, m, d);
	}
	return after && (*after == '\0' || is_midnight(after));
}

enum rc
roster_day_read(const char *text, int near, int *out, struct err *e)
{
	struct arena a = {0};
	int y = 0, m = 0, d = 0;
	bool good = read_parts(text_narrow(&a, text), &y, &m, &d);

	arena_free(&a);
	if (!good || (!y && !near))
		return err_set(e, RC_INVALID, _("“%s” is not a day such as 2026-10-01"), text);
	if (!y)
		y = nearest_year(near, m, d);
	if (y < 1970 || !civil_day_exists(y, m, d))
		return err_set(e, RC_INVALID, _("the day %s does not exist"), text);
	*out = y * 10000 + m * 100 + d;
	return RC_OK;
}

static const char *
clock_read(const char *p, int *minute)
{
	int h, m;

	if (str_starts(p, "次日"))
		p += strlen("次日");
	if (!(p = number(p, 2, &h)) || *p != ':' || !(p = number(p + 1, 2, &m)))
		return NULL;
	if (h > 24 || m > 59 || (h == 24 && m))
		return NULL;
	*minute = h * 60 + m;
	return p;
}

bool
roster_span_read(const char *text, struct shift_span *out)
{
	static const char *const dashes[] = {"-", "—", "–", "~", "至", NULL};
	struct arena a = {0};
	const char *p = text_narrow(&a, text);
	struct shift_span s = {0, 0};
	bool good = (p = clock_read(p, &s.from)) && (p = one_of(p, dashes)) &&
		    (p = clock_read(p, &s.until)) && *p == '\0' && s.from < 1440;

	arena_free(&a);
	if (good)
		*out = s;
	return good;
}

void
roster_span_text(struct shift_span s, char out[16])
{
	snprintf(out, 16, "%02d:%02d-%02d:%02d", s.from / 60 % 100, s.from % 60, s.until / 60 % 100,
		 s.until % 60);
}

int64_t
roster_span_start(int day, struct shift_span s)
{
	return day_secs(day) + s.from * 60;
}

int64_t
roster_span_end(int day, struct shift_span s)
{
	return day_secs(s.until <= s.from ? day_add(day, 1) : day) + s.until * 60;
}

/* Whether all but blanks and the dot of long names is wide. */
static bool
is_han(const char *text)
{
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
		bool dot = p[0] == 0xC2 && p[1] == 0xB7;
		bool narrow = (p[0] < 0x80 && p[0] != ' ') || (p[0] >= 0xC0 && p[0] < 0xE2) ||
			      (p[0] == 0xE2 && p[1] < 0xBA);

		if (narrow && !dot)
			return false;
	}
	return true;
}

enum rc
roster_name_read(struct arena *a, const char *text, char **out, struct err *e)
{
	static const char wide_blank[] = "\u3000";
	char *to, *name;
	enum rc rc = text_clean(a, text, strlen(text), false, &name, e);

	if (rc != RC_OK)
		return rc;
	*out = to = name;
	if (!is_han(name))
		return RC_OK;
	for (const char *p = name; *p;) {
		if (*p == ' ')
			p++;
		else if (str_starts(p, wide_blank))
			p += strlen(wide_blank);
		else
			*to++ = *p++;
	}
	*to = '\0';
	return RC_OK;
}

size_t
roster_names(struct arena *a, const char *cell, char ***out)
{
	static const char *const marks[] = {"、", "，", ",", "；", ";", "/", "／", "\n", NULL};
	VEC(char *) names = {0};
	const char *start = skip_blanks(cell);

	for (const char *p = start;;) {
		const char *next = *p ? one_of(p, marks) : p;

		if (!next) {
			p++;
			continue;
		}
		const char *end = p;
		while (end > start && end[-1] == ' ')
			end--;
		if (end > start) {
			char *name = arena_text_n(a, start, (size_t)(end - start));

			vec_push(&names, name);
		}
		if (!*p)
			break;
		p = start = next;
	}
	*out = arena_alloc(a, (names.n + 1) * sizeof(char *));
	if (names.n)
		memcpy(*out, names.v, names.n * sizeof(char *));
	size_t n = names.n;
	vec_clear(&names);
	return n;
}
