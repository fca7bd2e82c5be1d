/* Time as people on duty say it: reading what they type, writing what records and reports show. */
#include "core/moment.h"

#include <stdio.h>
#include <string.h>

#include "core/arena.h"
#include "core/i18n.h"
#include "core/str.h"
#include "core/text.h"

enum {
	FIRST_YEAR = 1900,
	LAST_YEAR = 2200,
	DAYS_TO_1970 = 719162, /* from 0001-01-01 */
	CLOCK_SLACK = 120,     /* two stations' clocks may differ by this much */
	TYPED_MAX = 120,       /* bytes; full-width characters are three each */
};

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static bool
is_leap(int64_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days from 0001-01-01 to the first of January of that year. */
static int64_t
days_before_year(int64_t year)
{
	int64_t y = year - 1;

	return y * 365 + floor_div(y, 4) - floor_div(y, 100) + floor_div(y, 400);
}

static int64_t
days_since_1970(int year, int month, int day)
{
	int64_t days = days_before_year(year) - DAYS_TO_1970 + day - 1;

	for (int m = 1; m < month; m++)
		days += month_days(year, m);
	return days;
}

struct civil
civil_of(int64_t secs)
{
	int64_t local = secs + ZONE_SECONDS, days = floor_div(local, DAY_SECONDS);
	int clock = (int)(local - days * DAY_SECONDS), month = 1, left;
	/* 146097 days are 400 years; the guess is off by one at most. */
	int64_t year = floor_div((days + DAYS_TO_1970) * 400, 146097) + 1;

	while (days_before_year(year) > days + DAYS_TO_1970)
		year--;
	while (days_before_year(year + 1) <= days + DAYS_TO_1970)
		year++;
	left = (int)(days + DAYS_TO_1970 - days_before_year(year));
	while (left >= month_days((int)year, month))
		left -= month_days((int)year, month++);
	return (struct civil){
	    .year = (int)year,
	    .month = month,
	    .day = left + 1,
	    .hour = clock / 3600,
	    .minute = clock / 60 % 60,
	    .second = clock % 60,
	    .weekday = (int)(days + 4 - floor_div(days + 4, 7) * 7),
	};
}

int64_t
civil_secs(int year, int month, int day, int hour, int minute)
{
	return days_since_1970(year, month, day) * DAY_SECONDS + hour * 3600 + minute * 60 -
	       ZONE_SECONDS;
}

bool
civil_day_exists(int year, int month, int day)
{
	return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1 &&
	       day <= month_days(year, month);
}

int
day_of(int64_t secs)
{
	struct civil c = civil_of(secs);

	return c.year * 10000 + c.month * 100 + c.day;
}

int64_t
day_secs(int day)
{
	return civil_secs(day / 10000, day / 100 % 100, day % 100, 0, 0);
}

int
day_add(int day, int days)
{
	return day_of(day_secs(day) + (int64_t)days * DAY_SECONDS);
}

struct moment
moment_at(int64_t secs)
{
	return (struct moment){minute_floor(secs), MOMENT_EXACT};
}

int64_t
minute_floor(int64_t secs)
{
	return floor_div(secs, 60) * 60;
}

int64_t
minutes_between(int64_t a, int64_t b)
{
	return floor_div(b, 60) - floor_div(a, 60);
}

/* Readers of pieces: each moves *p past what it took, and only when it returns true. */

static bool
take(const char **p, const char *literal)
{
	if (!str_starts(*p, literal))
		return false;
	*p += strlen(literal);
	return true;
}

static size_t
count_digits(const char *p)
{
	return strspn(p, "0123456789");
}

static bool
take_number(const char **p, size_t digits, int *out)
{
	int value = 0;

	if (count_digits(*p) < digits)
		return false;
	for (size_t i = 0; i < digits; i++)
		value = value * 10 + ((*p)[i] - '0');
	*p += digits;
	*out = value;
	return true;
}

static bool
take_date(const char **p, struct civil *c)
{
	const char *q = *p;

	if (count_digits(q) != 4 || !take_number(&q, 4, &c->year) || !take(&q, "-") ||
	    !take_number(&q, 2, &c->month) || !take(&q, "-") || !take_number(&q, 2, &c->day))
		return false;
	*p = q;
	return true;
}

/* 02:47, 2:47, 02:47:09, 0247, 247 */
static bool
take_clock(const char **p, struct civil *c)
{
	const char *q = *p;
	size_t n = count_digits(q);
	bool compact = n == 3 || n == 4;

	if (!compact && (n < 1 || n > 2))
		return false;
	if (!take_number(&q, compact ? n - 2 : n, &c->hour))
		return false;
	if (!compact && !take(&q, ":"))
		return false;
	if (!take_number(&q, 2, &c->minute))
		return false;
	if (!compact && take(&q, ":") && !take_number(&q, 2, &c->second))
		return false;
	*p = q;
	return true;
}

/* Z, +08:00, -0330; nothing is the station's own. */
static bool
take_zone(const char **p, int *seconds)
{
	int sign = **p == '-' ? -1 : 1, hours, minutes;
	const char *q = *p + 1;

	*seconds = ZONE_SECONDS;
	if (**p == '\0')
		return true;
	if (take(p, "Z") || take(p, "z")) {
		*seconds = 0;
		return true;
	}
	if ((**p != '+' && **p != '-') || !take_number(&q, 2, &hours))
		return false;
	take(&q, ":");
	if (!take_number(&q, 2, &minutes) || hours > 14 || minutes > 59)
		return false;
	*seconds = sign * (hours * 3600 + minutes * 60);
	*p = q;
	return true;
}

/* What a message may quote: never bytes that could write on the screen. */
static const char *
quotable(const char *text)
{
	size_t n = strlen(text);

	return n <= TYPED_MAX && text_is_clean(text, n, false) ? text : "…";
}

static enum rc
check_date(const struct civil *c, struct err *e)
{
	if (c->year < FIRST_YEAR || c->year > LAST_YEAR)
		return err_set(e, RC_INVALID, _("year %d is out of range: it must be %d to %d"),
			       c->year, FIRST_YEAR, LAST_YEAR);
	if (c->month < 1 || c->month > 12)
		return err_set(e, RC_INVALID, _("there is no month %d: months go from 1 to 12"),
			       c->month);
	if (!civil_day_exists(c->year, c->month, c->day))
		return err_set(e, RC_INVALID,
			       _("there is no day %04d-%02d-%02d: that month has %d days"), c->year,
			       c->month, c->day, month_days(c->year, c->month));
	return RC_OK;
}

static enum rc
check_clock(const struct civil *c, struct err *e)
{
	if (c->hour > 23)
		return err_set(
		    e, RC_INVALID,
		    _("there is no hour %d: hours go from 0 to 23, and midnight is 00:00"),
		    c->hour);
	if (c->minute > 59)
		return err_set(e, RC_INVALID,
			       _("there is no clock time %d:%02d: minutes go from 00 to 59"),
			       c->hour, c->minute);
	if (c->second > 59)
		return err_set(e, RC_INVALID, _("there is no second %d: seconds go from 00 to 59"),
			       c->second);
	return RC_OK;
}

/* Half-width and without blanks around, in out; false when it cannot be a time by its length. */
static bool
narrow(const char *text, char *out, size_t size)
{
	struct arena a = {0};
	size_t n = strlen(text);
	bool fits = false;

	if (n <= TYPED_MAX) {
		const char *half = text_narrow(&a, text);

		half += strspn(half, " \t\n");
		n = strlen(half);
		while (n > 0 && strchr(" \t\n", half[n - 1]))
			n--;
		fits = n < size;
		if (fits) {
			memcpy(out, half, n);
			out[n] = '\0';
		}
	}
	arena_free(&a);
	return fits;
}

enum rc
day_parse(const char *text, int *out, struct err *e)
{
	char half[TYPED_MAX];
	const char *p = half;
	struct civil c = {0};
	enum rc rc;

	if (!narrow(text, half, sizeof(half)) || !take_date(&p, &c) || *p != '\0')
		return err_set(e, RC_INVALID, _("'%s' is not a date: write it like 2026-01-18"),
			       quotable(text));
	rc = check_date(&c, e);
	if (rc == RC_OK)
		*out = c.year * 10000 + c.month * 100 + c.day;
	return rc;
}

/* The day a bare clock time means. */
static int64_t
place_clock(const struct civil *clock, int64_t now, enum moment_sense sense)
{
	int64_t limit = sense == MOMENT_HAPPENED ? now + CLOCK_SLACK : now;
	struct civil day = civil_of(limit);
	int64_t secs = civil_secs(day.year, day.month, day.day, clock->hour, clock->minute);

	if (sense == MOMENT_HAPPENED && secs > limit)
		secs -= DAY_SECONDS;
	if (sense == MOMENT_DUE && secs < minute_floor(now))
		secs += DAY_SECONDS;
	return secs;
}

static enum rc
not_a_time(const char *text, struct err *e)
{
	return err_set(
	    e, RC_INVALID,
	    _("'%s' is not a time: write 02:47, 0247, 2026-01-18T02:47, -5m, -2h or now"),
	    quotable(text));
}

/* -5m, -2h */
static bool
take_ago(const char **p, int64_t *seconds)
{
	const char *q = *p;
	size_t n;
	int count;

	if (!take(&q, "-"))
		return false;
	n = count_digits(q);
	if (n < 1 || n > 6 || !take_number(&q, n, &count))
		return false;
	if (take(&q, "m") || take(&q, "M"))
		*seconds = (int64_t)count * 60;
	else if (take(&q, "h") || take(&q, "H"))
		*seconds = (int64_t)count * 3600;
	else
		return false;
	*p = q;
	return true;
}

static enum rc
parse_date_and_clock(const char *p, const char *text, int64_t *secs, struct err *e)
{
	struct civil c = {0};
	int zone = ZONE_SECONDS;
	enum rc rc;

	if (!take_date(&p, &c))
		return not_a_time(text, e);
	if (*p != '\0') {
		if (!take(&p, "T") && !take(&p, "t") && !take(&p, " "))
			return not_a_time(text, e);
		if (!take_clock(&p, &c) || !take_zone(&p, &zone) || *p != '\0')
			return not_a_time(text, e);
	}
	rc = check_date(&c, e);
	if (rc == RC_OK)
		rc = check_clock(&c, e);
	if (rc == RC_OK)
		*secs = civil_secs(c.year, c.month, c.day, c.hour, c.minute) + ZONE_SECONDS - zone;
	return rc;
}

static enum rc
parse_exact(const char *p, const char *text, int64_t now, enum moment_sense sense, int64_t *out,
	    struct err *e)
{
	struct civil clock = {0}, day;
	int64_t ago, secs = now;
	enum rc rc;

	if (take_ago(&p, &ago) && *p == '\0') {
		secs = now - ago;
	} else if (count_digits(p) == 4 && p[4] == '-') {
		rc = parse_date_and_clock(p, text, &secs, e);
		if (rc != RC_OK)
			return rc;
	} else if (!str_equal(p, "now") && !str_equal(p, "NOW")) {
		if (!take_clock(&p, &clock) || *p != '\0')
			return not_a_time(text, e);
		rc = check_clock(&clock, e);
		if (rc != RC_OK)
			return rc;
		secs = place_clock(&clock, now, sense);
	}
	day = civil_of(secs);
	rc = check_date(&day, e);
	if (rc == RC_OK)
		*out = minute_floor(secs);
	return rc;
}

enum rc
moment_parse(const char *text, int64_t now, enum moment_sense sense, unsigned allow,
	     struct moment *out, struct err *e)
{
	struct moment m = {0, MOMENT_EXACT};
	char half[TYPED_MAX];
	const char *p = half;
	enum rc rc;

	if (!narrow(text, half, sizeof(half)))
		return not_a_time(text, e);
	if (*p == '\0')
		return err_set(e, RC_INVALID, _("the time is missing: write it like 02:47"));
	if (str_equal(p, "?") || str_equal(p, "不详")) {
		if (!(allow & MOMENT_ALLOW_UNKNOWN))
			return err_set(e, RC_INVALID,
				       _("an unknown time is not possible here: give the time"));
		*out = (struct moment){0, MOMENT_UNKNOWN};
		return RC_OK;
	}
	if (take(&p, "~") || take(&p, "约"))
		m.kind = MOMENT_ABOUT;
	if (m.kind == MOMENT_ABOUT && !(allow & MOMENT_ALLOW_ABOUT))
		return err_set(
		    e, RC_INVALID,
		    _("an approximate time is not possible here: give the time without ~"));
	p += strspn(p, " ");
	rc = parse_exact(p, text, now, sense, &m.secs, e);
	if (rc != RC_OK)
		return rc;
	if (sense == MOMENT_HAPPENED && m.secs > now + CLOCK_SLACK)
		return err_set(
		    e, RC_INVALID,
		    _("'%s' is in the future: what has happened cannot be later than now"),
		    quotable(text));
	*out = m;
	return RC_OK;
}

void
moment_iso(struct moment m, char out[MOMENT_TEXT])
{
	struct civil c = civil_of(m.secs);

	out[0] = '\0';
	if (m.kind == MOMENT_UNKNOWN)
		snprintf(out, MOMENT_TEXT, "?");
	if (m.kind == MOMENT_EXACT || m.kind == MOMENT_ABOUT)
		snprintf(out, MOMENT_TEXT, "%s%04d-%02d-%02dT%02d:%02d+08:00",
			 m.kind == MOMENT_ABOUT ? "~" : "", c.year, c.month, c.day, c.hour,
			 c.minute);
}

/* The common start of both canonical forms: 2026-01-18T02:47 */
static bool
take_minute(const char **p, struct civil *c)
{
	return take_date(p, c) && take(p, "T") && take_number(p, 2, &c->hour) && take(p, ":") &&
	       take_number(p, 2, &c->minute) && civil_day_exists(c->year, c->month, c->day) &&
	       c->hour <= 23 && c->minute <= 59;
}

/* A NUL-terminated copy; false for what is too long or holds a NUL. */
static bool
copy_bounded(const char *text, size_t len, char out[MOMENT_TEXT])
{
	if (len >= MOMENT_TEXT || memchr(text, '\0', len))
		return false;
	memcpy(out, text, len);
	out[len] = '\0';
	return true;
}

enum rc
moment_read(const char *text, size_t len, struct moment *out, struct err *e)
{
	struct moment m = {0, MOMENT_EXACT};
	struct civil c = {0};
	char copy[MOMENT_TEXT] = "";
	const char *p = copy;

	if (!copy_bounded(text, len, copy))
		return err_set(e, RC_INVALID, _("a time in a record is not in canonical form"));
	if (*p == '\0') {
		m.kind = MOMENT_NONE;
	} else if (str_equal(p, "?")) {
		m.kind = MOMENT_UNKNOWN;
	} else {
		if (take(&p, "~"))
			m.kind = MOMENT_ABOUT;
		if (!take_minute(&p, &c) || !str_equal(p, "+08:00"))
			return err_set(e, RC_INVALID,
				       _("a time in a record is not in canonical form"));
		m.secs = civil_secs(c.year, c.month, c.day, c.hour, c.minute);
	}
	*out = m;
	return RC_OK;
}

void
stamp_iso(int64_t ms, char out[MOMENT_TEXT])
{
	int64_t secs = floor_div(ms, 1000);
	struct civil c = civil_of(secs);

	snprintf(out, MOMENT_TEXT, "%04d-%02d-%02dT%02d:%02d:%02d.%03d+08:00", c.year, c.month,
		 c.day, c.hour, c.minute, c.second, (int)(ms - secs * 1000));
}

enum rc
stamp_read(const char *text, size_t len, int64_t *ms, struct err *e)
{
	struct civil c = {0};
	char copy[MOMENT_TEXT] = "";
	const char *p = copy;
	int millis;

	if (!copy_bounded(text, len, copy) || !take_minute(&p, &c) || !take(&p, ":") ||
	    !take_number(&p, 2, &c.second) || c.second > 59 || !take(&p, ".") ||
	    !take_number(&p, 3, &millis) || !str_equal(p, "+08:00"))
		return err_set(e, RC_INVALID, _("a stamp in a record is not in canonical form"));
	*ms = (civil_secs(c.year, c.month, c.day, c.hour, c.minute) + c.second) * 1000 + millis;
	return RC_OK;
}

/* 2时47分, 17时02分; a full hour is 19时. */
void
moment_zh_clock(int64_t secs, char out[MOMENT_TEXT])
{
	struct civil c = civil_of(secs);

	if (c.minute == 0)
		snprintf(out, MOMENT_TEXT, "%d时", c.hour);
	else
		snprintf(out, MOMENT_TEXT, "%d时%02d分", c.hour, c.minute);
}

void
moment_zh_day(int64_t secs, char out[MOMENT_TEXT])
{
	struct civil c = civil_of(secs);

	snprintf(out, MOMENT_TEXT, "%d月%d日", c.month, c.day);
}

void
moment_zh_short(int64_t secs, char out[MOMENT_TEXT])
{
	char clock[MOMENT_TEXT];
	struct civil c = civil_of(secs);

	moment_zh_clock(secs, clock);
	snprintf(out, MOMENT_TEXT, "%d月%d日%.16s", c.month, c.day, clock);
}

void
moment_zh(int64_t secs, char out[MOMENT_TEXT])
{
	char rest[MOMENT_TEXT];

	moment_zh_short(secs, rest);
	snprintf(out, MOMENT_TEXT, "%d年%.28s", civil_of(secs).year, rest);
}

void
moment_screen(struct moment m, char out[MOMENT_TEXT])
{
	struct civil c = civil_of(m.secs);

	out[0] = '\0';
	if (m.kind == MOMENT_UNKNOWN)
		snprintf(out, MOMENT_TEXT, "不详");
	if (m.kind == MOMENT_EXACT || m.kind == MOMENT_ABOUT)
		snprintf(out, MOMENT_TEXT, "%s%02d-%02d %02d:%02d",
			 m.kind == MOMENT_ABOUT ? "约" : "", c.month, c.day, c.hour, c.minute);
}
