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

enum rc
roster_day_read(const char *text, int *out, struct err *e)
{
	static const char *const year_ends[] = {"-", "/", ".", "年", NULL};
	static const char *const month_ends[] = {"-", "/", ".", "月", NULL};
	struct arena a = {0};
	const char *p = text_narrow(&a, text);
	int y = 0, m = 0, d = 0;
	bool good = (p = number(p, 4, &y)) && (p = one_of(p, year_ends)) &&
		    (p = number(p, 2, &m)) && (p = one_of(p, month_ends)) && (p = number(p, 2, &d));

	if (good && str_starts(p, "日"))
		p = skip_blanks(p + strlen("日"));
	good = good && *p == '\0';
	arena_free(&a);
	if (!good)
		return err_set(e, RC_INVALID, _("“%s” is not a day such as 2026-10-01"), text);
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
